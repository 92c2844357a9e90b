import { FAT } from './body.ts'
import type { Wall } from './body.ts'
import { type Canvas, ellipsoid, ramp } from './canvas.ts'
import type { Textures } from './textures.ts'

/** Middle of each vertebral body, from T8 down, and its height, mm. */
const VERTEBRAE: readonly (readonly [z: number, height: number])[] = [
  [171, 23],
  [144, 23],
  [116, 24],
  [87, 25],
  [57, 26],
  [24, 27],
  [-11, 28],
  [-47, 28],
  [-84, 28],
  [-121, 28],
  [-157, 27],
]
/** Where the front of the spine is, mm: the curve of the loins. */
export const spineY = (z: number): number => 42 - 9 * ramp(z, 60, -90) + 5 * ramp(z, -90, -160)
const CORTEX = 620

export function paintSpine(canvas: Canvas, textures: Textures): void {
  const { z } = canvas
  const cy = spineY(z)
  const lumbar = 1 - ramp(z, -20, 90)
  const [rx, ry] = [18.5 + 5 * lumbar, 15.5 + 2 * lumbar]
  const box = [-60, cy - 25, 60, cy + 65] as const
  const marrow = { value: 172, texture: textures.bone, amount: 24 }
  for (const [vz, height] of VERTEBRAE) {
    const dz = Math.abs(z - vz)
    if (dz > 40) continue
    const rim = height / 2 - dz
    // Waisted body with end plates; a disc between two.
    if (rim > -7) {
      const waist = 1.8 * (1 - (dz / (height / 2)) ** 2)
      const body = (x: number, y: number) =>
        Math.max(
          ellipsoid(x, y, 0, 0, cy, 0, rx - waist, ry - waist, 99),
          -ellipsoid(x, y, 0, 0, cy + ry + 6, 0, 9, 9, 99),
        )
      if (rim > 0) {
        const plate = 1 - ramp(rim, 0.3, 2.6)
        canvas.fill(body, box, { value: 420 })
        canvas.fill((x, y) => body(x, y) + 1.5, box, { ...marrow, value: marrow.value + 150 * plate, soft: 1 })
        // Basivertebral vein.
        if (dz < 4) canvas.tube([0, cy + 2, vz], [0, cy + ry, vz], 1, 2.4, 60, 1, 0.7)
      } else {
        canvas.fill(body, box, { value: 88, soft: 1.2, opacity: ramp(rim, -7, -4) < 1 ? 1 : 0 })
        canvas.fill((x, y) => ellipsoid(x, y, 0, 0, cy + 1, 0, rx * 0.5, ry * 0.5, 99), box, { value: 72, soft: 3 })
      }
    }
    paintArch(canvas, textures, vz, cy + ry, lumbar)
  }
  // Canal: epidural fat and the sac.
  canvas.fill((x, y) => ellipsoid(x, y, 0, 0, cy + ry + 8.5, 0, 10.5, 8.2, 99), box, { value: FAT + 45 })
  canvas.fill((x, y) => ellipsoid(x, y, 0, 0, cy + ry + 7.6, 0, 8.2, 6.6, 99), box, { value: 22 })
  if (z > 15)
    canvas.fill((x, y) => ellipsoid(x, y, 0, 0, cy + ry + 7.6, 0, 4.6, 3.6, 99), box, { value: 42, soft: 1.2 })
}

function paintArch(canvas: Canvas, textures: Textures, vz: number, back: number, lumbar: number): void {
  const { z } = canvas
  const box = [-60, back - 12, 60, back + 55] as const
  const bone = (shape: (x: number, y: number) => number) => {
    canvas.fill(shape, box, { value: CORTEX - 160, soft: 1 })
    canvas.fill((x, y) => shape(x, y) + 2, box, { value: 190, texture: textures.bone, amount: 40, soft: 1 })
  }
  for (const s of [-1, 1]) {
    bone((x, y) => ellipsoid(x * s, y, z, 13.5 + lumbar, back + 3, vz + 5, 4.6, 9.5, 8))
    // Facet joints, at the height of the disc below.
    bone((x, y) => ellipsoid(x * s, y, z, 17.5 + 2 * lumbar, back + 17, vz - 13, 7, 7, 12))
    // Transverse processes.
    bone((x, y) => ellipsoid(x * s, y, z, 29 + 4 * lumbar, back + 12 + 3 * (1 - lumbar), vz + 2, 17, 3.6, 5.5))
    // Laminae.
    bone((x, y) => {
      const along = (x * s - 8) * 0.62 + (y - back - 20) * 0.78
      const across = -(x * s - 8) * 0.78 + (y - back - 20) * 0.62
      return ellipsoid(across, along, z, 0, 0, vz - 6, 9, 3.2, 12)
    })
  }
  bone((x, y) => ellipsoid(x, y, z, 0, back + 30 + 2 * lumbar, vz - 12, 3.4, 14, 13))
}

/** Where each rib leaves the spine, how far round it is bone, how far cartilage (radians from behind). */
const RIBS: readonly (readonly [z: number, bone: number, cartilage: number])[] = [
  [232, 2.4, 2.95],
  [205, 2.35, 2.95],
  [177, 2.25, 2.9],
  [149, 2.1, 2.85],
  [121, 1.95, 2.6],
  [92, 1.5, 1.5],
  [62, 0.95, 0.95],
]

/** Ribs slant down as they come forward, then their cartilage climbs to the sternum. */
function ribHeight(start: number, angle: number, bone: number): number {
  const down = 88 * (1 - Math.cos(Math.min(angle, bone) * 0.92)) * 0.62
  return start - 4 - down + (angle > bone ? (angle - bone) * 62 : 0)
}

export function paintRibs(canvas: Canvas, wall: Wall, textures: Textures): void {
  const { z, half } = canvas
  const box = [-half, -half, half, half] as const
  const angles = canvas.field((x, y) => Math.abs(Math.atan2(x, y)))
  for (const [start, bone, cartilage] of RIBS) {
    if (z > start + 8 || z < ribHeight(start, bone, bone) - 12) continue
    const field = canvas.field((_x, _y, k) => {
      const depth = wall.cavity[k]! - 6.2
      const angle = angles[k]!
      if (depth > 14 || depth < -14 || angle < 0.32 || angle > cartilage) return 20
      const dz = (z - ribHeight(start, angle, bone)) * (0.8 - 0.18 * ramp(angle, 0.5, 1.5) * (1 - ramp(angle, 2, 2.4)))
      return (Math.sqrt((depth / 4.1) ** 2 + (dz / 6.3) ** 2) - 1) * 4.1
    })
    const front = canvas.field((_x, _y, k) => Math.max(field[k]!, (bone - angles[k]!) * 110))
    const hard = canvas.field((_x, _y, k) => Math.max(field[k]!, (angles[k]! - bone) * 110))
    canvas.paintField(front, box, { value: 105, texture: textures.muscle, amount: 9 })
    canvas.paintField(hard, box, { value: CORTEX, soft: 0.9 })
    canvas.paintField(hard, box, { inset: 1.9, value: 175, texture: textures.bone, amount: 45, soft: 0.9 })
  }
  if (z > 96)
    // Lower end of the sternum.
    canvas.fill(
      (x, y, k) => Math.max(Math.hypot(x / 15, (wall.cavity[k]! - 5) / 4.5) * 4.5 - 4.5, y + 50),
      [-30, -half, 30, -40],
      {
        value: (d) => (d > -1.6 ? 330 : 150),
      },
    )
}

/** The wings of the ilium with the muscles on both sides, where the slices end. */
export function paintPelvis(canvas: Canvas, textures: Textures): void {
  const { z, half } = canvas
  const depth = -104 - z
  if (depth < -6) return
  const reach = Math.sqrt(Math.max(0, depth + 3) / 46)
  for (const s of [-1, 1]) {
    // A bent blade, from beside the spine to the side; t runs along it from behind.
    const blade = (x: number, y: number) => {
      const t = (72 - y) / 92
      const bow = 66 + 52 * Math.sin(Math.min(1.55, Math.max(0, t) * 1.5))
      return { t, across: (x * s - bow) * 0.82 }
    }
    const along = (t: number) => (Math.abs(t - 0.52) / Math.max(0.04, 0.56 * reach) - 1) * 26
    const box = [-half, -60, half, 95] as const
    canvas.fill(
      (x, y) => {
        const { t, across } = blade(x, y)
        return Math.max(Math.abs(across - 9) - 10 * Math.min(1, reach), along(t) + 3)
      },
      box,
      { value: 58, texture: textures.muscle, amount: 13, soft: 1.2 },
    )
    canvas.fill(
      (x, y) => {
        const { t, across } = blade(x, y)
        return Math.max(Math.abs(across + 9) - 8 * Math.min(1, reach), along(t + 0.05) + 3)
      },
      box,
      { value: 58, texture: textures.muscle, amount: 9, soft: 1.2 },
    )
    const bone = (x: number, y: number) => {
      const { t, across } = blade(x, y)
      return Math.max(Math.abs(across) - (4.6 + 2.6 * Math.abs(t - 0.5)), along(t))
    }
    canvas.fill(bone, box, { value: CORTEX })
    canvas.fill((x, y) => bone(x, y) + 1.9, box, { value: 160, texture: textures.bone, amount: 36 })
  }
}
