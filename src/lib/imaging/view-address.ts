import {
  type ImagePoint,
  MOST_LUTS,
  type Shape,
  SHAPE_KINDS,
  type ShapeKind,
  type View,
  WINDOW_CURVES,
} from './view.ts'

/**
 * A view as one short text for an address (`?view=…`): fields between `_`, numbers between `*`, so that nothing of it
 * is escaped by a query string. Order: study, series, instance, frame, then what differs from the usual, by letter:
 * `m` how far the mask of a subtraction is moved and its frames (`m0*0*1`), `w` centre and width, `v` a curve or the number of a
 * table behind them (`vsigmoid`, `v1`), `i` inverted, `z` zoom, `c` middle of the screen, `t` quarter turns, `s` a shape (`sarrow*x*y*x*y`)
 * and `x` the words beside the shape before it (UTF-8 in base64, `.` for `_`).
 */
export function encodeView(view: View): string {
  const fields = [view.study, view.series, view.instance, String(view.frame)]
  if (view.mask) fields.push(`m${[...view.mask.shift, ...view.mask.frames].map((n) => number(n)).join('*')}`)
  if (view.window) {
    const { center, width, curve, lut } = view.window
    fields.push(`w${number(center)}*${number(width)}`)
    if (lut !== undefined || curve) fields.push(`v${lut ?? curve}`)
  }
  if (view.invert) fields.push('i')
  if (view.zoom !== undefined && view.zoom !== 1) fields.push(`z${number(view.zoom, 3)}`)
  if (view.center) fields.push(`c${points([view.center])}`)
  if (view.turns) fields.push(`t${view.turns}`)
  for (const shape of view.shapes ?? []) {
    fields.push(`s${shape.kind}*${points(shape.points)}`)
    if (shape.text) fields.push(`x${toBase64(shape.text)}`)
  }
  return fields.join('_')
}

const LONGEST = 60_000
const MOST_SHAPES = 50
const MOST_POINTS = 2_000
/** Decoding many frames for one picture would take long. */
export const MOST_MASK_FRAMES = 32
const FARTHEST = 1e6

/** The view of a text that `encodeView` wrote; null for anything else. Bounded, since it comes from outside. */
export function decodeView(text: string): View | null {
  if (text.length > LONGEST) return null
  const [study = '', series = '', instance = '', frameText = '', ...rest] = text.split('_')
  const frame = Number(frameText)
  if (![study, series, instance].every((uid) => /^[0-9.]{1,64}$/.test(uid))) return null
  if (!/^\d{1,7}$/.test(frameText) || frame < 1) return null
  const view: Mutable<View> = { study, series, instance, frame }
  const shapes: Mutable<Shape>[] = []
  for (const field of rest) {
    const value = field.slice(1)
    if (!readField(view, shapes, field[0] ?? '', value)) return null
  }
  if (shapes.length > 0) view.shapes = shapes
  return view
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function readField(view: Mutable<View>, shapes: Mutable<Shape>[], letter: string, value: string): boolean {
  if (letter === 'i') return value === '' && (view.invert = true)
  if (letter === 'x') {
    const last = shapes.at(-1)
    const text = fromBase64(value)
    if (!last || text === null || text.length === 0 || [...text].length > 200) return false
    last.text = text
    return true
  }
  if (letter === 'v') {
    if (!view.window) return false
    const curve = WINDOW_CURVES.find((name) => name === value)
    const lut = /^[1-9]$/.test(value) ? Number(value) : 0
    if (!curve && (lut < 1 || lut > MOST_LUTS)) return false
    view.window = { ...view.window, ...(curve ? { curve } : { lut }) }
    return true
  }
  if (letter === 's') {
    const [kind, ...list] = value.split('*')
    const found = pairs(list.map(toNumber))
    if (!found || found.length === 0 || !isKind(kind) || shapes.length >= MOST_SHAPES) return false
    shapes.push({ kind, points: found })
    return true
  }
  const numbers = value.split('*').map(toNumber)
  if (!numbers.every((n) => Number.isFinite(n) && Math.abs(n) <= FARTHEST)) return false
  const [a = NaN, b = NaN] = numbers
  if (letter === 'w' && numbers.length === 2 && b > 0) view.window = { center: a, width: b }
  else if (letter === 'm') {
    const frames = numbers.slice(2)
    if (frames.length === 0 || frames.length > MOST_MASK_FRAMES) return false
    if (!frames.every((n) => Number.isInteger(n) && n > 0)) return false
    view.mask = { frames, shift: [a, b] }
  } else if (letter === 'z' && numbers.length === 1 && a > 0 && a <= 1000) view.zoom = a
  else if (letter === 'c' && numbers.length === 2) view.center = [a, b]
  else if (letter === 't' && numbers.length === 1 && [0, 1, 2, 3].includes(a)) view.turns = a as 0 | 1 | 2 | 3
  else return false
  return true
}

const isKind = (text: string | undefined): text is ShapeKind => SHAPE_KINDS.includes(text as ShapeKind)

const number = (value: number, digits = 2): string => String(Number(value.toFixed(digits)))

const points = (list: readonly ImagePoint[]): string => list.flatMap((p) => p.map((n) => number(n))).join('*')

/** Only plain decimals: `Number` would also take '' and '0x10'. */
const toNumber = (text: string): number => (/^-?\d{1,9}(?:\.\d{1,6})?$/.test(text) ? Number(text) : NaN)

function pairs(numbers: readonly number[]): ImagePoint[] | null {
  if (numbers.length % 2 !== 0 || numbers.length > MOST_POINTS * 2) return null
  if (!numbers.every((n) => Number.isFinite(n) && Math.abs(n) <= FARTHEST)) return null
  return Array.from({ length: numbers.length / 2 }, (_, i): ImagePoint => [numbers[i * 2]!, numbers[i * 2 + 1]!])
}

function toBase64(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '.').replaceAll('=', '')
}

function fromBase64(text: string): string | null {
  if (!/^[A-Za-z0-9.-]+$/.test(text)) return null
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('.', '/'))
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0)))
  } catch {
    return null
  }
}
