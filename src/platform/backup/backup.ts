import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from '../context.ts'
import { blobEntry, encodeRow, MANIFEST, tableEntry, type Manifest } from './format.ts'
import { withSnapshot, type Snapshot } from './snapshot.ts'
import { tarWriter } from './tar.ts'

export interface BackupResult {
  readonly tables: number
  readonly rows: number
  readonly blobs: number
  /** Of the file. */
  readonly bytes: number
  /** SHA-256 of the manifest: stands for every byte of the backup. */
  readonly fingerprint: string
  /** Blobs that are no longer what their name says; they are in the file but will not be restored. */
  readonly damaged: readonly string[]
}

export interface BackupOptions {
  readonly overwrite?: boolean
  /** Bytes written so far; the total is known once the tables are written. */
  readonly onProgress?: (bytes: number, total?: number) => void
}

/** Text of a table's part before it is packed. Parts are whole in memory, nothing else of a backup ever is. */
const PART = 4_000_000
const compress = promisify(gzip)

/**
 * Writes database, blobs and key into one tar file while everything goes on. The database first, at one instant; blobs
 * after it, so that every row's blob is there. The file appears under its name when it is whole and on the disk.
 */
export async function backup(ctx: Context, file: string, options: BackupOptions = {}): Promise<BackupResult> {
  if (!options.overwrite && existsSync(file)) throw new Error(`${file} exists already`)
  const unfinished = `${file}.part`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    const result = await writeAll(ctx, handle, options)
    await handle.sync()
    await handle.close()
    await rename(unfinished, file)
    return result
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(unfinished, { force: true })
    throw error
  }
}

async function writeAll(
  ctx: Context,
  handle: Parameters<typeof tarWriter>[0],
  options: BackupOptions,
): Promise<BackupResult> {
  const madeAt = ctx.clock.now()
  let total: number | undefined
  const tar = tarWriter(handle, madeAt, (written) => options.onProgress?.(written, total))
  const entries: Manifest['entries'] = []
  const put = async (name: string, bytes: Uint8Array): Promise<void> => {
    entries.push({ name, bytes: bytes.byteLength, sha256: sha256(bytes) })
    await tar.entry(name, bytes.byteLength, [bytes])
  }

  const { tables, migrations } = await withSnapshot(ctx, async (snapshot) => ({
    migrations: [...snapshot.migrations],
    tables: await writeTables(snapshot, put),
  }))
  const secret = path.join(ctx.config.dataDir, 'secret')
  if (existsSync(secret)) await put('files/secret', await readFile(secret))
  total = tar.written()
  for await (const { bytes } of ctx.blobs.list()) total += bytes + 1024
  const blobs = await writeBlobs(ctx, tar)

  const manifest: Manifest = {
    format: 'hoi-backup',
    version: 1,
    madeAt,
    engine: ctx.engine,
    migrations,
    tables,
    entries,
    blobs,
  }
  const text = Buffer.from(JSON.stringify(manifest, null, 1))
  await tar.entry(MANIFEST, text.byteLength, [text])
  await tar.end()
  return {
    tables: tables.length,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    blobs: blobs.count,
    bytes: tar.written(),
    fingerprint: sha256(text),
    damaged: blobs.damaged,
  }
}

async function writeTables(
  snapshot: Snapshot,
  put: (name: string, bytes: Uint8Array) => Promise<void>,
): Promise<Manifest['tables']> {
  const written: Manifest['tables'] = []
  for (const table of snapshot.tables) {
    let rows = 0
    let part = 0
    let text = ''
    const flush = async () => {
      if (text !== '') await put(tableEntry(table.name, ++part), await compress(text, { level: 6 }))
      text = ''
    }
    for await (const batch of snapshot.rows(table)) {
      rows += batch.length
      for (const row of batch) {
        text += `${encodeRow(row)}\n`
        if (text.length >= PART) await flush()
      }
    }
    await flush()
    written.push({ name: table.name, rows })
  }
  return written
}

async function writeBlobs(ctx: Context, tar: ReturnType<typeof tarWriter>): Promise<Manifest['blobs']> {
  const digest = createHash('sha256')
  const blobs = { count: 0, bytes: 0, damaged: [] as string[] }
  for await (const { hash, bytes } of ctx.blobs.list()) {
    const stream = await ctx.blobs.get(hash)
    // Removed since it was listed.
    if (!stream) continue
    const seen = createHash('sha256')
    await tar.entry(
      blobEntry(hash),
      bytes,
      watched(stream, (chunk) => seen.update(chunk)),
    )
    if (seen.digest('hex') !== hash) blobs.damaged.push(hash)
    digest.update(`${hash} ${bytes}\n`)
    blobs.count += 1
    blobs.bytes += bytes
  }
  return { ...blobs, digest: digest.digest('hex') }
}

async function* watched(
  stream: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of stream) {
    see(chunk)
    yield chunk
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
