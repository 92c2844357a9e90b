import { paintColon, paintSmallBowel, paintStomach } from './ct/bowel.ts'
import { paintWall, wallOf } from './ct/body.ts'
import { Canvas } from './ct/canvas.ts'
import { lungVessels, paintChest } from './ct/chest.ts'
import { LESIONS, type Lesion, paintLesions } from './ct/lesions.ts'
import { gallbladder, liverIn } from './ct/liver.ts'
import {
  paintAdrenals,
  paintCava,
  paintKidneys,
  paintPancreas,
  paintRetroperitoneum,
  paintSpleen,
} from './ct/organs.ts'
import { ENHANCEMENT, type Phase } from './ct/phase.ts'
import { paintPelvis, paintRibs, paintSpine } from './ct/skeleton.ts'
import { texturesOf } from './ct/textures.ts'
import { liverVessels } from './ct/liver-vessels.ts'
import { paintPieces } from './ct/tubes.ts'
import { bodyVessels, mesentery } from './ct/vessels.ts'
import { layOf, mixTiles } from './tiles.ts'
import { randomFrom } from './random.ts'

export { LESIONS, type Lesion, type LesionKind } from './ct/lesions.ts'
export type { Phase } from './ct/phase.ts'

export interface CtOptions {
  readonly seed?: number
  /** Pixels a side; a power of two from 128 to 512. */
  readonly size?: number
  readonly slices?: number
  /** Between slices, mm. */
  readonly spacing?: number
  readonly phase?: Phase
  /** Standard deviation of the noise in the middle of the liver, HU. */
  readonly noise?: number
}

export interface CtSlice {
  /** From 0, from the head down. */
  readonly index: number
  /** Of the slice's plane, mm towards the head. */
  readonly z: number
  /** HU, `size` × `size`, rows from the front to the back of the patient. Valid until the next slice is asked for. */
  readonly hu: Int16Array
  /** 0 elsewhere, 1 liver, else the label of the lesion. Valid until the next slice is asked for. */
  readonly labels: Uint8Array
}

export interface CtAbdomen {
  readonly size: number
  readonly slices: number
  /** Between pixels and between slices, mm. */
  readonly pixelSpacing: number
  readonly spacing: number
  readonly phase: Phase
  /** Middle of the first pixel of a slice at height z, mm. */
  origin(z: number): readonly [number, number, number]
  heightOf(index: number): number
  lesions: readonly Lesion[]
  slice(index: number): CtSlice
}

/** Width of every slice and height of the first, mm. */
export const CT_FIELD_OF_VIEW = 352
export const CT_TOP = 146
/** Where the liver can be: left, top, right, bottom, mm. */
const LIVER_BOX = [-176, -125, 110, 125] as const

/**
 * A CT of the abdomen that nobody has: anatomy from implicit shapes, contrast by phase, three lesions of known size,
 * noise as a scanner makes it. The same seed gives the same HU. One slice of 512² takes about 30 ms and nothing is kept.
 */
export function ctAbdomen(options: CtOptions = {}): CtAbdomen {
  const { seed = 2026, size = 512, slices = 120, spacing = 2.5, phase = 'portal', noise = 11 } = options
  const px = CT_FIELD_OF_VIEW / size
  const canvas = new Canvas(size, CT_FIELD_OF_VIEW, seed)
  const textures = texturesOf(size, px, seed)
  const inLiver = liverVessels(seed + 100)
  const great = bodyVessels()
  const twigs = mesentery(seed + 200)
  const lungs = lungVessels(seed + 300)
  const e = ENHANCEMENT[phase]
  const out = new Int16Array(size * size)
  const field = new Float32Array(size * size)
  // Noise is most where the rays have the longest way: in the middle of the body.
  const share = field.map((_, at) => {
    const u = (((at % size) + 0.5) * px - canvas.half) / 165
    const v = ((Math.floor(at / size) + 0.5) * px - canvas.half) / 108
    return noise * (0.62 + 0.55 * Math.max(0, 1 - u * u - v * v))
  })
  const whole = [-canvas.half, -canvas.half, canvas.half, canvas.half] as const
  const heightOf = (index: number) => CT_TOP - index * spacing

  function slice(index: number): CtSlice {
    const z = heightOf(index)
    canvas.begin(z)
    const t = textures.at(z)
    const wall = wallOf(canvas)
    paintWall(canvas, wall, t)
    paintChest(canvas, wall, lungs, e, t)
    paintRibs(canvas, wall, t)
    paintRetroperitoneum(canvas, t)
    paintSpine(canvas, t)
    paintPelvis(canvas, t)
    const liver = canvas.field(liverIn(canvas, wall), LIVER_BOX)
    paintPieces(canvas, twigs, e)
    paintSmallBowel(canvas, e)
    paintAdrenals(canvas)
    paintColon(canvas, wall, liver, e, t)
    paintStomach(canvas, wall, liver, e, t)
    paintPancreas(canvas, e, t)
    paintSpleen(canvas, wall, e, t)
    paintKidneys(canvas, e, t)
    canvas.paintField(liver, whole, { value: e.liver, texture: t.tissue, amount: 3, label: 1 })
    paintCava(canvas, e)
    paintPieces(canvas, great, e)
    paintPieces(canvas, inLiver, e, 1)
    const bladder = [-90, -90, -20, -10] as const
    const inside = canvas.field((x, y) => gallbladder(x, y, z), bladder)
    canvas.paintField(inside, bladder, { value: 70 })
    canvas.paintField(inside, bladder, { value: 9, inset: 1.8 })
    paintLesions(canvas, phase, t)
    paintTable(canvas)
    addNoise(index)
    return { index, z, hu: out, labels: canvas.labels }
  }

  function addNoise(index: number): void {
    const { hu } = canvas
    const random = randomFrom(seed + 5000 + index * 31 + (phase === 'arterial' ? 7 : 0))
    const lay = () => layOf(textures.noise, random)
    mixTiles(field, size, textures.noise, lay(), Math.SQRT1_2, lay(), Math.SQRT1_2)
    for (let at = 0; at < out.length; at += 1) {
      const v = hu[at]! + share[at]! * field[at]!
      // Rounded half up, as Math.round does, which is slower.
      out[at] = v < -1024 ? -1024 : v > 3071 ? 3071 : ((v + 1024.5) | 0) - 1024
    }
  }

  return {
    size,
    slices,
    pixelSpacing: px,
    spacing,
    phase,
    origin: (z) => [-canvas.half + px / 2, -canvas.half + px / 2, z],
    heightOf,
    lesions: LESIONS,
    slice,
  }
}

/** The couch: a thin shell of carbon round foam, and the mattress on it. */
function paintTable(canvas: Canvas): void {
  const shell = (x: number, y: number) => Math.max(Math.abs(x) - 200, Math.abs(y - 128 - 0.00105 * -x * x) - 9)
  const box = [-190, 90, 190, 160] as const
  canvas.fill((x, y) => Math.max(Math.abs(y - 112 + 0.00085 * x * x) - 4, Math.abs(x) - 150), box, {
    value: -945,
    soft: 2,
  })
  canvas.fill(shell, box, { value: -230, soft: 0.7 })
  canvas.fill((x, y) => shell(x, y) + 1.6, box, { value: -935, soft: 0.7 })
}
