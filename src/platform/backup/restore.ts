import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Blobs } from '../blobs/blobs.ts'
import type { Config } from '../config.ts'
import { connect } from '../db/connect.ts'
import type { Migration } from '../db/migrate.ts'
import { BLOB_ENTRY, FILE_ENTRY, TABLE_ENTRY, type Manifest } from './format.ts'
import { loadInto, type Loader } from './load.ts'
import { hasRows } from './tables.ts'
import { tarEntries } from './tar.ts'
import { verify, type ReadOptions } from './verify.ts'

export { DamagedArchive } from './tar.ts'
export { verify } from './verify.ts'

/** Where to restore: not an open context, because the schema itself is made anew. */
export interface RestoreInto {
  readonly config: Pick<Config, 'dataDir' | 'databaseUrl' | 'blobUrl'>
  readonly migrations: readonly Migration[]
  readonly openBlobs: (config: Pick<Config, 'dataDir' | 'blobUrl'>) => Promise<Blobs>
}

export interface RestoreOptions extends ReadOptions {
  /** Replace what the target holds. */
  readonly force?: boolean
}

/**
 * Brings a backup back. The whole file is verified first; then blobs are put (nobody sees them without rows) and the
 * database is made in one transaction, so that the target is what it was or what the backup holds, never between.
 * Works from either engine into either; a backup of an older version is migrated, one of a newer version refused.
 */
export async function restore(file: string, into: RestoreInto, options: RestoreOptions = {}): Promise<Manifest> {
  const manifest = await verify(file, {
    ...options,
    onProgress: (done, total) => options.onProgress?.(done / 2, total),
  })
  const known = new Set(into.migrations.map(({ id }) => id))
  const newer = manifest.migrations.filter((id) => !known.has(id))
  if (newer.length > 0)
    throw new Error(`The backup was made by a newer version of Hội, which has also ${newer.join(', ')}`)

  const { dataDir, databaseUrl } = into.config
  await mkdir(dataDir, { recursive: true })
  const { db, engine } = connect({ url: databaseUrl, file: path.join(dataDir, 'hoi.sqlite'), poolSize: 1 })
  try {
    if (!options.force && (await hasRows(db, engine))) {
      throw new Error(
        `The target is not empty (${databaseUrl ? 'database' : dataDir}). Restore into an empty one, or replace it with --force.`,
      )
    }
    const blobs = await into.openBlobs(into.config)
    const handle = await open(file, 'r')
    try {
      await loadInto(db, engine, manifest, into.migrations, (loader) =>
        play(handle, manifest, { loader, blobs, dataDir }, options.onProgress),
      )
    } finally {
      await handle.close()
    }
    return manifest
  } finally {
    await db.destroy()
  }
}

interface Target {
  readonly loader: Loader
  readonly blobs: Blobs
  readonly dataDir: string
}

async function play(
  handle: FileHandle,
  manifest: Manifest,
  target: Target,
  onProgress?: (bytes: number, total: number) => void,
): Promise<void> {
  const { size: total } = await handle.stat()
  const damaged = new Set(manifest.blobs.damaged)
  let done = 0
  for await (const entry of tarEntries(handle)) {
    done += entry.size
    onProgress?.(Math.round((total + done) / 2), total)
    const table = TABLE_ENTRY.exec(entry.name)?.[1]
    if (table) {
      await target.loader.load(table, Buffer.concat(await Array.fromAsync(entry.body())))
      continue
    }
    const hash = BLOB_ENTRY.exec(entry.name)?.[1]
    if (hash && !damaged.has(hash)) {
      const stored = await target.blobs.put(Readable.toWeb(Readable.from(entry.body())) as ReadableStream<Uint8Array>)
      if (stored.hash !== hash) throw new Error(`The blob ${hash} changed while it was restored`)
    }
    if (FILE_ENTRY.test(entry.name))
      await keepSecret(target.dataDir, Buffer.concat(await Array.fromAsync(entry.body())))
  }
}

/** The key goes back to its place; another one that is there is kept beside it, in case sessions still need it. */
async function keepSecret(dataDir: string, secret: Buffer): Promise<void> {
  const file = path.join(dataDir, 'secret')
  if (existsSync(file)) {
    if ((await readFile(file)).equals(secret)) return
    await rename(file, path.join(dataDir, 'secret.before-restore'))
  }
  await writeFile(`${file}.part`, secret, { mode: 0o600 })
  await rename(`${file}.part`, file)
}
