import { type DicomElement, findElement, type Range } from '../element.ts'
import type { DicomFile } from '../reader.ts'
import { asciiValue, numbersOf } from '../values.ts'
import { codecFailure, type CodecFailure, type FrameInfo } from './frame.ts'
import { uncompressedSize } from './uncompressed.ts'

/** Where the frames of an object lie. */
export interface PixelLayout {
  readonly ok: true
  readonly info: FrameInfo
  /** Transfer syntax to decode with. */
  readonly syntax: string
  /** (7FE0,0010), or 8 and 9 for float pixels. */
  readonly tag: number
  /** For each frame the runs of bytes that make it up. */
  readonly frames: readonly (readonly Range[])[]
  /** Bit at which each frame starts in its first byte; more than 0 only where frames of one bit a pixel share bytes. */
  readonly bitOffsets?: readonly number[]
}

const MAX_FRAMES = 100_000

/**
 * Finds the frames of a file that was read whole. `no pixels` is `unsupported`; a file with fewer frames than it claims
 * is `truncated`.
 */
export function pixelLayout(file: DicomFile): PixelLayout | CodecFailure {
  const element = [0x7fe00010, 0x7fe00008, 0x7fe00009]
    .map((tag) => findElement(file.elements, tag))
    .find((e) => e !== undefined)
  if (!element || element.valueEnd === element.value) return codecFailure('unsupported', 'the object has no pixel data')
  const info = frameInfo(file, element)
  const number = (tag: number): number => numbersOf(file.bytes, file.elements, tag)[0] ?? 0
  const count = Math.max(1, number(0x00280008) || 1)
  if (count > MAX_FRAMES) return codecFailure('too-large', 'more frames than the bound')
  const base = { ok: true, info, syntax: file.syntax.uid, tag: element.tag } as const
  if (element.fragments) {
    const frames = framesOfFragments(file, element, count)
    return frames.length < count ? codecFailure('truncated', 'fewer frames than the header says') : { ...base, frames }
  }
  // Encapsulated syntax, native pixels: some writers leave them so, and say the wrong syntax.
  const syntax = file.syntax.encapsulated ? '1.2.840.10008.1.2.1' : file.syntax.uid
  const available = element.valueEnd - element.value
  if (info.bitsAllocated === 1) return bitFrames({ ...base, syntax, frames: [] }, element, count, available)
  const size = uncompressedSize(info)
  if (size === 0 || available < size * count) return codecFailure('truncated', 'fewer pixels than the header says')
  const frames = Array.from({ length: count }, (_, i) => [
    { start: element.value + i * size, end: element.value + (i + 1) * size },
  ])
  return { ...base, syntax, frames }
}

function bitFrames(
  base: PixelLayout,
  element: DicomElement,
  count: number,
  available: number,
): PixelLayout | CodecFailure {
  const bits = base.info.rows * base.info.columns * base.info.samples
  if (bits === 0 || available * 8 < bits * count) return codecFailure('truncated', 'fewer pixels than the header says')
  const starts = Array.from({ length: count }, (_, i) => i * bits)
  return {
    ...base,
    frames: starts.map((start) => [
      { start: element.value + (start >> 3), end: element.value + Math.ceil((start + bits) / 8) },
    ]),
    bitOffsets: starts.map((start) => start & 7),
  }
}

/** The Image Pixel module as far as codecs need it. */
function frameInfo(file: DicomFile, element: DicomElement): FrameInfo {
  const number = (tag: number): number => numbersOf(file.bytes, file.elements, tag)[0] ?? 0
  const interpretation = findElement(file.elements, 0x00280004)
  const bitsAllocated = number(0x00280100) || (element.tag === 0x7fe00009 ? 64 : element.tag === 0x7fe00008 ? 32 : 0)
  return {
    rows: number(0x00280010),
    columns: number(0x00280011),
    samples: number(0x00280002) || 1,
    bitsAllocated,
    bitsStored: number(0x00280101) || bitsAllocated,
    signed: number(0x00280103) === 1,
    planar: number(0x00280006) === 1,
    photometric: interpretation ? asciiValue(file.bytes, interpretation).trim() : '',
    ...(element.tag === 0x7fe00010 ? {} : { float: true }),
    ...(element.vr === 'OW' ? { words: true } : {}),
  }
}

function framesOfFragments(file: DicomFile, element: DicomElement, count: number): (readonly Range[])[] {
  const [table, ...fragments] = element.fragments!
  if (!table || fragments.length === 0) return []
  if (count === 1) return [fragments]
  if (fragments.length === count) return fragments.map((fragment) => [fragment])
  const offsets = offsetTable(file, table, count)
  // Offsets count from the first byte of the first fragment's item tag.
  const base = fragments[0]!.start - 8
  if (offsets.length === count) {
    const frames = offsets.map((from, i) => {
      const to = offsets[i + 1] ?? Infinity
      return fragments.filter(({ start }) => start - 8 - base >= from && start - 8 - base < to)
    })
    if (frames.every((frame) => frame.length > 0)) return frames
  }
  const frames: Range[][] = []
  for (const fragment of fragments) {
    if (frames.length === 0 || startsImage(file.bytes, fragment.start)) frames.push([])
    frames.at(-1)!.push(fragment)
  }
  return frames.slice(0, count)
}

/** Basic Offset Table, or else the extended one (7FE0,0001). */
function offsetTable({ bytes, elements }: DicomFile, table: Range, count: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (table.end - table.start >= count * 4)
    return Array.from({ length: count }, (_, i) => view.getUint32(table.start + i * 4, true))
  const extended = findElement(elements, 0x7fe00001)
  if (!extended || extended.valueEnd - extended.value < count * 8) return []
  return Array.from({ length: count }, (_, i) => Number(view.getBigUint64(extended.value + i * 8, true)))
}

/** SOI of a JPEG, or SOC of JPEG 2000. */
const startsImage = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xff &&
  ((bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff) || (bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff))

/** The bytes of a frame, its fragments joined; bits are moved to the start of the first byte. */
export function frameBytes(
  bytes: Uint8Array,
  layout: Pick<PixelLayout, 'frames' | 'bitOffsets'>,
  index: number,
): Uint8Array {
  const ranges = layout.frames[index] ?? []
  const [only] = ranges
  const joined = ranges.length === 1 && only ? bytes.subarray(only.start, only.end) : join(bytes, ranges)
  const shift = layout.bitOffsets?.[index] ?? 0
  if (shift === 0) return joined
  return joined.map((byte, i) => (byte >> shift) | ((joined[i + 1] ?? 0) << (8 - shift)))
}

function join(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array {
  const out = new Uint8Array(ranges.reduce((sum, { start, end }) => sum + end - start, 0))
  let at = 0
  for (const { start, end } of ranges) {
    out.set(bytes.subarray(start, end), at)
    at += end - start
  }
  return out
}
