import { type Box, type Canvas, ellipsoid, join, ramp } from './canvas.ts'
import type { Textures } from './textures.ts'

/** HU of what the body is made of, in a portal venous phase. */
export const FAT = -104
export const MUSCLE = 60

/** The wall of the trunk as fields on the canvas's nodes: distance to skin, to the outside of the muscles, to the inside. */
export interface Wall {
  readonly skin: Float32Array
  readonly muscle: Float32Array
  readonly cavity: Float32Array
  /** Under the diaphragm. */
  readonly abdomen: Float32Array
}

const HEIGHTS = [-160, -110, -50, 20, 90, 160]
const WIDTHS = [165, 160, 151, 153, 158, 156]
const DEPTHS = [103, 99, 97, 101, 106, 107]

function between(z: number, values: readonly number[]): number {
  let i = 0
  while (i < HEIGHTS.length - 2 && z > HEIGHTS[i + 1]!) i += 1
  const t = Math.min(1, Math.max(0, (z - HEIGHTS[i]!) / (HEIGHTS[i + 1]! - HEIGHTS[i]!)))
  return values[i]! + (values[i + 1]! - values[i]!) * t * t * (3 - 2 * t)
}

/** Distance to a superellipse; the back is flatter than the front and has a furrow over the spine. */
function trunk(x: number, y: number, z: number): number {
  const a = between(z, WIDTHS)
  const b = between(z, DEPTHS) * (y > 0 ? 0.97 : 1)
  const p = y > 0 ? 2.75 : 2.25
  const [u, v] = [Math.abs(x) / a, Math.abs(y) / b]
  const k = (u ** p + v ** p) ** (1 / p)
  if (k < 0.2) return -60
  const slope = k ** (1 - p) * Math.hypot(u ** (p - 1) / a, v ** (p - 1) / b)
  const furrow = y > 40 ? 5 * Math.exp(-((x / 13) ** 2)) : 0
  return (k - 1) / slope + furrow
}

/** Subcutaneous fat in mm: most in the flanks and behind, least over the ribs and the spine. */
function fatThickness(x: number, y: number, z: number): number {
  const low = 1 - ramp(z, -60, 70)
  const side = ramp(Math.abs(x), 70, 135) * ramp(y, -30, 60)
  const front = ramp(-y, 20, 80) * (1 - ramp(Math.abs(x), 60, 120))
  const spine = y > 0 ? Math.exp(-((x / 18) ** 2)) : 0
  return (8 + 5 * low + 9 * side * (0.4 + 0.6 * low) + 5 * front * low) * (1 - 0.55 * spine)
}

/** Thickness of the muscular wall in mm. */
function wallThickness(x: number, y: number, z: number): number {
  const chest = ramp(z, 10, 70)
  const front = ramp(-y, 35, 75) * (1 - ramp(Math.abs(x), 70, 110))
  const back = ramp(y, 30, 72) * (1 - ramp(Math.abs(x), 62, 100))
  const side = 17
  return side + (8 - side) * front * (1 - 0.2 * chest) + back * (20 - 5 * chest)
}

/** The diaphragm: what lies under the two domes. */
function underDiaphragm(x: number, y: number, z: number): number {
  const right = ellipsoid(x, y, z, -66, -14, 12, 96, 92, 103)
  const left = ellipsoid(x, y, z, 64, -10, 8, 96, 90, 95)
  const middle = ellipsoid(x, y, z, 0, -30, 10, 80, 78, 92)
  return join(join(right, left, 22), middle, 20)
}

export function wallOf(canvas: Canvas): Wall {
  const { z } = canvas
  const skin = canvas.coarse((x, y) => trunk(x, y, z))
  const muscle = canvas.coarse((x, y, k) => skin[k]! + fatThickness(x, y, z))
  const cavity = canvas.coarse((x, y, k) => muscle[k]! + wallThickness(x, y, z))
  const abdomen = canvas.coarse((x, y) => underDiaphragm(x, y, z))
  return { skin, muscle, cavity, abdomen }
}

/** Skin, fat, the muscles of the wall and what lies in the cavity before any organ does: fat. */
export function paintWall(canvas: Canvas, wall: Wall, textures: Textures): void {
  const { z } = canvas
  const all: Box = [-canvas.half, -canvas.half, canvas.half, canvas.half]
  canvas.paintField(wall.skin, all, { value: 15 })
  canvas.paintField(wall.skin, all, { inset: 1.9, value: FAT, texture: textures.fat, amount: 7 })
  paintMuscles(canvas, wall, textures)
  canvas.paintField(wall.cavity, all, { value: FAT + 2, texture: textures.fat, amount: 9, soft: 1.4 })
  // Peritoneum and transversalis fascia: a thin line.
  canvas.paintField(
    canvas.field((x, y, k) => Math.abs(wall.cavity[k]! + 0.3) - 0.35),
    all,
    { value: 10, opacity: 0.5 },
  )
  // What connects skin and muscle: septa seen as faint lines.
  if (z < 40)
    canvas.paintField(
      canvas.field((x, y, k) => Math.abs(wall.skin[k]! + 6.5) - 0.1),
      all,
      { value: -60, opacity: 0.35, soft: 0.5 },
    )
}

function paintMuscles(canvas: Canvas, wall: Wall, textures: Textures): void {
  const { z } = canvas
  const chest = ramp(z, 30, 90)
  const { muscle, cavity } = wall
  const paint = { value: MUSCLE, texture: textures.muscle, amount: 9, soft: 1 }
  // Oblique and transverse muscles: three layers with a little fat between; in the chest serratus and intercostals.
  const front = 54 + 6 * chest
  for (const [outer, inner] of [
    [0, 0.4],
    [0.435, 0.77],
    [0.8, 1],
  ] as const)
    canvas.fill(
      (x, y, k) => {
        const thick = cavity[k]! - muscle[k]!
        const ax = Math.abs(x)
        const layer = Math.max(muscle[k]! + outer * thick, -(muscle[k]! + inner * thick))
        // They end at the rectus in front and at the quadratus behind.
        return Math.max(layer, y < -35 ? front + 5 - ax : -20, y > 20 ? 74 - ax - 8 * outer : -20)
      },
      [-canvas.half, -105, canvas.half, 85],
      { ...paint, soft: 0.7 },
    )
  // Rectus: two lenses beside the middle line.
  for (const s of [-1, 1])
    canvas.fill(
      (x, y, k) => {
        const across = Math.abs(x * s - (29 + 4 * chest)) - (25 + 5 * chest)
        const deep = Math.abs(muscle[k]! + 5) - 4.6 + 0.004 * (x * s - 29) ** 2
        return y > -30 ? 20 : join(Math.max(across, deep), Math.max(across, deep) + 4, 2)
      },
      [-75, -canvas.half, 75, -30],
      paint,
    )
  // Behind: erector spinae with fat clefts, quadratus lumborum, latissimus.
  const back = { value: MUSCLE + 1, texture: textures.muscle, amount: 14, soft: 0.9 }
  for (const s of [-1, 1]) {
    const wide = 27 - 4 * chest
    canvas.fill(
      (x, y, k) =>
        Math.max(ellipsoid(x * s, y, 0, 33 - 2 * chest, 79 + 3 * chest, 0, wide, 17 - 3 * chest, 99), muscle[k]! + 1.5),
      [-75, 50, 75, 110],
      back,
    )
    canvas.fill(
      (x, y, k) => Math.max(ellipsoid(x * s, y, 0, 12, 84, 0, 8.5, 12, 99), muscle[k]! + 1.5),
      [-25, 60, 25, 110],
      back,
    )
    if (z < 45)
      canvas.fill((x, y) => ellipsoid(x * s, y, z, 62 - 0.08 * z, 63, -55, 20, 9.5, 98), [-100, 45, 100, 80], back)
    canvas.fill(
      (x, y, k) => Math.max(Math.abs(muscle[k]! + 3) - 3.2, 58 - x * s, 30 - y - 40 * chest, 0),
      [-canvas.half, -30, canvas.half, canvas.half],
      { ...paint, soft: 1.1 },
    )
  }
}
