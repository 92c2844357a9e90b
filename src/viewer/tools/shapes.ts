import type { ImagePoint, Shape, ShapeKind } from '#src/lib/imaging/view.ts'
import type { PixelSize } from '#src/lib/imaging/measure/index.ts'

// How shapes come to be and change under a hand: pure, in image pixels.

/** Presses that a kind needs: the first one starts it, a drag or further presses give the others. */
export const PRESSES: Readonly<Record<ShapeKind, number>> = {
  point: 1,
  text: 1,
  arrow: 2,
  length: 2,
  rectangle: 2,
  ellipse: 2,
  bidirectional: 2,
  angle: 3,
  freehand: 2,
}

/** A shape from what was pressed so far; the last point follows the hand. */
export function shapeFrom(kind: ShapeKind, pressed: readonly ImagePoint[], size: PixelSize): Shape | null {
  const [a, b] = pressed
  if (!a) return null
  if (kind === 'point' || kind === 'text') return { kind, points: [a] }
  if (!b) return null
  if (kind === 'ellipse') {
    const centre: ImagePoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    return { kind, points: [centre, [Math.max(a[0], b[0]), centre[1]], [centre[0], Math.max(a[1], b[1])]] }
  }
  if (kind === 'bidirectional') return { kind, points: [a, b, ...across(a, b, size, 0.5)] }
  if (kind === 'angle') return { kind, points: pressed.length > 2 ? pressed.slice(0, 3) : [a, b, b] }
  return { kind, points: kind === 'freehand' ? pressed : [a, b] }
}

/** Ends of a line at right angles (in mm) through the middle of another one, `part` as long. */
function across(a: ImagePoint, b: ImagePoint, size: PixelSize, part: number): [ImagePoint, ImagePoint] {
  const [x, y] = [(b[0] - a[0]) * size.column, (b[1] - a[1]) * size.row]
  const middle: ImagePoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const [dx, dy] = [((-y / 2) * part) / size.column, ((x / 2) * part) / size.row]
  return [
    [middle[0] + dx, middle[1] + dy],
    [middle[0] - dx, middle[1] - dy],
  ]
}

/** The shape with one handle elsewhere. */
export function moveHandle(shape: Shape, handle: number, to: ImagePoint, size: PixelSize): Shape {
  const { kind, points } = shape
  const [a, b, c] = points
  if (kind === 'rectangle' && a && b) {
    const next: readonly (readonly [ImagePoint, ImagePoint])[] = [
      [to, b],
      [
        [a[0], to[1]],
        [to[0], b[1]],
      ],
      [a, to],
      [
        [to[0], a[1]],
        [b[0], to[1]],
      ],
    ]
    return { ...shape, points: next[handle]! }
  }
  if (kind === 'ellipse' && a && b && c) return { ...shape, points: turnedEllipse([a, b, c], handle, to, size) }
  if (kind === 'bidirectional') return { ...shape, points: movedAxes(points, handle, to, size) }
  return { ...shape, points: points.map((point, i) => (i === handle ? to : point)) }
}

/** The half axis goes to `to`, the other one keeps its length in mm at right angles to it. */
function turnedEllipse(
  [centre, b, c]: readonly [ImagePoint, ImagePoint, ImagePoint],
  handle: number,
  to: ImagePoint,
  size: PixelSize,
): ImagePoint[] {
  const sign = handle > 1 ? -1 : 1
  const [x, y] = [(to[0] - centre[0]) * sign * size.column, (to[1] - centre[1]) * sign * size.row]
  const length = Math.hypot(x, y)
  if (length === 0) return [centre, b, c]
  const other = handle % 2 === 0 ? c : b
  const keep = Math.hypot((other[0] - centre[0]) * size.column, (other[1] - centre[1]) * size.row)
  const at = (px: number, py: number): ImagePoint => [centre[0] + px / size.column, centre[1] + py / size.row]
  const moved = at(x, y)
  const turned =
    handle % 2 === 0 ? at((-y / length) * keep, (x / length) * keep) : at((y / length) * keep, (-x / length) * keep)
  return handle % 2 === 0 ? [centre, moved, turned] : [centre, turned, moved]
}

/**
 * Long axis: the short one goes along, in the same proportion. Short axis: it slides along the long one and grows to the
 * side that is pulled; the two stay at right angles in mm, as a short axis is read.
 */
function movedAxes(points: readonly ImagePoint[], handle: number, to: ImagePoint, size: PixelSize): ImagePoint[] {
  const [a, b, c, d] = points
  if (!a || !b || !c || !d) return [...points]
  const mm = ([x, y]: ImagePoint): [number, number] => [x * size.column, y * size.row]
  const pixels = (x: number, y: number): ImagePoint => [x / size.column, y / size.row]
  const frame = (from: ImagePoint, until: ImagePoint) => {
    const [[x0, y0], [x1, y1]] = [mm(from), mm(until)]
    const length = Math.hypot(x1 - x0, y1 - y0) || 1
    return { x0, y0, ux: (x1 - x0) / length, uy: (y1 - y0) / length, length }
  }
  const old = frame(a, b)
  const within = (point: ImagePoint): [along: number, off: number] => {
    const [x, y] = mm(point)
    const [dx, dy] = [x - old.x0, y - old.y0]
    return [dx * old.ux + dy * old.uy, -dx * old.uy + dy * old.ux]
  }
  const [alongC, offC] = within(c)
  const [, offD] = within(d)
  const [from, until] = [handle === 0 ? to : a, handle === 1 ? to : b]
  const now = frame(from, until)
  const scale = now.length / old.length
  let [along, one, two] = [alongC * scale, offC * scale, offD * scale]
  if (handle > 1) {
    const [newAlong, off] = within(to)
    along = Math.min(Math.max(newAlong, 0), old.length)
    if (handle === 2) one = off
    else two = off
  }
  const put = (off: number): ImagePoint =>
    pixels(now.x0 + along * now.ux - off * now.uy, now.y0 + along * now.uy + off * now.ux)
  return [from, until, put(one), put(two)]
}

export const moveBy = (shape: Shape, dx: number, dy: number): Shape => ({
  ...shape,
  points: shape.points.map(([x, y]): ImagePoint => [x + dx, y + dy]),
})

/** Distance of a place from a chain of points. */
export function distanceToChain(
  chain: readonly (readonly [number, number])[],
  [x, y]: readonly [number, number],
): number {
  let best = Infinity
  for (let i = 1; i < chain.length; i += 1) {
    const [[ax, ay], [bx, by]] = [chain[i - 1]!, chain[i]!]
    const [dx, dy] = [bx - ax, by - ay]
    const square = dx * dx + dy * dy
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square))
    best = Math.min(best, Math.hypot(ax + t * dx - x, ay + t * dy - y))
  }
  return best
}

/** Whether a finished shape is more than a slip of the hand. */
export function isReal({ kind, points }: Shape, least: number): boolean {
  if (kind === 'point' || kind === 'text') return true
  if (kind === 'freehand' && points.length < 3) return false
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [wide, high] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
  if (kind === 'rectangle' || kind === 'ellipse' || kind === 'freehand') return wide >= least / 2 && high >= least / 2
  return Math.hypot(wide, high) >= least
}
