import type { Unit } from '../load/stack.ts'
import type { ModalityPixels } from '../viewport.ts'
import type { Picture } from './picture.ts'

/**
 * Values at the full size of the image. A smaller picture is repeated to that size, so that points stay where they are;
 * it is not exact then. null for colour.
 */
export function modalityPixels(unit: Unit, picture: Picture): ModalityPixels | null {
  const { pixels, pixelRows, pixelColumns } = picture
  const { rows, columns, slope, intercept, unit: name, badLut } = unit.of
  // A table that cannot be applied leaves values that mean nothing.
  if (!pixels || picture.samples !== 1 || badLut === 'modality') return null
  const exact = picture.quality === 'exact'
  const stored = pixels as ModalityPixels['stored']
  if (pixelRows === rows && pixelColumns === columns)
    return { rows, columns, stored, slope, intercept, unit: name, exact }
  const out = new Float32Array(rows * columns)
  for (let y = 0, i = 0; y < rows; y += 1) {
    const row = Math.min(pixelRows - 1, Math.floor((y * pixelRows) / rows)) * pixelColumns
    for (let x = 0; x < columns; x += 1, i += 1)
      out[i] = stored[row + Math.min(pixelColumns - 1, Math.floor((x * pixelColumns) / columns))]!
  }
  return { rows, columns, stored: out, slope, intercept, unit: name, exact }
}
