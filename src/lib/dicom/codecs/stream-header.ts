import { codecFailure, type CodecFailure, type FrameInfo } from './frame.ts'

/** What a compressed stream says of itself, read before a codec allocates anything for it. */
export interface StreamHeader {
  readonly rows: number
  readonly columns: number
  readonly samples: number
  readonly precision: number
  readonly signed: boolean
  /** Subsampled components. */
  readonly subsampled: boolean
  /** SOF marker of a JPEG; 0xff51 for JPEG 2000. */
  readonly marker: number
  /** Transform flag of an Adobe segment of a JPEG; undefined without one. */
  readonly adobe?: number
  readonly jfif?: boolean
  /** Component identifiers of a JPEG. */
  readonly ids?: readonly number[]
}

/** Reads markers of a JPEG or JPEG-LS stream (ITU T.81 annex B) up to the frame header; undefined when there is none. */
export function jpegHeader(bytes: Uint8Array): StreamHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  let at = 2
  let adobe: number | undefined
  let jfif = false
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xda || marker === 0xd9) return undefined
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!
    const frame = marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
    if (marker === 0xe0 && text(bytes, at + 4, 4) === 'JFIF') jfif = true
    if (marker === 0xee && text(bytes, at + 4, 5) === 'Adobe') adobe = bytes[at + 15]
    if (frame) {
      const samples = bytes[at + 9] ?? 0
      if (at + 10 + samples * 3 > bytes.length) return undefined
      const parts = Array.from({ length: samples }, (_, i) => at + 10 + i * 3)
      const sampling = parts.map((p) => bytes[p + 1]!)
      return {
        precision: bytes[at + 4]!,
        rows: (bytes[at + 5]! << 8) | bytes[at + 6]!,
        columns: (bytes[at + 7]! << 8) | bytes[at + 8]!,
        samples,
        signed: false,
        subsampled: sampling.some((s) => s !== sampling[0]),
        marker,
        adobe,
        jfif,
        ids: parts.map((p) => bytes[p]!),
      }
    }
    at += 2 + length
  }
  return undefined
}

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))

/** Where the code stream starts (some writers wrap it in a JP2 file); -1 when there is none in the first 64 KB. */
export function codestreamStart(bytes: Uint8Array): number {
  const end = Math.min(bytes.length - 4, 65_536)
  for (let at = 0; at <= end; at += 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51) return at
  }
  return -1
}

/** Reads the SIZ segment of a JPEG 2000 code stream (ITU T.800 A.5.1); undefined when there is none. */
export function j2kHeader(bytes: Uint8Array): StreamHeader | undefined {
  const at = codestreamStart(bytes)
  if (at < 0 || at + 42 > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const samples = view.getUint16(at + 40)
  if (samples === 0 || samples > 4 || at + 42 + samples * 3 > bytes.length) return undefined
  const parts = Array.from({ length: samples }, (_, i) => at + 42 + i * 3)
  const first = bytes[parts[0]!]!
  // Tiny tiles by the million would keep a decoder busy for minutes.
  const tiles =
    (view.getUint32(at + 8) / Math.max(1, view.getUint32(at + 24))) *
    (view.getUint32(at + 12) / Math.max(1, view.getUint32(at + 28)))
  if (tiles > 65_536 || parts.some((p) => bytes[p] !== first)) return undefined
  return {
    columns: view.getUint32(at + 8) - view.getUint32(at + 16),
    rows: view.getUint32(at + 12) - view.getUint32(at + 20),
    samples,
    precision: (first & 0x7f) + 1,
    signed: (first & 0x80) !== 0,
    subsampled: parts.some((p) => bytes[p + 1] !== 1 || bytes[p + 2] !== 1),
    marker: 0xff51,
  }
}

/** Compares what the stream says with what the DICOM header says; null when they agree. */
export function checkStream(header: StreamHeader | undefined, info: FrameInfo): CodecFailure | null {
  if (!header) return codecFailure('corrupt', 'no header of a compressed image')
  if (header.rows !== info.rows || header.columns !== info.columns || header.samples !== info.samples) {
    return codecFailure('mismatch', 'the stream has another size than the header says')
  }
  const room = info.bitsAllocated === 1 ? 8 : info.bitsAllocated
  if (header.precision < 1 || header.precision > Math.min(16, room)) {
    return codecFailure('unsupported', `${header.precision} bits in ${info.bitsAllocated}`)
  }
  return null
}
