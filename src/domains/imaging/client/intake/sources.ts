import { readDirectory, type ReadAt, type ZipEntry } from '#src/lib/zip/directory.ts'
import { readEntry } from '#src/lib/zip/entry.ts'
import type { Given } from './protocol.ts'

/** Bytes that somebody gave us, wherever they lie; read one at a time. */
export interface Source {
  readonly path: string
  readonly bytes: number
  /** At most the first `most` bytes, or why it cannot be read. */
  read(most?: number): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; code: string }>
}

const readFile =
  (file: File): ReadAt =>
  async (start, end) =>
    new Uint8Array(await file.slice(start, end).arrayBuffer())

/** Files that every folder has and nobody means. */
const JUNK = /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini|autorun\.inf|__MACOSX\/.*)$/i

/** The sources in what was dropped: files themselves, and what ZIP archives hold. */
export async function* sourcesOf(given: readonly Given[]): AsyncGenerator<Source | { path: string; code: string }> {
  for (const { file, path } of given) {
    if (JUNK.test(path)) continue
    const head = await readFile(file)(0, 4).catch(() => null)
    if (!head) {
      yield { path, code: 'unreadable' }
      continue
    }
    const zip = head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)
    if (zip) yield* entriesOf(file, path)
    else yield { path, bytes: file.size, read: (most) => whole(file, most) }
  }
}

async function whole(
  file: File,
  most?: number,
): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; code: string }> {
  try {
    return { ok: true, bytes: await readFile(file)(0, Math.min(file.size, most ?? file.size)) }
  } catch {
    // Moved, renamed or unplugged since it was dropped.
    return { ok: false, code: 'unreadable' }
  }
}

async function* entriesOf(file: File, path: string): AsyncGenerator<Source | { path: string; code: string }> {
  const read = readFile(file)
  const found = await readDirectory(read, file.size).catch(() => ({ ok: false as const, code: 'unreadable' }))
  if (!found.ok) {
    yield { path, code: found.code }
    return
  }
  for (const entry of found.entries) {
    const name = `${path} › ${entry.name}`
    if (JUNK.test(entry.name)) continue
    if (entry.refused) yield { path: name, code: entry.refused }
    else yield { path: name, bytes: entry.bytes, read: (most) => unpack(read, entry, most) }
  }
}

async function unpack(read: ReadAt, entry: ZipEntry, most?: number) {
  try {
    return await readEntry(read, entry, most)
  } catch {
    return { ok: false as const, code: 'unreadable' }
  }
}
