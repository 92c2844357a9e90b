import { createReadStream } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { readDirectory } from '#src/lib/zip/directory.ts'
import { readEntry } from '#src/lib/zip/entry.ts'
import { BlobTooLarge } from '#src/platform/blobs/blobs.ts'
import { spool } from '#src/platform/blobs/spool.ts'
import { withScratch } from '#src/platform/blobs/temporary.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { BrokenMultipart } from '#src/platform/uploads/framing.ts'
import { boundaryOf, parts } from '#src/platform/uploads/multipart.ts'
import { write } from '#src/platform/write.ts'
import { caseKeys, createImagingCase } from '../commands/cases.ts'
import { type Arrival, keepRaw, receive } from '../commands/receive.ts'
import { looseKind } from '../client/intake/loose.ts'
import { imagingPool } from '../worker/pool.ts'
import { attach } from './attachments.ts'

const MOST_FILES = 5_000
const FIELD = 1_000

export interface Plain {
  readonly taken: number
  readonly rejected: readonly { readonly path: string; readonly code: string }[]
  readonly next: string | null
}

interface Came {
  readonly path: string
  readonly file: string
}

/**
 * Takes the plain form: files reach a folder of their own first, ZIPs are opened there, and what can be read goes into
 * the quarantine, where the rules of every arrival run. `invalid` with `files: mixed` where a case was named and there
 * are several patients: nothing is taken then.
 */
export async function plainUpload(c: Ctx): Promise<Outcome<Plain>> {
  const { ctx } = c.var
  const boundary = boundaryOf(c.req.header('content-type'))
  const body = c.req.raw.body
  if (boundary === null || !body) return invalid({ files: 'required' })
  return await withScratch(ctx.config.dataDir, async (folder) => {
    const fields: Record<string, string> = {}
    const came: Came[] = []
    const rejected: { path: string; code: string }[] = []
    const room = (): string => path.join(folder, String(came.length + rejected.length))
    try {
      for await (const part of parts(body, boundary)) {
        if (part.filename === null) {
          let text = ''
          for await (const chunk of part.body) if (text.length < FIELD) text += Buffer.from(chunk).toString('utf8')
          fields[part.name] = text
        } else if (part.filename !== '') {
          if (came.length >= MOST_FILES) return invalid({ files: 'too-many' })
          const name = part.filename.split(/[\\/]/).at(-1) ?? ''
          const file = room()
          try {
            const stream = Readable.toWeb(Readable.from(part.body)) as ReadableStream<Uint8Array>
            await spool(file, stream, ctx.config.uploadLimit)
            if (!(await unpacked(file, name, folder, came, rejected))) came.push({ path: name, file })
          } catch (error) {
            if (!(error instanceof BlobTooLarge)) throw error
            rejected.push({ path: name, code: 'too-large' })
          }
        }
      }
    } catch (error) {
      if (error instanceof BrokenMultipart) return invalid({ files: 'broken' })
      throw error
    }
    const taken = await take(c, fields['case'] || null, came, rejected)
    const next = /^\/(?![/\\])[^\s\\]*$/.test(fields['next'] ?? '') ? fields['next']! : null
    return taken.ok ? ok({ taken: taken.value, rejected, next }) : taken
  })
}

/** Opens an archive into the folder; false when it is none. */
async function unpacked(
  file: string,
  name: string,
  folder: string,
  came: Came[],
  rejected: { path: string; code: string }[],
): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const read = async (start: number, end: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start)
      return new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead)
    }
    const head = await read(0, 4)
    if (!(head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5))) return false
    const { size } = await handle.stat()
    const limits = { entries: MOST_FILES, entryBytes: 2 ** 30, totalBytes: 8 * 2 ** 30, ratio: 250 }
    const found = await readDirectory(read, size, limits)
    if (!found.ok) rejected.push({ path: name, code: found.code })
    else
      for (const entry of found.entries) {
        const label = `${name} › ${entry.name}`
        const made = await readEntry(read, entry)
        if (!made.ok) rejected.push({ path: label, code: made.code })
        else {
          // A name of our own: that of the entry is a label and leads nowhere.
          const own = path.join(folder, `e${came.length}-${rejected.length}`)
          await writeFile(own, made.bytes, { flag: 'wx' })
          came.push({ path: label, file: own })
        }
      }
    return true
  } finally {
    await handle.close()
  }
}

async function take(
  c: Ctx,
  caseId: string | null,
  came: readonly Came[],
  rejected: { path: string; code: string }[],
): Promise<Outcome<number>> {
  const { ctx, actor } = c.var
  let keys = caseId === null ? null : await caseKeys(ctx, actor, caseId)
  if (caseId !== null && !keys) return fail('not-found')
  const kinds = await Promise.all(came.map(({ file }) => kindOf(file)))
  if (caseId !== null) {
    const patients = new Set<string>()
    for (const [i, { file }] of came.entries()) {
      if (kinds[i] !== null) continue
      const { patient } = await imagingPool().run('patientOf', { path: file }, { timeoutMs: 20_000 })
      if (patient !== null) patients.add(patient)
    }
    if (patients.size > 1) return invalid({ files: 'mixed' })
  }
  const batch = ctx.ids.id()
  const arrivals: Arrival[] = []
  let videos = 0
  for (const [i, { file, path: name }] of came.entries()) {
    const kind = kinds[i]
    if (kind === null) {
      const kept = await keepRaw(ctx, Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>)
      if (kept.ok) arrivals.push({ ...kept.value, source: 'file', batch, caseId })
      else rejected.push({ path: name, code: kept.code === 'too-large' ? 'too-large' : 'truncated' })
      continue
    }
    if (!keys) {
      const made = await createImagingCase(ctx, actor)
      if (!made.ok) return made
      keys = made.value
    }
    const { secret, pseudonym, id } = keys
    const made =
      kind === 'video'
        ? await imagingPool().run('video', { path: file })
        : await imagingPool().run('capture', { path: file, secret, pseudonym })
    if (!made.ok) {
      rejected.push({ path: name, code: made.code })
      continue
    }
    const { hash, bytes } = await ctx.blobs.put(made.bytes)
    if (kind === 'picture') arrivals.push({ blob: hash, bytes, source: 'file', batch, caseId: id })
    else {
      const kept = await write(ctx, actor, (tx) => attach(tx, actor, { caseId: id, hash, bytes }))
      if (!kept.ok) return kept
      videos += 1
    }
  }
  const done = await receive(ctx, actor, arrivals)
  return done.ok ? ok(done.value.length + videos) : done
}

async function kindOf(file: string): Promise<'picture' | 'video' | null> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    return looseKind(new Uint8Array(buffer.subarray(0, bytesRead)))
  } finally {
    await handle.close()
  }
}
