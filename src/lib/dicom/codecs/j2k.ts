import {
  bytesOf,
  codecFailure,
  type CodecFailure,
  copyOf,
  type Decoded,
  type Frame,
  type FrameInfo,
  type Pixels,
  sampleCount,
} from './frame.ts'
import { fit } from './fit.ts'
import { withDecoder } from './jpeg.ts'
import { checkStream, codestreamStart, j2kHeader } from './stream-header.ts'
import type { WasmCodec, WasmCodecs, WasmDecoder, WasmEncoder } from './wasm.ts'

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
  /**
   * Lossless only: reads what was written and compares every bit; `not-exact` when it is not the frame. The same codec
   * reads that has written; the tests let OpenJPEG read, too.
   */
  readonly checked?: boolean
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
  return await encode(
    frame,
    wasm,
    'openjph',
    (encoder) => {
      encoder.setDecompositions(levels)
      encoder.setQuality(options.step === undefined, options.step ?? 0)
      encoder.setProgressionOrder(2)
      encoder.setTLMMarker?.(true)
      encoder.setTilePartDivisionsAtResolutions?.(true)
    },
    options.checked === true && options.step === undefined,
  )
}

/** Writes a frame as lossless JPEG 2000, for systems that cannot read HTJ2K. */
export function encodeJ2k(frame: Frame, wasm: WasmCodecs): Promise<{ ok: true; bytes: Uint8Array } | CodecFailure> {
  return encode(frame, wasm, 'openjpeg', (encoder) => {
    encoder.setDecompositions(htj2kLevels(frame.rows, frame.columns))
    encoder.setQuality(true, 0)
    encoder.setProgressionOrder(2)
  })
}

/** An encoder and a decoder that an instance keeps: their memory is asked for and cleared once, not for every slice. */
interface Kept {
  readonly encoder: WasmEncoder
  decoder?: WasmDecoder
}
const kept = new WeakMap<WasmCodec, Kept>()
/** Pairs that have seen a larger frame are given up, since vectors of C++ do not shrink. */
const KEEP_BELOW = 4 * 1024 * 1024

async function encode(
  frame: Frame,
  wasm: WasmCodecs,
  codec: 'openjph' | 'openjpeg',
  set: (encoder: WasmEncoder) => void,
  checked = false,
): Promise<{ ok: true; bytes: Uint8Array } | CodecFailure> {
  const { rows, columns, samples, signed, pixels } = frame
  const size = pixels.BYTES_PER_ELEMENT
  if (size > 2 || (samples !== 1 && samples !== 3))
    return codecFailure('unsupported', 'JPEG 2000 holds grey or RGB of at most 16 bits')
  if (pixels.length !== sampleCount(frame))
    return codecFailure('mismatch', 'another number of pixels than the frame has')
  const instance = await wasm.get(codec)
  try {
    const pair = kept.get(instance) ?? { encoder: new instance[codec === 'openjph' ? 'HTJ2KEncoder' : 'J2KEncoder']() }
    kept.set(instance, pair)
    const { encoder } = pair
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
    const exact = !checked || comesBack((pair.decoder ??= new instance.HTJ2KDecoder()), bytes, frame)
    if (pixels.byteLength > KEEP_BELOW) {
      kept.delete(instance)
      encoder.delete()
      pair.decoder?.delete()
    }
    if (bytes.length === 0) return codecFailure('unsupported', 'the codec wrote nothing')
    return exact ? { ok: true, bytes } : await readBack(bytes, frame, wasm)
  } catch {
    wasm.drop(codec)
    return codecFailure('unsupported', 'the codec cannot write this frame')
  }
}

/** Whether decoding gives the frame's very bytes, compared where the decoder has them: nothing is copied for it. */
function comesBack(decoder: WasmDecoder, bytes: Uint8Array, { rows, columns, samples, pixels }: Frame): boolean {
  decoder.getEncodedBuffer(bytes.length).set(bytes)
  decoder.decode()
  const { width, height, componentCount } = decoder.getFrameInfo()
  if (width !== columns || height !== rows || componentCount !== samples) return false
  return sameBytes(decoder.getDecodedBuffer(), bytesOf(pixels))
}

/** By words of four bytes where both lie so. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  const words = a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0 ? a.length >> 2 : 0
  const [x, y] = [new Uint32Array(a.buffer, a.byteOffset, words), new Uint32Array(b.buffer, b.byteOffset, words)]
  for (let i = 0; i < words; i += 1) if (x[i] !== y[i]) return false
  for (let i = words * 4; i < a.length; i += 1) if (a[i] !== b[i]) return false
  return true
}

/** The slow way round, by what readers of the file will do: a codec may keep signed samples otherwise than the frame. */
async function readBack(
  bytes: Uint8Array,
  frame: Frame,
  wasm: WasmCodecs,
): Promise<{ ok: true; bytes: Uint8Array } | CodecFailure> {
  const info = { ...frame, planar: false, bitsAllocated: frame.pixels.BYTES_PER_ELEMENT * 8 }
  const back = await decodeJ2k(bytes, info, wasm)
  return back.ok && sameBytes(bytesOf(back.frame.pixels), bytesOf(frame.pixels))
    ? { ok: true, bytes }
    : codecFailure('not-exact', 'what was written does not read as what was given')
}

/** Stored bits, or all of them where a value does not fit: old overlays, padding outside of the range. */
export function precisionOf({ pixels, bitsStored, signed }: Frame): number {
  const all = pixels.BYTES_PER_ELEMENT * 8
  // Eight bits and less would be taken for bytes.
  const bits = all === 16 ? Math.max(9, bitsStored) : all
  if (bits >= all) return all
  const half = 2 ** (bits - 1)
  return signed ? within(pixels, -half, half - 1, bits, all) : within(pixels, 0, half * 2 - 1, bits, all)
}

/** `bits` if all values lie between the two, else `all`; the bits of many values are looked at together. */
function within(pixels: Pixels, low: number, high: number, bits: number, all: number): number {
  // One loop for each type: a loop over several kinds of arrays is compiled for none of them.
  if (pixels instanceof Uint16Array) {
    let seen = 0
    for (let i = 0; i < pixels.length; i += 1) seen |= pixels[i]!
    return seen <= high ? bits : all
  }
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
