import type { Window } from './view.ts'

/** Pixels of one frame, row by row. */
export interface Grey {
  readonly rows: number
  readonly columns: number
  readonly pixels: ArrayLike<number>
}

/** How stored values of an angiogram relate to X-ray intensity (Pixel Intensity Relationship, 0028,1040). */
export type Intensity = 'LIN' | 'LOG' | ''

/**
 * The mask: the mean of several frames, which lowers its noise; null when there is none or they differ in size. Values are
 * those that are subtracted, so logarithms where stored values are linear in intensity.
 */
export function meanOf(frames: readonly Grey[], intensity: Intensity = ''): (Grey & { pixels: Float32Array }) | null {
  const [first] = frames
  if (!first || frames.some((f) => f.rows !== first.rows || f.columns !== first.columns)) return null
  const sum = new Float32Array(first.rows * first.columns)
  const value = valueOf(intensity)
  for (const { pixels } of frames) for (let i = 0; i < sum.length; i += 1) sum[i]! += value(pixels[i]!)
  if (frames.length > 1) for (let i = 0; i < sum.length; i += 1) sum[i]! /= frames.length
  return { rows: first.rows, columns: first.columns, pixels: sum }
}

/** A window of differences in which the background is a little brighter than the middle, and vessels are dark. */
export function subtractionWindow(intensity: Intensity, bits: number): Window {
  const width = intensity === 'LIN' ? 500 : 2 ** bits * 0.35
  return { center: -Math.round(width * 0.1), width: Math.round(width) }
}

/** Logarithm scaled to the range of 12 bits, so that differences are whole numbers of a usual size. */
const LOG_SCALE = 4096 / Math.log(4096)
/** Added before the logarithm: what lies behind the collimator is noise around 0, and would else be all that one sees. */
const FLOOR = 6
const valueOf = (intensity: Intensity): ((stored: number) => number) =>
  intensity === 'LIN' ? (stored) => Math.log(Math.max(0, stored) + FLOOR) * LOG_SCALE : (stored) => stored

/**
 * Digital subtraction: live image minus mask, the mask moved by `shift` = [columns to the right, rows down], in parts of a
 * pixel (bilinear). Contrast, which lowers intensity, comes out negative and so dark. Beyond the edge of the moved mask its
 * edge is repeated. PS3.3 C.7.6.10 subtracts the mask from each contrast frame in the same sense.
 */
export function subtract(
  live: Grey,
  mask: Grey,
  shift: readonly [column: number, row: number] = [0, 0],
  intensity: Intensity = '',
): Int16Array {
  const { rows, columns, pixels } = live
  const out = new Int16Array(rows * columns)
  const value = valueOf(intensity)
  const [wholeX, wholeY] = [Math.floor(shift[0]), Math.floor(shift[1])]
  const [partX, partY] = [shift[0] - wholeX, shift[1] - wholeY]
  const column = (x: number): number => (x < 0 ? 0 : x >= columns ? columns - 1 : x)
  const row = (y: number): number => (y < 0 ? 0 : y >= rows ? rows - 1 : y) * columns
  const m = mask.pixels
  for (let y = 0; y < rows; y += 1) {
    // The mask moved by s is read at x - s: between floor and floor - 1.
    const [near, far] = [row(y - wholeY), row(y - wholeY - 1)]
    for (let x = 0; x < columns; x += 1) {
      const [a, b] = [column(x - wholeX), column(x - wholeX - 1)]
      let masked = m[near + a]!
      if (partX !== 0 || partY !== 0) {
        const top = masked * (1 - partX) + m[near + b]! * partX
        const bottom = m[far + a]! * (1 - partX) + m[far + b]! * partX
        masked = top * (1 - partY) + bottom * partY
      }
      const i = y * columns + x
      const difference = Math.round(value(pixels[i]!) - masked)
      out[i] = difference < -32768 ? -32768 : difference > 32767 ? 32767 : difference
    }
  }
  return out
}
