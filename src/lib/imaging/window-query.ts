import { MOST_LUTS, type Window } from './view.ts'

/**
 * A window as `rendered` of DICOMweb takes it (PS3.18 8.3.5.1.4): centre, width and function. `lut1` to `lut8` in place of
 * the function are ours: a table of the file, with centre and width for images that have none.
 */
export const windowQuery = ({ center, width, curve, lut }: Window): string =>
  [center, width, lut !== undefined ? `lut${lut}` : curve === 'exact' ? 'linear-exact' : (curve ?? 'linear')].join()

/** The window of such a text, with or without the function; null when it is none. */
export function readWindowQuery(text: string): Window | null {
  const [c = '', w = '', how = 'linear', more] = text.split(',')
  const [center, width] = [Number(c), Number(w)]
  const lut = Number(/^lut([1-9])$/.exec(how)?.[1] ?? 0)
  const curve = how === 'sigmoid' ? 'sigmoid' : how === 'linear-exact' ? 'exact' : undefined
  if (c.trim() === '' || !Number.isFinite(center) || !Number.isFinite(width) || more !== undefined) return null
  if (how !== 'linear' && !curve && (lut < 1 || lut > MOST_LUTS)) return null
  if (!(curve ? width > 0 : width >= 1)) return null
  return { center, width, ...(curve ? { curve } : {}), ...(lut ? { lut } : {}) }
}
