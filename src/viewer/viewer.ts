import type { StudyIndex } from '#src/lib/imaging/study-index.ts'
import type { FrameRef, Shape, View } from '#src/lib/imaging/view.ts'
import type { ViewerConfig } from './config.ts'
import { Loader } from './load/loader.ts'
import type { Mode } from './load/plan.ts'
import { indexOfFrame, opening, type Stack, type Unit } from './load/stack.ts'
import { rememberedMode, rememberMode } from './load/mode-choice.ts'
import { Cine } from './mode/cine.ts'
import { DsaMode } from './mode/dsa.ts'
import { follow, joinWindows, levelIn, windowTogether } from './mode/linked.ts'
import { MprMode } from './mode/mpr.ts'
import { grabLine, scoutOf, tapScout } from './mode/scout.ts'
import { Corners } from './pane/corners.ts'
import { type Drag, followPointer, gestures } from './pane/gestures.ts'
import { referenceLines, shapesLayer } from './pane/lines.ts'
import { modalityPixels } from './pane/modality.ts'
import { Pane } from './pane/pane.ts'
import { pictureOf, StackSource } from './pane/source.ts'
import { Registry } from './registry.ts'
import { Studies } from './studies.ts'
import type { Layer, ModalityPixels, Viewer, Viewport } from './viewport.ts'

export type Layout = '1' | '2' | '4' | 'mpr'
const PANES: Readonly<Record<Layout, number>> = { '1': 1, '2': 2, '4': 4, mpr: 3 }
const DRAGS: readonly string[] = ['scroll', 'window', 'zoom', 'pan']

/** The viewer itself: panes, studies, and what stands around them; the interface draws it from `state`. */
export class ImageViewer extends Registry implements Viewer {
  asked: string | null = null
  panes: Pane[] = []
  readonly grid = document.createElement('div')
  readonly loader: Loader
  private readonly studies = new Studies({
    came: (index, fresh) => this.came(index, fresh),
    trouble: (what) =>
      this.notice({
        key: 'index',
        text: this.t(what),
        error: true,
        action: { label: this.t('reload'), run: () => location.reload() },
      }),
  })
  readonly cine: Cine
  readonly mpr: MprMode
  readonly dsa: DsaMode
  private readonly corners = new Map<Pane, Corners>()
  private readonly makers: { make: (viewport: Viewport) => Layer; remove: (() => void)[] }[] = []
  private shapes: (() => void)[] = []
  private activePane: Pane
  private noticed = false

  constructor(
    config: ViewerConfig,
    /** The interface is drawn again. */
    changed: () => void,
  ) {
    super(config, changed)
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

  get indexes(): readonly StudyIndex[] {
    return this.studies.indexes
  }
  get stacks(): readonly Stack[] {
    return this.studies.stacks
  }
  get viewports(): readonly Pane[] {
    return this.panes
  }
  get active(): Pane {
    return this.activePane
  }
  // --- studies ---

  /** Opens the view of the configuration, else the series asked for, else the first one. */
  async open(series: string | null = null): Promise<void> {
    const [first, ...others] = this.config.studies
    if (!first || !(await this.studies.load(first))) return
    const wanted = this.config.view
    if (wanted && wanted.study !== first && others.includes(wanted.study)) await this.studies.load(wanted.study)
    if (!wanted || !(await this.go(wanted))) {
      const asked = () => this.stacks.find((stack) => stack.series.uid === series)
      if (series) for (const study of others) if (!asked()) await this.studies.load(study)
      if (!asked()) this.asked = series
      const stack = asked() ?? this.stacks[0]
      if (stack) this.showStack(this.activePane, stack, opening(stack))
      else this.notice({ key: 'none', text: this.t('noImages'), error: true })
    }
    this.state$.ready = true
    this.changed()
    for (const study of others) if (!this.studies.has(study)) await this.studies.load(study)
  }

  /** Series that came anew; those that only got their copies are changed where they stand. */
  private came(index: StudyIndex, fresh: readonly Stack[]): void {
    for (const pane of this.panes) {
      const old = this.stackIn(pane)
      const now = fresh.find((stack) => old && stack.series.uid === old.series.uid && stack.study === old.study)
      if (now) this.showStack(pane, now, pane.index, true)
    }
    this.state$.preparing = this.studies.preparing
    if (index.preparing > 0) this.notice({ key: 'preparing', text: this.t('preparing', { n: index.preparing }) })
    else this.dismiss('preparing')
    this.emitter.emit('index', { index })
    this.changed()
  }

  showStack(pane: Pane, stack: Stack, at: number, keep = false): void {
    if (this.state$.layout === 'mpr') this.mpr.leave()
    this.dsa.leave(pane)
    if (!keep) this.cine.toggle(false)
    joinWindows(this, pane, () => pane.show(new StackSource(stack, this.loader), at, keep))
    this.dismiss('lut')
    const bad = stack.units.find(({ of }) => of.badLut)?.of.badLut
    if (bad) this.notice({ key: 'lut', text: this.t(bad === 'voi' ? 'badVoiLut' : 'badModalityLut') })
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
        if (shown === this.activePane) windowTogether(this)
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
    followPointer(pane, () => this.corner(pane))
    gestures(pane, {
      tool: () =>
        DRAGS.includes(this.tool)
          ? (this.tool as Drag)
          : (this.tools.find(({ name }) => name === this.tool) ?? 'window'),
      activate: (pressed) => this.activate(pressed),
      grab: (pressed, point, touch) => (this.state$.lines ? grabLine(pressed, this.panes, point, touch) : null),
      tapped: (pressed, point) => this.state$.lines && tapScout(pressed, this.panes, point),
    })
    pane.addLayer(referenceLines({ panes: () => this.panes, on: () => this.state$.lines }))
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
      if (stack) this.showStack(pane, stack, levelIn(stack, this.activePane) ?? opening(stack))
    }
    this.emitter.emit('layout', { viewports: this.panes })
    this.changed()
  }

  /** The scout of what stands in the active pane, beside it. */
  showScout(): void {
    const stack = this.stackIn(this.activePane)
    const scout = stack && scoutOf(this.stacks, stack)
    if (!scout) return
    if (this.panes.length === 1) this.setLayout('2')
    this.showStack(
      this.panes.find((pane) => pane !== this.activePane)!,
      scout.stack,
      scout.index,
    )
  }

  private scrolled(pane: Pane, step: number): void {
    this.look(pane)
    this.mpr.scrolled(pane)
    // Where this image cuts theirs.
    for (const other of this.panes) if (other !== pane) other.redraw()
    if (!this.state$.linked || this.state$.layout === 'mpr') return
    for (const other of this.panes) {
      if (other === pane) continue
      if (follow(pane, other, step) === 'by-number' && !this.state$.notices.some(({ key }) => key === 'space'))
        this.notice({ key: 'space', text: this.t('otherSpace') })
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
    if (!this.studies.has(view.study) && this.config.studies.includes(view.study)) await this.studies.load(view.study)
    const stack = this.studies.find(view)
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
    const stack = this.studies.find(frame)
    const unit = stack?.units[indexOfFrame(stack, frame)]
    const decoded = unit && stack ? await this.loader.exact(unit, stack) : null
    return unit && decoded ? modalityPixels(unit, pictureOf(unit, decoded)) : null
  }

  addLayer(make: (viewport: Viewport) => Layer): () => void {
    const maker = { make, remove: this.panes.map((pane) => pane.addLayer(make(pane))) }
    this.makers.push(maker)
    return () => {
      this.makers.splice(this.makers.indexOf(maker), 1)
      for (const remove of maker.remove) remove()
    }
  }

  setMode(mode: Mode): void {
    // Everything in full is meant for this series, not for every one to come.
    if (mode !== 'all') rememberMode(mode)
    this.loader.setMode(mode)
  }
}
