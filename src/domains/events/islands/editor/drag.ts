import type { ItemRef } from '../../programme/warnings.ts'

/** A pointer's gesture on an item: picked up, over a place, let go. */
export interface DragHandlers {
  /** What may be picked up under the pointer; null: nothing. */
  readonly pick: (target: Element) => { ref: ItemRef; mode: 'move' | 'resize'; element: Element } | null
  readonly start: (ref: ItemRef, mode: 'move' | 'resize', grab: number) => void
  readonly over: (x: number, y: number) => void
  readonly drop: (x: number, y: number) => void
  readonly cancel: () => void
  /** What scrolls when the pointer comes near its edge. */
  readonly frame: () => HTMLElement | null
}

/** A mouse moved so far is dragging; a finger that moved so far before the time is up is scrolling. */
const MOUSE = 4
const FINGER = 10
const LONG_PRESS = 350
/** Distance from the frame's edge at which it scrolls, and pixels a frame at the very edge. */
const EDGE = 56
const SPEED = 18

interface Gesture {
  readonly pointer: number
  readonly ref: ItemRef
  readonly mode: 'move' | 'resize'
  readonly from: { readonly x: number; readonly y: number }
  readonly grab: number
  x: number
  y: number
  active: boolean
  timer: number
}

const swallow = (event: Event): void => {
  event.stopPropagation()
  event.preventDefault()
}

/** Dragging by mouse, pen and finger (after a long press, so that a finger can still scroll). Returns the way to stop. */
export function draggable(root: HTMLElement, handlers: DragHandlers): () => void {
  let gesture: Gesture | null = null
  let scrolling = 0

  const begin = () => {
    if (!gesture || gesture.active) return
    gesture.active = true
    try {
      root.setPointerCapture(gesture.pointer)
    } catch {
      // The pointer may be gone already; the gesture then ends with the next event.
    }
    root.classList.add('is-dragging')
    navigator.vibrate?.(12)
    handlers.start(gesture.ref, gesture.mode, gesture.grab)
    handlers.over(gesture.x, gesture.y)
    scrolling = requestAnimationFrame(scroll)
  }
  const finish = (drop: boolean) => {
    if (!gesture) return
    const { active, x, y, timer } = gesture
    clearTimeout(timer)
    gesture = null
    cancelAnimationFrame(scrolling)
    root.classList.remove('is-dragging')
    if (!active) return
    if (drop) handlers.drop(x, y)
    else handlers.cancel()
    // The click that follows a drag is not a click.
    root.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => root.removeEventListener('click', swallow, { capture: true }), 60)
  }
  const scroll = () => {
    const frame = handlers.frame()
    if (!gesture?.active || !frame) return
    const box = frame.getBoundingClientRect()
    const pull = (at: number, low: number, high: number) =>
      at < low + EDGE
        ? -Math.min(1, (low + EDGE - at) / EDGE)
        : at > high - EDGE
          ? Math.min(1, (at - high + EDGE) / EDGE)
          : 0
    const inside = gesture.x > box.left - EDGE && gesture.x < box.right + EDGE
    const dx = inside ? pull(gesture.x, box.left, box.right) * SPEED : 0
    const dy = inside ? pull(gesture.y, box.top, Math.min(box.bottom, innerHeight)) * SPEED : 0
    if (dx !== 0 || dy !== 0) {
      frame.scrollBy(dx, dy)
      handlers.over(gesture.x, gesture.y)
    }
    scrolling = requestAnimationFrame(scroll)
  }

  const down = (event: PointerEvent) => {
    if (gesture || event.button !== 0 || !event.isPrimary || !(event.target instanceof Element)) return
    const found = handlers.pick(event.target)
    if (!found) return
    const grab = event.clientY - found.element.getBoundingClientRect().top
    const { clientX: x, clientY: y } = event
    gesture = {
      pointer: event.pointerId,
      ref: found.ref,
      mode: found.mode,
      from: { x, y },
      grab,
      x,
      y,
      active: false,
      timer: 0,
    }
    if (event.pointerType === 'touch') gesture.timer = window.setTimeout(begin, LONG_PRESS)
  }
  const move = (event: PointerEvent) => {
    if (!gesture || event.pointerId !== gesture.pointer) return
    gesture.x = event.clientX
    gesture.y = event.clientY
    if (gesture.active) return handlers.over(gesture.x, gesture.y)
    const far = Math.hypot(gesture.x - gesture.from.x, gesture.y - gesture.from.y)
    if (event.pointerType === 'touch') {
      if (far > FINGER) finish(false)
    } else if (far > MOUSE) begin()
  }
  const up = (event: PointerEvent) => {
    if (event.pointerId === gesture?.pointer) finish(true)
  }
  const lost = (event: PointerEvent) => {
    if (event.pointerId === gesture?.pointer) finish(false)
  }
  // Once something is picked up the finger must not scroll; the browser asks at the first movement only.
  const touch = (event: TouchEvent) => {
    if (gesture?.active) event.preventDefault()
  }
  const menu = (event: Event) => {
    if (gesture) event.preventDefault()
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && gesture?.active) finish(false)
  }

  root.addEventListener('pointerdown', down)
  root.addEventListener('pointermove', move)
  root.addEventListener('pointerup', up)
  root.addEventListener('pointercancel', lost)
  root.addEventListener('touchmove', touch, { passive: false })
  root.addEventListener('contextmenu', menu)
  addEventListener('keydown', key)
  return () => {
    finish(false)
    root.removeEventListener('pointerdown', down)
    root.removeEventListener('pointermove', move)
    root.removeEventListener('pointerup', up)
    root.removeEventListener('pointercancel', lost)
    root.removeEventListener('touchmove', touch)
    root.removeEventListener('contextmenu', menu)
    removeEventListener('keydown', key)
  }
}
