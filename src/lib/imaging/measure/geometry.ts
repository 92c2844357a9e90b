import type { ImagePoint } from '../view.ts'

/** Size of a pixel in any unit; a pixel may be higher than wide. */
export interface PixelSize {
  readonly row: number
  readonly column: number
}

/** Euclidean distance of two image points, in units of `size`. */
export const distance = (a: ImagePoint, b: ImagePoint, size: PixelSize): number =>
  Math.hypot((b[0] - a[0]) * size.column, (b[1] - a[1]) * size.row)

/**
 * Angle at `vertex` between its two arms in degrees, 0 to 180, on pixels that may not be square: atan2 of cross and dot
 * product, which is exact near 0 and 180 where the arc cosine is not (Kahan, "How futile are mindless assessments of
 * roundoff", 2006, section 12). 0 where an arm has no length.
 */
export function angleAt(one: ImagePoint, vertex: ImagePoint, other: ImagePoint, size: PixelSize): number {
  const [ax, ay] = [(one[0] - vertex[0]) * size.column, (one[1] - vertex[1]) * size.row]
  const [bx, by] = [(other[0] - vertex[0]) * size.column, (other[1] - vertex[1]) * size.row]
  return (Math.atan2(Math.abs(ax * by - ay * bx), ax * bx + ay * by) * 180) / Math.PI
}

/** Area of a closed outline by the shoelace formula (Meister 1769), in units of `size` squared; for outlines that do not cross themselves. */
export function polygonArea(points: readonly ImagePoint[], size: PixelSize): number {
  // Relative to the first point: far from the corner the products would lose digits.
  const [x0, y0] = points[0] ?? [0, 0]
  let twice = 0
  for (let i = 0; i < points.length; i += 1) {
    const [ax, ay] = points[i]!
    const [bx, by] = points[(i + 1) % points.length]!
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return (Math.abs(twice) / 2) * size.row * size.column
}

/** Area of an ellipse given by its centre and the ends of two half axes: π |a × b|, in units of `size` squared. */
export function ellipseArea([centre, a, b]: readonly ImagePoint[], size: PixelSize): number {
  if (!centre || !a || !b) return 0
  const cross = (a[0] - centre[0]) * (b[1] - centre[1]) - (a[1] - centre[1]) * (b[0] - centre[0])
  return Math.PI * Math.abs(cross) * size.row * size.column
}

/** Length of a closed outline, in units of `size`. */
export const perimeter = (points: readonly ImagePoint[], size: PixelSize): number =>
  points.reduce((sum, point, i) => sum + distance(point, points[(i + 1) % points.length]!, size), 0)

/** Whether a closed outline crosses itself: its shoelace area then is not what it encloses. Quadratic; outlines have at most a few thousand points. */
export function crossesItself(points: readonly ImagePoint[]): boolean {
  const n = points.length
  const turn = (a: ImagePoint, b: ImagePoint, c: ImagePoint): number =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
  for (let i = 0; i < n; i += 1) {
    const [a, b] = [points[i]!, points[(i + 1) % n]!]
    for (let j = i + 2; j < n; j += 1) {
      if (i === 0 && j === n - 1) continue
      const [c, d] = [points[j]!, points[(j + 1) % n]!]
      if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) continue
      if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) continue
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true
    }
  }
  return false
}

/** An outline with fewer points, none farther than `tolerance` pixels from the old one (Douglas & Peucker 1973); ends stay. */
export function simplified(points: readonly ImagePoint[], tolerance: number): ImagePoint[] {
  if (points.length < 4) return [...points]
  const keep = new Uint8Array(points.length)
  keep[0] = 1
  keep[points.length - 1] = 1
  const open: [number, number][] = [[0, points.length - 1]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next
    const [a, b] = [points[from]!, points[to]!]
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    let [worst, far] = [-1, tolerance]
    for (let i = from + 1; i < to; i += 1) {
      const p = points[i]!
      const off =
        length === 0
          ? Math.hypot(p[0] - a[0], p[1] - a[1])
          : Math.abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / length
      if (off > far) [worst, far] = [i, off]
    }
    if (worst < 0) continue
    keep[worst] = 1
    open.push([from, worst], [worst, to])
  }
  return points.filter((_, i) => keep[i] === 1)
}
