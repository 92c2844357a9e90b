import type { CtAbdomen } from './ct-abdomen.ts'

/** A scout of a generated CT as seen from the front: what rays from front to back lose on their way. */
export interface CtScout {
  readonly rows: number
  readonly columns: number
  /** mm of a pixel, both ways. */
  readonly spacing: number
  /** Middle of the first pixel in the patient, mm (LPS): head first, the patient's right first. */
  readonly origin: readonly [x: number, y: number, z: number]
  /** Line integral of attenuation relative to water, in tenths of a millimetre of water; `rows` × `columns`. */
  readonly values: Uint16Array
}

/** Painting every slice takes as long as the CT itself; `every` leaves slices out, which are interpolated. */
export function ctScout(ct: CtAbdomen, every = 1): CtScout {
  const { size, pixelSpacing } = ct
  const picked = Array.from({ length: Math.floor((ct.slices - 1) / every) + 1 }, (_, i) => i * every)
  const lines = picked.map((index) => {
    const { hu } = ct.slice(index)
    const line = new Float64Array(size)
    for (let at = 0; at < hu.length; at += 1) line[at % size]! += Math.max(0, hu[at]! + 1000) / 1000
    return line.map((water) => water * pixelSpacing * 10)
  })
  const gap = ct.spacing * every
  const rows = Math.floor(((lines.length - 1) * gap) / pixelSpacing) + 1
  const values = new Uint16Array(rows * size)
  for (let row = 0; row < rows; row += 1) {
    const at = (row * pixelSpacing) / gap
    const above = Math.min(lines.length - 1, Math.floor(at))
    const below = Math.min(lines.length - 1, above + 1)
    const part = at - above
    for (let x = 0; x < size; x += 1)
      values[row * size + x] = Math.round(lines[above]![x]! * (1 - part) + lines[below]![x]! * part)
  }
  const [x0] = ct.origin(0)
  return { rows, columns: size, spacing: pixelSpacing, origin: [x0, 0, ct.heightOf(0)], values }
}
