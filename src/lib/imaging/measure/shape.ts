import type { Shape } from '../view.ts'
import { angleAt, crossesItself, distance, ellipseArea, perimeter, polygonArea } from './geometry.ts'
import { pixelsIn, regionRuns } from './region.ts'
import type { Spacing, SpacingSource } from './spacing.ts'
import { type ModalityPixels, type Statistics, statisticsOf } from './statistics.ts'

/** What a shape measures. Lengths in `unit`, areas in its square, angles in degrees; only what its kind has. */
export interface Measured {
  readonly unit: 'mm' | 'px'
  readonly source: SpacingSource
  /** Of a length; the long axis of a bidirectional. */
  readonly length?: number
  /** The short axis of a bidirectional. */
  readonly width?: number
  readonly angle?: number
  readonly area?: number
  readonly perimeter?: number
  /** The outline crosses itself: its area is counted in pixels. */
  readonly crossed?: true
  readonly statistics?: Statistics
}

/** Measures a shape on a frame. `frame` bounds regions; with `pixels` they have statistics. Pure; same in browser and server. */
export function measureShape(
  shape: Shape,
  spacing: Spacing,
  frame: { readonly columns: number; readonly rows: number },
  pixels: ModalityPixels | null = null,
): Measured {
  const { unit, source } = spacing
  const about = { unit, source }
  const [a, b, c, d] = shape.points
  switch (shape.kind) {
    case 'length':
      return a && b ? { ...about, length: distance(a, b, spacing) } : about
    case 'angle':
      return a && b && c ? { ...about, angle: angleAt(a, b, c, spacing) } : about
    case 'bidirectional': {
      if (!a || !b || !c || !d) return about
      const [one, two] = [distance(a, b, spacing), distance(c, d, spacing)]
      return { ...about, length: Math.max(one, two), width: Math.min(one, two) }
    }
    case 'rectangle':
    case 'ellipse':
    case 'freehand':
      return { ...about, ...region(shape, spacing, frame, pixels) }
    default:
      return about
  }
}

function region(
  shape: Shape,
  spacing: Spacing,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  pixels: ModalityPixels | null,
): Partial<Measured> {
  const runs = regionRuns(shape, columns, rows)
  const statistics = pixels ? statisticsOf(pixels, runs) : null
  const [a, b] = shape.points
  let size: Partial<Measured> = {}
  if (shape.kind === 'rectangle' && a && b) {
    const corners = [a, [b[0], a[1]], b, [a[0], b[1]]] as const
    size = { area: polygonArea(corners, spacing), perimeter: perimeter(corners, spacing) }
  } else if (shape.kind === 'ellipse') size = { area: ellipseArea(shape.points, spacing) }
  else if (shape.points.length >= 3) {
    size = crossesItself(shape.points)
      ? { area: pixelsIn(runs) * spacing.row * spacing.column, crossed: true }
      : { area: polygonArea(shape.points, spacing), perimeter: perimeter(shape.points, spacing) }
  }
  return { ...size, ...(statistics ? { statistics } : {}) }
}
