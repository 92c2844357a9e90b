import { decodeView } from '#src/lib/imaging/view-address.ts'
import type { View } from '#src/lib/imaging/view.ts'
import { drawLabel } from '../pane/draw-label.ts'
import { paintShape } from '../pane/draw-shape.ts'
import { undrawn } from '../pane/outline.ts'
import { PIN } from '../pane/lines.ts'
import type { Layer } from '../viewport.ts'
import type { Desk } from './desk.ts'

interface Pinned {
  readonly view: View
  readonly by: string
}

/** What comments point at on the image that stands in a pane, with the name of who wrote them. */
export function pinsLayer(desk: Desk): () => Layer {
  let known: { of: object | null; pins: Pinned[] } = { of: null, pins: [] }
  const pins = (): readonly Pinned[] => {
    const { talk } = desk.store
    if (known.of !== talk)
      known = {
        of: talk,
        pins: (talk?.threads ?? [])
          .flatMap(({ comments }) => comments)
          .flatMap(({ visible, html, pin, by }) => {
            const view = visible && html !== '' && pin !== '' ? decodeView(pin) : null
            return view?.shapes?.length ? [{ view, by: by.name }] : []
          }),
      }
    return known.pins
  }
  return () => ({
    order: 25,
    draw(context, viewport) {
      const here = viewport.frame
      if (!here || !desk.pins) return
      const shown = pins()
        .filter(({ view }) => view.instance === here.instance && view.frame === here.frame)
        // Marks that went along stand there already.
        .map(({ view, by }) => ({ by, shapes: undrawn(viewport, view.shapes!) }))
      for (const { shapes } of shown) for (const shape of shapes) paintShape(context, viewport, shape, PIN)
      for (const { shapes, by } of shown)
        for (const [i, shape] of shapes.entries()) {
          const lines = shape.text ? [shape.text] : []
          const author = i === 0 ? by : ''
          if (shape.text || author) drawLabel(context, viewport, shape, { lines, colour: PIN, author, reach: 6 })
        }
    },
  })
}
