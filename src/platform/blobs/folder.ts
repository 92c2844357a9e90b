import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ReadableStream as WebStream } from 'node:stream/web'
import { isHash, type Blobs, type Stored } from './blobs.ts'
import { spool } from './spool.ts'
import { live, sweep, temporaryName } from './temporary.ts'

/**
 * Blobs in a folder: `ab/cd/<hash>`, where ab and cd begin the hash. Bytes go to `tmp/` first and get their name only
 * once they are on the disk, so a name always stands for all of its bytes; a killed process leaves a temporary file
 * at most, which the next start sweeps.
 */
export async function folderBlobs(root: string): Promise<Blobs> {
  const temporary = path.join(root, 'tmp')
  await mkdir(temporary, { recursive: true })
  await sweep(temporary)
  const placeOf = (hash: string) => path.join(root, hash.slice(0, 2), hash.slice(2, 4), hash)

  return {
    async put(source, { limit } = {}) {
      const name = temporaryName()
      const file = path.join(temporary, name)
      live.add(name)
      try {
        const stored = await spool(file, source, limit)
        await publish(root, file, placeOf(stored.hash))
        return stored
      } catch (error) {
        await rm(file, { force: true })
        throw error
      } finally {
        live.delete(name)
      }
    },
    async get(hash, range) {
      if (!isHash(hash) || !(await stat(placeOf(hash)).catch(ifThere))) return null
      // Opened when the first bytes are asked for: an answer to HEAD never asks, and Node ends the whole process over
      // a file handle that was forgotten open.
      return WebStream.from(read(placeOf(hash), range)) as ReadableStream<Uint8Array>
    },
    async size(hash) {
      return isHash(hash) ? ((await stat(placeOf(hash)).catch(ifThere))?.size ?? null) : null
    },
    async changedAt(hash) {
      return isHash(hash) ? ((await stat(placeOf(hash)).catch(ifThere))?.mtimeMs ?? null) : null
    },
    async asFile(hash) {
      if (!isHash(hash) || !(await stat(placeOf(hash)).catch(ifThere))) return null
      return { path: placeOf(hash), done: async () => {} }
    },
    async remove(hash) {
      if (isHash(hash)) await rm(placeOf(hash), { force: true })
    },
    list: () => listFolder(root),
  }
}

/** Gives the file its name for good: also the entries of new folders must be on the disk before we say so. */
async function publish(root: string, file: string, place: string): Promise<void> {
  const inner = path.dirname(place)
  const made = await mkdir(inner, { recursive: true })
  // Over an existing copy too: it has the same bytes, and a damaged one is thereby mended.
  await rename(file, place)
  await syncFolder(inner)
  if (made) {
    await syncFolder(path.dirname(inner))
    await syncFolder(root)
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file system journals names by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* listFolder(root: string): AsyncIterable<Stored> {
  for (const outer of await names(root, /^[0-9a-f]{2}$/)) {
    for (const inner of await names(path.join(root, outer), /^[0-9a-f]{2}$/)) {
      const folder = path.join(root, outer, inner)
      for (const hash of await names(folder, /^[0-9a-f]{64}$/)) {
        const found = await stat(path.join(folder, hash)).catch(ifThere)
        if (found) yield { hash, bytes: found.size }
      }
    }
  }
}

async function names(folder: string, pattern: RegExp): Promise<string[]> {
  const found: string[] = []
  for await (const entry of await opendir(folder)) if (pattern.test(entry.name)) found.push(entry.name)
  return found.toSorted()
}

async function* read(place: string, range: { start: number; end?: number } | undefined): AsyncGenerator<Uint8Array> {
  yield* createReadStream(place, {
    start: range?.start ?? 0,
    end: range?.end ?? Infinity,
    highWaterMark: 256 * 1024,
  }) as AsyncIterable<Uint8Array>
}

function ifThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
