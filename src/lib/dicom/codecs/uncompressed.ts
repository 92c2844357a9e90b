import { checkInfo, codecFailure, copyOf, type Decoded, type FrameInfo, sampleCount, typed } from './frame.ts'

/** Bytes of one uncompressed frame; one bit a pixel is packed, subsampled colour keeps two of three samples. */
export function uncompressedSize(info: FrameInfo): number {
  const samples = info.photometric === 'YBR_FULL_422' && !info.planar ? 2 : info.samples
  return Math.ceil((info.rows * info.columns * samples * info.bitsAllocated) / 8)
}

/** Reads a frame without compression (PS3.5 section 8.1). `bytes` may be longer than the frame; it is not changed. */
export function decodeUncompressed(bytes: Uint8Array, info: FrameInfo, bigEndian = false): Decoded {
  const wrong = checkInfo(info)
  if (wrong) return wrong
  const size = uncompressedSize(info)
  if (bytes.length < size) return codecFailure('truncated', 'the frame is cut off')
  const { rows, columns, samples, bitsAllocated, bitsStored, signed, photometric } = info
  const frame = { rows, columns, samples, bitsStored, signed, photometric }
  if (bitsAllocated === 1) return { ok: true, frame: { ...frame, pixels: unpack(bytes, sampleCount(info)) } }
  if (bitsAllocated === 64 && !info.float) return codecFailure('unsupported', '64-bit whole numbers')
  const own = copyOf(bytes, size)
  if (bigEndian) swap(own, bitsAllocated === 8 ? (info.words ? 2 : 1) : bitsAllocated / 8)
  if (photometric === 'YBR_FULL_422' && samples === 3 && !info.planar) {
    if (bitsAllocated !== 8 || columns % 2 === 1) return codecFailure('unsupported', 'this form of subsampled colour')
    return { ok: true, frame: { ...frame, photometric: 'YBR_FULL', pixels: widen422(own) } }
  }
  const even = samples > 1 && info.planar ? interleave(own, samples, bitsAllocated / 8) : own
  return { ok: true, frame: { ...frame, pixels: typed(even, bitsAllocated, signed, info.float) } }
}

/** Bits to bytes, the least significant first (PS3.5 section 8.1.1). */
function unpack(bytes: Uint8Array, count: number): Uint8Array {
  const out = new Uint8Array(count)
  for (let i = 0; i < count; i += 1) out[i] = (bytes[i >> 3]! >> (i & 7)) & 1
  return out
}

/** Turns each group of `size` bytes round, in place. */
export function swap(bytes: Uint8Array, size: number): void {
  if (size < 2) return
  for (let at = 0; at + size <= bytes.length; at += size) {
    for (let a = at, b = at + size - 1; a < b; a += 1, b -= 1) {
      const kept = bytes[a]!
      bytes[a] = bytes[b]!
      bytes[b] = kept
    }
  }
}

/** Planes of samples to samples by pixel. */
export function interleave(bytes: Uint8Array, samples: number, size: number): Uint8Array {
  const out = new Uint8Array(bytes.length)
  const pixels = bytes.length / samples / size
  for (let s = 0; s < samples; s += 1) {
    for (let p = 0; p < pixels; p += 1) {
      const from = (s * pixels + p) * size
      const to = (p * samples + s) * size
      for (let b = 0; b < size; b += 1) out[to + b] = bytes[from + b]!
    }
  }
  return out
}

/** Y Y Cb Cr of two neighbours to Y Cb Cr of each (PS3.3 C.7.6.3.1.2). */
function widen422(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array((bytes.length / 4) * 6)
  for (let from = 0, to = 0; from + 3 < bytes.length; from += 4, to += 6) {
    const [cb, cr] = [bytes[from + 2]!, bytes[from + 3]!]
    out[to] = bytes[from]!
    out[to + 1] = cb
    out[to + 2] = cr
    out[to + 3] = bytes[from + 1]!
    out[to + 4] = cb
    out[to + 5] = cr
  }
  return out
}
