import { checkInfo, codecFailure, type Decoded, type FrameInfo, sampleCount, typed } from './frame.ts'

/** Reads an RLE frame (PS3.5 annex G): a header of 64 bytes, then one PackBits segment for each byte of each sample. */
export function decodeRle(bytes: Uint8Array, info: FrameInfo): Decoded {
  const wrong = checkInfo(info)
  if (wrong) return wrong
  const { rows, columns, samples, bitsAllocated, bitsStored, signed, photometric } = info
  if (bytes.length < 64) return codecFailure('truncated', 'the RLE header is cut off')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(0, true)
  const size = bitsAllocated === 1 ? 1 : bitsAllocated / 8
  if (bitsAllocated === 64 || count !== samples * size)
    return codecFailure('mismatch', 'another number of RLE segments')
  const pixels = rows * columns
  const packed = bitsAllocated === 1 ? Math.ceil(pixels / 8) : pixels
  const out = new Uint8Array(bitsAllocated === 1 ? packed : sampleCount(info) * size)
  for (let segment = 0; segment < count; segment += 1) {
    const start = view.getUint32(4 + segment * 4, true)
    const end = segment + 1 < count ? view.getUint32(8 + segment * 4, true) : bytes.length
    if (start < 64 || start > end || end > bytes.length) return codecFailure('corrupt', 'the RLE header is damaged')
    // Segments hold the most significant byte first; typed arrays want it last.
    const sample = Math.floor(segment / size)
    const first = sample * size + (size - 1 - (segment % size))
    const filled = unpackBits(bytes.subarray(start, end), out, first, samples * size, packed)
    if (filled < packed) return codecFailure('truncated', 'an RLE segment is cut off')
  }
  const pixelArray = bitsAllocated === 1 ? bits(out, pixels) : typed(out, bitsAllocated, signed)
  return { ok: true, frame: { rows, columns, samples, bitsStored, signed, photometric, pixels: pixelArray } }
}

function unpackBits(from: Uint8Array, out: Uint8Array, first: number, stride: number, count: number): number {
  let at = 0
  let done = 0
  let to = first
  while (done < count && at < from.length) {
    const control = from[at++]!
    if (control === 128) continue
    if (control < 128) {
      const run = Math.min(control + 1, count - done, from.length - at)
      for (let i = 0; i < run; i += 1, to += stride) out[to] = from[at++]!
      done += run
      if (run < control + 1 && done < count) return done
    } else {
      if (at >= from.length) return done
      const value = from[at++]!
      const run = Math.min(257 - control, count - done)
      for (let i = 0; i < run; i += 1, to += stride) out[to] = value
      done += run
    }
  }
  return done
}

function bits(packed: Uint8Array, count: number): Uint8Array {
  const out = new Uint8Array(count)
  for (let i = 0; i < count; i += 1) out[i] = (packed[i >> 3]! >> (i & 7)) & 1
  return out
}
