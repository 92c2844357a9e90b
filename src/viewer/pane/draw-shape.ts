import type { Shape } from '#src/lib/imaging/view.ts'
import type { ScreenPoint, Viewport } from '../viewport.ts'
import { chainsOf } from './outline.ts'

/** The lines of a shape, with a dark rim below: on a bright vessel they are as readable as on lung. `dashes` as of a canvas. */
export function paintShape(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  shape: Shape,
  colour: string,
  dashes: readonly number[] = [],
): void {
  const chains = chainsOf(shape).map((chain) => chain.map((point) => viewport.toScreen(point)))
  context.lineJoin = 'round'
  context.lineCap = 'round'
  for (const [width, style] of [
    [4.5, 'rgb(0 0 0 / 0.65)'],
    [2, colour],
  ] as const) {
    context.lineWidth = width
    context.strokeStyle = style
    context.setLineDash([...dashes])
    for (const chain of chains) stroke(context, chain)
    context.setLineDash([])
    if (shape.kind === 'arrow') arrowHead(context, viewport, shape, style, width)
    if (shape.kind === 'point' || shape.kind === 'text')
      cross(context, viewport.toScreen(shape.points[0]!), shape.kind === 'text')
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
