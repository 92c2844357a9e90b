import { cropOf, shapesSvg } from '#src/lib/imaging/view-svg.ts'
import type { ImagePoint, View } from '#src/lib/imaging/view.ts'

/** Widths that pictures are made in, pixels; the names of their addresses. */
export const WIDTHS = [320, 640, 1280] as const
export const FORMATS = ['avif', 'webp', 'jpg'] as const
export type PictureFormat = (typeof FORMATS)[number]

export interface ImageSize {
  readonly columns: number
  readonly rows: number
}

/** Width and height of a view's picture when its width is `width`: crop and quarter turns done. */
export function sizeOf(view: View, image: ImageSize, width: number): { width: number; height: number } {
  const crop = cropOf(view, image)
  const turned = (view.turns ?? 0) % 2 === 1
  const [w, h] = turned ? [crop.height, crop.width] : [crop.width, crop.height]
  return { width, height: Math.max(1, Math.round((width * h) / w)) }
}

/** Side of the overlay's coordinates; only ratios matter. */
const UNITS = 640

/** What is drawn on a view, as an SVG that lies over its picture exactly; '' where nothing is. */
export function overlayOf(view: View, image: ImageSize): string {
  const shapes = view.shapes ?? []
  if (shapes.length === 0) return ''
  const crop = cropOf(view, image)
  const turns = view.turns ?? 0
  const scale = UNITS / Math.max(crop.width, crop.height)
  const [w, h] = [crop.width * scale, crop.height * scale]
  const place = ([x, y]: ImagePoint): ImagePoint => {
    const [a, b] = [(x - crop.x) * scale, (y - crop.y) * scale]
    return turns === 1 ? [h - b, a] : turns === 2 ? [w - a, h - b] : turns === 3 ? [b, w - a] : [a, b]
  }
  const [width, height] = turns % 2 === 0 ? [w, h] : [h, w]
  const drawn = shapesSvg(
    shapes.map((shape) => ({ ...shape, points: shape.points.map(place) })),
    UNITS / 320,
  )
  return `<svg class="case-overlay" viewBox="0 0 ${width.toFixed(1)} ${height.toFixed(1)}" aria-hidden="true">${drawn}</svg>`
}
