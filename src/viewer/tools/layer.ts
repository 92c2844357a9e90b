import type { Shape } from '#src/lib/imaging/view.ts'
import type { Layer, ScreenPoint, Viewport } from '../viewport.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import type { Board } from './board.ts'
import { shapeOf } from './board.ts'
import { linesOf } from './format.ts'
import { drawLoupe, loupeBox } from './loupe.ts'
import { drawLabel, LABEL_FONT } from '../pane/draw-label.ts'
import { paintShape } from '../pane/draw-shape.ts'
import { chainsOf, handlesOf } from '../pane/outline.ts'
import { distanceToChain } from './shapes.ts'

const OWN = '#ffd166'
const OTHERS = '#7cd0ff'
const CHOSEN = '#ff8062'

/** All marks of the frame in a pane, what is being drawn, and the loupe beside a finger. */
export function marksLayer(board: Board): (viewport: Viewport) => Layer {
  const touch = matchMedia('(pointer: coarse)').matches
  const radius = touch ? 11 : 5
  return (own) => ({
    order: 20,
    draw(context, viewport) {
      if (!viewport.frame) return
      const { draft, held } = board
      const finger = held?.viewport === own ? held.at : undefined
      if (finger) viewport.taken.push(loupeBox(viewport, finger))
      const here = board.on(viewport).map(({ mark }) => ({ mark, shape: shapeOf(mark) }))
      for (const { mark, shape } of here) {
        if (shape) viewport.drawn.push(shape)
        if (shape) drawShape(context, viewport, shape, colourOf(mark), board.selected === mark.id && mark.mine)
        else drawFlag(context, viewport, board.t('key'), mark)
      }
      // Words above all lines.
      for (const { mark, shape } of here) if (shape) drawWords(context, viewport, mark, shape, finger)
      if (draft?.viewport === own && draft.shape) {
        drawShape(context, viewport, draft.shape, CHOSEN, true)
        const found = board.measure(viewport, draft.shape)
        if (found)
          drawLabel(context, viewport, draft.shape, {
            lines: linesOf(found.measured, board.viewer.config.lang, {
              preliminary: found.preliminary,
              subtracted: viewport.subtracted,
            }),
            colour: CHOSEN,
            reach: radius,
            finger,
          })
      }
      if (finger) drawLoupe(context, viewport, finger)
    },
    hit(point, viewport) {
      if (board.viewer.tool !== 'mark-select') return null
      for (const { mark } of board.on(viewport)) if (mark.mine && touches(viewport, mark, point, 8)) return 'move'
      return null
    },
  })

  function colourOf(mark: Mark): string {
    return board.selected === mark.id ? CHOSEN : mark.mine ? OWN : OTHERS
  }

  function drawWords(
    context: CanvasRenderingContext2D,
    viewport: Viewport,
    mark: Mark,
    shape: Shape,
    finger: ScreenPoint | undefined,
  ): void {
    const entry = board.store.get(mark.id)
    // The server's figures belong to the points that it has.
    const same = entry?.server && JSON.stringify(entry.server.points) === JSON.stringify(mark.points)
    const lang = board.viewer.config.lang
    const found = same ? null : board.measure(viewport, shape)
    const { subtracted } = viewport
    const lines = same
      ? mark.measured
        ? linesOf(mark.measured, lang, { subtracted })
        : []
      : found
        ? linesOf(found.measured, lang, { preliminary: found.preliminary, subtracted })
        : []
    const head = mark.text ? [mark.text] : []
    drawLabel(context, viewport, shape, {
      lines: [...head, ...lines],
      colour: colourOf(mark),
      author: mark.mine ? '' : mark.author?.name,
      // Handles show on the chosen one only, but a mark is chosen by its ends.
      reach: board.selected === mark.id ? radius : 5,
      finger,
    })
  }

  function drawShape(
    context: CanvasRenderingContext2D,
    viewport: Viewport,
    shape: Shape,
    colour: string,
    handles: boolean,
  ): void {
    paintShape(context, viewport, shape, colour)
    if (!handles) return
    for (const point of handlesOf(shape)) {
      const [x, y] = viewport.toScreen(point)
      context.beginPath()
      context.arc(x, y, radius, 0, 2 * Math.PI)
      context.fillStyle = touch ? 'rgb(255 255 255 / 0.25)' : '#fff'
      context.fill()
      context.lineWidth = 2
      context.strokeStyle = colour
      context.stroke()
    }
  }
}

/** A key image says so at the top of its pane. */
function drawFlag(context: CanvasRenderingContext2D, viewport: Viewport, word: string, mark: Mark): void {
  const text = [`★ ${word}`, mark.text, mark.mine ? '' : (mark.author?.name ?? '')].filter(Boolean).join(' · ')
  context.font = LABEL_FONT
  const width = context.measureText(text).width + 16
  const x = Math.max(4, (viewport.width - width) / 2)
  context.fillStyle = 'rgb(0 0 0 / 0.6)'
  context.beginPath()
  context.roundRect(x, 28, width, 24, 12)
  context.fill()
  context.textBaseline = 'middle'
  context.fillStyle = mark.mine ? OWN : OTHERS
  context.fillText(text, x + 8, 40)
}

/** Whether a place on the screen is on the mark, within `reach` pixels. */
export function touches(viewport: Viewport, mark: Mark, point: ScreenPoint, reach: number): boolean {
  const shape = shapeOf(mark)
  if (!shape) return false
  const chains = chainsOf(shape).map((chain) => chain.map((p) => viewport.toScreen(p)))
  if (chains.some((chain) => distanceToChain(chain, point) <= reach)) return true
  return shape.points.some((p) => {
    const [x, y] = viewport.toScreen(p)
    return Math.hypot(x - point[0], y - point[1]) <= reach
  })
}
