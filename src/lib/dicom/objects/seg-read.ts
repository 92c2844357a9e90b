import type { Runs } from '#src/lib/imaging/measure/region.ts'
import { runsOf } from '#src/lib/imaging/mask/runs.ts'
import type { DicomFile } from '../reader.ts'
import type { Code } from './codes.ts'
import { fromDicomLab, type Rgb } from './colour.ts'
import { code, first, items, numbers, type Reading, reading, text, uid } from './read.ts'

export const LABEL_MAP = '1.2.840.10008.5.1.4.1.1.66.7'

export interface ReadSegment {
  readonly number: number
  readonly label: string
  readonly description: string
  readonly category: Code | null
  readonly type: Code | null
  readonly algorithm: string
  readonly algorithmName: string
  readonly rgb: Rgb | null
}

/** One segment on one slice. */
export interface ReadFrame {
  readonly segment: number
  readonly position: readonly number[] | null
  readonly orientation: readonly number[] | null
  readonly spacing: readonly number[] | null
  readonly thickness: number | null
  readonly source: { readonly instance: string; readonly frame: number } | null
  readonly runs: Runs
  /** Voxels; in occupancy maps the sum of what each is filled. */
  readonly voxels: number
}

export interface ReadSegmentation {
  readonly ok: true
  readonly sopUid: string
  readonly studyUid: string
  readonly seriesUid: string
  readonly frameOfReference: string
  readonly type: 'BINARY' | 'FRACTIONAL' | 'LABELMAP'
  /** Of fractional ones: PROBABILITY counts from one half, OCCUPANCY by its part. */
  readonly fractional: 'PROBABILITY' | 'OCCUPANCY' | null
  readonly rows: number
  readonly columns: number
  /** The series that were segmented. */
  readonly sources: readonly string[]
  readonly segments: readonly ReadSegment[]
  readonly frames: readonly ReadFrame[]
}

/** `class` no segmentation · `geometry` rows, columns, bits or frames do not fit the pixel data · `frames` functional groups missing · `complex` masks too torn */
export type SegmentationError = { readonly ok: false; readonly code: 'class' | 'geometry' | 'frames' | 'complex' }

/** Stored values of frame 0, 1, …; only asked for one after the other, and not kept. */
export type FrameValues = (frame: number) => ArrayLike<number>

/** Runs of all frames together; a mask that is noise is refused. */
const MOST_RUNS = 5_000_000
const MOST_SEGMENTS = 1024

/**
 * Reads a Segmentation: binary, fractional, or a label map. `values` gives decoded frames where pixel data are compressed;
 * uncompressed ones are read in place. Never throws on outside data; memory is that of the runs.
 */
export function readSegmentation(file: DicomFile, values?: FrameValues): ReadSegmentation | SegmentationError {
  const top = reading(file)
  const type = text(top, 0x00620001, 16)
  if (type !== 'BINARY' && type !== 'FRACTIONAL' && type !== 'LABELMAP') return { ok: false, code: 'class' }
  const [rows = 0] = numbers(top, 0x00280010)
  const [columns = 0] = numbers(top, 0x00280011)
  const [count = 1] = numbers(top, 0x00280008)
  const read = values ?? nativeValues(file, top, rows * columns, count)
  if (!read || rows < 1 || columns < 1 || count < 1) return { ok: false, code: 'geometry' }
  const shared = first(top, 0x52009229)
  const groups = items(top, 0x52009230)
  if (groups.length !== count) return { ok: false, code: 'frames' }
  const segments = items(top, 0x00620002).slice(0, MOST_SEGMENTS).map(segmentOf)
  const [most = 1] = numbers(top, 0x0062000e)
  const occupancy = text(top, 0x00620010, 16) === 'OCCUPANCY'
  const frames: ReadFrame[] = []
  let left = MOST_RUNS
  for (const [index, group] of groups.entries()) {
    const stored = read(index)
    if (stored.length < rows * columns) return { ok: false, code: 'geometry' }
    const place = placeOf(group, shared)
    const parts =
      type === 'LABELMAP'
        ? labels(stored, rows * columns, segments)
        : [numbers(numberOf(group, shared), 0x0062000b)[0] ?? 0]
    for (const segment of parts) {
      const threshold = type === 'FRACTIONAL' ? (occupancy ? 1 : most / 2) : 1
      const runs =
        type === 'LABELMAP'
          ? runsOf(columns, rows, (i) => stored[i] === segment)
          : runsOf(columns, rows, (i) => stored[i]! >= threshold)
      left -= runs.length / 3
      if (left < 0) return { ok: false, code: 'complex' }
      frames.push({
        segment,
        ...place,
        runs,
        voxels: amount(runs, columns, stored, type === 'FRACTIONAL' && occupancy ? most : 0),
      })
    }
  }
  return {
    ok: true,
    sopUid: uid(top, 0x00080018),
    studyUid: uid(top, 0x0020000d),
    seriesUid: uid(top, 0x0020000e),
    frameOfReference: uid(top, 0x00200052),
    type,
    fractional: type === 'FRACTIONAL' ? (occupancy ? 'OCCUPANCY' : 'PROBABILITY') : null,
    rows,
    columns,
    sources: [...new Set(items(top, 0x00081115).map((item) => uid(item, 0x0020000e)))].filter(Boolean),
    segments,
    frames,
  }
}

const numberOf = (group: Reading, shared: Reading | undefined): Reading | undefined =>
  first(group, 0x0062000a) ?? first(shared, 0x0062000a)

function amount(runs: Runs, columns: number, stored: ArrayLike<number>, full: number): number {
  let sum = 0
  for (let i = 0; i < runs.length; i += 3) {
    if (full === 0) sum += runs[i + 2]! - runs[i + 1]!
    else for (let c = runs[i + 1]!; c < runs[i + 2]!; c += 1) sum += stored[runs[i]! * columns + c]! / full
  }
  return sum
}

/** Which of the declared segments a label map's frame has; 0 is what is around them. */
function labels(stored: ArrayLike<number>, pixels: number, segments: readonly ReadSegment[]): number[] {
  const seen = new Set<number>()
  for (let i = 0; i < pixels; i += 1) seen.add(stored[i]!)
  return segments.map(({ number }) => number).filter((number) => number !== 0 && seen.has(number))
}

function segmentOf(item: Reading): ReadSegment {
  return {
    number: numbers(item, 0x00620004)[0] ?? 0,
    label: text(item, 0x00620005, 64),
    description: text(item, 0x00620006, 1024),
    category: code(item, 0x00620003),
    type: code(item, 0x0062000f),
    algorithm: text(item, 0x00620008, 16),
    algorithmName: text(item, 0x00620009, 64),
    rgb: fromDicomLab(numbers(item, 0x0062000d)),
  }
}

/** Where a frame lies: its own functional groups, else the shared ones. */
function placeOf(group: Reading, shared: Reading | undefined): Omit<ReadFrame, 'segment' | 'runs' | 'voxels'> {
  const either = (tag: number): Reading | undefined => first(group, tag) ?? first(shared, tag)
  const list = (from: Reading | undefined, tag: number, length: number): number[] | null => {
    const found = numbers(from, tag)
    return found.length === length ? found : null
  }
  const measures = either(0x00289110)
  const source = first(either(0x00089124), 0x00082112)
  const instance = uid(source, 0x00081155)
  return {
    position: list(either(0x00209113), 0x00200032, 3),
    orientation: list(either(0x00209116), 0x00200037, 6),
    spacing: list(measures, 0x00280030, 2),
    thickness: numbers(measures, 0x00180050)[0] ?? null,
    source: instance ? { instance, frame: numbers(source, 0x00081160)[0] ?? 1 } : null,
  }
}

/** Reads uncompressed frames in place: 1, 8 or 16 bits a pixel. null where the pixel data are missing or too short. */
function nativeValues(file: DicomFile, top: Reading, pixels: number, count: number): FrameValues | null {
  const data = file.elements.find((element) => element.tag === 0x7fe00010)
  const [bits = 0] = numbers(top, 0x00280100)
  if (!data || data.fragments || file.syntax.encapsulated || ![1, 8, 16].includes(bits)) return null
  const bytes = file.bytes.subarray(data.value, data.valueEnd)
  if (pixels * count * bits > bytes.length * 8) return null
  if (bits === 8) return (frame) => bytes.subarray(frame * pixels, (frame + 1) * pixels)
  const out = bits === 1 ? new Uint8Array(pixels) : new Uint16Array(pixels)
  const high = file.syntax.bigEndian ? 0 : 1
  return (frame) => {
    for (let i = 0, at = frame * pixels; i < pixels; i += 1, at += 1) {
      out[i] = bits === 1 ? (bytes[at >> 3]! >> (at & 7)) & 1 : (bytes[2 * at + high]! << 8) | bytes[2 * at + 1 - high]!
    }
    return out
  }
}
