/** Where the size of a pixel comes from, to be said beside every length. `none`: no size is known, lengths are in pixels. */
export type SpacingSource =
  | 'pixel-spacing'
  | 'calibrated'
  | 'detector'
  | 'detector-magnified'
  | 'nominal'
  | 'region'
  | 'by-hand'
  | 'none'

/** Size of a pixel. `row` is the distance between rows (downwards), `column` that between columns, in `unit`. */
export interface Spacing {
  readonly row: number
  readonly column: number
  readonly unit: 'mm' | 'px'
  readonly source: SpacingSource
}

/** What headers say of the size of pixels, each as [between rows, between columns] in mm where it has two values. */
export interface SpacingHeader {
  /** (0028,0030), of the frame's Pixel Measures in multi-frame objects. */
  readonly pixelSpacing?: readonly number[]
  /** (0018,1164), at the detector of a projection. */
  readonly imagerPixelSpacing?: readonly number[]
  /** (0018,2010), of digitised film. */
  readonly nominalScannedPixelSpacing?: readonly number[]
  /** (0028,0034), whole numbers without a size: height to width. */
  readonly pixelAspectRatio?: readonly number[]
  /** (0018,1114): how much larger than itself the patient's middle is drawn at the detector. */
  readonly magnification?: number
  /** Projections, whose Pixel Spacing is that of the detector unless it differs from the imager's. */
  readonly projection?: boolean
}

const pair = (values: readonly number[] | undefined): readonly [number, number] | null => {
  const [row, column] = values ?? []
  const good = (n: number | undefined): n is number => n !== undefined && Number.isFinite(n) && n > 0 && n < 1e6
  return good(row) && good(column) ? [row, column] : null
}

const same = (a: readonly [number, number], b: readonly [number, number]): boolean =>
  Math.abs(a[0] - b[0]) <= 1e-4 * b[0] && Math.abs(a[1] - b[1]) <= 1e-4 * b[1]

/**
 * Size of a pixel of a frame (PS3.3 10.7.1): Pixel Spacing where it is that of the patient; in projections a Pixel
 * Spacing unlike the Imager Pixel Spacing has been calibrated (10.7.1.3), one like it is the detector's, divided by the
 * estimated magnification where there is one; nominal spacing of film last. Nothing known: pixels, in the proportion of
 * the Pixel Aspect Ratio, so that angles are right. Never mm out of nothing.
 */
export function spacingOf(header: SpacingHeader): Spacing {
  const pixel = pair(header.pixelSpacing)
  const imager = pair(header.imagerPixelSpacing)
  const nominal = pair(header.nominalScannedPixelSpacing)
  const mm = ([row, column]: readonly [number, number], source: SpacingSource, by = 1): Spacing => ({
    row: row / by,
    column: column / by,
    unit: 'mm',
    source,
  })
  if (pixel && imager && !same(pixel, imager)) return mm(pixel, 'calibrated')
  if (pixel && !header.projection && !imager) return mm(pixel, 'pixel-spacing')
  const detector = imager ?? pixel
  if (detector) {
    const factor = header.magnification
    return factor !== undefined && Number.isFinite(factor) && factor >= 1 && factor < 10
      ? mm(detector, 'detector-magnified', factor)
      : mm(detector, 'detector')
  }
  if (nominal) return mm(nominal, 'nominal')
  const [height, width] = pair(header.pixelAspectRatio) ?? [1, 1]
  return { row: height / width, column: 1, unit: 'px', source: 'none' }
}

/** A region of ultrasound (PS3.3 C.8.5.5): its corners in pixels and the size of a pixel in cm, both directions in space. */
export interface UltrasoundRegion {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  /** (0018,6024) and (0018,6026): 3 is cm. */
  readonly unitsX: number
  readonly unitsY: number
  readonly deltaX: number
  readonly deltaY: number
}

/** Size of a pixel from the ultrasound region in which all points lie, or null: regions overlap, the smallest wins. */
export function regionSpacing(
  regions: readonly UltrasoundRegion[],
  points: readonly (readonly [number, number])[],
): Spacing | null {
  const inside = regions.filter(
    (r) =>
      r.unitsX === 3 &&
      r.unitsY === 3 &&
      r.deltaX !== 0 &&
      r.deltaY !== 0 &&
      points.every(([x, y]) => x >= r.x0 && x <= r.x1 + 1 && y >= r.y0 && y <= r.y1 + 1),
  )
  const size = (r: UltrasoundRegion): number => (r.x1 - r.x0) * (r.y1 - r.y0)
  const found = inside.toSorted((a, b) => size(a) - size(b))[0]
  return found
    ? { row: Math.abs(found.deltaY) * 10, column: Math.abs(found.deltaX) * 10, unit: 'mm', source: 'region' }
    : null
}

/**
 * Calibration by a line of known length: one factor for both directions, on the proportions that are known.
 * Null where line or length are of no size.
 */
export function calibrated(
  known: Spacing,
  [a, b]: readonly [readonly [number, number], readonly [number, number]],
  millimetres: number,
): Spacing | null {
  const now = Math.hypot((b[0] - a[0]) * known.column, (b[1] - a[1]) * known.row)
  if (!(now > 0) || !(millimetres > 0) || !Number.isFinite(millimetres)) return null
  const factor = millimetres / now
  return { row: known.row * factor, column: known.column * factor, unit: 'mm', source: 'by-hand' }
}
