import { at, injection, poolsOf } from './dsa/bolus.ts'
import { arteries } from './dsa/carotid.ts'
import { ANEURYSM, brain } from './dsa/head.ts'
import { veins } from './dsa/veins.ts'
import { aneurysmLayer, type Layer, layerOf } from './dsa/layers.ts'
import type { Path } from './dsa/paths.ts'
import { skullBackground } from './dsa/skull.ts'
import { randomFrom } from './random.ts'
import { layOf, mixTiles, smoothTile, textureAt } from './tiles.ts'

export interface DsaOptions {
  readonly seed?: number
  /** Pixels a side: 128 to 1024. */
  readonly size?: number
  /** After a flow diverter: little comes in and it stays. */
  readonly treated?: boolean
  /** Frames at six, three and one a second. */
  readonly rates?: readonly [number, number, number]
}

export interface DsaRun {
  readonly size: number
  /** When each frame was taken, s from the first one. */
  readonly times: readonly number[]
  /** Mm at the detector between two pixels, and in the plane of the vessels. */
  readonly imagerSpacing: number
  readonly objectSpacing: number
  /** Frames (from 0) without contrast. */
  readonly maskFrames: readonly number[]
  /** How far the head of each frame has moved since the first: pixels to the right and down. */
  readonly shifts: readonly (readonly [number, number])[]
  readonly truth: DsaTruth
  /** Stored values of 12 bits, higher where more X-rays came through (log of the intensity). Valid until the next. */
  frame(index: number): Uint16Array
}

export interface DsaTruth {
  readonly neckMm: number
  readonly domeLongMm: number
  readonly domeWideMm: number
  /** Middle of the sac in pixels of the first frame, [column, row]. */
  readonly middle: readonly [number, number]
  /** Ends of the long axis of the sac, in pixels of the first frame. */
  readonly longAxis: readonly [readonly [number, number], readonly [number, number]]
  readonly neckLine: readonly [readonly [number, number], readonly [number, number]]
  /** Mean concentration in the parent artery before the aneurysm, and in the sac, at each frame; 1 is undiluted. */
  readonly arteryCurve: readonly number[]
  readonly sacCurve: readonly number[]
}

const FIELD = 132
const MAGNIFICATION = 1.46
/** Contrast appears in the picture, s after the first frame. */
const START = 0.9
/** -ln for a millimetre of undiluted contrast (370 mg I/ml by a power injector into the carotid) at 75 kVp. */
const IODINE = 0.135
/** Stored values for a unit of -ln, and the value of the open beam. */
const GAIN = 760
const OPEN = 3980

/**
 * A digital subtraction angiogram of an internal carotid artery from the side, with an aneurysm of the posterior
 * communicating segment: bolus by path length and calibre, vortex in the sac, blush, veins; skull, quantum noise and a
 * patient who moves a little. The same seed gives the same pixels.
 */
export function dsaAneurysm(options: DsaOptions = {}): DsaRun {
  const { seed = 2025, size: n = 512, treated = false, rates = ratesOf(treated) } = options
  const px = FIELD / n
  const times = frameTimes(rates)
  const { stem, all } = arteries(seed)
  const arterial = layerOf(all, n, px)
  const venous = layerOf(veins(seed + 50), n, px)
  const neckAt = stem.delays[nearest(stem, ANEURYSM.middle)]!
  const sac = aneurysmLayer(n, px, neckAt, treated)
  const curves = poolsOf(injection(1.5))
  const background = skullBackground(n, px, seed)
  if (treated) paintDiverter(background, stem, n, px)
  const blush = blushMap(n, px, seed)
  const noise = smoothTile(seed + 9, 512, 0)
  // Quanta: the standard deviation of ln I is 1/sqrt(N), and N falls with what the ray meets; contrast adds little to it.
  const quanta = background.map((mu) => 0.0034 * Math.exp(mu / 2))
  const shifts = times.map((t) => shiftAt(t))
  const density = new Float32Array(n * n)
  const grain = new Float32Array(n * n)
  const out = new Uint16Array(n * n)

  function frame(index: number): Uint16Array {
    const t = times[index]! - START
    density.set(background)
    for (const layer of [arterial, sac, venous]) add(density, layer, curves, t)
    const tissue = capillary(t) * 0.062
    if (tissue > 1e-4) for (let k = 0; k < density.length; k += 1) density[k]! += tissue * blush[k]!
    const random = randomFrom(seed + 700 + index * 13 + (treated ? 5 : 0))
    mixTiles(grain, n, noise, layOf(noise, random), Math.SQRT1_2, layOf(noise, random), Math.SQRT1_2)
    expose(shifts[index]!)
    return out
  }

  /** Moves the head, lets quanta fall, takes the logarithm. */
  function expose([sx, sy]: readonly [number, number]): void {
    const ix = Math.floor(-sx)
    const iy = Math.floor(-sy)
    const u = -sx - ix
    const v = -sy - iy
    const clamp = (k: number) => (k < 0 ? 0 : k > n - 1 ? n - 1 : k)
    const columns = Int32Array.from({ length: n + 1 }, (_, i) => clamp(i + ix))
    const [w00, w01, w10, w11] = [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v]
    for (let j = 0; j < n; j += 1) {
      const r0 = clamp(j + iy) * n
      const r1 = clamp(j + iy + 1) * n
      let upper = density[r0 + columns[0]!]!
      let lower = density[r1 + columns[0]!]!
      for (let i = 0, k = j * n; i < n; i += 1, k += 1) {
        const c1 = columns[i + 1]!
        const nextUpper = density[r0 + c1]!
        const nextLower = density[r1 + c1]!
        const mu = upper * w00 + nextUpper * w01 + lower * w10 + nextLower * w11
        const value = OPEN - GAIN * (mu - quanta[k]! * grain[k]!)
        out[k] = value < 0 ? 0 : value > 4095 ? 4095 : value + 0.5
        upper = nextUpper
        lower = nextLower
      }
    }
  }

  return {
    size: n,
    times,
    imagerSpacing: px * MAGNIFICATION,
    objectSpacing: px,
    maskFrames: times.flatMap((t, i) => (t < START - 0.1 ? [i] : [])),
    shifts,
    truth: {
      ...dsaTruth(n),
      arteryCurve: times.map((t) => at(curves[0]!, t - START - neckAt)),
      sacCurve: times.map((t) => meanOf(sac, curves, t - START)),
    },
    frame,
  }
}

/** The aneurysm's measures and where they are in a picture of `n` pixels a side. */
export function dsaTruth(n: number): Omit<DsaTruth, 'arteryCurve' | 'sacCurve'> {
  const { middle, long, wide, axis, neck } = ANEURYSM
  const pixel = (x: number, y: number): readonly [number, number] => [(x * n) / FIELD + n / 2, (y * n) / FIELD + n / 2]
  const place = (s: number, c: number) =>
    pixel(middle[0] + s * Math.cos(axis) - c * Math.sin(axis), middle[1] + s * Math.sin(axis) + c * Math.cos(axis))
  return {
    neckMm: neck,
    domeLongMm: 2 * long,
    domeWideMm: 2 * wide,
    middle: pixel(middle[0], middle[1]),
    longAxis: [place(-long, 0), place(long, 0)],
    neckLine: [place(-long, -neck / 2), place(-long, neck / 2)],
  }
}

/** How far the head of frame `live` (from 1) lies from where it was in the `mask` frames, in pixels of a picture of 512. */
export function shiftBetween(live: number, mask: readonly number[], treated = false): readonly [number, number] {
  const shifts = frameTimes(ratesOf(treated)).map((t) => shiftAt(t))
  const of = (axis: 0 | 1) =>
    Math.round(10 * (shifts[live - 1]![axis] - mask.reduce((sum, m) => sum + shifts[m - 1]![axis], 0) / mask.length)) /
    10
  return [of(0), of(1)]
}

const ratesOf = (treated: boolean): readonly [number, number, number] => (treated ? [18, 9, 9] : [30, 16, 10])

function frameTimes([fast, middle, slow]: readonly [number, number, number]): number[] {
  const times = [0]
  const step = (s: number, count: number) => {
    for (let i = 0; i < count; i += 1) times.push(Math.round((times.at(-1)! + s) * 1000) / 1000)
  }
  step(1 / 6, fast - 1)
  step(1 / 3, middle)
  step(1, slow)
  return times
}

function nearest(path: Path, [x, y]: readonly [number, number]): number {
  let best = 0
  for (const [i, p] of path.points.entries())
    if (Math.hypot(p[0] - x, p[1] - y) < Math.hypot(path.points[best]![0] - x, path.points[best]![1] - y)) best = i
  return best
}

function concentration(curves: readonly Float32Array[], pool: number, t: number): number {
  const i = Math.floor(pool)
  const f = pool - i
  return f === 0 ? at(curves[i]!, t) : at(curves[i]!, t) * (1 - f) + at(curves[i + 1]!, t) * f
}

function add(
  density: Float32Array,
  { pixels, chords, delays, pools }: Layer,
  curves: readonly Float32Array[],
  t: number,
): void {
  for (let k = 0; k < pixels.length; k += 1) {
    const since = t - delays[k]!
    if (since > 0) density[pixels[k]!]! += IODINE * chords[k]! * concentration(curves, pools[k]!, since)
  }
}

function meanOf({ delays, pools }: Layer, curves: readonly Float32Array[], t: number): number {
  let sum = 0
  for (let k = 0; k < delays.length; k += 1) sum += concentration(curves, pools[k]!, t - delays[k]!)
  return sum / delays.length
}

/** Contrast in the capillaries: rises after 1 s, is highest at about 2.8 s, gone after 6. */
function capillary(t: number): number {
  const s = (t - 0.7) / 2.1
  return s <= 0 ? 0 : s ** 2.4 * Math.exp(2.4 * (1 - s))
}

/** The patient holds still for the mask, then nods a little, and swallows late: pixels at 512. */
function shiftAt(t: number): readonly [number, number] {
  const nod = 1 / (1 + Math.exp(-(t - 1.5) * 5))
  const swallow = Math.exp(-(((t - 6.1) / 0.35) ** 2))
  return [0.85 * nod + 0.05 * Math.sin(t * 7), -0.6 * nod + 1.6 * swallow + 0.05 * Math.sin(t * 5 + 1)]
}

/** Where the brain takes up contrast: territories of the anterior and middle cerebral artery, cortex more than white matter. */
function blushMap(n: number, px: number, seed: number): Float32Array {
  const radius = (mm: number) => Math.max(1, Math.round(mm / px))
  const make = (k: number, mm: number) =>
    textureAt(new Float32Array(n * n), smoothTile(seed + 30 + k, 512, radius(mm)), n, 0, 1e9, seed + 30 + k)
  const [fine, gyri, wide] = [make(1, 0.8), make(2, 2.2), make(3, 9)]
  const out = new Float32Array(n * n)
  for (let j = 0; j < n; j += 1)
    for (let i = 0; i < n; i += 1) {
      const [x, y] = [(i + 0.5 - n / 2) * px, (j + 0.5 - n / 2) * px]
      const k = j * n + i
      const inside = Math.min(1, Math.max(0, -brain(x, y) / 9))
      const back = 1 - 0.75 * Math.min(1, Math.max(0, (x - 38) / 26))
      out[k] = inside * back * Math.max(0, 0.85 + 0.1 * fine[k]! + 0.2 * gyri[k]! + 0.13 * wide[k]!)
    }
  return out
}

/** The mesh of the diverter along the artery's walls over the neck, with its markers: metal, so it is in the mask too. */
function paintDiverter(background: Float32Array, stem: Path, n: number, px: number): void {
  const middle = nearest(stem, ANEURYSM.middle)
  const [from, to] = [Math.max(4, middle - 34), Math.min(stem.points.length - 4, middle + 16)]
  for (let i = from; i <= to; i += 1) {
    const [a, b] = [stem.points[i - 1]!, stem.points[i + 1]!]
    const l = Math.hypot(b[0] - a[0], b[1] - a[1])
    const [nx, ny] = [-(b[1] - a[1]) / l, (b[0] - a[0]) / l]
    for (let s = -1; s <= 1; s += 0.08) {
      const r = stem.radii[i]! * s
      const k =
        Math.round((stem.points[i]![1] + r * ny) / px + n / 2) * n +
        Math.round((stem.points[i]![0] + r * nx) / px + n / 2)
      const end = i < from + 3 || i > to - 3
      if (k >= 0 && k < background.length)
        background[k]! += end && Math.abs(s) > 0.7 ? 0.16 : Math.abs(s) > 0.86 ? 0.045 : 0.006
    }
  }
}
