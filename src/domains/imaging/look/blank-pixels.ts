import { blankBoxes, blankFrame, type Box, type DicomFile, type FrameLayout } from '#src/lib/dicom/index.ts'
import {
  bytesOf,
  type Codecs,
  type CodecFailure,
  type Encoded,
  type Frame,
  frameBytes,
  isHtj2k,
  type PixelLayout,
  pixelLayout,
} from '#src/lib/dicom/codecs/index.ts'
import { encodeElement } from '#src/lib/dicom/encode.ts'
import { explicitLittle } from '#src/lib/dicom/transfer-syntax.ts'
import { encapsulate, recode } from '../header/recode.ts'

const EXPLICIT = '1.2.840.10008.1.2.1'
const J2K_LOSSLESS = '1.2.840.10008.1.2.4.90'
const HTJ2K_LOSSLESS = '1.2.840.10008.1.2.4.201'
/** JPEG, JPEG-LS near lossless, JPEG 2000 that may lose; their values are those that decoding gives. */
const LOSSY = /^1\.2\.840\.10008\.1\.2\.4\.(?:50|51|81|91|93|203)$/

export type Blanked =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly syntax: string }
  | { readonly ok: false; readonly code: string }

/**
 * Blanks boxes in every frame. Uncompressed pixels are changed where they lie, byte for byte; compressed ones are
 * decoded, blanked and written without loss: JPEG 2000 and HTJ2K in their lossless form, all others as lossless
 * JPEG 2000, and uncompressed where that cannot hold them. What the boxes do not cover decodes to the same values.
 */
export async function blankPixels(file: DicomFile, boxes: readonly Box[], codecs: Codecs): Promise<Blanked> {
  const layout = pixelLayout(file)
  if (!layout.ok) return { ok: false, code: layout.code === 'unsupported' ? 'no-pixels' : layout.code }
  if (layout.tag !== 0x7fe00010 || layout.bitOffsets) return { ok: false, code: 'pixel-format' }
  if (!file.syntax.encapsulated) {
    const done = blankBoxes(file, boxes)
    if (!done.ok) return { ok: false, code: done.code }
    if (!file.syntax.deflated) return { ok: true, bytes: done.bytes, syntax: file.syntax.uid }
    // The offsets are those of the inflated data set, so its headers can be written anew around the new pixels.
    return { ok: true, bytes: recode({ ...file, bytes: done.bytes }, null), syntax: EXPLICIT }
  }
  const frames: Frame[] = []
  for (let i = 0; i < layout.frames.length; i += 1) {
    const decoded = await codecs.decodeFrame(frameBytes(file.bytes, layout, i), layout.syntax, layout.info)
    if (!decoded.ok) return { ok: false, code: decoded.code }
    paint(decoded.frame, boxes)
    frames.push(decoded.frame)
  }
  return await written(file, frames, layout.info.bitsAllocated, isHigh(file, layout), codecs)
}

const isHigh = (file: DicomFile, layout: PixelLayout): boolean =>
  /\.4\.20[123]$/.test(layout.syntax) && isHtj2k(frameBytes(file.bytes, layout, 0))

function paint(frame: Frame, boxes: readonly Box[]): void {
  const bytes = bytesOf(frame.pixels)
  const shape: FrameLayout = {
    rows: frame.rows,
    columns: frame.columns,
    samples: frame.samples,
    sampleBytes: frame.pixels.BYTES_PER_ELEMENT,
    planar: false,
    signed: frame.signed,
    bigEndian: false,
    photometric: frame.photometric,
  }
  blankFrame(bytes, { start: 0, end: bytes.length }, shape, boxes)
}

async function written(
  file: DicomFile,
  frames: readonly Frame[],
  bits: number,
  high: boolean,
  codecs: Codecs,
): Promise<Blanked> {
  const first = frames[0]!
  const syntax = high ? HTJ2K_LOSSLESS : J2K_LOSSLESS
  const encoded: Uint8Array[] = []
  for (const frame of frames) {
    const one = high ? await codecs.encodeHtj2k(frame) : await codecs.encodeJ2k(frame)
    if (!one.ok || !(await same(one, frame, syntax, bits, codecs))) break
    encoded.push(one.bytes)
  }
  const compressed = encoded.length === frames.length
  const changes = new Map<number, Uint8Array>()
  const colour = first.samples > 1
  const photometric = compressed && colour && first.photometric === 'RGB' ? 'YBR_RCT' : first.photometric
  changes.set(0x00280004, encodeElement(0x00280004, 'CS', photometric, explicitLittle))
  if (colour) changes.set(0x00280006, encodeElement(0x00280006, 'US', new Uint8Array(2), explicitLittle))
  // The loss of before stays a loss, whatever holds the pixels now (PS3.3 C.7.6.1.1.5).
  if (LOSSY.test(file.syntax.uid)) changes.set(0x00282110, encodeElement(0x00282110, 'CS', '01', explicitLittle))
  const element = compressed ? encapsulate(encoded) : native(frames)
  const transferSyntax = compressed ? syntax : EXPLICIT
  return { ok: true, bytes: recode(file, { transferSyntax, element, changes }), syntax: transferSyntax }
}

/** Read back and compared: what is kept takes the place of the only copy. */
async function same(one: Encoded, frame: Frame, syntax: string, bits: number, codecs: Codecs): Promise<boolean> {
  if (!one.ok) return false
  const info = { ...frame, bitsAllocated: bits, planar: false }
  const back: { ok: true; frame: Frame } | CodecFailure = await codecs.decodeFrame(one.bytes, syntax, info)
  if (!back.ok) return false
  const [a, b] = [bytesOf(back.frame.pixels), bytesOf(frame.pixels)]
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

function native(frames: readonly Frame[]): Uint8Array {
  const parts = frames.map(({ pixels }) => bytesOf(pixels))
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return encodeElement(0x7fe00010, frames[0]!.pixels.BYTES_PER_ELEMENT > 1 ? 'OW' : 'OB', out, explicitLittle)
}
