import { decodeView, encodeView } from '#src/lib/imaging/view-address.ts'
import type { Shape, ShapeKind, View } from '#src/lib/imaging/view.ts'

/** Characters of a pin's address: a few shapes, or one outline drawn by hand. */
export const LONGEST_PIN = 12_000

/** How many points each kind has (view.ts); freehand at least three. */
const POINTS: Readonly<Record<ShapeKind, number>> = {
  point: 1,
  text: 1,
  arrow: 2,
  length: 2,
  angle: 3,
  bidirectional: 4,
  rectangle: 2,
  ellipse: 3,
  freehand: 3,
}

const isWhole = ({ kind, points, text }: Shape): boolean =>
  (kind === 'freehand' ? points.length >= 3 : points.length === POINTS[kind]) && (kind !== 'text' || Boolean(text))

/** The view that a text says, checked as what comes from outside; null for none or a wrong one. */
export function readPin(text: string): View | null {
  if (text === '' || text.length > LONGEST_PIN) return null
  const view = decodeView(text)
  return view && (view.shapes ?? []).every(isWhole) ? view : null
}

/** As it is kept: written anew from what was read, so that one view has one text. */
export const keptPin = (view: View): string => encodeView(view)

/** Address of a view in the viewer of a case. */
export const viewerPath = (casePath: string, pin: string): string => `${casePath}/view?view=${pin}`
