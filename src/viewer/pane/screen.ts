import type { Matrix } from '#src/lib/imaging/transform.ts'
import type { Shape, Window } from '#src/lib/imaging/view.ts'
import type { Layer, ScreenPoint, Viewport } from '../viewport.ts'
import { Painter, type Picture } from './picture.ts'
import type { Box } from './place-label.ts'

/** What a screen shows, asked for whenever it paints. */
export interface Shown extends Viewport {
  readonly picture: Picture | null
  readonly matrix: Matrix
  readonly window: Window
}

export interface ScreenEvents {
  resized(): void
  /** `image`: not only black and layers. */
  painted(image: boolean): void
}

/** The canvas of a pane: its image where the matrix puts it, and the layers above. */
export class Screen {
  readonly canvas = document.createElement('canvas')
  width = 0
  height = 0
  taken: Box[] = []
  drawn: Shape[] = []
  private readonly context = this.canvas.getContext('2d')!
  private readonly painter = new Painter()
  private readonly layers: Layer[] = []
  private waiting = 0
  private readonly observer: ResizeObserver

  constructor(
    private readonly shown: Shown,
    private readonly events: ScreenEvents,
  ) {
    this.canvas.className = 'pane-canvas'
    shown.element.append(this.canvas)
    this.observer = new ResizeObserver(() => this.resize())
    this.observer.observe(shown.element)
  }

  addLayer(layer: Layer): () => void {
    this.layers.push(layer)
    this.layers.sort((a, b) => (a.order ?? 10) - (b.order ?? 10))
    this.redraw()
    return () => {
      const at = this.layers.indexOf(layer)
      if (at >= 0) this.layers.splice(at, 1)
      this.redraw()
    }
  }

  /** Cursor of the uppermost layer that has something there. */
  hit(point: ScreenPoint): string | null {
    for (const layer of this.layers.toReversed()) {
      const cursor = layer.hit?.(point, this.shown)
      if (cursor) return cursor
    }
    return null
  }

  /** Paints in the next animation frame. */
  redraw(): void {
    if (this.waiting === 0)
      this.waiting = requestAnimationFrame(() => {
        this.waiting = 0
        this.paint()
      })
  }

  close(): void {
    this.observer.disconnect()
    cancelAnimationFrame(this.waiting)
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.shown.element
    const ratio = Math.min(2, devicePixelRatio || 1)
    this.width = clientWidth
    this.height = clientHeight
    this.canvas.width = Math.max(1, Math.round(clientWidth * ratio))
    this.canvas.height = Math.max(1, Math.round(clientHeight * ratio))
    // At once: a canvas that was resized is empty until the next frame.
    this.paint()
    this.events.resized()
  }

  private paint(): void {
    const { context, canvas, shown } = this
    const { picture } = shown
    const ratio = this.width > 0 ? canvas.width / this.width : 1
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.fillStyle = '#000'
    context.fillRect(0, 0, canvas.width, canvas.height)
    if (this.width === 0) return
    if (picture) {
      this.painter.paint(picture, shown.window, shown.inverted)
      const [a, b, c, d, e, f] = shown.matrix
      context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio)
      context.imageSmoothingEnabled = true
      context.imageSmoothingQuality = picture.quality === 'coarse' || shown.scale < 1 ? 'high' : 'low'
      context.drawImage(this.painter.canvas, 0, 0, picture.columns, picture.rows)
    }
    this.taken = []
    this.drawn = []
    for (const layer of this.layers) {
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.save()
      layer.draw(context, shown)
      context.restore()
    }
    this.events.painted(picture !== null)
  }
}
