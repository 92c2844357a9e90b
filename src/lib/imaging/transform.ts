import type { ImagePoint } from './view.ts'

/** How an image lies in a pane. */
export interface Placement {
  readonly rows: number
  readonly columns: number
  /** Height of a pixel over its width; 1 where they are square. */
  readonly aspect: number
  /** CSS pixels of the pane. */
  readonly width: number
  readonly height: number
  /** 1 fits the whole image. */
  readonly zoom: number
  /** The image point in the middle of the pane. */
  readonly center: ImagePoint
  readonly turns: 0 | 1 | 2 | 3
}

/** Canvas matrix [a, b, c, d, e, f]: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/** CSS pixels of an image pixel across that show the whole image. */
export function fitScale({ rows, columns, aspect, width, height, turns }: Placement): number {
  const [w, h] = turns % 2 === 0 ? [columns, rows * aspect] : [rows * aspect, columns]
  return Math.min(width / w, height / h)
}

/** From image points to CSS pixels of the pane. */
export function matrixOf(placement: Placement): Matrix {
  const { width, height, zoom, center, turns, aspect } = placement
  const x = fitScale(placement) * zoom
  const y = x * aspect
  // Clockwise quarter turns on a screen whose y runs down.
  const [cos, sin] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][turns] as [number, number]
  const [a, b, c, d] = [x * cos, x * sin, -y * sin, y * cos]
  return [a, b, c, d, width / 2 - a * center[0] - c * center[1], height / 2 - b * center[0] - d * center[1]]
}

export const apply = ([a, b, c, d, e, f]: Matrix, [x, y]: readonly [number, number]): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
]

/** The matrix that leads back; the scale is never 0 (panes have a size when they are drawn). */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix {
  const n = a * d - b * c
  return [d / n, -b / n, -c / n, a / n, (c * f - d * e) / n, (b * e - a * f) / n]
}

/** Zooms by `factor` so that the image point below a screen point stays there. */
export function zoomedAt(
  placement: Placement,
  factor: number,
  screen: readonly [number, number],
): Pick<Placement, 'zoom' | 'center'> {
  const zoom = Math.min(40, Math.max(0.2, placement.zoom * factor))
  const held = apply(inverse(matrixOf(placement)), screen)
  const moved = apply(inverse(matrixOf({ ...placement, zoom })), screen)
  return { zoom, center: [placement.center[0] + held[0] - moved[0], placement.center[1] + held[1] - moved[1]] }
}

/** Moves the image by CSS pixels. */
export function movedBy(placement: Placement, dx: number, dy: number): ImagePoint {
  const [a, b, c, d] = inverse(matrixOf(placement))
  return [placement.center[0] - a * dx - c * dy, placement.center[1] - b * dx - d * dy]
}
