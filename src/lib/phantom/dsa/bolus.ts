/** Seconds between two entries of a table, and how many: 40 s. */
const STEP = 0.02
const LENGTH = 2000

/** Concentration over time, 1 = undiluted plateau; from `STEP` to `STEP`. */
export type Curve = Float32Array

/** Value of a curve at a time in s; 0 before it begins. */
export function at(curve: Curve, t: number): number {
  const k = t / STEP
  if (k <= 0) return 0
  const i = Math.floor(k)
  return i >= LENGTH - 1 ? curve[LENGTH - 1]! : curve[i]! + (curve[i + 1]! - curve[i]!) * (k - i)
}

/** Normalised exponential response with time constant `tau` s: what a well-mixed pool makes of its inflow. */
export function mixed(from: Curve, tau: number): Curve {
  const out = new Float32Array(LENGTH)
  const keep = Math.exp(-STEP / tau)
  let level = 0
  for (let i = 0; i < LENGTH; i += 1) {
    level = level * keep + from[i]! * (1 - keep)
    out[i] = level
  }
  return out
}

/**
 * What a hand of the injector sends up the carotid: a rectangle of `seconds` smoothed by three pools in a row (a gamma
 * variate of order 3), with the heart beat in it as long as blood flows beside.
 */
export function injection(seconds: number): Curve {
  let curve: Curve = new Float32Array(LENGTH)
  for (let i = 0; i < LENGTH; i += 1) {
    const t = i * STEP
    curve[i] = t < seconds ? 0.93 + 0.07 * Math.sin(2 * Math.PI * 1.15 * t) : 0
  }
  for (let k = 0; k < 3; k += 1) curve = mixed(curve, 0.1)
  return curve
}

/** When a curve first passes half of its maximum, s. */
export function halfRise(curve: Curve): number {
  const half = Math.max(...curve) / 2
  return curve.findIndex((v) => v >= half) * STEP
}

/** Time constants between which the curve of a place is chosen. */
export const POOLS = [0, 0.25, 0.6, 1.2, 2.2, 4, 8, 16, 32] as const

export const poolsOf = (from: Curve): readonly Curve[] => POOLS.map((tau) => (tau === 0 ? from : mixed(from, tau)))
