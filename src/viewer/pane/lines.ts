import { cutLine, type Plane } from '#src/lib/imaging/geometry.ts'
import type { FrameRef, Shape } from '#src/lib/imaging/view.ts'
import type { Layer } from '../viewport.ts'
import { drawLabel } from './draw-label.ts'
import { paintShape } from './draw-shape.ts'
import type { Pane } from './pane.ts'

const OTHERS = 'rgb(255 196 84 / 0.85)'
const FAINT = 'rgb(255 196 84 / 0.3)'
/** Pins, and shapes of a link. */
export const PIN = '#ff8062'

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
      for (const shape of shapes) paintShape(context, viewport, shape, PIN)
      for (const shape of shapes)
        if (shape.text) drawLabel(context, viewport, shape, { lines: [shape.text], colour: PIN, reach: 6 })
    },
  }
}
