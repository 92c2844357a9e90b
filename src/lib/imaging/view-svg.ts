import type { ImagePoint, Shape, View } from './view.ts'

/** The part of an image that a view shows, in image pixels. */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** Signal yellow on a dark edge: seen on lung and on bone alike. */
const LINE = '#ffd21f'
const EDGE = '#101416'

/**
 * What of an image of this size a view shows: the part around its centre by its zoom, never beyond the image, and always
 * with all that is drawn. In image pixels; the whole image where the view says nothing of a part.
 */
export function cropOf(view: Pick<View, 'zoom' | 'center' | 'shapes'>, { columns, rows }: Size): Crop {
  const zoom = Math.max(1, view.zoom ?? 1)
  const [cx, cy] = view.center ?? [columns / 2, rows / 2]
  let [left, right] = span(cx, columns / zoom, columns)
  let [top, bottom] = span(cy, rows / zoom, rows)
  const margin = Math.max(columns, rows) * 0.03
  for (const [x, y] of (view.shapes ?? []).flatMap((shape) => shape.points)) {
    left = clamp(Math.min(left, x - margin), 0, columns)
    right = clamp(Math.max(right, x + margin), 0, columns)
    top = clamp(Math.min(top, y - margin), 0, rows)
    bottom = clamp(Math.max(bottom, y + margin), 0, rows)
  }
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) }
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

function span(middle: number, size: number, whole: number): [number, number] {
  const from = clamp(middle - size / 2, 0, whole - size)
  return [from, from + size]
}

export interface SvgPicture {
  readonly svg: string
  /** Screen pixels, for the width and height of an `img`. */
  readonly width: number
  readonly height: number
}

/**
 * A view as a picture that stands by itself: the frame (`href`, of the whole frame, already windowed), cropped, turned and
 * inverted as the view says, with its shapes drawn over it. `side`: the longer side in screen pixels. Everything that
 * comes from outside is a number or escaped.
 */
export function viewSvg(view: View, size: Size, href: string, side = 640): SvgPicture {
  const crop = cropOf(view, size)
  const turns = view.turns ?? 0
  const scale = side / Math.max(crop.width, crop.height)
  const [w, h] = [crop.width * scale, crop.height * scale]
  const [width, height] = turns % 2 === 0 ? [w, h] : [h, w]
  const matrix = [`1 0 0 1 0 0`, `0 1 -1 0 ${n(h)} 0`, `-1 0 0 -1 ${n(w)} ${n(h)}`, `0 -1 1 0 0 ${n(w)}`][turns]
  const place = ([x, y]: ImagePoint): ImagePoint => {
    const [a, b] = [(x - crop.x) * scale, (y - crop.y) * scale]
    return turns === 1 ? [h - b, a] : turns === 2 ? [w - a, h - b] : turns === 3 ? [b, w - a] : [a, b]
  }
  const invert = view.invert
    ? '<filter id="i"><feColorMatrix values="-1 0 0 0 1 0 -1 0 0 1 0 0 -1 0 1 0 0 0 1 0"/></filter>'
    : ''
  const image =
    `<g transform="matrix(${matrix})"><image href="${escape(href)}" x="${n(-crop.x * scale)}" y="${n(-crop.y * scale)}" ` +
    `width="${n(size.columns * scale)}" height="${n(size.rows * scale)}" preserveAspectRatio="none"${view.invert ? ' filter="url(#i)"' : ''}/></g>`
  const shapes = shapesSvg(
    (view.shapes ?? []).map((shape) => ({ ...shape, points: shape.points.map(place) })),
    side / 320,
  )
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" width="${n(width)}" height="${n(height)}">` +
    `${invert}<rect width="100%" height="100%" fill="#000"/>${image}${shapes}</svg>`
  return { svg, width: Math.round(width), height: Math.round(height) }
}

/** Shapes in screen pixels as SVG elements; `weight` is the width of a line. */
export function shapesSvg(shapes: readonly Shape[], weight: number): string {
  return shapes.map((shape) => shapeSvg(shape, weight)).join('')
}

function shapeSvg({ kind, points, text }: Shape, weight: number): string {
  const [a, b, c, d] = points
  if (!a) return ''
  const paths: string[] = []
  let head = ''
  if (kind === 'arrow' && b) {
    paths.push(line(a, b))
    head = arrowHead(a, b, weight * 8)
  } else if (kind === 'point') {
    const r = weight * 5
    paths.push(line([a[0] - r, a[1]], [a[0] + r, a[1]]), line([a[0], a[1] - r], [a[0], a[1] + r]))
  } else if (kind === 'rectangle' && b) paths.push(outline([a, [b[0], a[1]], b, [a[0], b[1]]]))
  else if (kind === 'ellipse' && b && c) paths.push(outline(ellipsePoints(a, b, c)))
  else if (kind === 'freehand') paths.push(outline(points))
  else if (kind === 'bidirectional' && b && c && d) paths.push(line(a, b), line(c, d))
  else if (kind === 'angle' && b && c) paths.push(line(a, b), line(b, c))
  else if (kind === 'length' && b) paths.push(line(a, b))
  const d_ = paths.join('')
  const stroke = (colour: string, width: number): string =>
    `<path d="${d_}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"/>`
  const filled = head ? `<path d="${head}" fill="${LINE}" stroke="${EDGE}" stroke-width="${n(weight * 0.8)}"/>` : ''
  const drawn = d_ ? stroke(EDGE, weight * 3) + stroke(LINE, weight * 1.6) : ''
  return drawn + filled + (text ? label(text, kind === 'arrow' && b ? b : a, weight) : '')
}

function label(text: string, [x, y]: ImagePoint, weight: number): string {
  const size = weight * 11
  return (
    `<text x="${n(x + weight * 6)}" y="${n(y - weight * 4)}" font-family="sans-serif" font-size="${n(size)}" ` +
    `fill="${LINE}" stroke="${EDGE}" stroke-width="${n(weight * 2.5)}" paint-order="stroke">${escape(text)}</text>`
  )
}

/** The outline of an ellipse by its centre and the ends of its two half axes, as 48 points. */
export function ellipsePoints(centre: ImagePoint, one: ImagePoint, other: ImagePoint): ImagePoint[] {
  return Array.from({ length: 48 }, (_, i): ImagePoint => {
    const [cos, sin] = [Math.cos((i * Math.PI) / 24), Math.sin((i * Math.PI) / 24)]
    return [
      centre[0] + cos * (one[0] - centre[0]) + sin * (other[0] - centre[0]),
      centre[1] + cos * (one[1] - centre[1]) + sin * (other[1] - centre[1]),
    ]
  })
}

function arrowHead(tip: ImagePoint, tail: ImagePoint, size: number): string {
  const angle = Math.atan2(tail[1] - tip[1], tail[0] - tip[0])
  const wing = (turn: number): ImagePoint => [
    tip[0] + size * Math.cos(angle + turn),
    tip[1] + size * Math.sin(angle + turn),
  ]
  return outline([tip, wing(0.42), wing(-0.42)])
}

const line = (a: ImagePoint, b: ImagePoint): string => `M${n(a[0])} ${n(a[1])}L${n(b[0])} ${n(b[1])}`
const outline = (points: readonly ImagePoint[]): string => `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`

const n = (value: number): string => (Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0')

const escape = (text: string): string =>
  text
    // Characters that XML cannot hold would make the whole picture unreadable.
    .replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, ' ')
    .replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]!)
