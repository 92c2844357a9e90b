import { lookUp, type LookupTable } from '../lut/table.ts'
import type { Runs } from './region.ts'

/**
 * Stored values of one frame, row by row, and how they become values of the modality (PS3.3 C.11.1): by slope · stored +
 * intercept, or by a table.
 */
export interface ModalityPixels {
  readonly columns: number
  readonly rows: number
  readonly values: ArrayLike<number>
  readonly slope: number
  readonly intercept: number
  /** Modality LUT, behind which slope and intercept come: 1 and 0 in what DICOM allows. */
  readonly table?: LookupTable
  /** `HU` in CT, '' where the unit is not known. */
  readonly unit: string
  /** Stored values of pixels outside the field of view (0028,0120), which are counted nowhere. */
  readonly padding?: readonly [low: number, high: number]
}

/** Of n values; `sd` divides by n: the pixels are the whole region, not a sample of it. */
export interface Statistics {
  readonly n: number
  readonly mean: number
  readonly sd: number
  readonly min: number
  readonly max: number
  readonly unit: string
}

/**
 * Mean, standard deviation, smallest and largest value of the pixels in runs, in values of the modality; null where there
 * are none. One pass, stable (Welford 1962).
 */
export function statisticsOf(pixels: ModalityPixels, runs: Runs): Statistics | null {
  const { columns, rows, values, slope, intercept, unit, table } = pixels
  const [low, high] = pixels.padding ?? [1, 0]
  let [n, mean, squares, min, max] = [0, 0, 0, Infinity, -Infinity]
  for (let i = 0; i < runs.length; i += 3) {
    const row = runs[i]!
    if (row < 0 || row >= rows) continue
    for (let column = Math.max(0, runs[i + 1]!); column < Math.min(columns, runs[i + 2]!); column += 1) {
      const stored = values[row * columns + column]!
      if (stored >= low && stored <= high) continue
      const value = table ? lookUp(table, stored) : stored
      n += 1
      const off = value - mean
      mean += off / n
      squares += off * (value - mean)
      if (value < min) min = value
      if (value > max) max = value
    }
  }
  if (n === 0) return null
  const [one, two] = [slope * min + intercept, slope * max + intercept]
  return {
    n,
    mean: slope * mean + intercept,
    sd: Math.abs(slope) * Math.sqrt(squares / n),
    min: Math.min(one, two),
    max: Math.max(one, two),
    unit,
  }
}
