import { fromPatient, toPatient } from '#src/lib/imaging/geometry.ts'
import {
  apply,
  fitScale,
  inverse,
  type Matrix,
  matrixOf,
  movedBy,
  type Placement,
  zoomedAt,
} from '#src/lib/imaging/transform.ts'
import type { ImagePoint, Shape, Window } from '#src/lib/imaging/view.ts'
import { usualWindow } from '#src/lib/imaging/window.ts'
import type { Layer, ModalityPixels, ScreenPoint, ShownFrame, Spacing, Vec3 } from '../viewport.ts'
import { isColour } from '../load/stack.ts'
import { modalityPixels } from './modality.ts'
import type { Picture } from './picture.ts'
import type { Box } from './place-label.ts'
import { type Shown, Screen } from './screen.ts'
import type { Source } from './source.ts'

export interface PaneEvents {
  /** Another image stands here, or a better one; asked for before it is painted. */
  shown(pane: Pane): void
  view(pane: Pane): void
  scrolled(pane: Pane, step: number): void
  exact(pane: Pane): Promise<ModalityPixels | null>
  painted(pane: Pane): void
}

const WHOLE: Window = { center: 128, width: 256 }

/** One pane: which image stands in it, and how it lies there. */
export class Pane implements Shown {
  readonly element = document.createElement('div')
  source: Source | null = null
  index = 0
  direction: 1 | -1 = 1
  inverted = false
  turns: 0 | 1 | 2 | 3 = 0
  zoom = 1
  center: ImagePoint = [0, 0]
  picture: Picture | null = null
  /** Where the mouse stands over the image; null while it is elsewhere, and for fingers. */
  pointer: ScreenPoint | null = null
  /** Painted at least once since another source came; for the first image's time. */
  paintedImages = 0
  private own: Window | null = null
  private found: Window | null = null
  private readonly screen: Screen

  constructor(
    readonly id: string,
    private readonly events: PaneEvents,
  ) {
    this.element.className = 'pane'
    this.element.tabIndex = 0
    this.element.setAttribute('role', 'group')
    this.screen = new Screen(this, {
      resized: () => events.view(this),
      painted: (image) => {
        if (image) this.paintedImages += 1
        events.painted(this)
      },
    })
  }

  get width(): number {
    return this.screen.width
  }
  get height(): number {
    return this.screen.height
  }
  get taken(): Box[] {
    return this.screen.taken
  }
  get drawn(): Shape[] {
    return this.screen.drawn
  }

  get kind(): 'stack' | 'plane' {
    return this.source?.kind ?? 'stack'
  }

  /** Shows another source; how the image lies starts anew, unless `keep`. */
  show(source: Source | null, index: number, keep = false): void {
    this.source = source
    this.picture = null
    this.found = null
    if (!keep) {
      this.own = null
      this.inverted = false
      this.turns = 0
      this.zoom = 1
    }
    this.index = source ? Math.max(0, Math.min(source.count - 1, index)) : 0
    if (source && !keep) this.fit()
    this.element.classList.toggle('pane-empty', source === null)
    this.refresh()
  }

  /** Goes to an image; `step` says to others that it was scrolled by hand. */
  go(index: number, byHand = false): void {
    const { source } = this
    if (!source) return
    const to = Math.max(0, Math.min(source.count - 1, Math.round(index)))
    if (to === this.index) return
    const step = to - this.index
    this.direction = step > 0 ? 1 : -1
    const before = source.size(this.index)
    const after = source.size(to)
    this.index = to
    this.found = null
    if (before.rows !== after.rows || before.columns !== after.columns) this.fit()
    this.refresh()
    if (byHand) this.events.scrolled(this, step)
  }

  /** Takes the best picture that there is now, and says so. */
  refresh(): void {
    if (this.source) this.picture = this.source.picture(this.index, this.own)
    this.events.shown(this)
    this.redraw()
  }

  get frame(): ShownFrame | null {
    const unit = this.source?.unit(this.index)
    if (!unit || this.kind !== 'stack') return null
    const { study, series, instance, frame, of } = unit
    const quality = this.picture?.quality ?? 'none'
    const modality = (this.source as { stack?: { series: { modality: string } } }).stack?.series.modality ?? ''
    return {
      study,
      series,
      instance,
      frame,
      rows: of.rows,
      columns: of.columns,
      modality,
      colour: isColour(of),
      quality,
    }
  }

  get window(): Window {
    if (this.own) return this.own
    const named = this.source?.fileWindow(this.index)
    if (named) return named
    if (this.found) return this.found
    const { picture } = this
    if (!picture?.pixels || picture.samples !== 1) return WHOLE
    this.found = usualWindow(picture.pixels, picture)
    return this.found
  }

  /** null: as the file says. */
  setWindow(window: Window | null): void {
    this.own = window
    if (this.picture?.bitmap) this.refresh()
    this.changed()
  }

  get hasOwnWindow(): boolean {
    return this.own !== null
  }

  invert(on = !this.inverted): void {
    this.inverted = on
    this.changed()
  }

  turn(by: 1 | -1 = 1): void {
    this.turns = ((this.turns + by + 4) % 4) as 0 | 1 | 2 | 3
    this.changed()
  }

  fit(): void {
    const size = this.source?.size(this.index)
    this.zoom = 1
    if (size) this.center = [size.columns / 2, size.rows / 2]
    this.changed()
  }

  place(view: { zoom?: number; center?: ImagePoint; turns?: 0 | 1 | 2 | 3; invert?: boolean; window?: Window }): void {
    this.fit()
    this.zoom = view.zoom ?? 1
    if (view.center) this.center = view.center
    this.turns = view.turns ?? 0
    this.inverted = view.invert ?? false
    this.setWindow(view.window ?? null)
  }

  zoomBy(factor: number, at: ScreenPoint = [this.width / 2, this.height / 2]): void {
    Object.assign(this, zoomedAt(this.placement, factor, at))
    this.changed()
  }

  pan(dx: number, dy: number): void {
    this.center = movedBy(this.placement, dx, dy)
    this.changed()
  }

  private changed(): void {
    this.events.view(this)
    this.redraw()
  }

  private get placement(): Placement {
    const size = this.source?.size(this.index) ?? { rows: 1, columns: 1 }
    const { zoom, center, turns } = this
    const [width, height] = [Math.max(1, this.width), Math.max(1, this.height)]
    return {
      rows: size.rows,
      columns: size.columns,
      aspect: this.source?.aspect(this.index) ?? 1,
      width,
      height,
      zoom,
      center,
      turns,
    }
  }

  get matrix(): Matrix {
    return matrixOf(this.placement)
  }

  get scale(): number {
    return fitScale(this.placement) * this.zoom
  }

  get scaleDown(): number {
    return this.scale * (this.source?.aspect(this.index) ?? 1)
  }

  toScreen = (point: ImagePoint): ScreenPoint => apply(this.matrix, point)
  toImage = (point: ScreenPoint): ImagePoint => apply(inverse(this.matrix), point)

  get spacing(): Spacing | null {
    const of = this.source?.unit(this.index)?.of
    if (this.kind === 'plane') {
      const plane = this.source?.plane(this.index)
      return plane ? { row: plane.spacing[0], column: plane.spacing[1], source: 'pixel-spacing' } : null
    }
    return of?.spacing ? { row: of.spacing[0], column: of.spacing[1], source: of.spacingOf ?? 'pixel-spacing' } : null
  }

  toPatient(point: ImagePoint): Vec3 | null {
    const plane = this.source?.plane(this.index)
    return plane ? toPatient(plane, point) : null
  }

  fromPatient(place: Vec3): { point: ImagePoint; distance: number } | null {
    const plane = this.source?.plane(this.index)
    return plane ? fromPatient(plane, place) : null
  }

  get subtracted(): boolean {
    return this.source?.original !== undefined
  }

  pixelsNow(): ModalityPixels | null {
    const { source, index } = this
    const unit = source?.unit(index)
    const picture = source?.original ? source.original(index) : this.picture
    return unit && picture?.pixels ? modalityPixels(unit, picture) : null
  }

  /** The value under a point of the screen; null outside, in colour, in differences, and while the image is not exact. */
  valueAt(at: ScreenPoint): { value: number; unit: string } | null {
    const { picture, source } = this
    const unit = source?.unit(this.index)
    if (!unit || !picture?.pixels || picture.samples !== 1 || picture.quality !== 'exact') return null
    if (this.subtracted || unit.of.badLut === 'modality') return null
    const [x, y] = this.toImage(at).map(Math.floor) as [number, number]
    if (x < 0 || y < 0 || x >= picture.pixelColumns || y >= picture.pixelRows) return null
    return {
      value: picture.pixels[y * picture.pixelColumns + x]! * picture.slope + picture.intercept,
      unit: unit.of.unit,
    }
  }

  pixels(): Promise<ModalityPixels | null> {
    return this.events.exact(this)
  }

  addLayer = (layer: Layer): (() => void) => this.screen.addLayer(layer)
  hit = (point: ScreenPoint): string | null => this.screen.hit(point)
  redraw = (): void => this.screen.redraw()

  close(): void {
    this.screen.close()
    this.element.remove()
  }
}
