import type { VolumeProblem } from './study-index.ts'

/** Millimetres in the patient (PS3.3 C.7.6.2.1.1): x to the left hand, y to the back, z to the head. */
export type Vec = readonly [x: number, y: number, z: number]

export const add = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const minus = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const times = (a: Vec, n: number): Vec => [a[0] * n, a[1] * n, a[2] * n]
export const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
export const length = (a: Vec): number => Math.sqrt(dot(a, a))

/** What of a header says where an image lies. */
export interface Placed {
  readonly rows: number
  readonly columns: number
  readonly position?: readonly number[]
  readonly orientation?: readonly number[]
  readonly spacing?: readonly [row: number, column: number]
}

/** The plane of an image: `origin` is the centre of its first pixel, `right` and `down` are unit vectors. */
export interface Plane {
  readonly origin: Vec
  readonly right: Vec
  readonly down: Vec
  readonly normal: Vec
  /** mm between rows and between columns. */
  readonly spacing: readonly [row: number, column: number]
}

/** The plane of an image; null when the header does not say it, or says what cannot be (no unit vectors, not at right angles). */
export function planeOf({ position, orientation, spacing }: Placed): Plane | null {
  if (position?.length !== 3 || orientation?.length !== 6 || !spacing) return null
  const right = orientation.slice(0, 3) as unknown as Vec
  const down = orientation.slice(3) as unknown as Vec
  const origin = position as unknown as Vec
  if (![...position, ...orientation].every(Number.isFinite)) return null
  if (Math.abs(length(right) - 1) > 0.01 || Math.abs(length(down) - 1) > 0.01 || Math.abs(dot(right, down)) > 0.01)
    return null
  if (!(spacing[0] > 0) || !(spacing[1] > 0)) return null
  return { origin, right, down, normal: cross(right, down), spacing }
}

/** Where an image point (corner of the first pixel at 0, 0) lies in the patient (PS3.3 C.7.6.2.1.1, equation C.7.6.2.1-1). */
export const toPatient = (plane: Plane, [column, row]: readonly [number, number]): Vec =>
  add(
    plane.origin,
    add(times(plane.right, (column - 0.5) * plane.spacing[1]), times(plane.down, (row - 0.5) * plane.spacing[0])),
  )

/** The image point below a place in the patient, and how far the place is from the plane, in mm along the normal. */
export function fromPatient(plane: Plane, place: Vec): { point: [number, number]; distance: number } {
  const from = minus(place, plane.origin)
  return {
    point: [dot(from, plane.right) / plane.spacing[1] + 0.5, dot(from, plane.down) / plane.spacing[0] + 0.5],
    distance: dot(from, plane.normal),
  }
}

const parallel = (a: Vec, b: Vec): boolean => dot(a, b) > 0.9998 // within 1.1 degrees

/**
 * Order of scrolling: along the normal where all images lie parallel, else by number. Goes in the direction in which the
 * numbers grow, since that is how the ward knows the series. Answers indices.
 */
export function scrollOrder(images: readonly (Placed & { readonly number: number | null })[]): number[] {
  const byNumber = images.map((_, i) => i)
  const rank = (i: number): number => images[i]!.number ?? Number.MAX_SAFE_INTEGER
  byNumber.sort((a, b) => rank(a) - rank(b) || a - b)
  const planes = images.map(planeOf)
  const first = planes[0]
  if (images.length < 2 || !first || !planes.every((p) => p !== null && parallel(p.normal, first.normal)))
    return byNumber
  const along = planes.map((p) => dot(p!.origin, first.normal))
  // Several images at one place (phases, echoes): scrolling through places would shuffle the phases.
  if (new Set(along.map((a) => a.toFixed(2))).size < images.length) return byNumber
  const rising = along[byNumber.at(-1)!]! >= along[byNumber[0]!]!
  return byNumber.toSorted((a, b) => (along[a]! - along[b]!) * (rising ? 1 : -1))
}

/** Distances that differ by more than this part of the usual one are a gap. */
const UNEVEN = 0.05
/** Sideways shift between slices for each mm along the normal: half a degree of tilt. */
const TILT = 0.0087

/**
 * Whether images, in order of scrolling, are the slices of one volume, and the distance between them in mm. Distances come
 * from the positions along the normal, never from Slice Thickness. What would lie is refused with its reason.
 */
export function volumeOf(
  images: readonly (Placed & { readonly samples: number })[],
): { readonly gap: number } | { readonly problem: VolumeProblem } {
  const [first] = images
  if (!first || images.length < 3) return { problem: 'few' }
  if (images.some((i) => i.samples !== 1)) return { problem: 'colour' }
  const planes = images.map(planeOf)
  if (planes.some((p) => p === null)) return { problem: 'geometry' }
  const all = planes as Plane[]
  const { right, down, normal, spacing } = all[0]!
  if (!all.every((p) => parallel(p.right, right) && parallel(p.down, down))) return { problem: 'orientations' }
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= 0.001 * Math.abs(b)
  for (const [i, image] of images.entries()) {
    const own = all[i]!.spacing
    if (image.rows !== first.rows || image.columns !== first.columns) return { problem: 'size' }
    if (!same(own[0], spacing[0]) || !same(own[1], spacing[1])) return { problem: 'size' }
  }
  const along = all.map((p) => dot(p.origin, normal)).toSorted((a, b) => a - b)
  const gaps = along.slice(1).map((a, i) => a - along[i]!)
  const gap = gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!
  if (gaps.some((g) => g < Math.max(0.01, gap * UNEVEN))) return { problem: 'duplicates' }
  if (gaps.some((g) => Math.abs(g - gap) > Math.max(0.02, gap * UNEVEN))) return { problem: 'gaps' }
  const whole = minus(all.at(-1)!.origin, all[0]!.origin)
  const deep = dot(whole, normal)
  if (length(minus(whole, times(normal, deep))) > Math.abs(deep) * TILT + 0.1) return { problem: 'tilt' }
  return { gap: (along.at(-1)! - along[0]!) / (along.length - 1) }
}

const LETTERS = [
  ['R', 'L'],
  ['A', 'P'],
  ['F', 'H'],
] as const

/** The side of the body that a direction points to: the strongest letter, and a second one where it is oblique (`PL`). */
export function bodySide(direction: Vec): string {
  return [0, 1, 2]
    .map((axis) => ({ axis, size: Math.abs(direction[axis]!) }))
    .filter(({ size }) => size > 0.35)
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 2)
    .map(({ axis }) => LETTERS[axis]![direction[axis]! > 0 ? 1 : 0])
    .join('')
}

/**
 * Where the plane of `other` cuts the image of `plane` (of rows × columns): the part inside both images, as two image
 * points; null when they are parallel or do not meet.
 */
export function cutLine(
  plane: Plane,
  size: { readonly rows: number; readonly columns: number },
  other: Plane,
  otherSize: { readonly rows: number; readonly columns: number },
): [[number, number], [number, number]] | null {
  if (Math.abs(dot(plane.normal, other.normal)) > 0.98) return null
  // The outline of the other image, seen from this plane: the line joins the two places where the outline passes through it.
  const { rows, columns } = otherSize
  const corners = [[0, 0] as const, [columns, 0] as const, [columns, rows] as const, [0, rows] as const].map((c) =>
    toPatient(other, c),
  )
  const heights = corners.map((c) => dot(minus(c, plane.origin), plane.normal))
  const found: [number, number][] = []
  for (let i = 0; i < 4; i += 1) {
    const [a, b] = [heights[i]!, heights[(i + 1) % 4]!]
    if (a === b || a > 0 === b > 0) continue
    const t = a / (a - b)
    const place = add(corners[i]!, times(minus(corners[(i + 1) % 4]!, corners[i]!), t))
    found.push(fromPatient(plane, place).point)
  }
  const [p, q] = found
  return p && q ? clipped(p, q, size.columns, size.rows) : null
}

/** A line inside 0…width, 0…height (Liang and Barsky 1984); null when nothing is left. */
function clipped(
  p: [number, number],
  q: [number, number],
  width: number,
  height: number,
): [[number, number], [number, number]] | null {
  const d = [q[0] - p[0], q[1] - p[1]] as const
  let [from, to] = [0, 1]
  const sides = [
    [-d[0], p[0]],
    [d[0], width - p[0]],
    [-d[1], p[1]],
    [d[1], height - p[1]],
  ] as const
  for (const [run, room] of sides) {
    if (run === 0 && room < 0) return null
    if (run < 0) from = Math.max(from, room / run)
    if (run > 0) to = Math.min(to, room / run)
  }
  if (from > to) return null
  const at = (t: number): [number, number] => [p[0] + d[0] * t, p[1] + d[1] * t]
  return [at(from), at(to)]
}
