/** Reads bytes [start, end) of an archive; fewer at its end. */
export type ReadAt = (start: number, end: number) => Promise<Uint8Array>

/**
 * Why an archive, or an entry of one, is refused. Returned, never thrown.
 * - `not-zip` no directory, or a damaged one · `zip-encrypted` · `zip-method` compressed as we cannot read
 * - `zip-bomb` claims or yields more than an honest archive does · `zip-many` more entries than the bound
 * - `zip-nested` an archive in the archive · `zip-damaged` the entry does not read as the directory says
 */
export type ZipRefusal =
  | 'not-zip'
  | 'zip-encrypted'
  | 'zip-method'
  | 'zip-bomb'
  | 'zip-many'
  | 'zip-nested'
  | 'zip-damaged'

export interface ZipEntry {
  /** As written, for people; never a path to write to. */
  readonly name: string
  /** Bytes in the archive, and those that the entry claims to become. */
  readonly packed: number
  readonly bytes: number
  readonly method: number
  /** Of the local header. */
  readonly offset: number
  /** CRC-32 of the contents. */
  readonly crc: number
  readonly refused?: ZipRefusal
}

export interface ZipLimits {
  readonly entries: number
  /** Bytes of one entry, and of all. */
  readonly entryBytes: number
  readonly totalBytes: number
  /** Times that contents may be larger than what is packed, past the first ten megabytes. */
  readonly ratio: number
}

/** Uncompressed CT shrinks three times, a cleared frame of an angiogram a hundred. */
export const ZIP_LIMITS: ZipLimits = { entries: 50_000, entryBytes: 2 ** 31, totalBytes: 64 * 2 ** 30, ratio: 250 }

const HARMLESS = 10_000_000
const END = 22
const LONGEST_COMMENT = 65_535
const LARGEST_DIRECTORY = 32 * 1024 * 1024

/**
 * The entries that the directory at the end of a ZIP names (PKWARE APPNOTE 4.3.12, with ZIP64), folders left out. Names
 * are labels only, so that no path leads anywhere. Overlapping entries count as a bomb.
 */
export async function readDirectory(
  read: ReadAt,
  size: number,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<{ ok: true; entries: ZipEntry[] } | { ok: false; code: ZipRefusal }> {
  const found = await findDirectory(read, size)
  if (!found) return { ok: false, code: 'not-zip' }
  if (found.count > limits.entries || found.bytes > LARGEST_DIRECTORY) return { ok: false, code: 'zip-many' }
  const bytes = await read(found.offset, found.offset + found.bytes)
  if (bytes.length < found.bytes) return { ok: false, code: 'not-zip' }
  const entries: ZipEntry[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [at, packed, total] = [0, 0, 0]
  for (let n = 0; n < found.count; n += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return { ok: false, code: 'not-zip' }
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ]
    const end = at + 46 + nameLength + extra + comment
    if (end > bytes.length) return { ok: false, code: 'not-zip' }
    const entry = entryAt(bytes, view, at, nameLength, extra)
    at = end
    packed += entry.packed
    total += entry.bytes
    if (/[\\/]$/.test(entry.name)) continue
    entries.push({ ...entry, ...refusalOf(entry, limits, size) })
  }
  // Entries that share their bytes are how a small file becomes petabytes.
  if (packed > size || total > limits.totalBytes || overlap(entries)) return { ok: false, code: 'zip-bomb' }
  return { ok: true, entries }
}

async function findDirectory(
  read: ReadAt,
  size: number,
): Promise<{ count: number; bytes: number; offset: number } | null> {
  const from = Math.max(0, size - END - LONGEST_COMMENT)
  const tail = await read(from, size)
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  let at = tail.length - END
  while (at >= 0 && view.getUint32(at, true) !== 0x06054b50) at -= 1
  if (at < 0) return null
  const end = {
    count: view.getUint16(at + 10, true),
    bytes: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  }
  if (end.count !== 0xffff && end.bytes !== 0xffffffff && end.offset !== 0xffffffff) return inside(end, size)
  if (at < 20 || view.getUint32(at - 20, true) !== 0x07064b50) return inside(end, size)
  const place = Number(view.getBigUint64(at - 12, true))
  if (!Number.isSafeInteger(place) || place + 56 > size) return null
  const wide = await read(place, place + 56)
  if (wide.length < 56) return null
  const big = new DataView(wide.buffer, wide.byteOffset, wide.byteLength)
  if (big.getUint32(0, true) !== 0x06064b50) return null
  const number = (field: number): number => Number(big.getBigUint64(field, true))
  return inside({ count: number(32), bytes: number(40), offset: number(48) }, size)
}

const inside = <T extends { bytes: number; offset: number }>(found: T, size: number): T | null =>
  Number.isSafeInteger(found.offset) && found.offset + found.bytes <= size ? found : null

function entryAt(bytes: Uint8Array, view: DataView, at: number, nameLength: number, extra: number): ZipEntry {
  const flags = view.getUint16(at + 8, true)
  const raw = bytes.subarray(at + 46, at + 46 + nameLength)
  const entry = {
    name: new TextDecoder(flags & 0x800 ? 'utf-8' : 'latin1').decode(raw),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    bytes: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    ...(flags & 0x2041 ? { refused: 'zip-encrypted' as const } : {}),
  }
  // ZIP64: what did not fit stands in the extra field, in this order.
  const from = at + 46 + nameLength
  for (let e = from; e + 4 <= from + extra;) {
    const [id, length] = [view.getUint16(e, true), view.getUint16(e + 2, true)]
    if (id === 1) {
      let p = e + 4
      for (const key of ['bytes', 'packed', 'offset'] as const) {
        if (entry[key] !== 0xffffffff || p + 8 > Math.min(e + 4 + length, bytes.length)) continue
        entry[key] = Number(view.getBigUint64(p, true))
        p += 8
      }
    }
    e += 4 + length
  }
  return entry
}

function refusalOf(entry: ZipEntry, limits: ZipLimits, size: number): { refused?: ZipRefusal } {
  if (entry.refused) return {}
  if (entry.offset + entry.packed > size) return { refused: 'zip-damaged' }
  if (entry.bytes > limits.entryBytes || entry.bytes > HARMLESS + entry.packed * limits.ratio)
    return { refused: 'zip-bomb' }
  if (entry.method !== 0 && entry.method !== 8) return { refused: 'zip-method' }
  return /\.(?:zip|7z|rar|tar|t?gz|bz2|xz)$/i.test(entry.name) ? { refused: 'zip-nested' } : {}
}

function overlap(entries: readonly ZipEntry[]): boolean {
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset)
  return inOrder.some((entry, i) => {
    const next = inOrder[i + 1]
    return next !== undefined && entry.offset + 30 + entry.packed > next.offset
  })
}
