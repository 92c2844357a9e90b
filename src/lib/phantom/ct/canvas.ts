import { valueNoise } from '../random.ts'

export type Vec = readonly [x: number, y: number, z: number]
/** Signed distance to a surface in mm, negative inside, at a point of the slice; `k` is the lattice node. */
export type Distance = (x: number, y: number, k: number) => number
/** Left, top, right, bottom in mm. */
export type Box = readonly [number, number, number, number]

export interface Paint {
  /** HU, or a function of depth (mm, negative inside) and pixel. */
  readonly value: number | ((d: number, pixel: number) => number)
  readonly texture?: Float32Array
  /** HU for a standard deviation of the texture. */
  readonly amount?: number
  /** Half the width of the edge in mm. */
  readonly soft?: number
  readonly opacity?: number
  /** Mm added to the distance: what is left when so much is peeled off. */
  readonly inset?: number
  /** Written into `labels` where the shape is. */
  readonly label?: number
}

const NODES = 129
const OUTSIDE = 1e3

/**
 * One axial slice being painted, from the back to the front like a picture. Coordinates are DICOM's: x to the
 * patient's left, y to the back, z to the head, mm; the middle of the picture is (0, 0). Distances are evaluated on a lattice
 * of 129 × 129 nodes over the picture and interpolated, which costs a fraction and looks the same.
 */
export class Canvas {
  readonly hu: Float32Array
  readonly labels: Uint8Array
  readonly n: number
  readonly px: number
  readonly half: number
  private readonly seed: number
  /** Mm between nodes. */
  private readonly h: number
  /** Where a node is taken to lie: a slow bend of space makes every contour look grown. */
  private readonly wx = new Float32Array(NODES * NODES)
  private readonly wy = new Float32Array(NODES * NODES)
  private readonly pool: Float32Array[] = []
  private used = 0
  private readonly scratch = new Float32Array(NODES * NODES)
  z = 0

  constructor(n: number, fieldOfView: number, seed: number) {
    this.n = n
    this.seed = seed
    this.px = fieldOfView / n
    this.half = fieldOfView / 2
    this.h = fieldOfView / (NODES - 1)
    this.hu = new Float32Array(n * n)
    this.labels = new Uint8Array(n * n)
  }

  /** Starts another slice: air. */
  begin(z: number): void {
    this.z = z
    this.used = 0
    this.hu.fill(-1000)
    this.labels.fill(0)
    const { h, half, seed, wx, wy } = this
    // Every other node is worked out, those between are averaged.
    for (let j = 0; j < NODES; j += 2)
      for (let i = 0; i < NODES; i += 2) {
        const x = i * h - half
        const y = j * h - half
        const k = j * NODES + i
        wx[k] = 3.2 * valueNoise(x / 38, y / 38, z / 38, seed) + 1.1 * valueNoise(x / 15, y / 15, z / 15, seed + 1)
        wy[k] = 3.2 * valueNoise(x / 38, y / 38, z / 38, seed + 2) + 1.1 * valueNoise(x / 15, y / 15, z / 15, seed + 3)
      }
    between(wx)
    between(wy)
    for (let j = 0; j < NODES; j += 1)
      for (let i = 0; i < NODES; i += 1) {
        wx[j * NODES + i]! += i * h - half
        wy[j * NODES + i]! += j * h - half
      }
  }

  /** Evaluates a distance on the nodes; outside a box it counts as far away. The field is valid until the next slice. */
  field(distance: Distance, box: Box = [-this.half, -this.half, this.half, this.half]): Float32Array {
    const field = (this.pool[this.used] ??= new Float32Array(NODES * NODES))
    this.used += 1
    if (box[0] > -this.half || box[1] > -this.half || box[2] < this.half || box[3] < this.half) field.fill(OUTSIDE)
    return this.evaluate(distance, box, field)
  }

  /** A field over the whole picture that is so smooth that every other node will do: a quarter of the time. */
  coarse(distance: Distance): Float32Array {
    const field = (this.pool[this.used] ??= new Float32Array(NODES * NODES))
    this.used += 1
    for (let j = 0; j < NODES; j += 2)
      for (let i = 0; i < NODES; i += 2) {
        const k = j * NODES + i
        field[k] = distance(this.wx[k]!, this.wy[k]!, k)
      }
    between(field)
    return field
  }

  private evaluate(distance: Distance, box: Box, field: Float32Array): Float32Array {
    const { wx, wy } = this
    const { i0, j0, i1, j1 } = this.nodesOf(box)
    for (let j = j0; j <= j1; j += 1)
      for (let i = i0; i <= i1; i += 1) {
        const k = j * NODES + i
        field[k] = distance(wx[k]!, wy[k]!, k)
      }
    return field
  }

  private nodesOf(box: Box): { i0: number; j0: number; i1: number; j1: number } {
    const low = (mm: number) => Math.min(NODES - 1, Math.max(0, Math.floor((mm + this.half) / this.h) - 2))
    const high = (mm: number) => Math.min(NODES - 1, Math.max(0, Math.ceil((mm + this.half) / this.h) + 2))
    return { i0: low(box[0]), j0: low(box[1]), i1: high(box[2]), j1: high(box[3]) }
  }

  fill(distance: Distance, box: Box, paint: Paint): void {
    this.paintField(this.evaluate(distance, box, this.scratch), box, paint)
  }

  /** Paints where a field (with `inset` added) is negative, with an edge as wide as the scanner's. */
  paintField(field: Float32Array, box: Box, paint: Paint): void {
    const { hu, labels, n } = this
    const { texture, amount = 0, soft = 0.8, opacity = 1, label = 0, inset = 0 } = paint
    const even = typeof paint.value === 'number' ? paint.value : 0
    const shade = typeof paint.value === 'number' ? undefined : paint.value
    const cell = n / (NODES - 1)
    const { i0, j0, i1, j1 } = this.nodesOf(box)
    for (let j = j0; j < j1; j += 1) {
      const y0 = Math.ceil(j * cell - 0.5)
      const y1 = Math.ceil((j + 1) * cell - 0.5)
      for (let i = i0; i < i1; i += 1) {
        const k = j * NODES + i
        const a = field[k]! + inset
        const b = field[k + 1]! + inset
        const c = field[k + NODES]! + inset
        const d = field[k + NODES + 1]! + inset
        if (a > soft && b > soft && c > soft && d > soft) continue
        const x0 = Math.ceil(i * cell - 0.5)
        const x1 = Math.ceil((i + 1) * cell - 0.5)
        // Most of an organ is nowhere near its edge.
        if (shade === undefined && opacity === 1 && a <= -soft && b <= -soft && c <= -soft && d <= -soft) {
          for (let y = y0; y < y1; y += 1) {
            const [from, to] = [y * n + x0, y * n + x1]
            if (label !== 0) labels.fill(label, from, to)
            if (texture === undefined) hu.fill(even, from, to)
            else for (let at = from; at < to; at += 1) hu[at] = even + amount * texture[at]!
          }
          continue
        }
        for (let y = y0; y < y1; y += 1) {
          const v = (y + 0.5) / cell - j
          const left = a + (c - a) * v
          const slope = (b + (d - b) * v - left) / cell
          let depth = left + slope * (x0 + 0.5 - i * cell)
          for (let at = y * n + x0, end = y * n + x1; at < end; at += 1, depth += slope) {
            if (depth >= soft) continue
            if (label !== 0 && depth < 0) labels[at] = label
            let to = shade === undefined ? even : shade(depth, at)
            if (texture !== undefined) to += amount * texture[at]!
            let alpha = opacity
            if (depth > -soft) {
              const t = 0.5 - depth / (2 * soft)
              alpha *= t * t * (3 - 2 * t)
            }
            hu[at]! += (to - hu[at]!) * alpha
          }
        }
      }
    }
  }

  /** A tapering tube between two points, seen where this slice cuts it; nothing where it does not; only on the label `within`, if one is given. */
  tube(from: Vec, to: Vec, r0: number, r1: number, value: number, soft = 0.8, opacity = 1, within = 0): void {
    const { hu, labels, n, px, half, z } = this
    const r = Math.max(r0, r1) + soft
    if (Math.min(from[2], to[2]) - r > z || Math.max(from[2], to[2]) + r < z) return
    const [dx, dy, dz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
    const length2 = dx * dx + dy * dy + dz * dz || 1e-9
    // Only the part of the tube near this height can be seen.
    let t0 = 0
    let t1 = 1
    if (Math.abs(dz) > 1e-6) {
      const a = (z - r - from[2]) / dz
      const b = (z + r - from[2]) / dz
      t0 = Math.max(0, Math.min(a, b))
      t1 = Math.min(1, Math.max(a, b))
    }
    const low = (a: number, d: number) => Math.max(0, Math.floor((a + Math.min(d * t0, d * t1) - r + half) / px - 0.5))
    const high = (a: number, d: number) =>
      Math.min(n - 1, Math.ceil((a + Math.max(d * t0, d * t1) + r + half) / px - 0.5))
    const x0 = low(from[0], dx)
    const x1 = high(from[0], dx)
    const y0 = low(from[1], dy)
    const y1 = high(from[1], dy)
    const oz = z - from[2]
    for (let j = y0; j <= y1; j += 1) {
      const oy = (j + 0.5) * px - half - from[1]
      for (let i = x0; i <= x1; i += 1) {
        const ox = (i + 0.5) * px - half - from[0]
        const t = Math.min(1, Math.max(0, (ox * dx + oy * dy + oz * dz) / length2))
        const ex = ox - t * dx
        const ey = oy - t * dy
        const ez = oz - t * dz
        const d = Math.sqrt(ex * ex + ey * ey + ez * ez) - (r0 + (r1 - r0) * t)
        if (d >= soft) continue
        let alpha = opacity
        if (d > -soft) {
          const s = 0.5 - d / (2 * soft)
          alpha *= s * s * (3 - 2 * s)
        }
        const at = j * n + i
        if (within !== 0 && labels[at] !== within) continue
        hu[at]! += (value - hu[at]!) * alpha
      }
    }
  }
}

/** Fills the nodes between every other one with the mean of their neighbours. */
function between(w: Float32Array): void {
  for (let j = 0; j < NODES; j += 2)
    for (let i = 1; i < NODES; i += 2) w[j * NODES + i] = (w[j * NODES + i - 1]! + w[j * NODES + i + 1]!) / 2
  for (let j = 1; j < NODES; j += 2)
    for (let i = 0; i < NODES; i += 1) w[j * NODES + i] = (w[(j - 1) * NODES + i]! + w[(j + 1) * NODES + i]!) / 2
}

/** Distance to an ellipsoid, exact on its surface and good near it. */
export function ellipsoid(
  x: number,
  y: number,
  z: number,
  cx: number,
  cy: number,
  cz: number,
  rx: number,
  ry: number,
  rz: number,
): number {
  const px = (x - cx) / rx
  const py = (y - cy) / ry
  const pz = (z - cz) / rz
  const k0 = Math.sqrt(px * px + py * py + pz * pz)
  const qx = px / rx
  const qy = py / ry
  const qz = pz / rz
  const k1 = Math.sqrt(qx * qx + qy * qy + qz * qz)
  return k1 < 1e-9 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1
}

/** Of two distances the nearer, their meeting rounded over `k` mm. */
export function join(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k
  return Math.min(a, b) - h * h * k * 0.25
}

/** What is in `a` and not in `b`, the edge rounded over `k` mm. */
export const carve = (a: number, b: number, k: number): number => -join(-a, b, k)
/** What is in both, the edge rounded over `k` mm. */
export const both = (a: number, b: number, k: number): number => -join(-a, -b, k)

/** 0 below `from`, 1 above `to`, smooth between. */
export function ramp(v: number, from: number, to: number): number {
  const t = Math.min(1, Math.max(0, (v - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
