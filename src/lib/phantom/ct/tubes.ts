import type { Canvas, Vec } from './canvas.ts'
import type { Enhancement } from './phase.ts'

/** A piece of a vessel: two points, radius at both, and whose blood it carries. */
export interface Piece {
  readonly from: Vec
  readonly to: Vec
  readonly r0: number
  readonly r1: number
  readonly blood: keyof Enhancement
}

/** A smooth line through points (Catmull–Rom), radius falling from r0 to r1, in pieces. */
export function course(points: readonly Vec[], r0: number, r1: number, blood: Piece['blood'], steps = 5): Piece[] {
  const out: Piece[] = []
  const total = (points.length - 1) * steps
  const at = (k: number): Vec => {
    const i = Math.min(points.length - 2, Math.floor(k / steps))
    const t = k / steps - i
    const p = (j: number) => points[Math.min(points.length - 1, Math.max(0, j))]!
    const [a, b, c, d] = [p(i - 1), p(i), p(i + 1), p(i + 2)]
    const one = (n: 0 | 1 | 2) =>
      0.5 *
      (2 * b[n] +
        (c[n] - a[n]) * t +
        (2 * a[n] - 5 * b[n] + 4 * c[n] - d[n]) * t * t +
        (3 * b[n] - a[n] - 3 * c[n] + d[n]) * t * t * t)
    return [one(0), one(1), one(2)]
  }
  for (let k = 0; k < total; k += 1)
    out.push({
      from: at(k),
      to: at(k + 1),
      r0: r0 + ((r1 - r0) * k) / total,
      r1: r0 + ((r1 - r0) * (k + 1)) / total,
      blood,
    })
  return out
}

/** Draws those pieces that this slice can cut; only on the label `within`, if one is given. */
export function paintPieces(canvas: Canvas, pieces: readonly Piece[], enhancement: Enhancement, within = 0): void {
  for (const { from, to, r0, r1, blood } of pieces) {
    // A vessel thinner than a slice fills only part of it.
    const partial = Math.min(1, (r0 + r1) / 2.4)
    canvas.tube(from, to, r0, r1, enhancement[blood], 0.8, partial, within)
  }
}
