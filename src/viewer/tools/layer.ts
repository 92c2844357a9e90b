import type { ImagePoint, Shape } from '#src/lib/imaging/view.ts'
import type { Layer, ScreenPoint, Viewport } from '../viewport.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import type { Board } from './board.ts'
import { shapeOf } from './board.ts'
import { linesOf } from './format.ts'
import { drawLoupe } from './loupe.ts'
import { chainsOf, distanceToChain, handlesOf } from './shapes.ts'

const OWN = '#ffd166'
const OTHERS = '#7cd0ff'
const CHOSEN = '#ff8062'
const FONT = "500 13px 'Be Vietnam Pro', 'Noto Sans KR', system-ui, sans-serif"
const LINE = 17

/** All marks of the frame in a pane, what is being drawn, and the loupe beside a finger. */
export function marksLayer(board: Board): (viewport: Viewport) => Layer {
  const touch = matchMedia('(pointer: coarse)').matches
  return (own) => ({
    order: 20,
    draw(context, viewport) {
      if (!viewport.frame) return
      const taken: Box[] = []
      const here = board.on(viewport).map(({ mark }) => ({ mark, shape: shapeOf(mark) }))
      for (const { mark, shape } of here) {
        if (shape) drawShape(context, viewport, shape, colourOf(mark), board.selected === mark.id && mark.mine)
        else drawFlag(context, viewport, board.t('key'), mark)
      }
      // Words above all lines.
      for (const { mark, shape } of here) if (shape) drawWords(context, viewport, mark, shape, taken)
      const { draft, held } = board
      if (draft?.viewport === own && draft.shape) {
        drawShape(context, viewport, draft.shape, CHOSEN, true)
        const found = board.measure(viewport, draft.shape)
        if (found)
          drawLabel(
            context,
            viewport,
            draft.shape,
            linesOf(found.measured, board.viewer.config.lang, found.preliminary),
            CHOSEN,
            taken,
          )
      }
      if (held?.viewport === own) drawLoupe(context, viewport, held.at)
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
    taken: Box[],
  ): void {
    const entry = board.store.get(mark.id)
    // The server's figures belong to the points that it has.
    const same = entry?.server && JSON.stringify(entry.server.points) === JSON.stringify(mark.points)
    const lang = board.viewer.config.lang
    const found = same ? null : board.measure(viewport, shape)
    const lines = same
      ? mark.measured
        ? linesOf(mark.measured, lang)
        : []
      : found
        ? linesOf(found.measured, lang, found.preliminary)
        : []
    const head = mark.text ? [mark.text] : []
    drawLabel(
      context,
      viewport,
      shape,
      [...head, ...lines],
      colourOf(mark),
      taken,
      !mark.mine ? (mark.author?.name ?? '') : '',
    )
  }

  function drawShape(
    context: CanvasRenderingContext2D,
    viewport: Viewport,
    shape: Shape,
    colour: string,
    handles: boolean,
  ): void {
    const chains = chainsOf(shape).map((chain) => chain.map((point) => viewport.toScreen(point)))
    context.lineJoin = 'round'
    context.lineCap = 'round'
    // A dark rim below: a line on a bright vessel is as readable as on lung.
    for (const [width, style] of [
      [4.5, 'rgb(0 0 0 / 0.65)'],
      [2, colour],
    ] as const) {
      context.lineWidth = width
      context.strokeStyle = style
      for (const chain of chains) stroke(context, chain)
      if (shape.kind === 'arrow') arrowHead(context, viewport, shape, style, width)
      if (shape.kind === 'point' || shape.kind === 'text')
        cross(context, viewport.toScreen(shape.points[0]!), shape.kind === 'text')
    }
    if (!handles) return
    const radius = touch ? 11 : 5
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

const stroke = (context: CanvasRenderingContext2D, chain: readonly ScreenPoint[]): void => {
  context.beginPath()
  for (const [i, [x, y]] of chain.entries()) context[i === 0 ? 'moveTo' : 'lineTo'](x, y)
  context.stroke()
}

function arrowHead(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  shape: Shape,
  colour: string,
  width: number,
): void {
  const [tip, tail] = shape.points.map((point) => viewport.toScreen(point))
  if (!tip || !tail) return
  const angle = Math.atan2(tail[1] - tip[1], tail[0] - tip[0])
  const size = Math.min(15, Math.hypot(tail[0] - tip[0], tail[1] - tip[1])) + (width > 2 ? 2 : 0)
  context.beginPath()
  context.moveTo(tip[0], tip[1])
  for (const side of [-0.42, 0.42])
    context.lineTo(tip[0] + size * Math.cos(angle + side), tip[1] + size * Math.sin(angle + side))
  context.closePath()
  context.fillStyle = colour
  context.fill()
}

function cross(context: CanvasRenderingContext2D, [x, y]: ScreenPoint, small: boolean): void {
  const size = small ? 3 : 7
  context.beginPath()
  context.moveTo(x - size, y)
  context.lineTo(x + size, y)
  context.moveTo(x, y - size)
  context.lineTo(x, y + size)
  context.stroke()
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Lines beside the shape, within the pane, below those that stand there already. */
function drawLabel(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  shape: Shape,
  lines: readonly string[],
  colour: string,
  taken: Box[],
  author = '',
): void {
  const all = author ? [...lines, author] : [...lines]
  if (all.length === 0) return
  context.font = FONT
  const cut = all.map((line) => (line.length > 60 ? `${line.slice(0, 59)}…` : line))
  const width = Math.max(...cut.map((line) => context.measureText(line).width)) + 12
  const height = cut.length * LINE + 6
  const screen = anchorOf(shape).map((point) => viewport.toScreen(point))
  const right = Math.max(...screen.map(([x]) => x)) + 10
  const left = Math.min(...screen.map(([x]) => x)) - 10 - width
  const top = Math.min(...screen.map(([, y]) => y))
  const fit = (value: number, most: number): number => Math.max(4, Math.min(value, most))
  let x = right + width <= viewport.width - 4 ? right : left >= 4 ? left : fit(right, viewport.width - width - 4)
  let y = fit(top - 4, viewport.height - height - 4)
  for (const box of taken)
    if (x < box.x + box.width && x + width > box.x && y < box.y + box.height && y + height > box.y)
      y = fit(box.y + box.height + 3, viewport.height - height - 4)
  x = fit(x, viewport.width - width - 4)
  taken.push({ x, y, width, height })
  context.fillStyle = 'rgb(0 0 0 / 0.6)'
  context.beginPath()
  context.roundRect(x, y, width, height, 4)
  context.fill()
  context.textBaseline = 'middle'
  for (const [i, line] of cut.entries()) {
    context.fillStyle = author && i === cut.length - 1 ? '#aab5ba' : colour
    context.fillText(line, x + 6, y + 3 + LINE * (i + 0.5))
  }
}

/** Points beside which the words of a shape stand. */
function anchorOf(shape: Shape): readonly ImagePoint[] {
  if (shape.kind === 'arrow') return shape.points.slice(1)
  if (shape.kind === 'ellipse') return handlesOf(shape)
  return shape.points
}

/** A key image says so at the top of its pane. */
function drawFlag(context: CanvasRenderingContext2D, viewport: Viewport, word: string, mark: Mark): void {
  const text = [`★ ${word}`, mark.text, mark.mine ? '' : (mark.author?.name ?? '')].filter(Boolean).join(' · ')
  context.font = FONT
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
