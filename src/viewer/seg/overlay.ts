import { Listeners } from '../listeners.ts'
import type { Layer, Viewer, Viewport } from '../viewport.ts'
import { type Masks, paintMask, readMasks } from './masks.ts'

/** As `GET …/segmentations` tells of them; the server's own types live in domains/imaging/marks/segmentations.ts. */
export interface Segment {
  readonly number: number
  readonly label: string
  readonly type: readonly [value: string, scheme: string, meaning: string] | null
  readonly algorithm: string
  readonly algorithmName: string
  readonly rgb: readonly [number, number, number]
  readonly slices: number
  readonly volume: { readonly ok: true; readonly ml: number } | { readonly ok: false; readonly reason: string }
}
export interface Segmentation {
  readonly uid: string
  readonly series: string
  readonly source: string
  readonly description: string
  readonly segments?: readonly Segment[]
  readonly trouble?: string
}

export interface Look {
  visible: boolean
  /** 0 to 1. */
  opacity: number
}

export interface Shown {
  readonly study: string
  readonly segmentation: Segmentation
  readonly looks: Map<number, Look>
  masks: Masks | 'loading' | 'failed' | null
}

/** Painted frames that are kept: those of a few panes, forwards and back. */
const KEPT = 8

/** Segmentations above the images: masks as runs in memory, painted frame by frame when they are looked at. */
export class Overlay {
  shown: Shown[] = []
  style: 'fill' | 'outline' = 'fill'
  private readonly painted = new Map<string, HTMLCanvasElement>()
  private readonly listeners = new Listeners()

  constructor(readonly viewer: Viewer) {}

  async load(study: string): Promise<void> {
    const response = await fetch(`/imaging/studies/${study}/segmentations`).catch(() => null)
    if (!response?.ok) return
    const { segmentations } = (await response.json()) as { segmentations: readonly Segmentation[] }
    const fresh = segmentations.map((segmentation): Shown => {
      const known = this.shown.find((one) => one.segmentation.uid === segmentation.uid)
      const looks = new Map(
        (segmentation.segments ?? []).map(({ number }) => [number, { visible: true, opacity: 0.35 }]),
      )
      return known ?? { study, segmentation, looks, masks: null }
    })
    this.shown = [...this.shown.filter((one) => one.study !== study), ...fresh]
    this.changed()
    await Promise.all(fresh.map((one) => this.fetchMasks(one)))
  }

  async fetchMasks(one: Shown): Promise<void> {
    if (one.masks !== null && one.masks !== 'failed') return
    if (one.segmentation.trouble !== undefined) return
    one.masks = 'loading'
    this.changed()
    const response = await fetch(`/imaging/studies/${one.study}/segmentations/${one.segmentation.uid}/masks`).catch(
      () => null,
    )
    one.masks = (response?.ok ? readMasks(new Uint8Array(await response.arrayBuffer())) : null) ?? 'failed'
    this.changed()
  }

  look(one: Shown, segment: number): Look {
    const known = one.looks.get(segment) ?? { visible: true, opacity: 0.35 }
    one.looks.set(segment, known)
    return known
  }

  /** Something about the looks changed: paint anew. */
  changed(): void {
    this.painted.clear()
    for (const viewport of this.viewer.viewports) viewport.redraw()
    this.viewer.refreshPanels()
    this.listeners.tell()
  }
  readonly subscribe = this.listeners.subscribe

  layer = (): Layer => ({
    order: 10,
    draw: (context, viewport) => {
      if (this.viewer.config.hideFindings) return
      const canvas = this.canvasFor(viewport)
      const { frame } = viewport
      if (!canvas || !frame) return
      const origin = viewport.toScreen([0, 0])
      const right = viewport.toScreen([frame.columns, 0])
      const down = viewport.toScreen([0, frame.rows])
      // The image's own corners give the way it lies: turned, zoomed, with pixels that are not square.
      context.transform(
        (right[0] - origin[0]) / frame.columns,
        (right[1] - origin[1]) / frame.columns,
        (down[0] - origin[0]) / frame.rows,
        (down[1] - origin[1]) / frame.rows,
        origin[0],
        origin[1],
      )
      context.imageSmoothingEnabled = false
      context.drawImage(canvas, 0, 0, frame.columns, frame.rows)
    },
  })

  private canvasFor(viewport: Viewport): HTMLCanvasElement | null {
    const { frame } = viewport
    if (!frame) return null
    const key = `${frame.instance} ${frame.frame}`
    const known = this.painted.get(key)
    if (known) return known
    const here = this.shown.flatMap((one) => {
      const { masks } = one
      if (masks === null || typeof masks === 'string') return []
      if (masks.columns !== frame.columns || masks.rows !== frame.rows) return []
      return masks.frames
        .filter((mask) => mask.instance === frame.instance && mask.frame === frame.frame)
        .filter(({ segment }) => this.look(one, segment).visible)
        .map((mask) => ({ one, mask }))
    })
    if (here.length === 0) return null
    const canvas = document.createElement('canvas')
    canvas.width = frame.columns
    canvas.height = frame.rows
    const context = canvas.getContext('2d')!
    const image = context.createImageData(frame.columns, frame.rows)
    for (const { one, mask } of here) {
      const rgb = one.segmentation.segments?.find(({ number }) => number === mask.segment)?.rgb ?? [255, 128, 98]
      const { opacity } = this.look(one, mask.segment)
      const filled = this.style === 'fill'
      paintMask(
        image.data,
        mask.packed,
        frame.columns,
        frame.rows,
        rgb,
        filled ? opacity : 0,
        filled ? Math.min(1, opacity + 0.35) : Math.max(opacity, 0.9),
      )
    }
    context.putImageData(image, 0, 0)
    this.painted.set(key, canvas)
    const [oldest] = this.painted.keys()
    if (this.painted.size > KEPT && oldest !== undefined) this.painted.delete(oldest)
    return canvas
  }

  /** The middle one of the slices on which a segment lies. */
  async goTo(one: Shown, segment: number): Promise<void> {
    const { masks } = one
    if (masks === null || typeof masks === 'string') return
    const frames = masks.frames.filter((mask) => mask.segment === segment)
    const middle = frames[frames.length >> 1]
    const series = this.viewer.indexes
      .flatMap((index) => index.series)
      .find(({ instances }) => instances.some(({ uid }) => uid === middle?.instance))
    if (!middle || !series) return
    await this.viewer.go({ study: one.study, series: series.uid, instance: middle.instance, frame: middle.frame })
  }
}
