import { type Measured, measureShape, type ModalityPixels, type Spacing } from '#src/lib/imaging/measure/index.ts'
import type { Shape, ShapeKind } from '#src/lib/imaging/view.ts'
import { Listeners } from '../listeners.ts'
import type { Viewer, Viewport } from '../viewport.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import type { Entry, MarkStore } from './store.ts'
import { words } from './words.ts'

/** What is being drawn: points pressed so far, the last one follows the hand. */
export interface Draft {
  readonly viewport: Viewport
  readonly kind: ShapeKind
  readonly shape: Shape | null
}

/** Where a finger holds, so that the place under it can be shown beside it. */
export interface Held {
  readonly viewport: Viewport
  readonly at: readonly [number, number]
}

/** A new identifier; `randomUUID` is missing where the page comes over plain HTTP. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const MOST_UNDO = 100

/** What a mark was; null: it was not there. */
interface Step {
  readonly id: string
  readonly was: Mark | null
}

/** What tools, layer and panel share: the marks, which one is chosen, what is under way, and the way back. */
export class Board {
  selected: string | null = null
  draft: Draft | null = null
  held: Held | null = null
  visible = true
  /** States to go back to, and those that one went back from. */
  private readonly past: Step[] = []
  private future: Step[] = []
  private readonly listeners = new Listeners()

  constructor(
    readonly viewer: Viewer,
    readonly store: MarkStore,
  ) {}

  t = (key: Parameters<ReturnType<typeof words>>[0], params?: Record<string, string | number>): string =>
    words(this.viewer.config.lang)(key, params)

  changed(): void {
    for (const viewport of this.viewer.viewports) viewport.redraw()
    this.viewer.refreshPanels()
    this.listeners.tell()
  }
  readonly subscribe = this.listeners.subscribe

  /** Marks on what stands in a pane; in a quiz those of others stay hidden. */
  on(viewport: Viewport): Entry[] {
    const { frame } = viewport
    return frame && this.visible ? this.shown(this.store.on(frame.instance, frame.frame)) : []
  }
  get all(): Entry[] {
    return this.shown(this.store.marks)
  }
  private shown(entries: Entry[]): Entry[] {
    return this.viewer.config.hideFindings ? entries.filter(({ mark }) => mark.mine) : entries
  }

  select(id: string | null): void {
    if (this.selected === id) return
    this.selected = id
    this.changed()
  }

  /** A new mark on what stands in the pane. */
  add(viewport: Viewport, shape: Shape | null): Mark | null {
    const { frame } = viewport
    const { person } = this.viewer.config
    if (!frame) return null
    const mask = viewport === this.viewer.active ? this.viewer.state()?.mask : undefined
    const mark: Mark = {
      id: newId(),
      study: frame.study,
      series: frame.series,
      instance: frame.instance,
      frame: frame.frame,
      kind: shape?.kind ?? 'key',
      points: shape?.points ?? [],
      text: shape?.text ?? '',
      site: '',
      view: {
        ...(mask ? { mask } : {}),
        window: viewport.window,
        ...(viewport.inverted ? { invert: true } : {}),
        ...(viewport.turns ? { turns: viewport.turns } : {}),
      },
      shared: false,
      version: 1,
      measured: null,
      author: person,
      mine: true,
      mayRemove: true,
      at: Date.now(),
    }
    this.remember(mark.id, null)
    this.store.put(mark)
    return mark
  }

  /** The mark in another state; what it was can be had back. */
  change(id: string, next: Partial<Mark>, before?: Mark): void {
    const entry = this.store.get(id)
    if (!entry) return
    this.remember(id, before ?? entry.mark)
    this.store.put({ ...entry.mark, ...next })
  }

  remove(id: string): void {
    const entry = this.store.get(id)
    if (!entry?.mark.mayRemove) return
    if (entry.mark.mine) this.remember(id, entry.mark)
    if (this.selected === id) this.selected = null
    this.store.remove(id)
    this.viewer.say(
      this.t('removed'),
      entry.mark.mine ? { action: { label: this.t('undo'), run: () => this.undo() } } : {},
    )
  }

  get mayUndo(): boolean {
    return this.past.length > 0
  }
  get mayRedo(): boolean {
    return this.future.length > 0
  }
  undo(): void {
    this.step(this.past, this.future)
  }
  redo(): void {
    this.step(this.future, this.past)
  }

  /** Takes the last state of one pile back and lays what stands now on the other. */
  private step(from: Step[], to: Step[]): void {
    const last = from.pop()
    if (!last) return
    const now = this.store.get(last.id)?.mark
    to.push({ id: last.id, was: now && !now.deleted ? now : null })
    if (last.was === null) {
      if (this.selected === last.id) this.selected = null
      this.store.remove(last.id)
    } else {
      const { deleted: _deleted, ...was } = last.was
      this.selected = last.id
      this.store.put(was)
    }
    this.changed()
  }

  private remember(id: string, was: Mark | null): void {
    this.past.push({ id, was })
    if (this.past.length > MOST_UNDO) this.past.shift()
    this.future = []
  }

  /** What a shape measures here and now: the server's figures come with the saved mark. */
  measure(viewport: Viewport, shape: Shape): { measured: Measured; preliminary: boolean } | null {
    const { frame } = viewport
    if (!frame) return null
    const pixels = frame.colour ? null : viewport.pixelsNow()
    const values: ModalityPixels | null = pixels ? { ...pixels, values: pixels.stored } : null
    const measured = measureShape(shape, spacingOf(viewport), frame, values)
    return { measured, preliminary: measured.statistics !== undefined && pixels?.exact === false }
  }
}

/** Size of a pixel as the viewer knows it; without mm the proportion of the pixels as they stand on the screen. */
export function spacingOf(viewport: Viewport): Spacing {
  const { spacing } = viewport
  if (!spacing) return { row: viewport.scaleDown / viewport.scale || 1, column: 1, unit: 'px', source: 'none' }
  return { ...spacing, unit: 'mm' }
}

export const shapeOf = (mark: Mark): Shape | null =>
  mark.kind === 'key' ? null : { kind: mark.kind, points: mark.points, ...(mark.text ? { text: mark.text } : {}) }
