import { ANEURYSM } from './head.ts'
import type { Path } from './paths.ts'
import { POOLS } from './bolus.ts'

/** Where contrast can be: pixel, mm of it along the ray, when it arrives (s) and through which pool. Columns of equal length. */
export interface Layer {
  readonly pixels: Int32Array
  readonly chords: Float32Array
  readonly delays: Float32Array
  /** Index into POOLS with a fraction. */
  readonly pools: Float32Array
}

/** Index with fraction of a time constant among POOLS. */
export function poolIndex(tau: number): number {
  const i = Math.min(POOLS.length - 2, Math.max(0, POOLS.findIndex((p) => p >= tau) - 1))
  const [a, b] = [POOLS[i]!, POOLS[i + 1]!]
  return tau >= POOLS.at(-1)! ? POOLS.length - 1 : i + Math.min(1, Math.max(0, (tau - a) / (b - a)))
}

/**
 * Projects vessels: at a pixel a round tube of radius r, passed at distance d, is 2·sqrt(r² - d²) long. Tubes thinner than
 * a pixel are widened and thinned so that their volume stays.
 */
export function layerOf(paths: readonly Path[], n: number, px: number): Layer {
  const chord = new Float32Array(n * n)
  const delay = new Float32Array(n * n)
  const pixels: number[] = []
  const chords: number[] = []
  const delays: number[] = []
  const pools: number[] = []
  for (const { points, radii, delays: times, pool, share, hidden } of paths) {
    const [startX, startY] = points[0]!
    const touched: number[] = []
    const index = poolIndex(pool)
    for (let s = 0; s + 1 < points.length; s += 1) {
      const [ax, ay] = points[s]!
      const [bx, by] = points[s + 1]!
      if (hidden > 0 && Math.hypot(bx - startX, by - startY) < hidden) continue
      const r = (radii[s]! + radii[s + 1]!) / 2
      const wide2 = r * r + (0.62 * px) ** 2
      const wide = Math.sqrt(wide2)
      const scale = (2 * share * r * r) / wide2
      const dx = bx - ax
      const dy = by - ay
      const length2 = dx * dx + dy * dy || 1e-9
      const low = (a: number, b: number) => Math.max(0, Math.floor((Math.min(a, b) - wide) / px + n / 2 - 0.5))
      const high = (a: number, b: number) => Math.min(n - 1, Math.ceil((Math.max(a, b) + wide) / px + n / 2 - 0.5))
      const i1 = high(ax, bx)
      const j1 = high(ay, by)
      for (let j = low(ay, by); j <= j1; j += 1) {
        const y = (j + 0.5 - n / 2) * px - ay
        for (let i = low(ax, bx); i <= i1; i += 1) {
          const x = (i + 0.5 - n / 2) * px - ax
          const t = Math.min(1, Math.max(0, (x * dx + y * dy) / length2))
          const d2 = (x - t * dx) ** 2 + (y - t * dy) ** 2
          if (d2 >= wide2) continue
          const long = scale * Math.sqrt(wide2 - d2)
          const k = j * n + i
          if (chord[k] === 0) touched.push(k)
          if (long > chord[k]!) {
            chord[k] = long
            delay[k] = times[s]!
          }
        }
      }
    }
    for (const k of touched) {
      pixels.push(k)
      chords.push(chord[k]!)
      delays.push(delay[k]!)
      pools.push(index)
      chord[k] = 0
    }
  }
  return {
    pixels: Int32Array.from(pixels),
    chords: Float32Array.from(chords),
    delays: Float32Array.from(delays),
    pools: Float32Array.from(pools),
  }
}

/**
 * The aneurysm: an ellipsoid on a neck. The jet comes in at the far lip of the neck, runs along the wall and turns back
 * (one vortex); the middle and the dome fill later and empty later. Behind a flow diverter little comes in and it stays.
 */
export function aneurysmLayer(n: number, px: number, arrival: number, treated: boolean): Layer {
  const { middle, long, wide, axis, neck } = ANEURYSM
  const out: { k: number; chord: number; delay: number; pool: number }[] = []
  const [ux, uy] = [Math.cos(axis), Math.sin(axis)]
  const reach = long + 4
  const first = (c: number) => Math.max(0, Math.floor((c - reach) / px + n / 2))
  const last = (c: number) => Math.min(n - 1, Math.ceil((c + reach) / px + n / 2))
  for (let j = first(middle[1]); j <= last(middle[1]); j += 1)
    for (let i = first(middle[0]); i <= last(middle[0]); i += 1) {
      const x = (i + 0.5 - n / 2) * px - middle[0]
      const y = (j + 0.5 - n / 2) * px - middle[1]
      const u = x * ux + y * uy
      const v = -x * uy + y * ux
      // A small daughter bleb at the dome, and the neck towards the artery.
      const sac = 1 - (u / long) ** 2 - (v / wide) ** 2
      const bleb = 1 - ((u - 0.84 * long) / 1.7) ** 2 - ((v - 0.5 * wide) / 1.6) ** 2
      // The neck narrows from the sac to the artery's wall and ends there.
      const throat = u < -0.4 * long && u > -long - 1.4 ? 1 - (v / (neck / 2 + 0.35 * Math.max(0, -long - u))) ** 2 : 0
      const chord = Math.max(
        2 * wide * Math.sqrt(Math.max(0, sac)),
        3.2 * Math.sqrt(Math.max(0, bleb)),
        0.9 * neck * Math.sqrt(Math.max(0, throat)) * ramp01((u + long + 1.5) / 1.6),
      )
      if (chord <= 0.05) continue
      // Round the vortex: 0 at the inflow, 1 when it is back.
      const turn = 0.5 - 0.5 * Math.cos(Math.atan2(v, u + 0.4 * long) + 2.2)
      const deep = Math.sqrt(Math.max(0, Math.min(1, sac)))
      const swirl = turn + 0.14 * Math.sin(7 * deep + 3 * turn)
      const delay = arrival + (treated ? 0.9 : 0.05) + (treated ? 1.5 : 0.34) * swirl + (treated ? 1.1 : 0.22) * deep
      const dome = ramp01((u + long) / (2 * long))
      const pool = treated ? 9 + 15 * dome : 0.2 + 0.6 * dome * (0.5 + 0.5 * deep)
      // After treatment what is heavy lies below: to the back of a patient on the back, right in the picture.
      const level = treated ? 0.4 + 1.1 * ramp01((x + 3.2) / 5) : 1
      out.push({ k: j * n + i, chord: chord * level * (treated ? 3.4 : 1.05), delay, pool: poolIndex(pool) })
    }
  return {
    pixels: Int32Array.from(out, (o) => o.k),
    chords: Float32Array.from(out, (o) => o.chord),
    delays: Float32Array.from(out, (o) => o.delay),
    pools: Float32Array.from(out, (o) => o.pool),
  }
}

const ramp01 = (v: number): number => {
  const t = Math.min(1, Math.max(0, v))
  return t * t * (3 - 2 * t)
}
