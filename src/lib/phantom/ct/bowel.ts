import type { Wall } from './body.ts'
import { both, type Canvas, carve, ellipsoid, join, ramp, type Vec } from './canvas.ts'
import { randomFrom } from '../random.ts'
import type { Enhancement } from './phase.ts'
import type { Textures } from './textures.ts'

const AIR = -960
const FLUID = 14

/** Fundus behind on the left, body forwards, antrum across the middle to the pylorus. */
function stomachShape(x: number, y: number, z: number): number {
  const fundus = ellipsoid(x, y, z, 62, -4, 78, 46, 45, 44)
  const body = ellipsoid(x - 0.2 * (z - 40), y, z, 52, -34, 38, 33, 33, 42)
  const low = ellipsoid(x, y, z, 28, -58, 8, 32, 21, 22)
  const antrum = ellipsoid(x, y + 0.25 * x, z - 0.15 * x, -6, -50, 8, 28, 14, 15)
  // Pancreas, adrenal and kidney lie behind it.
  return carve(join(join(fundus, body, 16), join(low, antrum, 10), 14), ellipsoid(x, y, z, 58, 44, 28, 46, 42, 46), 8)
}

/** The level of the fluid: the patient lies on the back, so air is in front (smaller y). */
const LEVEL = -38

export function paintStomach(
  canvas: Canvas,
  wall: Wall,
  liver: Float32Array,
  e: Enhancement,
  textures: Textures,
): void {
  const { z } = canvas
  if (z < -30 || z > 118) return
  const field = canvas.field(
    (x, y, k) =>
      carve(both(both(stomachShape(x, y, z), wall.cavity[k]! + 4, 8), wall.abdomen[k]! + 3, 8), liver[k]! - 3.5, 6),
    [-60, -100, 130, 70],
  )
  const box = [-60, -100, 130, 70] as const
  canvas.paintField(field, box, { value: e.bowelWall - 4 })
  // Folds: the inside is not smooth.
  canvas.paintField(field, box, {
    inset: 3.6,
    soft: 1,
    value: (d, at) => {
      const y = (Math.floor(at / canvas.n) + 0.5) * canvas.px - canvas.half
      if (y < LEVEL) return AIR
      // Food: mottled, heavier to the back.
      return FLUID + (d < -3 ? 16 * ramp(y, LEVEL, 10) * (1 + 0.9 * textures.muscle[at]!) : 12)
    },
  })
  // Oesophagus and cardia.
  if (z > 84) {
    canvas.tube([24, 8, 84], [9, 10, 108], 6.5, 7, 58)
    canvas.tube([9, 10, 108], [4, 14, 165], 7, 6.5, 58)
    canvas.tube([9, 9, 108], [4, 13, 165], 1.6, 1.4, -300, 1, 0.7)
  }
}

interface Loop {
  readonly at: Vec
  readonly to: Vec
  readonly r: number
}

/**
 * Small bowel: a chain of bends that fills the space in front of the spine. Its middle line walks from the upper left to
 * the lower right, turning up and down on the way, so that a slice cuts some loops across and some along.
 */
function smallBowel(): Loop[] {
  const random = randomFrom(77)
  const out: Loop[] = []
  const columns: [number, number, number, number][] = []
  for (let row = 0; row < 3; row += 1)
    for (let c = 0; c < 7; c += 1) {
      const x = (row % 2 === 0 ? 72 - c * 23 : -66 + c * 23) + 9 * (random() - 0.5)
      const y = [-68, -45, -20][row]! + 9 * (random() - 0.5) + 0.0026 * x * x
      const high = (x > 15 ? (row === 0 ? -14 : 12) : -42) - (row === 2 && Math.abs(x) < 45 ? 50 : 0) - 14 * random()
      columns.push([x, Math.max(y, -70 + 0.0026 * x * x), high, -168 + 14 * random()])
    }
  let before: Vec | undefined
  for (const [n, [x, y, high, low]] of columns.entries()) {
    const steps = 12
    for (let u = 0; u < steps; u += 1) {
      const t = n % 2 === 0 ? u / (steps - 1) : 1 - u / (steps - 1)
      const sway = Math.sin(u * 1.15 + n * 2.3)
      const at: Vec = [x + 15 * sway, y + 9 * Math.cos(u * 1.5 + n), high + (low - high) * t]
      if (before) out.push({ at: before, to: at, r: 10 + 2.4 * Math.sin(u * 1.3 + n * 1.7) })
      before = at
    }
  }
  return out
}

const LOOPS = smallBowel()
const DUODENUM: readonly Vec[] = [
  [-34, -46, 10],
  [-46, -30, 8],
  [-50, -14, -4],
  [-47, -8, -28],
  [-36, -8, -46],
  [-10, -10, -50],
  [20, -10, -46],
  [32, -16, -26],
]

export function paintSmallBowel(canvas: Canvas, e: Enhancement): void {
  const { z } = canvas
  for (const { at, to, r } of LOOPS) {
    const open = 0.5 + 0.5 * Math.sin(at[0] * 0.06 + at[2] * 0.05 + at[1])
    canvas.tube(at, to, r, r, e.bowelWall - 6 + 14 * open)
    canvas.tube(at, to, r - 2.2, r - 2.2, 24 + 34 * (1 - open), 1.5)
    // A little gas to the front.
    if (at[1] < -50 && open > 0.8)
      canvas.tube([at[0], at[1] - r * 0.35, at[2]], [to[0], to[1] - r * 0.35, to[2]], r * 0.35, r * 0.35, -800, 1)
  }
  for (let i = 0; i + 1 < DUODENUM.length; i += 1) {
    if (z > 30 || z < -70) break
    canvas.tube(DUODENUM[i]!, DUODENUM[i + 1]!, 11, 11, e.bowelWall)
    canvas.tube(DUODENUM[i]!, DUODENUM[i + 1]!, 8.2, 8.2, 24, 1.4)
  }
}

const COLON: readonly (readonly [Vec, number])[] = [
  [[-98, -6, -165], 27],
  [[-106, 8, -120], 25],
  [[-106, 14, -84], 24],
  [[-98, 6, -62], 24],
  [[-84, -36, -48], 23],
  [[-66, -70, -46], 20],
  [[-30, -80, -52], 19],
  [[6, -82, -46], 19],
  [[44, -80, -26], 19],
  [[82, -66, -2], 20],
  [[110, -34, 22], 20],
  [[120, 0, 36], 20],
  [[120, 32, 12], 17],
  [[118, 34, -30], 15],
  [[116, 28, -80], 15],
  [[112, 22, -120], 15],
  [[100, 22, -165], 15],
]

export function paintColon(canvas: Canvas, wall: Wall, liver: Float32Array, e: Enhancement, textures: Textures): void {
  const { z } = canvas
  for (let i = 0; i + 1 < COLON.length; i += 1) {
    const [[a, ra], [b, rb]] = [COLON[i]!, COLON[i + 1]!]
    const reach = Math.max(ra, rb) + 2
    if (z > Math.max(a[2], b[2]) + reach || z < Math.min(a[2], b[2]) - reach) continue
    const [dx, dy, dz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]]
    const length2 = dx * dx + dy * dy + dz * dz
    const box = [
      Math.min(a[0], b[0]) - reach,
      Math.min(a[1], b[1]) - reach,
      Math.max(a[0], b[0]) + reach,
      Math.max(a[1], b[1]) + reach,
    ] as const
    const tube = (x: number, y: number, k: number) => {
      const [ox, oy, oz] = [x - a[0], y - a[1], z - a[2]]
      const t = Math.min(1, Math.max(0, (ox * dx + oy * dy + oz * dz) / length2))
      const haustra = 2.2 * Math.sin((t + i) * Math.sqrt(length2) * 0.24) + 1.2 * Math.sin(Math.atan2(oy, ox) * 3 + i)
      const d = Math.hypot(ox - t * dx, oy - t * dy, oz - t * dz) - (ra + (rb - ra) * t) - haustra
      return carve(both(d, wall.cavity[k]! + 3, 5), liver[k]! - 2, 5)
    }
    const field = canvas.field(tube, box)
    canvas.paintField(field, box, { value: e.bowelWall - 22 })
    const middle = (a[1] + b[1]) / 2
    const full = i < 5 || i > 12
    canvas.paintField(field, box, {
      inset: 2,
      soft: 1,
      value: (_, at) => {
        const y = (Math.floor(at / canvas.n) + 0.5) * canvas.px - canvas.half
        const gasDown = middle + (full ? -9 : 4)
        if (y < gasDown + (full ? 3 * textures.tissue[at]! : 0)) return AIR
        const grain = textures.muscle[at]! + 0.5 * textures.fat[at]!
        return grain > 1.05 ? -420 : 38 + 26 * textures.tissue[at]! - 16 * grain
      },
    })
  }
}
