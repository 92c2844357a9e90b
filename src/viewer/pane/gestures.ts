import { draggedWindow } from '#src/lib/imaging/window.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import type { ScreenPoint, Tool, ToolEvent } from '../viewport.ts'
import type { Pane } from './pane.ts'

/** What dragging does by itself. */
export type Drag = 'scroll' | 'window' | 'zoom' | 'pan'

export interface GestureHost {
  /** The chosen tool: one of our own drags, or one that was registered. */
  tool(): Drag | Tool
  activate(pane: Pane): void
  /** Something in the pane that a drag takes hold of before any of our own drags; null: nothing there. */
  grab(pane: Pane, point: ScreenPoint, touch: boolean): Tool | null
  /** Pressed and let go in the same place, with none of the tools that draw. */
  tapped(pane: Pane, point: ScreenPoint): void
}

interface Press {
  readonly pointer: number
  readonly start: ScreenPoint
  last: ScreenPoint
  readonly drag: Drag | Tool
  readonly window: Window
  readonly index: number
  moved: boolean
}

const TAP_MS = 300
const isTool = (drag: Drag | Tool): drag is Tool => typeof drag === 'object'

/** Mouse, pen, fingers and wheel on a pane. */
export function gestures(pane: Pane, host: GestureHost): void {
  const { element } = pane
  const fingers = new Map<number, ScreenPoint>()
  let press: Press | null = null
  let pinch: { distance: number; middle: ScreenPoint } | null = null
  let lastTap = { at: 0, point: [0, 0] as ScreenPoint }
  let wheelRest = 0

  const pointOf = (event: MouseEvent): ScreenPoint => {
    const box = element.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }
  const toolEvent = (event: PointerEvent, clicks = 1): ToolEvent => {
    const screen = pointOf(event)
    return { screen, image: pane.toImage(screen), shift: event.shiftKey, touch: event.pointerType === 'touch', clicks }
  }

  element.addEventListener('pointerdown', (event) => {
    // Fields and buttons that tools put into the pane keep their own presses.
    if (event.target instanceof Element && event.target.closest('input, textarea, button, a, select')) return
    host.activate(pane)
    const point = pointOf(event)
    fingers.set(event.pointerId, point)
    element.setPointerCapture(event.pointerId)
    if (fingers.size === 2) {
      if (press && isTool(press.drag)) press.drag.cancel?.(pane)
      press = null
      pinch = between(fingers)
      return
    }
    if (fingers.size > 2) return
    let drag: Drag | Tool = host.tool()
    if (event.button === 1) drag = 'pan'
    else if (event.button === 2) drag = 'zoom'
    else if (!isTool(drag)) drag = host.grab(pane, point, event.pointerType === 'touch') ?? drag
    const again = performance.now() - lastTap.at < TAP_MS && far(lastTap.point, point) < 24
    if (isTool(drag) && drag.pointerdown?.(toolEvent(event, again ? 2 : 1), pane) === false)
      drag = event.pointerType === 'touch' ? 'scroll' : 'window'
    press = {
      pointer: event.pointerId,
      start: point,
      last: point,
      drag,
      window: pane.window,
      index: pane.index,
      moved: false,
    }
    event.preventDefault()
    element.focus({ preventScroll: true })
  })

  element.addEventListener('pointermove', (event) => {
    const point = pointOf(event)
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, point)
    if (pinch && fingers.size >= 2) {
      const now = between(fingers)
      pane.pan(now.middle[0] - pinch.middle[0], now.middle[1] - pinch.middle[1])
      if (pinch.distance > 0) pane.zoomBy(now.distance / pinch.distance, now.middle)
      pinch = now
      return
    }
    if (!press) {
      const tool = host.tool()
      if (isTool(tool)) tool.pointermove?.(toolEvent(event), pane)
      const hit = pane.hit(point)
      element.style.cursor = hit ?? (isTool(tool) ? (tool.cursor ?? 'crosshair') : '')
      return
    }
    if (press.pointer !== event.pointerId) return
    if (far(press.start, point) > 4) press.moved = true
    if (isTool(press.drag)) press.drag.pointermove?.(toolEvent(event), pane)
    else dragged(press, point)
    press.last = point
  })

  function dragged({ drag, start, last, window, index }: Press, point: ScreenPoint): void {
    if (drag === 'pan') pane.pan(point[0] - last[0], point[1] - last[1])
    else if (drag === 'zoom') pane.zoomBy(Math.exp((last[1] - point[1]) / 150), start)
    else if (drag === 'window')
      pane.setWindow(draggedWindow(window, point[0] - start[0], point[1] - start[1], pane.width))
    else {
      // The whole stack is at most one pane high, and an image is at least three pixels of a finger's way.
      const count = pane.source?.count ?? 1
      const step = Math.max(3, Math.min(14, (pane.height * 0.8) / count))
      pane.go(index + (point[1] - start[1]) / step, true)
    }
  }

  const up = (event: PointerEvent): void => {
    fingers.delete(event.pointerId)
    if (pinch) {
      if (fingers.size < 2) pinch = null
      return
    }
    if (!press || press.pointer !== event.pointerId) return
    const { drag, moved } = press
    press = null
    if (isTool(drag)) {
      if (event.type === 'pointercancel') drag.cancel?.(pane)
      else drag.pointerup?.(toolEvent(event), pane)
    }
    if (moved) return
    const point = pointOf(event)
    const again = performance.now() - lastTap.at < TAP_MS && far(lastTap.point, point) < 24
    lastTap = { at: again ? 0 : performance.now(), point }
    if (!again && !isTool(drag) && event.button === 0) host.tapped(pane, point)
    if (again && !isTool(drag)) {
      if (pane.zoom > 1.05) pane.fit()
      else pane.zoomBy(2.5, point)
    }
  }
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  element.addEventListener('contextmenu', (event) => event.preventDefault())
  // `touch-action: none` alone leaves Chromium a fling to stop: the tap on a button right after a quick stroke would be
  // spent on that and press nothing.
  element.addEventListener('touchmove', (event) => event.cancelable && event.preventDefault(), { passive: false })

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      host.activate(pane)
      if (event.ctrlKey) {
        pane.zoomBy(Math.exp(-event.deltaY / 200), pointOf(event))
        return
      }
      // Touchpads send many small steps, wheels few large ones.
      wheelRest += event.deltaMode === 1 ? event.deltaY * 33 : event.deltaY
      const steps = Math.trunc(wheelRest / 40)
      if (steps === 0) return
      wheelRest -= steps * 40
      const single = Math.abs(event.deltaY) >= 80 ? Math.sign(steps) : steps
      if (single !== steps) wheelRest = 0
      pane.go(pane.index + single, true)
    },
    { passive: false },
  )
}

/** Tells where the mouse or pen stands over the pane: what is under it is written in the corner. */
export function followPointer(pane: Pane, changed: () => void): void {
  const { element } = pane
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch') return
    const box = element.getBoundingClientRect()
    pane.pointer = [event.clientX - box.left, event.clientY - box.top]
    changed()
  })
  element.addEventListener('pointerleave', () => {
    pane.pointer = null
    changed()
  })
}

const far = (a: ScreenPoint, b: ScreenPoint): number => Math.hypot(a[0] - b[0], a[1] - b[1])

function between(fingers: ReadonlyMap<number, ScreenPoint>): { distance: number; middle: ScreenPoint } {
  const [a = [0, 0] as const, b = a] = [...fingers.values()]
  return { distance: far(a, b), middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] }
}
