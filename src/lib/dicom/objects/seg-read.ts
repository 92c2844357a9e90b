import type { Runs } from '#src/lib/imaging/measure/region.ts'
import { bitRuns, labelRuns, levelRuns } from '#src/lib/imaging/mask/runs.ts'
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
  const bits = values ? null : nativeBits(file, top, rows * columns, count)
  const read = values ?? (bits ? null : nativeValues(file, top, rows * columns, count))
  if ((!read && !bits) || rows < 1 || columns < 1 || count < 1) return { ok: false, code: 'geometry' }
  const shared = first(top, 0x52009229)
  const groups = items(top, 0x52009230)
  if (groups.length !== count) return { ok: false, code: 'frames' }
  const segments = items(top, 0x00620002).slice(0, MOST_SEGMENTS).map(segmentOf)
  const [most = 1] = numbers(top, 0x0062000e)
  const occupancy = text(top, 0x00620010, 16) === 'OCCUPANCY'
  const frames: ReadFrame[] = []
  let left = MOST_RUNS
  for (const [index, group] of groups.entries()) {
    const stored = read?.(index) ?? []
    if (read && stored.length < rows * columns) return { ok: false, code: 'geometry' }
    const place = placeOf(group, shared)
    const own = numbers(numberOf(group, shared), 0x0062000b)[0] ?? 0
    // Occupancy counts from the smallest part on, probability from one half.
    const least = type === 'FRACTIONAL' && !occupancy ? Math.max(1, most / 2) : 1
    const parts: [segment: number, runs: Runs][] =
      type === 'LABELMAP'
        ? declared([...labelRuns(stored, columns, rows)], segments)
        : [[own, bits ? bitRuns(bits, index * rows * columns, columns, rows) : levelRuns(stored, columns, rows, least)]]
    for (const [segment, runs] of parts) {
      left -= runs.length / 3
      if (left < 0) return { ok: false, code: 'complex' }
      const full = type === 'FRACTIONAL' && occupancy ? most : 0
      frames.push({ segment, ...place, runs, voxels: amount(runs, columns, stored, full) })
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

/** Only labels that the object declares as segments, in their order. */
function declared(found: readonly [number, Runs][], segments: readonly ReadSegment[]): [number, Runs][] {
  const byNumber = new Map(found)
  return segments.flatMap(({ number }): [number, Runs][] => {
    const runs = byNumber.get(number)
    return runs ? [[number, runs]] : []
  })
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

/** Pixel data of one bit a pixel as they lie; null where they are others, missing or too short. */
function nativeBits(file: DicomFile, top: Reading, pixels: number, count: number): Uint8Array | null {
  const bytes = nativeBytes(file)
  const [allocated = 0] = numbers(top, 0x00280100)
  return bytes && allocated === 1 && pixels * count <= bytes.length * 8 ? bytes : null
}

function nativeBytes(file: DicomFile): Uint8Array | null {
  const data = file.elements.find((element) => element.tag === 0x7fe00010)
  if (!data || data.fragments || file.syntax.encapsulated) return null
  return file.bytes.subarray(data.value, data.valueEnd)
}

/** Reads uncompressed frames of 8 or 16 bits a pixel in place. null where the pixel data are missing or too short. */
function nativeValues(file: DicomFile, top: Reading, pixels: number, count: number): FrameValues | null {
  const bytes = nativeBytes(file)
  const [bits = 0] = numbers(top, 0x00280100)
  if (!bytes || (bits !== 8 && bits !== 16) || pixels * count * bits > bytes.length * 8) return null
  if (bits === 8) return (frame) => bytes.subarray(frame * pixels, (frame + 1) * pixels)
  const out = new Uint16Array(pixels)
  const high = file.syntax.bigEndian ? 0 : 1
  return (frame) => {
    for (let i = 0, at = frame * pixels; i < pixels; i += 1, at += 1)
      out[i] = (bytes[2 * at + high]! << 8) | bytes[2 * at + 1 - high]!
    return out
  }
}
