import {
  bytesOf,
  codecFailure,
  type CodecFailure,
  copyOf,
  type Decoded,
  type Frame,
  type FrameInfo,
  sampleCount,
} from './frame.ts'
import { fit } from './fit.ts'
import { withDecoder } from './jpeg.ts'
import { checkStream, codestreamStart, j2kHeader } from './stream-header.ts'
import type { WasmCodecs, WasmEncoder } from './wasm.ts'

/** Whether a code stream is of high throughput: its CAP segment names part 15 (ITU T.814). */
export function isHtj2k(bytes: Uint8Array): boolean {
  const at = codestreamStart(bytes)
  if (at < 0 || at + 8 > bytes.length) return false
  return (bytes[at + 6]! & 0x40) !== 0
}

/** Reads JPEG 2000 of either kind; the stream itself says which. */
export async function decodeJ2k(bytes: Uint8Array, info: FrameInfo, wasm: WasmCodecs): Promise<Decoded> {
  const header = j2kHeader(bytes)
  const wrong = checkStream(header, info)
  if (wrong) return wrong
  if (header!.subsampled) return codecFailure('unsupported', 'subsampled JPEG 2000')
  const high = isHtj2k(bytes)
  const stream = bytes.subarray(codestreamStart(bytes))
  const photometric = /^YBR_(RCT|ICT)$/.test(info.photometric) ? 'RGB' : info.photometric
  return await withDecoder(
    wasm,
    high ? 'openjph' : 'openjpeg',
    high ? 'HTJ2KDecoder' : 'J2KDecoder',
    stream,
    (decoder) => {
      decoder.decode()
      // Neither codec throws on everything that is damaged: what it says it decoded is what tells.
      const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo()
      if (
        width !== info.columns ||
        height !== info.rows ||
        componentCount !== info.samples ||
        bitsPerSample !== header!.precision
      ) {
        return codecFailure('corrupt', 'the codec decoded something else than the stream announces')
      }
      return fit(decoder.getDecodedBuffer(), header!.precision, info, photometric)
    },
  )
}

export interface Htj2kOptions {
  /** Wavelet levels; 5 unless the image is too small for them. */
  readonly decompositions?: number
  /** Irreversible with this quantization step, as a fraction of the range of values; lossless without. */
  readonly step?: number
}

/** Levels of `resolutionEnds` and of reduced decoding that an image of this size gets. */
export function htj2kLevels(rows: number, columns: number): number {
  return Math.max(0, Math.min(5, Math.floor(Math.log2(Math.min(rows, columns))) - 1))
}

/**
 * Writes a frame as HTJ2K (ITU T.814): lossless, progression RPCL, TLM marker, one tile-part for each resolution, so that
 * a prefix of the file is a smaller image. Grey of 8 or 16 bits or RGB of 8 (the WASM builds cannot carry more); RGB is stored with the reversible transform.
 */
export async function encodeHtj2k(
  frame: Frame,
  wasm: WasmCodecs,
  options: Htj2kOptions = {},
): Promise<{ ok: true; bytes: Uint8Array } | CodecFailure> {
  const levels = options.decompositions ?? htj2kLevels(frame.rows, frame.columns)
  return await encode(frame, wasm, 'openjph', (encoder) => {
    encoder.setDecompositions(levels)
    encoder.setQuality(options.step === undefined, options.step ?? 0)
    encoder.setProgressionOrder(2)
    encoder.setTLMMarker?.(true)
    encoder.setTilePartDivisionsAtResolutions?.(true)
  })
}

/** Writes a frame as lossless JPEG 2000, for systems that cannot read HTJ2K. */
export function encodeJ2k(frame: Frame, wasm: WasmCodecs): Promise<{ ok: true; bytes: Uint8Array } | CodecFailure> {
  return encode(frame, wasm, 'openjpeg', (encoder) => {
    encoder.setDecompositions(htj2kLevels(frame.rows, frame.columns))
    encoder.setQuality(true, 0)
    encoder.setProgressionOrder(2)
  })
}

async function encode(
  frame: Frame,
  wasm: WasmCodecs,
  codec: 'openjph' | 'openjpeg',
  set: (encoder: WasmEncoder) => void,
): Promise<{ ok: true; bytes: Uint8Array } | CodecFailure> {
  const { rows, columns, samples, signed, pixels } = frame
  const size = pixels.BYTES_PER_ELEMENT
  if (size > 2 || (samples !== 1 && samples !== 3))
    return codecFailure('unsupported', 'JPEG 2000 holds grey or RGB of at most 16 bits')
  if (pixels.length !== sampleCount(frame))
    return codecFailure('mismatch', 'another number of pixels than the frame has')
  const instance = await wasm.get(codec)
  try {
    const encoder = new instance[codec === 'openjph' ? 'HTJ2KEncoder' : 'J2KEncoder']()
    const info = {
      width: columns,
      height: rows,
      bitsPerSample: precisionOf(frame),
      componentCount: samples,
      isSigned: signed,
      isUsingColorTransform: samples === 3,
    }
    encoder.getDecodedBuffer(info).set(bytesOf(pixels))
    set(encoder)
    encoder.encode()
    const bytes = copyOf(encoder.getEncodedBuffer())
    encoder.delete()
    return bytes.length > 0 ? { ok: true, bytes } : codecFailure('unsupported', 'the codec wrote nothing')
  } catch {
    wasm.drop(codec)
    return codecFailure('unsupported', 'the codec cannot write this frame')
  }
}

/** Stored bits, or all of them where a value does not fit: old overlays, padding outside of the range. */
export function precisionOf({ pixels, bitsStored, signed }: Frame): number {
  const all = pixels.BYTES_PER_ELEMENT * 8
  // Eight bits and less would be taken for bytes.
  const bits = all === 16 ? Math.max(9, bitsStored) : all
  if (bits >= all) return all
  const low = signed ? -(2 ** (bits - 1)) : 0
  const high = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1
  for (let i = 0; i < pixels.length; i += 1) if (pixels[i]! < low || pixels[i]! > high) return all
  return bits
}

/**
 * Ends of the prefixes of a file that `encodeHtj2k` has written, in bytes, smallest image first; the last one is the
 * whole file. [] when the stream has no tile-part for each resolution.
 */
export function resolutionEnds(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = codestreamStart(bytes)
  if (at < 0) return []
  at += 2
  while (at + 4 <= bytes.length && view.getUint16(at) !== 0xff90) at += 2 + view.getUint16(at + 2)
  const ends: number[] = []
  while (at + 12 <= bytes.length && view.getUint16(at) === 0xff90) {
    const length = view.getUint32(at + 6)
    if (length === 0 || at + length > bytes.length) break
    at += length
    ends.push(at)
  }
  if (ends.length > 0) ends[ends.length - 1] = bytes.length
  return ends
}

/**
 * A smaller image from a prefix of an HTJ2K file: `level` halvings of each side. The prefix may end anywhere behind
 * the resolution's own end.
 */
export async function decodeHtj2kAt(
  bytes: Uint8Array,
  info: FrameInfo,
  level: number,
  wasm: WasmCodecs,
): Promise<Decoded> {
  const header = j2kHeader(bytes)
  const wrong = checkStream(header, info)
  if (wrong) return wrong
  return await withDecoder(wasm, 'openjph', 'HTJ2KDecoder', bytes, (decoder) => {
    decoder.readHeader!()
    const { width, height } = decoder.calculateSizeAtDecompositionLevel!(level)
    decoder.decodeSubResolution!(level)
    const small: FrameInfo = { ...info, columns: width, rows: height }
    const photometric = /^YBR_(RCT|ICT)$/.test(info.photometric) ? 'RGB' : info.photometric
    return fit(decoder.getDecodedBuffer(), header!.precision, small, photometric)
  })
}
