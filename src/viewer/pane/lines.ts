import { cutLine } from '#src/lib/imaging/geometry.ts'
import type { FrameRef, Shape } from '#src/lib/imaging/view.ts'
import { lineUnder, sameSpace } from '../mode/scout.ts'
import type { Layer, ScreenPoint } from '../viewport.ts'
import { drawLabel, LABEL_FONT } from './draw-label.ts'
import { paintShape } from './draw-shape.ts'
import { undrawn } from './outline.ts'
import type { Pane } from './pane.ts'
import type { Source } from './source.ts'

const OTHERS = 'rgb(255 196 84 / 0.85)'
const FAINT = 'rgb(255 196 84 / 0.3)'
/** Pins, and shapes of a link. */
export const PIN = '#ff8062'

export interface LinesHost {
  panes(): readonly Pane[]
  on(): boolean
}

/**
 * Where the images of the other panes cut this one, with the number of the image; on a scout also the first and the last slice
 * of each stack.
 */
export function referenceLines({ panes, on }: LinesHost): Layer {
  return {
    order: 5,
    draw(context, viewport) {
      const pane = viewport as Pane
      const { source, index } = pane
      const own = source?.plane(index)
      if (!on() || !source || !own || pane.kind === 'plane') return
      const scout = source.unit(index)?.of.localiser === true
      for (const other of panes()) {
        if (other === pane || !other.source || other.kind === 'plane' || !sameSpace(pane, other)) continue
        if (scout && other.source.count > 2) for (const i of [0, other.source.count - 1]) line(other.source, i, FAINT)
        const ends = line(other.source, other.index, OTHERS)
        if (ends && other.source.count > 1) write(String(other.index + 1), ends)
      }

      function line(of: Source, i: number, colour: string): readonly [ScreenPoint, ScreenPoint] | null {
        const plane = of.plane(i)
        const ends = plane && cutLine(own!, source!.size(index), plane, of.size(i))
        if (!ends) return null
        const [from, to] = [pane.toScreen(ends[0]), pane.toScreen(ends[1])]
        context.strokeStyle = colour
        context.lineWidth = 1.25
        context.beginPath()
        context.moveTo(...from)
        context.lineTo(...to)
        context.stroke()
        return [from, to]
      }

      /** Beside the right, else the upper end. */
      function write(text: string, [from, to]: readonly [ScreenPoint, ScreenPoint]): void {
        const flat = Math.abs(to[0] - from[0]) >= Math.abs(to[1] - from[1])
        const [x, y] = (flat ? from[0] > to[0] : from[1] < to[1]) ? from : to
        context.font = LABEL_FONT
        context.fillStyle = OTHERS
        context.textAlign = flat ? 'right' : 'left'
        context.textBaseline = 'bottom'
        context.fillText(text, flat ? Math.min(x, pane.width - 26) : x + 4, flat ? y - 2 : Math.max(y, 0) + 18)
        context.textAlign = 'left'
      }
    },
    hit: (point, viewport) => (on() && lineUnder(viewport as Pane, panes(), point, 7) ? 'grab' : null),
  }
}

/** Shapes of a pin or link, as long as their frame stands. */
export function shapesLayer(frame: FrameRef, shapes: readonly Shape[]): Layer {
  return {
    order: 30,
    draw(context, viewport) {
      const here = viewport.frame
      if (!here || here.instance !== frame.instance || here.frame !== frame.frame) return
      const left = undrawn(viewport, shapes)
      for (const shape of left) paintShape(context, viewport, shape, PIN)
      for (const shape of left)
        if (shape.text) drawLabel(context, viewport, shape, { lines: [shape.text], colour: PIN, reach: 6 })
    },
  }
}
