import type { Wall } from './body.ts'
import { both, type Canvas, carve, type Distance, ellipsoid, join, ramp } from './canvas.ts'

/** Middle and half axes of the kidneys, mm, and how far their lower pole turns outwards. */
export const KIDNEYS = {
  right: { at: [-62, 39, -12], r: [27, 24, 53] },
  left: { at: [61, 37, 6], r: [27, 25, 55] },
} as const
export const GALLBLADDER = { from: [-44, -38, 22], to: [-62, -62, -14] } as const

/** A kidney with the fat round it leaves its mark on the liver. */
function kidneyFat(x: number, y: number, z: number): number {
  const { at, r } = KIDNEYS.right
  return ellipsoid(x, y, z, at[0], at[1], at[2], r[0] + 9, r[1] + 10, r[2] + 8)
}

export function gallbladder(x: number, y: number, z: number): number {
  const { from, to } = GALLBLADDER
  const [dx, dy, dz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
  const [ox, oy, oz] = [x - from[0], y - from[1], z - from[2]]
  const t = Math.min(1, Math.max(0, (ox * dx + oy * dy + oz * dz) / (dx * dx + dy * dy + dz * dz)))
  return Math.hypot(ox - t * dx, oy - t * dy, oz - t * dz) - (6.5 + 9 * ramp(t, 0, 0.75))
}

/** Distance to the liver's surface without regard to the wall of the trunk. */
export function liverShape(x: number, y: number, z: number): number {
  const right = ellipsoid(x, y, z, -76, -2, 44, 82, 84, 82)
  const tail = ellipsoid(x, y, z, -106, 6, -4, 44, 56, 66)
  const quadrate = ellipsoid(x, y, z, -20, -62, 50, 46, 46, 50)
  const lateral = ellipsoid(x - 0.25 * (y + 60), y, z + 0.2 * x, 42, -66, 82, 58, 27, 34)
  const left = ellipsoid(x, y, z, 4, -52, 80, 52, 40, 34)
  const caudate = ellipsoid(x, y, z, -12, 2, 62, 20, 14, 27)
  let d = join(join(right, tail, 18), join(join(quadrate, lateral, 16), left, 14), 16)
  d = join(d, caudate, 5)
  // Below, the visceral surface runs up from right and front to left and back.
  const under = 0.64 * (x + 86) - 0.3 * (y + 40) - (z + 4) * 0.98 + (y > 0 ? 0.12 * y : 0)
  d = both(d, under * 0.72 - 16, 12)
  // Hilum with the porta's fat, fissures of the round ligament and of the venous ligament.
  d = carve(d, ellipsoid(x, y, z, -28, -10, 40, 25, 9, 14), 8)
  d = carve(
    d,
    Math.max(Math.abs(x - 3 + 0.22 * (y + 60)) - (0.6 + 0.05 * Math.max(0, 60 - z)), z - 66 - 0.3 * (y + 70), y + 36),
    4,
  )
  d = carve(d, Math.max(Math.abs(y + 15 - 0.25 * x) - 0.7, -13 - x, x - 30, 44 - z, z - 88), 3)
  d = carve(d, gallbladder(x, y, z) - 1, 4)
  d = carve(d, kidneyFat(x, y, z), 10)
  // Vena cava's groove, spine and crura behind.
  d = carve(d, Math.hypot(x + 24, y - 12) - 13, 6)
  d = carve(d, ellipsoid(x, y, 0, 0, 40, 0, 36, 38, 99), 10)
  // Stomach and spleen side.
  return carve(d, ellipsoid(x, y, z, 62, -4, 66, 50, 47, 60), 10)
}

/** Heights between which the liver lies, and what is far from it, mm. */
const [BOTTOM, TOP, FAR] = [-85, 140, 25]

/** The liver inside the wall and under the diaphragm. */
export function liverIn(canvas: Canvas, wall: Wall): Distance {
  const { z } = canvas
  if (z < BOTTOM || z > TOP) return () => FAR
  return (x, y, k) => {
    const inside = both(wall.cavity[k]! + 3.2, wall.abdomen[k]! + 2.6, 8)
    // So far out nothing is rounded over any more.
    return inside > FAR ? inside : both(liverShape(x, y, z), inside, 8)
  }
}
