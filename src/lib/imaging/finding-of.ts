import type { ReadGroup, ReadNumber, ReadReport } from '../dicom/objects/index.ts'
import type { Figure, Finding, FindingPlace, FindingReport, Outline } from './finding.ts'
import { type StudyPlaces, studyPlaces } from './finding-place.ts'
import { measureShape, type Measured } from './measure/shape.ts'
import { MOST_POINTS } from './mark.ts'
import type { InstanceIndex, StudyIndex } from './study-index.ts'

/** Outlines that are measured again, by points: crossing is looked for pair by pair. */
const MOST_MEASURED = 40_000_000

type Read = Pick<FindingReport, 'uid' | 'series' | 'description'>

/** ml of a segment of a segmentation of the study, by SOP Instance UID and number; null where it has no volume. */
export type SegmentVolume = (sopUid: string, segment: number) => number | null

/** Whether it takes volumes of segments to judge a report. */
export const measuresSegments = (report: ReadReport): boolean =>
  report.groups.some((group) => group.segments.length > 0 && group.numbers.some(isVolume))

/** What a report says of the images of a study: where they are here, with our own figure beside its where kind and unit allow. Pure. */
export function findingsOfReport(
  about: Read,
  report: ReadReport,
  index: StudyIndex,
  volumeOf: SegmentVolume = () => null,
): FindingReport {
  const places = studyPlaces(index)
  const budget = { left: MOST_MEASURED }
  const device = report.observers.find(({ kind }) => kind === 'device')
  const person = report.observers.find(({ kind }) => kind === 'person')
  const { equipment } = report
  return {
    ...about,
    kind: 'report',
    system: device ? device.name || device.model || equipment.model : equipment.model,
    maker: device?.maker || equipment.maker,
    software: equipment.software,
    by: device ? 'device' : person ? 'person' : 'unknown',
    verified: report.verified,
    complete: report.complete,
    findings: report.groups.map((group, i) => findingOf(`${about.uid}-${i}`, group, report, places, budget, volumeOf)),
  }
}

function findingOf(
  id: string,
  group: ReadGroup,
  report: ReadReport,
  places: StudyPlaces,
  budget: { left: number },
  volumeOf: SegmentVolume,
): Finding {
  const own = group.graphics.map((graphic) => places.place(graphic))
  const ofNumbers = group.numbers.map(({ graphics }) => graphics.map((graphic) => places.place(graphic)))
  const drawn = [...own, ...ofNumbers.flat()]
  const named = [...group.images, ...group.numbers.flatMap(({ images }) => images)]
  const found = merged(drawn.filter((place) => place !== null))
  return {
    id,
    label: group.tracking,
    finding: group.finding ?? group.category,
    site: group.site,
    algorithm: group.algorithm ?? report.algorithm,
    figures: group.numbers.map((one, i) =>
      withVoxels(one, figureOf(one, [...ofNumbers[i]!, ...own], places, budget), group.segments, volumeOf),
    ),
    judged: group.judged,
    // Images that are only named matter where nothing is drawn.
    places: found.length > 0 ? found : merged(named.slice(0, 200).flatMap((image) => places.placeOf(image) ?? [])),
    segmented: group.segments.length > 0,
    elsewhere: drawn.filter((place) => place === null).length,
  }
}

/** Each frame once, with all that lies on it; the same drawing of several figures once. */
export function merged(all: readonly FindingPlace[]): FindingPlace[] {
  const frames = new Map<string, { place: FindingPlace; shapes: Map<string, Outline> }>()
  for (const place of all) {
    const key = `${place.instance} ${place.frame}`
    const known = frames.get(key) ?? { place, shapes: new Map<string, Outline>() }
    for (const shape of place.shapes) known.shapes.set(JSON.stringify(shape), shape)
    frames.set(key, known)
  }
  return [...frames.values()].map(({ place, shapes }) => ({ ...place, shapes: [...shapes.values()] }))
}

function figureOf(
  { name, derivation, value, given, unit }: ReadNumber,
  on: readonly (FindingPlace | null)[],
  places: StudyPlaces,
  budget: { left: number },
): Figure {
  const figure = { name, derivation, value, given, unit }
  // A mean length, a largest area: of what is not said.
  if (derivation) return figure
  const wanted = WANTED[unit?.[0] ?? '']
  const drawn = on.flatMap((place) => (place ? place.shapes.map((shape) => ({ place, shape })) : []))
  const fitting = drawn.filter(({ shape }) => wanted?.kinds.includes(shape.kind))
  const [only] = fitting
  // Two lines, and not said which: neither.
  if (!wanted || !only || fitting.length > 1) return figure
  if (wanted.names && !wanted.names.includes(name?.[0] ?? '')) return figure
  const instance = places.instance(only.place.instance)
  const ours = instance ? measured(only.shape, instance, only.place.frame, budget) : null
  return ours?.[wanted.as] === undefined ? figure : { ...figure, ours }
}

/** Volume: SCT, SRT; in what it may be given. */
const isVolume = ({ name, unit, derivation }: ReadNumber): boolean =>
  !derivation && /^(?:118565006|G-D705)$/.test(name?.[0] ?? '') && /^(?:cm3|ml|mL|mm3|l|L)$/.test(unit?.[0] ?? '')

/** A volume that was measured on one segment gets what its voxels fill. */
function withVoxels(
  number: ReadNumber,
  figure: Figure,
  segments: ReadGroup['segments'],
  volumeOf: SegmentVolume,
): Figure {
  const [one] = segments
  if (!one || !isVolume(number)) return figure
  // Two segments, and not said which: neither.
  if (segments.some(({ sopUid, segment }) => sopUid !== one.sopUid || segment !== one.segment)) return figure
  const ml = volumeOf(one.sopUid, one.segment)
  return ml === null ? figure : { ...figure, voxels: ml }
}

interface Wanted {
  readonly as: 'length' | 'area' | 'angle'
  readonly kinds: readonly Outline['kind'][]
  /** Codes of what it has to be called; any name when absent. */
  readonly names?: readonly string[]
}
const LENGTH: Wanted = { as: 'length', kinds: ['length'] }
/** Area: SCT, SRT, DCM; of what surrounds it no other area is meant. */
const AREA: Wanted = { as: 'area', kinds: ['ellipse', 'freehand'], names: ['42798000', 'G-A166', '1002511000000'] }
const ANGLE: Wanted = { as: 'angle', kinds: ['angle'] }
/** By unit: what a figure in it can be. */
const WANTED: Readonly<Record<string, Wanted | undefined>> = {
  mm: LENGTH,
  cm: LENGTH,
  mm2: AREA,
  cm2: AREA,
  deg: ANGLE,
}

function measured(shape: Outline, instance: InstanceIndex, frame: number, budget: { left: number }): Measured | null {
  const { kind, points } = shape
  if (kind === 'path' || points.length > MOST_POINTS) return null
  budget.left -= points.length * points.length
  const spacing = instance.perFrame?.[frame - 1]?.spacing ?? instance.spacing
  if (budget.left < 0 || !spacing) return null
  const size = {
    row: spacing[0],
    column: spacing[1],
    unit: 'mm',
    source: instance.spacingOf ?? 'pixel-spacing',
  } as const
  // Without a frame to count pixels in: an outline that crosses itself has no area then.
  const found = measureShape({ kind, points }, size, { rows: 0, columns: 0 })
  return found.crossed ? null : found
}
