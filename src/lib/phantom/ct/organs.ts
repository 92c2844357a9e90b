import { FAT, MUSCLE, type Wall } from './body.ts'
import { both, type Box, type Canvas, carve, ellipsoid, join, ramp, type Vec } from './canvas.ts'
import { KIDNEYS } from './liver.ts'
import type { Enhancement } from './phase.ts'
import { spineY } from './skeleton.ts'
import type { Textures } from './textures.ts'
import { CAVA } from './vessels.ts'

/** Crura beside the aorta and the psoas muscles. */
export function paintRetroperitoneum(canvas: Canvas, textures: Textures): void {
  const { z } = canvas
  const paint = { value: MUSCLE, texture: textures.muscle, amount: 8 }
  const front = spineY(z) - 17
  if (z > -30 && z < 105)
    for (const s of [-1, 1]) {
      const thick = 2.6 + 2.2 * ramp(z, -20, 40) - ramp(z, 70, 105)
      const x0 = 6 + s * 4
      canvas.tube([x0 + s * 15, front + 12, z], [x0 + s * 13, front - 6, z], thick, thick * 0.9, MUSCLE)
      if (z > 30)
        canvas.tube(
          [x0 + s * 13, front - 6, z],
          [x0 + s * 3, front - 20 - 4 * ramp(z, 40, 80), z],
          thick * 0.9,
          thick * 0.7,
          MUSCLE,
        )
    }
  if (z < 35) {
    const grown = 1 - ramp(z, -110, 30)
    const r = 5 + 15 * grown
    for (const s of [-1, 1])
      canvas.fill(
        (x, y) => ellipsoid(x * s, y, 0, 27 + 12 * grown, spineY(z) + 4 + 2 * grown, 0, r * 0.92, r * 1.05, 99),
        [-75, -20, 75, 90],
        paint,
      )
  }
}

export function paintCava(canvas: Canvas, e: Enhancement): void {
  const { z } = canvas
  const i = Math.max(
    1,
    CAVA.findIndex(([to]) => to >= z),
  )
  const [a, b] = [CAVA[i - 1]!, CAVA[i]!]
  const t = ramp(z, a[0], b[0])
  const mix = (n: 1 | 2 | 3 | 4) => a[n] + (b[n] - a[n]) * t
  const value = e.lowerCava + (e.cava - e.lowerCava) * ramp(z, -30, 30)
  const box: Box = [-70, -40, 20, 50]
  canvas.fill((x, y) => ellipsoid(x, y, 0, mix(1), mix(2), 0, mix(3), mix(4), 99), box, { value })
  if (z < -104)
    canvas.fill((x, y) => ellipsoid(x, y, 0, -2 - 0.5 * (z + 104) * -1 + 6, 17, 0, 7, 5.5, 99), [-20, -20, 60, 50], {
      value: e.lowerCava,
    })
}

export function paintSpleen(canvas: Canvas, wall: Wall, e: Enhancement, textures: Textures): void {
  const { z } = canvas
  if (z < -20 || z > 115) return
  canvas.fill(
    (x, y, k) => {
      let d = ellipsoid(x, y, z, 104, 30, 54, 54, 56, 55)
      d = carve(d, ellipsoid(x, y, z, 62, 0, 62, 50, 44, 70), 8)
      d = carve(d, ellipsoid(x, y, z, 60, 40, 4, 34, 33, 62), 8)
      d = carve(d, ellipsoid(x, y, z, 74, 32, 56, 11, 7, 14), 5)
      return both(both(d, wall.cavity[k]! + 3, 6), wall.abdomen[k]! + 2.5, 6)
    },
    [30, -40, 160, 100],
    { value: e.spleen, texture: textures.tissue, amount: 3 },
  )
}

export function paintKidneys(canvas: Canvas, e: Enhancement, textures: Textures): void {
  const { z } = canvas
  for (const [s, { at, r }] of [
    [-1, KIDNEYS.right],
    [1, KIDNEYS.left],
  ] as const) {
    if (Math.abs(z - at[2]) > r[2] + 3) continue
    const dz = z - at[2]
    // Upper poles lean inwards; the hilum looks forwards and to the middle.
    const c: Vec = [at[0] - s * 0.14 * dz, at[1] + 0.08 * dz, at[2]]
    const turn = (x: number, y: number): [number, number] => {
      const [u, v] = [(x - c[0]) * s, y - c[1]]
      return [u * 0.87 + v * 0.5, -u * 0.5 + v * 0.87]
    }
    const outer = (x: number, y: number) => {
      const [u, v] = turn(x, y)
      return ellipsoid(u, v, dz, 0, 0, 0, r[0] * 0.9, r[1] * 1.06, r[2])
    }
    const sinus = (x: number, y: number) => {
      const [u, v] = turn(x, y)
      return join(ellipsoid(u, v, dz, -7, -2, 0, 11, 9.5, 27), ellipsoid(u, v, dz, -24, -6, -2, 15, 7, 13), 5)
    }
    const box: Box = [c[0] - 45, c[1] - 45, c[0] + 45, c[1] + 45]
    // Gerota's fascia, faintly.
    canvas.fill((x, y) => Math.abs(outer(x, y) - 8.5) - 0.15, box, { value: -20, opacity: 0.4, soft: 0.6 })
    canvas.fill((x, y) => carve(outer(x, y), sinus(x, y), 3), box, {
      value: e.cortex,
      texture: textures.tissue,
      amount: 3,
    })
    // Pyramids between columns.
    canvas.fill(
      (x, y) => {
        const [u, v] = turn(x, y)
        const around = Math.atan2(v, u + 6) * 2.6 + dz * 0.09
        const inward = outer(x, y) + 7
        return Math.max(inward, 3 - sinus(x, y), (Math.sin(around * 1.9) - 0.25) * 3.4)
      },
      box,
      { value: e.medulla, soft: 1.3 },
    )
    // Sinus fat, renal pelvis, calices.
    canvas.fill((x, y) => Math.max(sinus(x, y) + 0.5, outer(x, y) - 3), box, { value: FAT + 26, soft: 1 })
    canvas.fill(
      (x, y) => {
        const [u, v] = turn(x, y)
        const calyx = (h: number) => ellipsoid(u, v, dz, -3, 3, h, 6.5, 4, 5)
        const calices = Math.min(calyx(-18), calyx(-2), calyx(15))
        return join(ellipsoid(u, v, dz, -14, -4, -4, 10, 3.6, 8), calices, 4)
      },
      box,
      { value: e.pelvis },
    )
  }
  // Ureters.
  for (const s of [-1, 1]) canvas.tube([s * 38, 34, -28], [s * 30, 20, -165], 1.9, 1.9, e.pelvis + 14)
}

/** Adrenals: thin limbs above the kidneys. */
export function paintAdrenals(canvas: Canvas): void {
  const { z } = canvas
  if (z < 38 || z > 72) return
  const shrink = 1 - ramp(Math.abs(z - 55), 8, 17)
  canvas.tube([-29, 24, z], [-37, 42, z], 1.9 * shrink + 0.4, 1.5 * shrink + 0.3, 78)
  canvas.tube([33, 14, z], [31, 28, z], 2.1 * shrink + 0.4, 1.5 * shrink + 0.3, 78)
  canvas.tube([33, 14, z], [42, 27, z], 2 * shrink + 0.4, 1.5 * shrink + 0.3, 78)
}

/** Pancreas: head in the loop of the duodenum, body before the splenic vein, tail to the spleen; lobulated. */
const PANCREAS: readonly (readonly [Vec, number])[] = [
  [[-30, -14, 0], 12],
  [[-27, -18, 10], 13.5],
  [[-18, -24, 18], 11],
  [[-2, -29, 25], 8.5],
  [[16, -26, 32], 9.5],
  [[34, -12, 39], 9.5],
  [[52, 6, 46], 9],
  [[68, 17, 50], 8],
]

export function paintPancreas(canvas: Canvas, e: Enhancement, textures: Textures): void {
  const { z } = canvas
  if (z < -25 || z > 70) return
  canvas.fill(
    (x, y) => {
      let d = 99
      for (let i = 0; i < PANCREAS.length - 1; i += 1) {
        const [[a, ra], [b, rb]] = [PANCREAS[i]!, PANCREAS[i + 1]!]
        const [dx, dy, dz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]]
        const [ox, oy, oz] = [x - a[0], y - a[1], z - a[2]]
        const t = Math.min(1, Math.max(0, (ox * dx + oy * dy + oz * dz) / (dx * dx + dy * dy + dz * dz)))
        d = Math.min(d, Math.hypot(ox - t * dx, oy - t * dy, oz - t * dz) - (ra + (rb - ra) * t))
      }
      return d + 1.3 * Math.sin(x * 0.75 + z * 0.3) * Math.sin(y * 0.8) + 1
    },
    [-55, -50, 90, 45],
    { value: e.pancreas - 6, texture: textures.tissue, amount: 11, soft: 1.2 },
  )
  canvas.tube([-28, -20, 4], [16, -27, 32], 0.9, 0.9, 28, 0.8, 0.6)
  canvas.tube([-32, -12, 38], [-30, -10, -2], 2.6, 2.4, 14)
}
