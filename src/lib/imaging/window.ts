import type { Pixels } from '#src/lib/dicom/codecs/index.ts'
import { lookUp, type LookupTable } from './lut/table.ts'
import type { Window, WindowCurve } from './view.ts'

/** Windows that radiologists know by name, in HU; `keys` of the number row in this order. */
export const CT_PRESETS = [
  { name: 'soft', center: 40, width: 400 },
  { name: 'liver', center: 60, width: 160 },
  { name: 'lung', center: -600, width: 1500 },
  { name: 'bone', center: 400, width: 1800 },
  { name: 'brain', center: 40, width: 80 },
  { name: 'stroke', center: 35, width: 35 },
  { name: 'angio', center: 250, width: 700 },
] as const satisfies readonly (Window & { name: string })[]
export type PresetName = (typeof CT_PRESETS)[number]['name']

/** A window of a file; null where it can be none. Widths of less than 1 exist for curves that are exact (PS3.3 C.11.2.1.3). */
export function fileWindow(center?: number, width?: number, curve?: WindowCurve): Window | null {
  if (center === undefined || width === undefined || !(curve ? width > 0 : width >= 1)) return null
  return { center, width, ...(curve ? { curve } : {}) }
}

/** VOI LUT Function (0028,1056); undefined for LINEAR, and for what nobody knows. */
export const curveOf = (said: string): WindowCurve | undefined =>
  said === 'SIGMOID' ? 'sigmoid' : said === 'LINEAR_EXACT' ? 'exact' : undefined

/**
 * Whether low values are white: MONOCHROME1 (PS3.3 C.7.6.3.1.2), and Presentation LUT Shape (2050,0020) INVERSE (C.11.6),
 * which says the same of one image again and not the opposite (C.8.11.3.1.2).
 */
export const isInverse = (photometric: string, shape: string): boolean =>
  photometric === 'MONOCHROME1' || (photometric === 'MONOCHROME2' && shape === 'INVERSE')

/** Range of the values that an array of at most 16 bits can hold. */
export function rangeOf(pixels: Pixels): [low: number, high: number] {
  if (pixels instanceof Uint8Array) return [0, 255]
  if (pixels instanceof Int8Array) return [-128, 127]
  if (pixels instanceof Int16Array) return [-32768, 32767]
  return [0, 65535]
}

/** How stored values become values of the modality (PS3.3 C.11.1) where no table does it. */
export interface Rescale {
  readonly slope: number
  readonly intercept: number
}

/**
 * The grey of a value of the modality, from 0 (black) to 255, in parts: by a VOI LUT, whose outputs reach from black to
 * white (PS3.3 C.11.2.1.1), else by the window. LINEAR (C.11.2.1.2.1): black up to centre - 0.5 - (width - 1) / 2, white
 * above centre - 0.5 + (width - 1) / 2. LINEAR_EXACT (C.11.2.1.3.2): between centre - width / 2 and centre + width / 2.
 * SIGMOID (C.11.2.1.3.1): 1 / (1 + exp(-4 (value - centre) / width)).
 */
export function greyOf({ center, width, curve }: Window, table?: LookupTable | null): (value: number) => number {
  if (table) {
    const times = 255 / (2 ** table.bits - 1)
    return (value) => lookUp(table, value) * times
  }
  if (curve === 'sigmoid') return (value) => 255 / (1 + Math.exp((-4 * (value - center)) / width))
  const [middle, span] = curve === 'exact' ? [center, width] : [center - 0.5, width - 1]
  const start = middle - span / 2
  return (value) => (value <= start ? 0 : value > start + span ? 255 : ((value - start) / span) * 255)
}

/** Grey levels (0 to 255) for every stored value from `low` to `high`, both included. */
export function levelsOf(
  low: number,
  high: number,
  { slope, intercept }: Rescale,
  grey: (value: number) => number,
  inverted: boolean,
): Uint8Array {
  const levels = new Uint8Array(high - low + 1)
  for (let i = 0; i < levels.length; i += 1) {
    const level = Math.round(grey((i + low) * slope + intercept))
    levels[i] = inverted ? 255 - level : level
  }
  return levels
}

/** The same as opaque RGBA words in the machine's order (little endian), to be painted with. */
export function windowTable(
  low: number,
  high: number,
  rescale: Rescale,
  window: Window,
  inverted: boolean,
  lut?: LookupTable | null,
): Uint32Array {
  const levels = levelsOf(low, high, rescale, greyOf(window, lut), inverted)
  const table = new Uint32Array(levels.length)
  for (let i = 0; i < table.length; i += 1) table[i] = (0xff000000 | (levels[i]! * 0x010101)) >>> 0
  return table
}

/** Writes grey pixels through a table; values outside of the table are those of its ends. */
export function applyTable(pixels: ArrayLike<number>, table: Uint32Array, low: number, out: Uint32Array): void {
  const last = table.length - 1
  for (let i = 0; i < out.length; i += 1) {
    const at = pixels[i]! - low
    out[i] = table[at < 0 ? 0 : at > last ? last : at]!
  }
}

/** A window that holds 98 % of the pixels, in values of the modality: for files that name none, and for differences. */
export function usualWindow(pixels: ArrayLike<number>, { slope, intercept }: Rescale): Window {
  const step = Math.max(1, Math.floor(pixels.length / 20_000))
  const sample = new Float64Array(Math.ceil(pixels.length / step))
  for (let i = 0, n = 0; i < pixels.length; i += step, n += 1) sample[n] = pixels[i]!
  sample.sort()
  const at = (part: number): number => (sample[Math.floor((sample.length - 1) * part)] ?? 0) * slope + intercept
  const [a, b] = [at(0.01), at(0.99)]
  return { center: (a + b) / 2, width: Math.max(2, Math.abs(b - a)) }
}

/**
 * Dragging: across changes the width, down the centre; a pane's width is about one width of the window. The curve stays; a
 * table is left for a linear window over what it covers.
 */
export function draggedWindow(start: Window, dx: number, dy: number, paneWidth: number): Window {
  const step = Math.max(1, start.width) / Math.max(200, paneWidth)
  const round = (n: number): number => (start.width > 20 ? Math.round(n) : Math.round(n * 10) / 10)
  return {
    center: round(start.center + dy * step),
    width: Math.max(1, round(start.width + dx * step * 1.5)),
    ...(start.curve && start.lut === undefined ? { curve: start.curve } : {}),
  }
}
