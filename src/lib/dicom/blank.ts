import type { Box } from './burned-in.ts'
import { type DicomElement, findElement, type Range } from './element.ts'
import type { DicomFile } from './reader.ts'
import { dicomError, type DicomError } from './result.ts'
import { asciiValue, numbersOf } from './values.ts'

/** How the samples of a frame lie in its bytes. */
export interface FrameLayout {
  readonly rows: number
  readonly columns: number
  readonly samples: number
  /** Bytes of one sample: 1, 2 or 4. */
  readonly sampleBytes: number
  /** Colour by plane instead of by pixel. */
  readonly planar: boolean
  readonly signed: boolean
  readonly bigEndian: boolean
  readonly photometric: string
}

/**
 * What blanking compressed frames needs from a codec, to be supplied by the domain: lossless syntaxes must come back
 * bit-exact outside the boxes; lossy ones are stored losslessly afterwards, and the object must say so.
 */
export interface FrameCodec {
  readonly transferSyntaxes: readonly string[]
  decode(fragments: readonly Uint8Array[], layout: FrameLayout): Promise<Uint8Array>
  encode(frame: Uint8Array, layout: FrameLayout): Promise<Uint8Array>
}

/**
 * Blanks boxes in frames of uncompressed pixel data and returns a copy of the file's data set bytes (`file.bytes`);
 * everything outside the boxes stays as it is. `frames` counts from 0, all when absent. Grey images get the darkest value
 * that their frame holds, so that automatic windows do not move; colour gets black.
 * Errors: `needs-codec` for compressed frames, `no-pixels`, `pixel-format` for layouts that it does not know.
 */
export function blankBoxes(
  file: DicomFile,
  boxes: readonly Box[],
  frames?: readonly number[],
): { ok: true; bytes: Uint8Array; frames: number } | DicomError {
  const pixels = findElement(file.elements, 0x7fe00010)
  if (!pixels || pixels.valueEnd === pixels.value) return dicomError('no-pixels', 'the object has no pixel data')
  if (file.syntax.encapsulated || pixels.fragments) {
    return dicomError('needs-codec', `pixel data in ${file.syntax.uid} have to be decoded first`, pixels.start)
  }
  const layout = frameLayout(file)
  if ('ok' in layout) return layout
  const size = frameSize(layout)
  const count = Math.min(frameCount(file), Math.floor((pixels.valueEnd - pixels.value) / size))
  if (count === 0) return dicomError('pixel-format', 'the pixel data are shorter than one frame', pixels.start)
  const out = file.bytes.slice()
  for (const frame of frames ?? Array.from({ length: count }, (_, i) => i)) {
    if (frame < 0 || frame >= count) continue
    const start = pixels.value + frame * size
    blankFrame(out, { start, end: start + size }, layout, boxes)
  }
  return { ok: true, bytes: out, frames: count }
}

/** The layout that the Image Pixel module describes (PS3.3 C.7.6.3), or `pixel-format`. */
export function frameLayout(file: DicomFile): FrameLayout | DicomError {
  const number = (tag: number): number => numbersOf(file.bytes, file.elements, tag)[0] ?? 0
  const interpretation = findElement(file.elements, 0x00280004)
  const photometric = interpretation ? asciiValue(file.bytes, interpretation) : ''
  const bits = number(0x00280100)
  const layout: FrameLayout = {
    rows: number(0x00280010),
    columns: number(0x00280011),
    samples: number(0x00280002) || 1,
    sampleBytes: bits / 8,
    planar: number(0x00280006) === 1,
    signed: number(0x00280103) === 1,
    bigEndian: file.syntax.bigEndian,
    photometric,
  }
  const known = /^(MONOCHROME[12]|RGB|YBR_FULL|YBR_FULL_422|PALETTE COLOR)$/.test(photometric)
  const subsampled = photometric === 'YBR_FULL_422'
  if (layout.rows === 0 || layout.columns === 0 || ![8, 16, 32].includes(bits) || !known) {
    return dicomError('pixel-format', `cannot blank ${photometric || 'pixels'} of ${bits} bits`)
  }
  if (subsampled && (bits !== 8 || layout.planar || layout.columns % 2 === 1)) {
    return dicomError('pixel-format', 'cannot blank this form of subsampled colour')
  }
  return layout
}

/** Bytes of one frame; subsampled colour keeps two of three samples. */
export function frameSize(layout: FrameLayout): number {
  const samples = layout.photometric === 'YBR_FULL_422' ? 2 : layout.samples
  return layout.rows * layout.columns * samples * layout.sampleBytes
}

function frameCount(file: DicomFile): number {
  return Math.max(1, numbersOf(file.bytes, file.elements, 0x00280008)[0] ?? 1)
}

/** Blanks boxes in one frame at `range` of `bytes`, in place; boxes are clipped to the frame. */
export function blankFrame(bytes: Uint8Array, range: Range, layout: FrameLayout, boxes: readonly Box[]): void {
  const { rows, columns } = layout
  const paint = painter(bytes, range, layout)
  for (const box of boxes) {
    const x0 = Math.max(0, Math.floor(box.x))
    const y0 = Math.max(0, Math.floor(box.y))
    const x1 = Math.min(columns, Math.ceil(box.x + box.width))
    const y1 = Math.min(rows, Math.ceil(box.y + box.height))
    for (let y = y0; y < y1; y += 1) for (let x = x0; x < x1; x += 1) paint(x, y)
  }
}

/** A function that blanks the pixel at (x, y). */
function painter(bytes: Uint8Array, range: Range, layout: FrameLayout): (x: number, y: number) => void {
  const { columns, rows, samples, sampleBytes, planar, photometric } = layout
  const { start } = range
  if (photometric === 'YBR_FULL_422') {
    // Cb and Cr belong to two neighbours: they turn grey only with both, so that a pixel outside keeps its colour.
    return (x, y) => {
      const pair = start + (y * columns + (x & ~1)) * 2
      bytes[pair + (x & 1)] = 0
      if (bytes[pair] === 0 && bytes[pair + 1] === 0) bytes.fill(128, pair + 2, pair + 4)
    }
  }
  const fill =
    samples === 1 ? [darkest(bytes, range, layout)] : photometric.startsWith('YBR') ? [0, 128, 128] : [0, 0, 0]
  const parts = fill.map((value) => sampleOf(value, layout))
  return (x, y) => {
    const pixel = y * columns + x
    for (let s = 0; s < samples; s += 1) {
      const index = planar ? s * rows * columns + pixel : pixel * samples + s
      bytes.set(parts[s] ?? parts[0] ?? [0], start + index * sampleBytes)
    }
  }
}

function sampleOf(value: number, { sampleBytes, bigEndian }: FrameLayout): Uint8Array {
  const out = new Uint8Array(sampleBytes)
  for (let i = 0; i < sampleBytes; i += 1) out[bigEndian ? sampleBytes - 1 - i : i] = (value >> (8 * i)) & 0xff
  return out
}

/** The value shown darkest among those that the frame holds: smallest, or largest where the least is white. */
function darkest(bytes: Uint8Array, range: Range, layout: FrameLayout): number {
  if (layout.photometric === 'PALETTE COLOR') return 0
  const view = new DataView(bytes.buffer, bytes.byteOffset + range.start, range.end - range.start)
  const { sampleBytes, signed } = layout
  const little = !layout.bigEndian
  const read = (at: number): number => {
    if (sampleBytes === 1) return signed ? view.getInt8(at) : view.getUint8(at)
    if (sampleBytes === 2) return signed ? view.getInt16(at, little) : view.getUint16(at, little)
    return signed ? view.getInt32(at, little) : view.getUint32(at, little)
  }
  let best = read(0)
  const inverted = layout.photometric === 'MONOCHROME1'
  for (let at = sampleBytes; at < view.byteLength; at += sampleBytes) {
    const value = read(at)
    if (inverted ? value > best : value < best) best = value
  }
  return best
}

/** Pixel data element of a file, for codecs: its fragments without the offset table. */
export function pixelFragments(element: DicomElement): readonly Range[] {
  return element.fragments?.slice(1) ?? []
}
