/** How the header says that frames are stored (PS3.3 C.7.6.3). */
export interface FrameInfo {
  readonly rows: number
  readonly columns: number
  /** 1 or 3. */
  readonly samples: number
  /** 1, 8, 16, 32 or 64. */
  readonly bitsAllocated: number
  readonly bitsStored: number
  readonly signed: boolean
  /** Colour by plane; only uncompressed and RLE frames heed it. */
  readonly planar: boolean
  readonly photometric: string
  /** Float (7FE0,0008) and Double Float Pixel Data (7FE0,0009). */
  readonly float?: boolean
  /** 8-bit samples lie in 16-bit words, so that big endian swaps them pairwise. */
  readonly words?: boolean
}

export type Pixels =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array

/** A decoded frame. Samples are interleaved by pixel; one bit a pixel becomes one byte of 0 or 1. */
export interface Frame {
  readonly rows: number
  readonly columns: number
  readonly samples: number
  /** Bits of a sample that carry its value; those above hold nothing or, in old files, overlays. */
  readonly bitsStored: number
  readonly signed: boolean
  /** As decoded: a colour transform of the codec has been undone (RGB), stored YBR stays. */
  readonly photometric: string
  /** `rows * columns * samples` values. */
  readonly pixels: Pixels
}

/**
 * Why frames cannot be decoded; returned, never thrown.
 * - `corrupt` the stream is damaged or no such stream · `mismatch` it holds another size or number of samples than the header says
 * - `unsupported` a form that no codec here knows · `too-large` over the bound · `truncated` fewer bytes than the frame needs
 * - `not-exact` what was written losslessly does not read as what was given
 */
export type CodecFailureCode = 'corrupt' | 'mismatch' | 'unsupported' | 'too-large' | 'truncated' | 'not-exact'

export interface CodecFailure {
  readonly ok: false
  readonly code: CodecFailureCode
  /** Names no value of the file. */
  readonly message: string
}

export type Decoded = { readonly ok: true; readonly frame: Frame } | CodecFailure

export const codecFailure = (code: CodecFailureCode, message: string): CodecFailure => ({ ok: false, code, message })

/** Most samples of a frame: 268 million, a slide scanner's whole plane. */
export const MAX_SAMPLES = 1 << 28

/** Samples of a frame. */
export const sampleCount = (info: Pick<FrameInfo, 'rows' | 'columns' | 'samples'>): number =>
  info.rows * info.columns * info.samples

/** Checks what everything else relies on; null when it holds. */
export function checkInfo(info: FrameInfo): CodecFailure | null {
  const { rows, columns, samples, bitsAllocated, bitsStored } = info
  if (![rows, columns].every((n) => Number.isInteger(n) && n > 0 && n <= 65_535)) {
    return codecFailure('unsupported', 'rows and columns are not both between 1 and 65535')
  }
  if (samples !== 1 && samples !== 3 && samples !== 4) return codecFailure('unsupported', `${samples} samples a pixel`)
  if (![1, 8, 16, 32, 64].includes(bitsAllocated)) return codecFailure('unsupported', `${bitsAllocated} bits allocated`)
  if (bitsStored < 1 || bitsStored > bitsAllocated)
    return codecFailure('unsupported', 'more bits stored than allocated')
  if (sampleCount(info) > MAX_SAMPLES) return codecFailure('too-large', 'the frame is larger than the bound')
  return null
}

/** An array over bytes in the machine's order (little endian); copies where the bytes are not aligned. */
export function typed(bytes: Uint8Array, bits: number, signed: boolean, float = false): Pixels {
  const size = bits / 8
  const own = bytes.byteOffset % size === 0 ? bytes : copyOf(bytes)
  const length = Math.floor(own.byteLength / size)
  const make = <T>(View: new (buffer: ArrayBufferLike, offset: number, length: number) => T): T =>
    new View(own.buffer, own.byteOffset, length)
  if (bits === 64) return make(Float64Array)
  if (bits === 32) return float ? make(Float32Array) : signed ? make(Int32Array) : make(Uint32Array)
  if (bits === 16) return signed ? make(Int16Array) : make(Uint16Array)
  return signed ? make(Int8Array) : make(Uint8Array)
}

/** The bytes of samples as they stand in memory. */
export const bytesOf = (pixels: Pixels): Uint8Array =>
  new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)

/** A copy with a buffer of its own: `slice` of Node's Buffer is a view. */
export const copyOf = (bytes: Uint8Array, end = bytes.length): Uint8Array<ArrayBuffer> =>
  new Uint8Array(bytes.subarray(0, end))
