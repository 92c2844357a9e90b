import { dot, minus } from '#src/lib/imaging/geometry.ts'
import { type PackedIndex, type StudyIndex, unpackIndex } from '#src/lib/imaging/study-index.ts'
import type { FrameRef, Shape, View } from '#src/lib/imaging/view.ts'
import type { ViewerConfig } from './config.ts'
import { Loader } from './load/loader.ts'
import type { Mode } from './load/plan.ts'
import { indexOfFrame, type Stack, stackOf, type Unit } from './load/stack.ts'
import { words } from './messages.ts'
import { Cine } from './mode/cine.ts'
import { DsaMode } from './mode/dsa.ts'
import { MprMode } from './mode/mpr.ts'
import { Corners } from './pane/corners.ts'
import { type Drag, gestures } from './pane/gestures.ts'
import { referenceLines, sameSpace, shapesLayer } from './pane/lines.ts'
import { modalityPixels } from './pane/modality.ts'
import { Pane } from './pane/pane.ts'
import { pictureOf, StackSource } from './pane/source.ts'
import { Emitter, type Notice, type ViewerState } from './state.ts'
import type { Action, Layer, ModalityPixels, Panel, Tool, Viewer, ViewerEvents, Viewport } from './viewport.ts'

export type Layout = '1' | '2' | '4' | 'mpr'
const PANES: Readonly<Record<Layout, number>> = { '1': 1, '2': 2, '4': 4, mpr: 3 }
/** Choice of light mode, kept in this browser; says nothing of images. */
const MODE_KEY = 'hoi-viewer-mode'
const DRAGS: readonly string[] = ['scroll', 'window', 'zoom', 'pan']

/** The viewer itself: panes, studies, and what stands around them; the interface draws it from `state`. */
export class ImageViewer implements Viewer {
  indexes: StudyIndex[] = []
  stacks: Stack[] = []
  panes: Pane[] = []
  readonly grid = document.createElement('div')
  readonly tools: Tool[] = []
  readonly panels: Panel[] = []
  readonly actions: Action[] = []
  readonly loader: Loader
  readonly cine: Cine
  readonly mpr: MprMode
  readonly dsa: DsaMode
  readonly state$: ViewerState
  private readonly emitter = new Emitter<ViewerEvents>()
  private readonly corners = new Map<Pane, Corners>()
  private readonly makers: { make: (viewport: Viewport) => Layer; remove: (() => void)[] }[] = []
  private shapes: (() => void)[] = []
  private activePane: Pane
  private noticed = false
  private soon = 0

  constructor(
    readonly config: ViewerConfig,
    /** The interface is drawn again. */
    readonly changed: () => void,
  ) {
    const touch = matchMedia('(pointer: coarse)').matches
    this.state$ = {
      layout: '1',
      tool: touch ? 'scroll' : 'window',
      panel: null,
      sheet: null,
      linked: true,
      lines: true,
      info: true,
      notices: [],
      preparing: 0,
      ready: false,
    }
    this.grid.className = 'panes'
    this.loader = new Loader({
      picture: (unit) => this.pictureCame(unit),
      trouble: (trouble) => {
        this.dismiss('line')
        if (trouble) {
          const action =
            trouble === 'gone'
              ? { label: this.t('reload'), run: () => location.reload() }
              : { label: this.t('tryAgain'), run: () => this.loader.again() }
          this.notice({ key: 'line', text: this.t(trouble), error: true, action })
        }
      },
      cost: () => this.changedSoon(),
      undecodable: () => {
        this.notice({ key: 'decoder', text: this.t('noDecoder'), error: true })
        for (const pane of this.panes) pane.refresh()
      },
    })
    this.loader.mode = rememberedMode()
    this.cine = new Cine(
      () => this.activePane,
      () => this.changed(),
    )
    this.mpr = new MprMode(this)
    this.dsa = new DsaMode(this)
    this.activePane = this.addPane()
  }

  /** For what changes with every image: the interface follows a few times a second, so that scrolling stays quick. */
  changedSoon = (): void => {
    this.soon ||= window.setTimeout(() => {
      this.soon = 0
      this.changed()
    }, 150)
  }

  t = (key: Parameters<ReturnType<typeof words>>[0], params?: Record<string, string | number>): string =>
    words(this.config.lang)(key, params)

  get viewports(): readonly Pane[] {
    return this.panes
  }
  get active(): Pane {
    return this.activePane
  }
  get tool(): string {
    return this.state$.tool
  }

  // --- studies ---

  /** Opens the view of the configuration, else the series asked for, else the first one. */
  async open(series: string | null = null): Promise<void> {
    const [first, ...others] = this.config.studies
    if (!first || !(await this.loadIndex(first))) return
    const wanted = this.config.view
    if (wanted && wanted.study !== first && others.includes(wanted.study)) await this.loadIndex(wanted.study)
    if (!wanted || !(await this.go(wanted))) {
      const asked = () => this.stacks.find((stack) => stack.series.uid === series)
      if (series) for (const study of others) if (!asked()) await this.loadIndex(study)
      const stack = asked() ?? this.stacks[0]
      if (stack) this.showStack(this.activePane, stack, opening(stack))
      else this.notice({ key: 'none', text: this.t('noImages'), error: true })
    }
    this.state$.ready = true
    this.changed()
    void this.loadOthers(others)
  }

  private async loadOthers(studies: readonly string[]): Promise<void> {
    for (const study of studies) await this.loadIndex(study)
  }

  private async loadIndex(study: string): Promise<boolean> {
    const response = await fetch(`/imaging/studies/${study}/index`).catch(() => null)
    if (!response?.ok) {
      const gone = response?.status === 404
      this.notice({
        key: 'index',
        text: this.t(gone ? 'gone' : navigator.onLine ? 'server' : 'offline'),
        error: true,
        action: { label: this.t('reload'), run: () => location.reload() },
      })
      return false
    }
    const index = unpackIndex((await response.json()) as PackedIndex)
    const known = this.indexes.findIndex((one) => one.study === study)
    if (known < 0) this.indexes = [...this.indexes, index]
    else this.indexes = this.indexes.with(known, index)
    this.takeIndex(index)
    this.state$.preparing = this.indexes.reduce((sum, { preparing }) => sum + preparing, 0)
    if (index.preparing > 0) {
      this.notice({ key: 'preparing', text: this.t('preparing', { n: index.preparing }) })
      setTimeout(() => void this.loadIndex(study), 5000)
    } else this.dismiss('preparing')
    this.emitter.emit('index', { index })
    this.changed()
    return true
  }

  /** Series that came anew; those that only got their copies are changed where they stand. */
  private takeIndex(index: StudyIndex): void {
    const stacks = index.series.map((series) => {
      const before = this.stacks.find((stack) => stack.study === index.study && stack.series.uid === series.uid)
      return before && JSON.stringify(before.series) === JSON.stringify(series) ? before : stackOf(index.study, series)
    })
    this.stacks = [...this.stacks.filter(({ study }) => study !== index.study), ...stacks]
    for (const pane of this.panes) {
      const old = pane.source instanceof StackSource ? pane.source.stack : null
      const fresh = old && this.stacks.find((stack) => stack.series.uid === old.series.uid && stack.study === old.study)
      if (fresh && fresh !== old) this.showStack(pane, fresh, pane.index, true)
    }
  }

  showStack(pane: Pane, stack: Stack, at: number, keep = false): void {
    if (this.state$.layout === 'mpr') this.mpr.leave()
    this.dsa.leave(pane)
    if (!keep) this.cine.toggle(false)
    pane.show(new StackSource(stack, this.loader), at, keep)
    this.look(pane)
    this.changed()
  }

  stackIn = (pane: Pane): Stack | null => (pane.source instanceof StackSource ? pane.source.stack : null)

  /** Tells the loader what the pane shows. */
  look(pane: Pane): void {
    const stack = this.stackIn(pane)
    const wide = this.cine.playing && pane === this.activePane
    this.loader.look(pane.id, stack ? { stack, at: pane.index, direction: pane.direction, wide } : null)
  }

  private pictureCame(unit: Unit): void {
    if (this.loader.painted.failed.has(unit.key)) {
      const run = (): void => {
        this.dismiss('picture')
        this.loader.again()
        for (const pane of this.panes) pane.refresh()
      }
      this.notice({
        key: 'picture',
        text: this.t('cannotShow'),
        error: true,
        action: { label: this.t('tryAgain'), run },
      })
    }
    for (const pane of this.panes) {
      const shown = pane.source?.unit(pane.index)
      if (shown && (shown.key === unit.key || this.dsa.uses(pane, unit))) pane.refresh()
    }
    this.mpr.came(unit)
  }

  // --- panes ---

  private addPane(): Pane {
    const pane = new Pane(`pane-${this.panes.length + 1}`, {
      shown: (shown) => {
        this.corner(shown)
        this.emitter.emit('frame', { viewport: shown })
        if (shown === this.activePane) this.changedSoon()
      },
      view: (shown) => {
        this.corner(shown)
        this.emitter.emit('view', { viewport: shown })
        if (shown === this.activePane) this.changedSoon()
      },
      scrolled: (scrolled, step) => this.scrolled(scrolled, step),
      exact: (shown) => {
        const unit = shown.source?.unit(shown.index)
        return unit ? this.pixelsOf(unit) : Promise.resolve(null)
      },
      painted: (painted) => {
        if (this.noticed || painted.paintedImages === 0) return
        this.noticed = true
        performance.mark('viewer:first-image')
        document.dispatchEvent(new CustomEvent('viewer:first-image'))
      },
    })
    this.corners.set(pane, new Corners(pane, this.config.lang))
    this.panes.push(pane)
    this.grid.append(pane.element)
    gestures(pane, {
      tool: () =>
        DRAGS.includes(this.tool)
          ? (this.tool as Drag)
          : (this.tools.find(({ name }) => name === this.tool) ?? 'window'),
      activate: (pressed) => this.activate(pressed),
    })
    pane.addLayer(
      referenceLines(
        () => this.panes,
        () => this.state$.lines,
        () => this.activePane,
      ),
    )
    for (const maker of this.makers) maker.remove.push(pane.addLayer(maker.make(pane)))
    return pane
  }

  corner(pane: Pane): void {
    this.corners
      .get(pane)
      ?.update({ subtracted: this.dsa.isOn(pane), slab: this.mpr.slabText(pane), full: this.state$.info })
    pane.element.setAttribute('aria-label', this.paneLabel(pane))
  }

  paneLabel(pane: Pane): string {
    const stack = this.stackIn(pane)
    if (!stack) return this.t('image')
    const { modality, description, number } = stack.series
    return `${modality} ${description || this.t('seriesNo', { n: number ?? 1 })}, ${this.t('image')} ${pane.index + 1}/${stack.units.length}`
  }

  activate(pane: Pane): void {
    if (pane === this.activePane) return
    if (this.cine.playing) this.cine.toggle(false)
    this.activePane = pane
    for (const one of this.panes) one.element.classList.toggle('pane-active', one === pane && this.panes.length > 1)
    this.emitter.emit('active', { viewport: pane })
    for (const one of this.panes) one.redraw()
    this.changed()
  }

  setLayout(layout: Layout): void {
    const before = this.state$.layout
    if (before === 'mpr' && layout !== 'mpr') this.mpr.restore()
    this.state$.layout = layout
    this.grid.dataset['layout'] = layout
    while (this.panes.length > PANES[layout]) {
      const pane = this.panes.pop()!
      this.loader.look(pane.id, null)
      if (pane === this.activePane) this.activePane = this.panes[0]!
      this.corners.delete(pane)
      pane.close()
    }
    while (this.panes.length < PANES[layout]) this.addPane()
    for (const [i, pane] of this.panes.entries()) {
      pane.element.classList.toggle('pane-active', pane === this.activePane && this.panes.length > 1)
      if (pane.source || layout === 'mpr') continue
      // Other series first; the same one again where there are no others.
      const shown = new Set(this.panes.map((one) => this.stackIn(one)))
      const stack = this.stacks.find((one) => !shown.has(one)) ?? this.stacks[i % this.stacks.length]
      if (stack) this.showStack(pane, stack, opening(stack))
    }
    this.emitter.emit('layout', { viewports: this.panes })
    this.changed()
  }

  private scrolled(pane: Pane, step: number): void {
    this.look(pane)
    this.mpr.scrolled(pane)
    if (!this.state$.linked || this.state$.layout === 'mpr') return
    const plane = pane.source?.plane(pane.index)
    for (const other of this.panes) {
      if (other === pane || !other.source || other.source.count < 2) continue
      const own = other.source.plane(other.index)
      const parallel = plane && own && Math.abs(dot(plane.normal, own.normal)) > 0.98
      if (plane && own && sameSpace(pane, other)) {
        if (!parallel) {
          other.redraw()
          continue
        }
        let best = other.index
        let least = Infinity
        for (let i = 0; i < other.source.count; i += 1) {
          const there = other.source.plane(i)
          const away = there ? Math.abs(dot(minus(there.origin, plane.origin), plane.normal)) : Infinity
          if (away < least) [best, least] = [i, away]
        }
        other.go(best)
      } else {
        if (!this.state$.notices.some(({ key }) => key === 'space'))
          this.notice({ key: 'space', text: this.t('otherSpace') })
        other.go(other.index + step)
      }
      this.look(other)
    }
  }

  // --- Viewer, as others see it ---

  state(shapes?: readonly Shape[]): View | null {
    const pane = this.activePane
    const { frame } = pane
    if (!frame) return null
    const { study, series, instance } = frame
    const mask = this.dsa.mask(pane)
    return {
      study,
      series,
      instance,
      frame: frame.frame,
      ...(mask ? { mask } : {}),
      ...(frame.colour ? {} : { window: pane.window }),
      ...(pane.inverted ? { invert: true } : {}),
      ...(pane.zoom === 1 ? {} : { zoom: pane.zoom, center: pane.center }),
      ...(pane.turns ? { turns: pane.turns } : {}),
      ...(shapes?.length ? { shapes } : {}),
    }
  }

  async go(view: View): Promise<boolean> {
    if (!this.indexes.some(({ study }) => study === view.study) && this.config.studies.includes(view.study))
      await this.loadIndex(view.study)
    const stack = this.stacks.find((one) => one.study === view.study && one.series.uid === view.series)
    const at = stack ? indexOfFrame(stack, view) : -1
    if (!stack || at < 0) {
      this.say(this.t('notHere'), { error: true })
      return false
    }
    if (this.state$.layout === 'mpr') this.setLayout('1')
    const pane = this.activePane
    if (this.stackIn(pane) === stack) pane.go(at)
    else this.showStack(pane, stack, at)
    this.dsa.follow(pane, view.mask)
    pane.place(view)
    this.look(pane)
    for (const clear of this.shapes.splice(0)) clear()
    if (view.shapes?.length) this.shapes.push(this.showShapes(view, view.shapes))
    return true
  }

  showShapes(frame: FrameRef, shapes: readonly Shape[]): () => void {
    return this.addLayer(() => shapesLayer(frame, shapes))
  }

  async pixelsOf(frame: FrameRef): Promise<ModalityPixels | null> {
    const stack = this.stacks.find((one) => one.study === frame.study && one.series.uid === frame.series)
    const unit = stack?.units[indexOfFrame(stack, frame)]
    const decoded = unit && stack ? await this.loader.exact(unit, stack) : null
    return unit && decoded ? modalityPixels(unit, pictureOf(unit, decoded)) : null
  }

  registerTool(tool: Tool): () => void {
    this.tools.push(tool)
    this.changed()
    return () => void this.tools.splice(this.tools.indexOf(tool), 1)
  }

  chooseTool(name: string): void {
    if (name === this.tool) return
    this.tools.find((tool) => tool.name === this.tool)?.stop?.()
    this.state$.tool = name
    this.tools.find((tool) => tool.name === name)?.start?.(this.activePane)
    this.emitter.emit('tool', { name })
    this.changed()
  }

  registerPanel(panel: Panel): () => void {
    this.panels.push(panel)
    this.changed()
    return () => void this.panels.splice(this.panels.indexOf(panel), 1)
  }

  openPanel(name: string | null): void {
    this.state$.panel = name
    if (name) this.state$.sheet = null
    this.changed()
  }

  refreshPanels(): void {
    this.changed()
  }

  registerAction(action: Action): () => void {
    this.actions.push(action)
    this.changed()
    return () => void this.actions.splice(this.actions.indexOf(action), 1)
  }

  addLayer(make: (viewport: Viewport) => Layer): () => void {
    const maker = { make, remove: this.panes.map((pane) => pane.addLayer(make(pane))) }
    this.makers.push(maker)
    return () => {
      this.makers.splice(this.makers.indexOf(maker), 1)
      for (const remove of maker.remove) remove()
    }
  }

  on<K extends keyof ViewerEvents>(event: K, handler: (detail: ViewerEvents[K]) => void): () => void {
    return this.emitter.on(event, handler)
  }

  say(text: string, options: { error?: boolean; action?: { label: string; run: () => void } } = {}): void {
    this.notice({ key: text, text, ...options })
  }

  setMode(mode: Mode): void {
    // Everything in full is meant for this series, not for every one to come.
    if (mode !== 'all') stored()?.setItem(MODE_KEY, mode)
    this.loader.setMode(mode)
  }

  notice(notice: Notice): void {
    this.state$.notices = [...this.state$.notices.filter(({ key }) => key !== notice.key), notice].slice(-3)
    if (!notice.error) setTimeout(() => this.dismiss(notice.key), 6000)
    this.changed()
  }

  dismiss(key: string): void {
    const left = this.state$.notices.filter((notice) => notice.key !== key)
    if (left.length === this.state$.notices.length) return
    this.state$.notices = left
    this.changed()
  }
}

/** null where the browser keeps nothing for pages. */
function stored(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** What was chosen last here; else light where the device says that bytes are dear. */
function rememberedMode(): Mode {
  const kept = stored()?.getItem(MODE_KEY)
  if (kept === 'light' || kept === 'normal') return kept
  const line = (navigator as { connection?: { saveData?: boolean; effectiveType?: string; type?: string } }).connection
  return line?.saveData || /2g/.test(line?.effectiveType ?? '') || line?.type === 'cellular' ? 'light' : 'normal'
}

/** Stacks open in the middle, where the organ is; films at their beginning. */
const opening = ({ units }: Stack): number => (units[0]?.of.frames === 1 && units.length > 2 ? units.length >> 1 : 0)
