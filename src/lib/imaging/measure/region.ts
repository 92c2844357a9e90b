import type { ImagePoint, Shape } from '../view.ts'

/**
 * Pixels of a region as runs, three numbers each: row, first column, first column behind. Ascending, never touching or
 * overlapping within a row.
 */
export type Runs = Int32Array

/** Kinds that enclose pixels. */
export const isRegion = (shape: Pick<Shape, 'kind'>): boolean =>
  shape.kind === 'rectangle' || shape.kind === 'ellipse' || shape.kind === 'freehand'

/**
 * Pixels whose centres lie inside a rectangle, ellipse or freehand outline (even-odd rule), within an image of
 * `columns` by `rows`. Other kinds have none.
 */
export function regionRuns(shape: Shape, columns: number, rows: number): Runs {
  const out: number[] = []
  const add = (row: number, from: number, to: number): void => {
    // A centre at c + 0.5 is inside [from, to).
    const first = Math.max(0, Math.ceil(from - 0.5))
    const behind = Math.min(columns, Math.ceil(to - 0.5))
    if (behind <= first) return
    if (out.at(-3) === row && out.at(-1)! >= first) out[out.length - 1] = Math.max(out.at(-1)!, behind)
    else out.push(row, first, behind)
  }
  const [top, bottom] = verticalReach(shape)
  const last = Math.min(rows, Math.ceil(bottom - 0.5))
  for (let row = Math.max(0, Math.ceil(top - 0.5)); row < last; row += 1) {
    const cuts = cutsAt(shape, row + 0.5)
    for (let i = 0; i + 1 < cuts.length; i += 2) add(row, cuts[i]!, cuts[i + 1]!)
  }
  return Int32Array.from(out)
}

function verticalReach({ kind, points }: Shape): [number, number] {
  if (kind === 'ellipse') {
    const [centre, a, b] = points
    if (!centre || !a || !b) return [0, 0]
    const half = Math.hypot(a[1] - centre[1], b[1] - centre[1])
    return [centre[1] - half, centre[1] + half]
  }
  if (!isRegion({ kind }) || points.length < 2) return [0, 0]
  let [top, bottom] = [Infinity, -Infinity]
  for (const [, y] of points) {
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  return [top, bottom]
}

/** Ascending columns at which the horizontal line at height y enters and leaves the shape. */
function cutsAt({ kind, points }: Shape, y: number): number[] {
  if (kind === 'rectangle') return [points[0]![0], points[1]![0]].toSorted((a, b) => a - b)
  if (kind === 'ellipse') return ellipseCuts(points, y)
  const cuts: number[] = []
  for (let i = 0; i < points.length; i += 1) {
    const [ax, ay] = points[i]!
    const [bx, by] = points[(i + 1) % points.length]!
    // Half open, so that a corner exactly on the line counts once.
    if (ay <= y !== by <= y) cuts.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
  }
  return cuts.toSorted((a, b) => a - b)
}

/** With p = c + u·a + v·b a point is inside where u² + v² < 1; for a given y that is a quadratic in x. */
function ellipseCuts([centre, endA, endB]: readonly ImagePoint[], y: number): number[] {
  if (!centre || !endA || !endB) return []
  const [ax, ay] = [endA[0] - centre[0], endA[1] - centre[1]]
  const [bx, by] = [endB[0] - centre[0], endB[1] - centre[1]]
  const det = ax * by - ay * bx
  if (det === 0) return []
  const dy = y - centre[1]
  // u = (dx·by − dy·bx) / det, v = (dy·ax − dx·ay) / det
  const q = by * by + ay * ay
  const half = (by * bx + ay * ax) * dy
  const rest = (bx * bx + ax * ax) * dy * dy - det * det
  const under = half * half - q * rest
  if (under <= 0) return []
  const root = Math.sqrt(under)
  return [centre[0] + (half - root) / q, centre[0] + (half + root) / q]
}

/** Number of pixels in runs. */
export function pixelsIn(runs: Runs): number {
  let n = 0
  for (let i = 0; i < runs.length; i += 3) n += runs[i + 2]! - runs[i + 1]!
  return n
}
