import { Inflate } from 'fflate'
import type { ReadAt, ZipEntry, ZipRefusal } from './directory.ts'

const PIECE = 256 * 1024

/**
 * The contents of an entry, read and inflated piece by piece into one buffer of the size that the directory claims; stops
 * as soon as more comes out, so that an entry that lies about its size costs no more memory than it claims. `most` reads
 * only the beginning.
 */
export async function readEntry(
  read: ReadAt,
  entry: ZipEntry,
  most = Infinity,
): Promise<{ ok: true; bytes: Uint8Array } | { ok: false; code: ZipRefusal }> {
  if (entry.refused) return { ok: false, code: entry.refused }
  const local = await read(entry.offset, entry.offset + 30)
  const view = new DataView(local.buffer, local.byteOffset, local.byteLength)
  if (local.length < 30 || view.getUint32(0, true) !== 0x04034b50) return { ok: false, code: 'zip-damaged' }
  const start = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  const end = start + entry.packed
  if (entry.method === 0) {
    if (entry.packed !== entry.bytes) return { ok: false, code: 'zip-damaged' }
    const bytes = await read(start, Math.min(end, start + most))
    return whole(bytes, entry, most)
  }
  const out = new Uint8Array(Math.min(entry.bytes, most))
  let filled = 0
  let over = false
  const inflate = new Inflate((chunk) => {
    const room = out.length - filled
    if (chunk.length > room) over = true
    out.set(chunk.length > room ? chunk.subarray(0, room) : chunk, filled)
    filled += Math.min(room, chunk.length)
  })
  try {
    for (let at = start; at < end && !over && filled < out.length; at += PIECE) {
      const piece = await read(at, Math.min(end, at + PIECE))
      if (piece.length === 0) return { ok: false, code: 'zip-damaged' }
      inflate.push(piece, at + PIECE >= end)
    }
  } catch {
    return { ok: false, code: 'zip-damaged' }
  }
  if (over && out.length === entry.bytes) return { ok: false, code: 'zip-bomb' }
  return whole(out.subarray(0, filled), entry, most)
}

function whole(
  bytes: Uint8Array,
  entry: ZipEntry,
  most: number,
): { ok: true; bytes: Uint8Array } | { ok: false; code: ZipRefusal } {
  if (isArchive(bytes)) return { ok: false, code: 'zip-nested' }
  if (bytes.length < Math.min(entry.bytes, most)) return { ok: false, code: 'zip-damaged' }
  if (bytes.length === entry.bytes && crc32(bytes) !== entry.crc) return { ok: false, code: 'zip-damaged' }
  return { ok: true, bytes }
}

/** By its first bytes: ZIP, gzip, 7z, RAR, bzip2, xz. */
export function isArchive(bytes: Uint8Array): boolean {
  const starts = (...wanted: number[]): boolean => wanted.every((byte, i) => bytes[i] === byte)
  return (
    starts(0x50, 0x4b, 3, 4) ||
    starts(0x1f, 0x8b, 8) ||
    starts(0x37, 0x7a, 0xbc, 0xaf) ||
    starts(0x52, 0x61, 0x72, 0x21) ||
    starts(0x42, 0x5a, 0x68) ||
    starts(0xfd, 0x37, 0x7a, 0x58, 0x5a)
  )
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

/** CRC-32 of ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (let i = 0; i < bytes.length; i += 1) c = table[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
