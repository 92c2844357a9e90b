import type { FrameRef, ImagePoint, Shape } from '#src/lib/imaging/view.ts'
import type { Tool, Viewer, Viewport } from '../viewport.ts'

/** A drag of fewer screen pixels is a press: the arrow then points there from the upper left. */
const SLIP = 8

export interface Placed {
  readonly frame: FrameRef
  readonly shape: Shape
}

/** Draws an arrow that goes with a comment: from where the drag began to what it points at. */
export function pinTool(viewer: Viewer, words: Pick<Tool, 'label' | 'short'>, placed: (arrow: Placed) => void): Tool {
  let from: { image: ImagePoint; screen: readonly [number, number] } | null = null
  let clear: (() => void) | null = null
  const draw = (viewport: Viewport, tip: ImagePoint, tail: ImagePoint): Placed | null => {
    const { frame } = viewport
    if (!frame) return null
    clear?.()
    const { study, series, instance, frame: number } = frame
    const ref = { study, series, instance, frame: number }
    const shape: Shape = { kind: 'arrow', points: [round(tip), round(tail)] }
    clear = viewer.showShapes(ref, [shape])
    viewport.redraw()
    return { frame: ref, shape }
  }
  const reset = (): void => {
    clear?.()
    clear = null
    from = null
  }
  return {
    name: 'pin',
    ...words,
    icon: 'M4 20l9-9M13 16v-5H8M14 4h6v7h-3l-3 3z',
    group: 'mark',
    key: '/',
    cursor: 'crosshair',
    stop: reset,
    cancel: reset,
    pointerdown(event, viewport) {
      if (!viewport.frame || viewport.kind !== 'stack') return false
      from = { image: event.image, screen: event.screen }
      return true
    },
    pointermove(event, viewport) {
      if (from) draw(viewport, event.image, from.image)
    },
    pointerup(event, viewport) {
      if (!from) return
      const long = Math.hypot(event.screen[0] - from.screen[0], event.screen[1] - from.screen[1])
      const tail = long < SLIP ? viewport.toImage([event.screen[0] - 44, event.screen[1] - 44]) : from.image
      const made = draw(viewport, event.image, tail)
      from = null
      // From here on the draft draws it.
      clear?.()
      clear = null
      if (made) placed(made)
    },
  }
}

const round = ([x, y]: ImagePoint): ImagePoint => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]
