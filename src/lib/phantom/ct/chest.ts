import type { Wall } from './body.ts'
import { FAT } from './body.ts'
import { type Canvas, carve, ellipsoid, join, ramp, type Vec } from './canvas.ts'
import { randomFrom } from '../random.ts'
import type { Enhancement } from './phase.ts'
import type { Textures } from './textures.ts'
import { course, type Piece } from './tubes.ts'

/** Vessels of the lung bases: fans from the hila down. */
export function lungVessels(seed: number): Piece[] {
  const random = randomFrom(seed)
  const out: Piece[] = []
  for (const s of [-1, 1])
    for (let i = 0; i < 44; i += 1) {
      const from: Vec = [s * (36 + 20 * random()), 4 + 30 * random(), 176]
      const turn = random() * 6.28
      const to: Vec = [s * (74 + 46 * Math.cos(turn)), 8 + 72 * Math.sin(turn), 60 + 60 * random()]
      const middle: Vec = [
        (from[0] + to[0]) / 2 + 9 * (random() - 0.5),
        (from[1] + to[1]) / 2 + 9 * (random() - 0.5),
        (from[2] + to[2]) / 2,
      ]
      out.push(...course([from, middle, to], 2.6, 0.6, 'portal', 4))
      const fork: Vec = [to[0] + s * 26 * (random() - 0.3), to[1] + 26 * (random() - 0.5), to[2] + 8]
      out.push(...course([middle, fork], 1.4, 0.5, 'portal', 4))
    }
  return out
}

/** Lungs over the diaphragm, heart with its fat, pleura. Answers the lungs' field. */
export function paintChest(
  canvas: Canvas,
  wall: Wall,
  vessels: readonly Piece[],
  e: Enhancement,
  textures: Textures,
): void {
  const { z, half } = canvas
  if (z < 0) return
  const box = [-half, -half, half, half] as const
  const heart = (x: number, y: number) => ellipsoid(x + 0.2 * (z - 130), y, z, 22, -40, 158, 62, 42, 58)
  const field = canvas.field((x, y, k) => {
    const over = carve(wall.cavity[k]! + 1.2, wall.abdomen[k]! - 1.2, 5)
    // Between the lungs: spine, aorta, oesophagus, heart and its fat.
    const behind = ellipsoid(x, y, 0, 4, 34, 0, 30, 40, 99)
    const front = join(heart(x, y) - 6, ellipsoid(x, y, z, 0, -60, 120, 40, 40, 40), 12)
    return carve(over, join(behind, front, 10), 6)
  })
  // Diaphragm: a thin line of muscle between lung and abdomen.
  canvas.paintField(
    canvas.field((x, y, k) => Math.max(Math.abs(wall.abdomen[k]! + 0.6) - 1.2, wall.cavity[k]! + 1)),
    box,
    { value: 52 },
  )
  canvas.paintField(field, box, { inset: -0.5, value: 10 })
  canvas.paintField(field, box, {
    soft: 1.1,
    // Denser to the back, where the lung lies on itself.
    value: (_, at) =>
      -885 + 55 * ramp((Math.floor(at / canvas.n) + 0.5) * canvas.px - half, 0, 80) + 12 * textures.tissue[at]!,
  })
  const lung = { ...e, portal: 40 }
  const within = (p: Vec) => Math.hypot(p[0], p[1] - 0) < 150
  for (const { from, to, r0, r1, blood } of vessels)
    if (within(to) && insideLung(canvas, field, from) && insideLung(canvas, field, to))
      canvas.tube(from, to, r0, r1, lung[blood], 0.9, Math.min(1, (r0 + r1) / 2.2))
  if (z > 92) {
    const fatBox = [-80, -110, 120, 40] as const
    canvas.fill((x, y, k) => Math.max(heart(x, y), wall.cavity[k]! + 3), fatBox, {
      value: e.myocardium,
      texture: textures.tissue,
      amount: 3,
    })
    const chamber = (c: Vec, r: Vec) =>
      canvas.fill((x, y) => Math.max(ellipsoid(x, y, z, c[0], c[1], c[2], r[0], r[1], r[2]), heart(x, y) + 4), fatBox, {
        value: e.heart,
        soft: 1.6,
      })
    chamber([42, -38, 150], [30, 22, 40])
    chamber([2, -58, 146], [32, 15, 36])
    canvas.fill((x, y) => Math.abs(heart(x, y) - 2.2) - 0.5, fatBox, { value: 15, opacity: 0.5 })
    canvas.fill((x, y) => Math.abs(ellipsoid(x, y, z, 12, -52, 150, 8, 2, 50)) - 0.2, fatBox, {
      value: FAT,
      opacity: 0.3,
    })
  }
}

/** Whether a point of this height, seen in this slice, lies in the lung. */
function insideLung(canvas: Canvas, field: Float32Array, p: Vec): boolean {
  if (Math.abs(p[2] - canvas.z) > 14) return true
  const node = (mm: number) => Math.round(((mm + canvas.half) / (2 * canvas.half)) * 128)
  const [i, j] = [node(p[0]), node(p[1])]
  return i >= 0 && j >= 0 && i < 129 && j < 129 && field[j * 129 + i]! < 1
}
