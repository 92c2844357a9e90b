import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import * as v from 'valibot'
import { BLOB_ENTRY, FILE_ENTRY, MANIFEST, manifestSchema, TABLE_ENTRY, type Manifest } from './format.ts'
import { DamagedArchive, tarEntries } from './tar.ts'

export interface ReadOptions {
  /** What `hoi backup` printed; another file is refused. */
  readonly fingerprint?: string
  readonly onProgress?: (bytes: number, total: number) => void
}

/** The largest manifest read into memory. */
const LONGEST_MANIFEST = 64_000_000

/** Reads a backup to its end and compares every checksum; throws DamagedArchive saying what is wrong. */
export async function verify(file: string, options: ReadOptions = {}): Promise<Manifest> {
  const handle = await open(file, 'r')
  try {
    return await verifyHandle(handle, options)
  } finally {
    await handle.close()
  }
}

async function verifyHandle(handle: FileHandle, options: ReadOptions): Promise<Manifest> {
  const { size: total } = await handle.stat()
  const found = new Map<string, { bytes: number; sha256: string }>()
  const blobs = { count: 0, bytes: 0, digest: createHash('sha256'), damaged: new Set<string>() }
  let manifest: { text: Buffer; parsed: Manifest } | null = null
  let done = 0
  for await (const entry of tarEntries(handle)) {
    if (manifest) throw new DamagedArchive(`${entry.name} comes after the end of the backup`)
    if (entry.name === MANIFEST) {
      manifest = await readManifest(entry)
      continue
    }
    const hash = createHash('sha256')
    for await (const chunk of entry.body()) {
      hash.update(chunk)
      done += chunk.byteLength
      options.onProgress?.(done, total)
    }
    const sha256 = hash.digest('hex')
    const blob = BLOB_ENTRY.exec(entry.name)?.[1]
    if (blob) {
      blobs.count += 1
      blobs.bytes += entry.size
      blobs.digest.update(`${blob} ${entry.size}\n`)
      if (sha256 !== blob) blobs.damaged.add(blob)
    } else if ((TABLE_ENTRY.test(entry.name) || FILE_ENTRY.test(entry.name)) && !found.has(entry.name)) {
      found.set(entry.name, { bytes: entry.size, sha256 })
    } else throw new DamagedArchive(`${entry.name} does not belong into a backup`)
  }
  if (!manifest) throw new DamagedArchive('The file has no manifest: it was not written to its end')
  const fingerprint = createHash('sha256').update(manifest.text).digest('hex')
  if (options.fingerprint !== undefined && options.fingerprint.toLowerCase() !== fingerprint) {
    throw new DamagedArchive(
      `The fingerprint is ${fingerprint}, not the one given: this is another backup, or it was changed`,
    )
  }
  compare(manifest.parsed, found, { ...blobs, digest: blobs.digest.digest('hex') })
  return manifest.parsed
}

async function readManifest(entry: { size: number; body(): AsyncIterable<Uint8Array> }) {
  if (entry.size > LONGEST_MANIFEST) throw new DamagedArchive('The manifest is too long')
  const text = Buffer.concat(await Array.fromAsync(entry.body()))
  try {
    return { text, parsed: v.parse(manifestSchema, JSON.parse(text.toString('utf8'))) }
  } catch (error) {
    throw new DamagedArchive(`The manifest cannot be read: ${(error as Error).message}`)
  }
}

function compare(
  manifest: Manifest,
  found: Map<string, { bytes: number; sha256: string }>,
  blobs: { count: number; bytes: number; digest: string; damaged: Set<string> },
): void {
  for (const { name, bytes, sha256 } of manifest.entries) {
    const entry = found.get(name)
    if (!entry) throw new DamagedArchive(`${name} is missing`)
    if (entry.bytes !== bytes || entry.sha256 !== sha256)
      throw new DamagedArchive(`${name} was changed: its checksum differs`)
    found.delete(name)
  }
  const [extra] = found.keys()
  if (extra !== undefined) throw new DamagedArchive(`${extra} is not in the manifest`)
  const known = new Set(manifest.blobs.damaged)
  for (const hash of blobs.damaged)
    if (!known.has(hash)) throw new DamagedArchive(`The blob ${hash} was changed: its checksum differs`)
  if (
    blobs.count !== manifest.blobs.count ||
    blobs.bytes !== manifest.blobs.bytes ||
    blobs.digest !== manifest.blobs.digest
  ) {
    throw new DamagedArchive(
      `The blobs are not those of the manifest: ${blobs.count} are there, ${manifest.blobs.count} should be`,
    )
  }
}
