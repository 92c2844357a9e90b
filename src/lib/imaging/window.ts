import type { Window } from './view.ts'

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

/**
 * Grey levels for every stored value from `low` on, as opaque RGBA words in the machine's order (little endian). Linear
 * window of PS3.3 C.11.2.1.2.1: below centre - 0.5 - (width - 1) / 2 black, above it white.
 */
export function windowTable(
  low: number,
  high: number,
  { slope, intercept }: { readonly slope: number; readonly intercept: number },
  { center, width }: Window,
  inverted: boolean,
): Uint32Array {
  const table = new Uint32Array(high - low + 1)
  const span = Math.max(1e-6, width - 1)
  const start = center - 0.5 - span / 2
  for (let i = 0; i < table.length; i += 1) {
    const grey = (((i + low) * slope + intercept - start) / span) * 255
    const level = Math.round(grey <= 0 ? 0 : grey >= 255 ? 255 : grey)
    const shown = inverted ? 255 - level : level
    table[i] = (0xff000000 | (shown << 16) | (shown << 8) | shown) >>> 0
  }
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
export function usualWindow(
  pixels: ArrayLike<number>,
  { slope, intercept }: { readonly slope: number; readonly intercept: number },
): Window {
  const step = Math.max(1, Math.floor(pixels.length / 20_000))
  const sample = new Float64Array(Math.ceil(pixels.length / step))
  for (let i = 0, n = 0; i < pixels.length; i += step, n += 1) sample[n] = pixels[i]!
  sample.sort()
  const at = (part: number): number => (sample[Math.floor((sample.length - 1) * part)] ?? 0) * slope + intercept
  const [a, b] = [at(0.01), at(0.99)]
  return { center: (a + b) / 2, width: Math.max(2, Math.abs(b - a)) }
}

/** Dragging: across changes the width, down the centre; a pane's width is about one width of the window. */
export function draggedWindow(start: Window, dx: number, dy: number, paneWidth: number): Window {
  const step = Math.max(1, start.width) / Math.max(200, paneWidth)
  const round = (n: number): number => (start.width > 20 ? Math.round(n) : Math.round(n * 10) / 10)
  return { center: round(start.center + dy * step), width: Math.max(1, round(start.width + dx * step * 1.5)) }
}
