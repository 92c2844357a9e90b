import type { Runs } from '#src/lib/imaging/measure/region.ts'
import { type Dataset, decimal, type Element, encodeObject, limited } from './build.ts'
import { type Code, codeItem } from './codes.ts'
import { type Rgb, toDicomLab } from './colour.ts'
import { bySeries, commonModules, type Moment, type ObjectRef, sopReference, type StudyModule } from './modules.ts'

export const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4'

export interface SegmentInfo {
  readonly label: string
  readonly description?: string
  readonly category: Code
  readonly type: Code
  /** Where in the body, when the type does not say it. */
  readonly anatomy?: Code
  readonly algorithm: 'MANUAL' | 'SEMIAUTOMATIC' | 'AUTOMATIC'
  /** Required unless MANUAL (PS3.3 C.8.20.4). */
  readonly algorithmName?: string
  readonly rgb: Rgb
  /** Follows the thing from object to object. */
  readonly tracking?: { readonly id: string; readonly uid: string }
}

/** One segment on one image. */
export interface SegmentFrame {
  /** From 1, in the order of the segments. */
  readonly segment: number
  /** `frame` only of objects that have several. */
  readonly source: ObjectRef & { readonly frame?: number }
  /** mm, where the image has geometry. */
  readonly position?: readonly number[]
  readonly runs: Runs
}

export interface SegmentationInput {
  readonly study: StudyModule
  readonly series: { readonly uid: string; readonly number: number; readonly description: string }
  readonly sopUid: string
  readonly at: Moment
  readonly creator?: string
  readonly rows: number
  readonly columns: number
  /** Row then column; all frames share it. */
  readonly orientation?: readonly number[]
  readonly spacing?: readonly [row: number, column: number]
  /** As the images' headers say, for others to read; not used for any volume here. */
  readonly thickness?: number
  readonly frameOfReference?: string
  readonly segments: readonly SegmentInfo[]
  readonly frames: readonly SegmentFrame[]
}

/**
 * A binary Segmentation (PS3.3 A.51) as a Part 10 file, explicit little endian. Frames come out by segment, then along the
 * normal. Throws RangeError where there is nothing to write: segments and frames are the caller's, not outside data.
 */
export function writeSegmentation(input: SegmentationInput): Uint8Array {
  const { segments, frames, rows, columns } = input
  if (segments.length === 0 || frames.length === 0) throw new RangeError('no segment or no frame')
  const places = placesOf(input)
  const ordered = frames
    .map((frame) => ({ frame, place: places.get(frame)! }))
    .toSorted((a, b) => a.frame.segment - b.frame.segment || a.place - b.place)
  const geometry = frames.every((f) => f.position?.length === 3) && input.orientation?.length === 6
  const organisation = `${input.sopUid}.1`.slice(0, 64)
  const dataset: Element[] = [
    ...commonModules(
      input.study,
      {
        seriesUid: input.series.uid,
        number: input.series.number,
        description: input.series.description,
        modality: 'SEG',
      },
      input.at,
    ),
    [0x00080008, ['DERIVED', 'PRIMARY']],
    [0x00080023, input.at.date],
    [0x00080033, input.at.time],
    [
      0x00081115,
      bySeries(
        frames.map(({ source }) => source),
        0x0008114a,
      ),
    ],
    [0x00200013, '1'],
    [0x00209221, [[[0x00209164, organisation]]]],
    [0x00209222, dimensions(organisation, geometry)],
    [0x00280002, 1],
    [0x00280004, 'MONOCHROME2'],
    [0x00280008, String(frames.length)],
    [0x00280010, rows],
    [0x00280011, columns],
    [0x00280100, 1],
    [0x00280101, 1],
    [0x00280102, 0],
    [0x00280103, 0],
    [0x00280301, 'NO'],
    [0x00282110, '00'],
    [0x00620001, 'BINARY'],
    [0x00620002, segments.map(segmentItem)],
    [0x00700080, 'SEGMENTATION'],
    [0x00700081, limited(input.series.description, 64)],
    [0x00700084, limited(input.creator ?? '', 64)],
    [0x52009229, [sharedGroups(input, geometry)]],
    [0x52009230, ordered.map(({ frame, place }) => frameGroups(frame, place, geometry))],
    [
      0x7fe00010,
      packBits(
        ordered.map(({ frame }) => frame.runs),
        rows,
        columns,
      ),
      'OB',
    ],
  ]
  // Type 2C where no orientation in space stands for it.
  if (!geometry) dataset.push([0x00200020, ''])
  if (input.frameOfReference) {
    dataset.push([0x00200052, input.frameOfReference], [0x00201040, ''])
  }
  return encodeObject(SEGMENTATION, input.sopUid, dataset)
}

/** Number of each frame's place, from 1: along the normal, or by image where there is no geometry. */
function placesOf({ frames, orientation }: SegmentationInput): Map<SegmentFrame, number> {
  const key = (frame: SegmentFrame): number | string => {
    if (frame.position?.length !== 3 || orientation?.length !== 6)
      return `${frame.source.sopUid} ${String(frame.source.frame ?? 1).padStart(8, '0')}`
    const [a, b, c, d, e, f] = orientation as [number, number, number, number, number, number]
    const [x, y, z] = frame.position as [number, number, number]
    return Math.round(1000 * ((b * f - c * e) * x + (c * d - a * f) * y + (a * e - b * d) * z))
  }
  const keys = new Map(frames.map((frame) => [frame, key(frame)]))
  const order = [...new Set(keys.values())].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return new Map(frames.map((frame) => [frame, order.indexOf(keys.get(frame)!) + 1]))
}

function dimensions(organisation: string, geometry: boolean): Dataset[] {
  const one = (pointer: number, group: number, label: string): Dataset => [
    [0x00209164, organisation],
    [0x00209165, pointer],
    [0x00209167, group],
    [0x00209421, label],
  ]
  return [one(0x0062000b, 0x0062000a, 'Segment'), ...(geometry ? [one(0x00200032, 0x00209113, 'Position')] : [])]
}

function segmentItem(segment: SegmentInfo, index: number): Dataset {
  const item: Element[] = [
    [0x00620003, [codeItem(segment.category)]],
    [0x00620004, index + 1],
    [0x00620005, limited(segment.label, 64) || `${index + 1}`],
    [0x00620008, segment.algorithm],
    [0x0062000d, toDicomLab(segment.rgb)],
    [0x0062000f, [codeItem(segment.type)]],
  ]
  if (segment.anatomy) item.push([0x00082218, [codeItem(segment.anatomy)]])
  if (segment.description) item.push([0x00620006, limited(segment.description, 1024)])
  if (segment.algorithm !== 'MANUAL') item.push([0x00620009, limited(segment.algorithmName ?? 'Hoi', 64)])
  if (segment.tracking) item.push([0x00620020, segment.tracking.id], [0x00620021, segment.tracking.uid])
  return item
}

function sharedGroups({ orientation, spacing, thickness }: SegmentationInput, geometry: boolean): Dataset {
  const measures: Element[] = []
  if (spacing) measures.push([0x00280030, spacing.map(decimal)])
  if (spacing && thickness !== undefined) measures.push([0x00180050, decimal(thickness)])
  return [
    ...(geometry && orientation ? [[0x00209116, [[[0x00200037, orientation.map(decimal)]]]] satisfies Element] : []),
    ...(measures.length > 0 ? [[0x00289110, [measures]] satisfies Element] : []),
  ]
}

function frameGroups({ segment, source, position }: SegmentFrame, place: number, geometry: boolean): Dataset {
  const image: Dataset = [
    ...sopReference(source, source.frame === undefined ? [] : [source.frame]),
    [0x0028135a, 'YES'],
    [0x0040a170, [codeItem(['121322', 'DCM', 'Source image for image processing operation'])]],
  ]
  return [
    [
      0x00089124,
      [
        [
          [0x00082112, [image]],
          [0x00089215, [codeItem(['113076', 'DCM', 'Segmentation'])]],
        ],
      ],
    ],
    [0x00209111, [[[0x00209157, geometry ? [segment, place] : [segment]]]]],
    ...(geometry && position ? [[0x00209113, [[[0x00200032, position.map(decimal)]]]] satisfies Element] : []),
    [0x0062000a, [[[0x0062000b, segment]]]],
  ]
}

/** One bit a pixel, first pixel in the lowest bit, frames without a gap between them (PS3.5 section 8.1.1). */
function packBits(masks: readonly Runs[], rows: number, columns: number): Uint8Array {
  const bits = masks.length * rows * columns
  const out = new Uint8Array((bits + 7) >> 3)
  for (const [frame, runs] of masks.entries()) {
    const start = frame * rows * columns
    for (let i = 0; i < runs.length; i += 3) {
      const row = start + runs[i]! * columns
      for (let at = row + runs[i + 1]!; at < row + runs[i + 2]!; at += 1) out[at >> 3]! |= 1 << (at & 7)
    }
  }
  return out
}
