import { codecFailure, copyOf, type Decoded, type FrameInfo, type Pixels, sampleCount, typed } from './frame.ts'

/**
 * Puts decoded samples into the type that the DICOM header announces: widened to the allocated bits, and with the sign
 * that the header says where the stream says otherwise (many writers of JPEG 2000 do not mark signed samples).
 */
export function fit(source: Uint8Array, precision: number, info: FrameInfo, photometric: string): Decoded {
  const count = sampleCount(info)
  const size = precision > 8 ? 2 : 1
  if (source.length < count * size) return codecFailure('corrupt', 'the codec gave fewer pixels than the frame has')
  const bits = info.bitsAllocated === 1 ? 8 : info.bitsAllocated
  const { rows, columns, samples, signed } = info
  const frame = { rows, columns, samples, bitsStored: info.bitsStored, signed, photometric }
  const raw = typed(copyOf(source, count * size), size * 8, signed)
  if (size * 8 === bits && (precision === bits || !signed))
    return { ok: true, frame: { ...frame, pixels: mask(raw, precision) } }
  const out = typed(new Uint8Array(count * (bits / 8)), bits, signed)
  const shift = 32 - precision
  if (signed) for (let i = 0; i < count; i += 1) out[i] = (raw[i]! << shift) >> shift
  else for (let i = 0; i < count; i += 1) out[i] = (raw[i]! << shift) >>> shift
  return { ok: true, frame: { ...frame, pixels: out } }
}

/** A signed stream under an unsigned header carries its sign into bits that are not its own. */
function mask(pixels: Pixels, precision: number): Pixels {
  if (precision === pixels.BYTES_PER_ELEMENT * 8) return pixels
  const keep = 2 ** precision - 1
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = pixels[i]! & keep
  return pixels
}
