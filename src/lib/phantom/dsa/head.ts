import type { Point } from './paths.ts'

/** The inside of the skull as an ellipse in the picture: middle and half axes, mm. */
export const SKULL = { x: 15, y: 8, rx: 88, ry: 71 } as const

/** Negative inside the brain's room, mm. */
export function brain(x: number, y: number): number {
  const k = Math.hypot((x - SKULL.x) / SKULL.rx, (y - SKULL.y) / SKULL.ry)
  const floor = y - (16 + 0.1 * x + 10 / (1 + Math.exp(-(x - 8) / 4)))
  return Math.max((k - 1) * 70 + 3, floor)
}

/** A saccular aneurysm of the posterior communicating segment, seen from the side. Lengths in mm at the vessel. */
export const ANEURYSM = {
  middle: [-10.3, 19.4] as Point,
  /** Half axes along and across its own axis. */
  long: 4.9,
  wide: 4.4,
  /** Direction of the axis, from the neck to the dome, radians. */
  axis: 1.05,
  neck: 5.2,
} as const
