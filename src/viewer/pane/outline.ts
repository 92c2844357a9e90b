import type { ImagePoint, Shape } from '#src/lib/imaging/view.ts'

// What of a shape is drawn, in image pixels.

/** Points that can be taken hold of, in the order of `moveHandle`. Outlines drawn free are moved whole. */
export function handlesOf({ kind, points }: Shape): readonly ImagePoint[] {
  const [a, b, c] = points
  if (kind === 'rectangle' && a && b) return [a, [b[0], a[1]], b, [a[0], b[1]]]
  if (kind === 'ellipse' && a && b && c)
    return [b, c, [2 * a[0] - b[0], 2 * a[1] - b[1]], [2 * a[0] - c[0], 2 * a[1] - c[1]]]
  return kind === 'freehand' ? [] : points
}

/** Lines of a shape, as chains of points to draw; ellipses as 72 corners. */
export function chainsOf({ kind, points }: Shape): readonly (readonly ImagePoint[])[] {
  const [a, b, c, d] = points
  if (kind === 'rectangle' && a && b) return [[a, [b[0], a[1]], b, [a[0], b[1]], a]]
  if (kind === 'ellipse' && a && b && c) {
    return [
      Array.from({ length: 73 }, (_, i): ImagePoint => {
        const t = (i * Math.PI) / 36
        return [
          a[0] + (b[0] - a[0]) * Math.cos(t) + (c[0] - a[0]) * Math.sin(t),
          a[1] + (b[1] - a[1]) * Math.cos(t) + (c[1] - a[1]) * Math.sin(t),
        ]
      }),
    ]
  }
  if (kind === 'bidirectional' && a && b && c && d)
    return [
      [a, b],
      [c, d],
    ]
  if (kind === 'freehand' && a) return [[...points, a]]
  return points.length > 1 ? [points] : []
}

/** Whether two shapes are the same one; addresses round the points that they carry. */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.kind === b.kind &&
  a.points.length === b.points.length &&
  a.points.every(([x, y], i) => Math.abs(x - b.points[i]![0]) < 0.1 && Math.abs(y - b.points[i]![1]) < 0.1)

/** Those that no layer below has drawn; they count as drawn from now on. */
export function undrawn<T extends Shape>({ drawn }: { readonly drawn: Shape[] }, shapes: readonly T[]): T[] {
  const left = shapes.filter((shape) => !drawn.some((known) => sameShape(known, shape)))
  drawn.push(...left)
  return left
}
