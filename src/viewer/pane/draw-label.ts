import type { Shape } from '#src/lib/imaging/view.ts'
import type { Viewport } from '../viewport.ts'
import { chainsOf, handlesOf } from './outline.ts'
import { placeLabel } from './place-label.ts'

export const LABEL_FONT =
  "400 13px 'Hoi Figures', 'Be Vietnam Pro', 'Hoi Fallback', 'Noto Sans KR', system-ui, sans-serif"
const LINE = 17
const LONGEST = 60
/** What has an inside that is looked at. */
const CLOSED: readonly string[] = ['rectangle', 'ellipse', 'freehand']

export interface Label {
  readonly lines: readonly string[]
  readonly colour: string
  /** Whose it is, in grey below. */
  readonly author?: string | undefined
  /** Radius of a handle, so that words leave it free. */
  readonly reach: number
  /** Where a finger is: what is under it cannot be read. */
  readonly finger?: readonly [x: number, y: number] | undefined
}

/** Words beside a shape, off all other words of this painting. */
export function drawLabel(context: CanvasRenderingContext2D, viewport: Viewport, shape: Shape, label: Label): void {
  const { author = '', colour, finger, reach } = label
  const all = (author ? [...label.lines, author] : label.lines).map((line) =>
    line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line,
  )
  if (all.length === 0) return
  context.font = LABEL_FONT
  const size = {
    width: Math.max(...all.map((line) => context.measureText(line).width)) + 12,
    height: all.length * LINE + 6,
  }
  const onScreen = (points: Shape['points']) => points.map((point) => viewport.toScreen(point))
  const handles = handlesOf(shape)
  const box = placeLabel(
    size,
    {
      chains: chainsOf(shape).map(onScreen),
      points: [...onScreen(handles), ...(finger ? [finger] : [])],
      reach: finger ? Math.max(reach, 28) : reach,
      // Words of an arrow stand at its tail.
      ...(shape.kind === 'arrow' && shape.points[1] ? { near: viewport.toScreen(shape.points[1]) } : {}),
      closed: CLOSED.includes(shape.kind),
    },
    viewport,
  )
  viewport.taken.push(box)
  context.fillStyle = 'rgb(0 0 0 / 0.6)'
  context.beginPath()
  context.roundRect(box.x, box.y, box.width, box.height, 4)
  context.fill()
  context.textBaseline = 'middle'
  for (const [i, line] of all.entries()) {
    context.fillStyle = author && i === all.length - 1 ? '#aab5ba' : colour
    context.fillText(line, box.x + 6, box.y + 3 + LINE * (i + 0.5))
  }
}
