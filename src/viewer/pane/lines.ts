import { cutLine, type Plane } from '#src/lib/imaging/geometry.ts'
import type { FrameRef, Shape } from '#src/lib/imaging/view.ts'
import type { Layer } from '../viewport.ts'
import type { Pane } from './pane.ts'

const OTHERS = 'rgb(255 196 84 / 0.85)'
const FAINT = 'rgb(255 196 84 / 0.3)'
const SHAPE = '#ff8062'

/** Where the images of the other panes cut this one; on a scout also the first and last slice of the active stack. */
export function referenceLines(panes: () => readonly Pane[], on: () => boolean, active: () => Pane): Layer {
  return {
    order: 5,
    draw(context, viewport) {
      const pane = viewport as Pane
      const own = pane.source?.plane(pane.index)
      if (!on() || !own || !pane.source || pane.kind === 'plane') return
      for (const other of panes()) {
        if (other === pane || !other.source || other.kind === 'plane' || !sameSpace(pane, other)) continue
        const { source } = other
        const scout = pane.source.unit(pane.index)?.of.localiser === true && other === active()
        if (scout) for (const i of [0, source.count - 1]) line(source.plane(i), i, FAINT)
        line(source.plane(other.index), other.index, OTHERS)
        function line(plane: Plane | null, index: number, colour: string): void {
          const ends = plane && cutLine(own!, pane.source!.size(pane.index), plane, source.size(index))
          if (!ends) return
          const [from, to] = ends.map((p) => pane.toScreen(p))
          context.strokeStyle = colour
          context.lineWidth = 1.25
          context.beginPath()
          context.moveTo(...from!)
          context.lineTo(...to!)
          context.stroke()
        }
      }
    },
  }
}

export function sameSpace(a: Pane, b: Pane): boolean {
  const [first, second] = [a.source?.unit(a.index)?.of.space, b.source?.unit(b.index)?.of.space]
  return first !== undefined && first === second
}

/** Shapes of a pin or link, as long as their frame stands. */
export function shapesLayer(frame: FrameRef, shapes: readonly Shape[]): Layer {
  return {
    order: 30,
    draw(context, viewport) {
      const here = viewport.frame
      if (!here || here.instance !== frame.instance || here.frame !== frame.frame) return
      context.strokeStyle = SHAPE
      context.fillStyle = SHAPE
      context.lineWidth = 2
      context.shadowColor = '#000'
      context.shadowBlur = 3
      for (const shape of shapes) {
        const points = shape.points.map((p) => viewport.toScreen(p))
        const [a, b] = points
        if (!a) continue
        context.beginPath()
        if (shape.kind === 'point' || shape.kind === 'text') {
          context.arc(a[0], a[1], 9, 0, Math.PI * 2)
          context.moveTo(a[0] - 3, a[1])
          context.lineTo(a[0] + 3, a[1])
          context.moveTo(a[0], a[1] - 3)
          context.lineTo(a[0], a[1] + 3)
        } else if (shape.kind === 'arrow' && b) {
          const angle = Math.atan2(a[1] - b[1], a[0] - b[0])
          context.moveTo(b[0], b[1])
          context.lineTo(a[0], a[1])
          for (const side of [-0.45, 0.45]) {
            context.moveTo(a[0], a[1])
            context.lineTo(a[0] - 13 * Math.cos(angle + side), a[1] - 13 * Math.sin(angle + side))
          }
        } else if (shape.kind === 'rectangle' && b) {
          const [c, d] = [
            viewport.toScreen([shape.points[1]![0], shape.points[0]![1]]),
            viewport.toScreen([shape.points[0]![0], shape.points[1]![1]]),
          ]
          for (const [i, p] of [a, c, b, d, a].entries()) context[i === 0 ? 'moveTo' : 'lineTo'](p[0], p[1])
        } else if (shape.kind === 'ellipse' && points[2] && b) {
          // Half axes as vectors from the centre: right under any turn.
          for (let n = 0; n <= 64; n += 1) {
            const t = (n / 64) * Math.PI * 2
            const x = a[0] + (b[0] - a[0]) * Math.cos(t) + (points[2][0] - a[0]) * Math.sin(t)
            const y = a[1] + (b[1] - a[1]) * Math.cos(t) + (points[2][1] - a[1]) * Math.sin(t)
            context[n === 0 ? 'moveTo' : 'lineTo'](x, y)
          }
        } else if (shape.kind === 'bidirectional') {
          for (const [i, p] of points.entries()) context[i % 2 === 0 ? 'moveTo' : 'lineTo'](p[0], p[1])
        } else {
          for (const [i, p] of points.entries()) context[i === 0 ? 'moveTo' : 'lineTo'](p[0], p[1])
          if (shape.kind === 'freehand') context.closePath()
        }
        context.stroke()
        if (shape.text) {
          context.font = '600 14px system-ui, sans-serif'
          context.fillText(shape.text, a[0] + 12, a[1] - 10)
        }
      }
    },
  }
}
