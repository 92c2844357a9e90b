import type { ReadGraphic, ReadImage } from '../dicom/objects/sr-graphic.ts'
import type { FindingPlace, Outline } from './finding.ts'
import { dot, fromPatient, minus, type Placed, type Plane, planeOf, type Vec } from './geometry.ts'
import type { InstanceIndex, StudyIndex } from './study-index.ts'
import type { ImagePoint } from './view.ts'

/** One image of the study with its frames' planes, for coordinates in the patient. */
interface Slice {
  readonly series: string
  readonly instance: InstanceIndex
  readonly frame: number
  readonly plane: Plane
}

/** Where in a study coordinates of other systems lie: by image, or in the patient. */
export interface StudyPlaces {
  place(graphic: ReadGraphic): FindingPlace | null
  placeOf(image: ReadImage): FindingPlace | null
  instance(uid: string): InstanceIndex | undefined
}

/** Farther off the plane is another slice; also where slices lie closer. */
const LEAST_TOLERANCE = 0.1
/** Where a series has no distance between slices (single images): half of a thick slice. */
const ALONE = 2.5

const EMPTY: readonly Slice[] = []

/** Prepares the look-up; planes are computed once a frame of reference, when they are first asked for. */
export function studyPlaces(index: StudyIndex): StudyPlaces {
  const byUid = new Map<string, { series: string; instance: InstanceIndex }>()
  const gaps = new Map<string, number>()
  for (const series of index.series) {
    gaps.set(series.uid, Math.max(LEAST_TOLERANCE, (series.gap ?? 2 * ALONE) / 2))
    for (const instance of series.instances) byUid.set(instance.uid, { series: series.uid, instance })
  }
  const slices = new Map<string, readonly Slice[]>()
  const slicesOf = (space: string): readonly Slice[] => {
    if (space === '') return EMPTY
    const known = slices.get(space) ?? [...byUid.values()].filter((one) => one.instance.space === space).flatMap(planes)
    slices.set(space, known)
    return known
  }

  /** The slice in whose plane all points lie; the nearest of several. */
  const sliceOf = (points: readonly Vec[], space: string): Slice | null => {
    let best: Slice | null = null
    let least = Infinity
    for (const slice of slicesOf(space)) {
      const tolerance = gaps.get(slice.series)!
      // The first point rules most slices out.
      if (Math.abs(distance(slice.plane, points[0]!)) > tolerance) continue
      const off = points.map((point) => distance(slice.plane, point))
      const far = Math.max(...bounds(off).map(Math.abs))
      const [low, high] = bounds(off)
      // A drawing that cuts through slices lies on none of them.
      if (far > tolerance || high - low > Math.max(LEAST_TOLERANCE, tolerance / 2) || far >= least) continue
      const [inside] = [fromPatient(slice.plane, points[0]!).point]
      const { columns, rows } = slice.instance
      if (inside[0] < 0 || inside[1] < 0 || inside[0] > columns || inside[1] > rows) continue
      best = slice
      least = far
    }
    return best
  }

  const placeOf = ({ sopUid, frames }: ReadImage, shapes: readonly Outline[] = []): FindingPlace | null => {
    const found = byUid.get(sopUid)
    const frame = frames[0] ?? 1
    if (!found || frame > found.instance.frames) return null
    return { series: found.series, instance: sopUid, frame, shapes }
  }

  return {
    instance: (uid) => byUid.get(uid)?.instance,
    placeOf: (image) => placeOf(image),
    place(graphic) {
      if (graphic.space === '') {
        const shapes = outlinesOf(graphic, graphic.points as readonly ImagePoint[])
        return graphic.image && shapes.length > 0 ? placeOf(graphic.image, shapes) : null
      }
      const points = graphic.points as unknown as readonly Vec[]
      const slice = sliceOf(points, graphic.space)
      if (!slice) return null
      const flat = points.map((point): ImagePoint => fromPatient(slice.plane, point).point)
      const shapes = outlinesOf(graphic, flat)
      const { series, instance, frame } = slice
      return shapes.length > 0 ? { series, instance: instance.uid, frame, shapes } : null
    },
  }
}

const bounds = (values: readonly number[]): [number, number] =>
  values.reduce<[number, number]>(([low, high], n) => [Math.min(low, n), Math.max(high, n)], [Infinity, -Infinity])

const distance = (plane: Plane, place: Vec): number => dot(minus(place, plane.origin), plane.normal)

/** An image's frames in the patient; those without geometry are left out. */
function planes({ series, instance }: { series: string; instance: InstanceIndex }): Slice[] {
  const frames: Placed[] = instance.planes
    ? instance.planes.map((position, i) => ({ ...instance, ...instance.perFrame?.[i], position }))
    : [instance]
  return frames.flatMap((frame, i) => {
    const plane = planeOf(frame)
    return plane ? [{ series, instance, frame: i + 1, plane }] : []
  })
}

/** A hundredth of a pixel is more than any screen shows. */
const rounded = ([x, y]: ImagePoint): ImagePoint => [Math.round(x * 100) / 100, Math.round(y * 100) / 100]
const same = (a: ImagePoint, b: ImagePoint): boolean => Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.01

/**
 * Graphics of a report as what is drawn here (PS3.3 C.18.6.1.2, C.18.9.1.2): a circle has its centre and a point on it, an
 * ellipse both ends of the long and of the short axis; a line whose ends meet is an outline.
 */
export function outlinesOf({ type }: Pick<ReadGraphic, 'type'>, given: readonly ImagePoint[]): Outline[] {
  const points = given.map(rounded)
  const [a, b, c, d] = points
  if (!a) return []
  if (type === 'POINT') return [{ kind: 'point', points: [a] }]
  if (type === 'MULTIPOINT') return points.slice(0, 500).map((point) => ({ kind: 'point', points: [point] }))
  if (!b) return []
  if (type === 'CIRCLE') {
    const r = Math.hypot(b[0] - a[0], b[1] - a[1])
    return r > 0 ? [{ kind: 'ellipse', points: [a, [a[0] + r, a[1]], [a[0], a[1] + r]] }] : []
  }
  if (type === 'ELLIPSE' && c && d) {
    const centre: ImagePoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    return [{ kind: 'ellipse', points: [centre, a, c] }]
  }
  if (type !== 'POLYLINE' && type !== 'POLYGON') return []
  const closed = points.length > 3 && same(a, points.at(-1)!)
  if (closed || (type === 'POLYGON' && points.length > 2))
    return [{ kind: 'freehand', points: closed ? points.slice(0, -1) : points }]
  if (points.length === 2) return [{ kind: 'length', points }]
  return [{ kind: points.length === 3 ? 'angle' : 'path', points }]
}
