import type { Frame } from '#src/lib/dicom/codecs/index.ts'
import { asciiValue, type DicomFile, findElement } from '#src/lib/dicom/index.ts'
import { meanOf, subtract, subtractionWindow } from '#src/lib/imaging/subtraction.ts'
import { type Display, displayOf } from '../display.ts'

/**
 * A frame of an angiogram without its mask, as the viewer shows it; null for colour, or where frames differ in size.
 * Differences are of stored values, in a scale logarithmic to intensity: a Modality LUT of the file is not for them (PS3.4
 * N.2.5), and neither are its windows and tables.
 */
export function subtracted(
  file: DicomFile,
  live: Frame,
  masks: readonly Frame[],
  shift: readonly [number, number],
): { frame: Frame; display: Display } | null {
  if (live.samples !== 1 || live.photometric === 'PALETTE COLOR') return null
  const element = findElement(file.elements, 0x00281040)
  const said = element ? asciiValue(file.bytes, element).trim() : ''
  const intensity = said === 'LIN' || said === 'LOG' ? said : ''
  const mask = meanOf(masks, intensity)
  if (!mask || mask.rows !== live.rows || mask.columns !== live.columns) return null
  return {
    frame: { ...live, signed: true, bitsStored: 16, pixels: subtract(live, mask, shift, intensity) },
    display: {
      ...displayOf(file),
      slope: 1,
      intercept: 0,
      modality: null,
      luts: [],
      window: subtractionWindow(intensity, live.bitsStored),
      palette: null,
    },
  }
}
