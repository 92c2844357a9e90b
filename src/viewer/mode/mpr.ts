import type { VolumeProblem } from '#src/lib/imaging/study-index.ts'
import { CUTS } from '#src/lib/imaging/volume.ts'
import type { Stack, Unit } from '../load/stack.ts'
import type { Pane } from '../pane/pane.ts'
import type { ImageViewer } from '../viewer.ts'
import type { Layer, ToolEvent, Vec3 } from '../viewport.ts'
import { CutSource, type SlabChoice, StackVolume } from './cut-source.ts'

const COLOURS = { axial: '#ffc454', coronal: '#62c6ff', sagittal: '#8be28b' } as const

/** Three cuts through a volume that meet in one place. */
export class MprMode {
  readonly slab: SlabChoice = { thickness: 0, mode: 'mip' }
  place: Vec3 = [0, 0, 0]
  volume: StackVolume | null = null
  private before: { stack: Stack; index: number } | null = null
  private remove: (() => void)[] = []
  private timer = 0
  private dragging = false

  constructor(private readonly viewer: ImageViewer) {}

  get on(): boolean {
    return this.volume !== null
  }

  /** Why a stack cannot be cut; null: it can. */
  problem(stack: Stack): VolumeProblem | 'noCopies' | 'scales' | null {
    if (stack.series.novolume) return stack.series.novolume
    const [first] = stack.units
    const same = ({ of }: Unit): boolean =>
      of.slope === first!.of.slope &&
      of.intercept === first!.of.intercept &&
      of.signed === first!.of.signed &&
      !of.modalityLut === !first!.of.modalityLut
    // A cut reads stored values of many slices at once.
    if (!stack.units.every(same)) return 'scales'
    return stack.units.every(({ of }) => of.copies.includes('j')) ? null : 'noCopies'
  }

  enter(): void {
    const { viewer } = this
    const pane = viewer.active
    const stack = viewer.stackIn(pane)
    if (!stack || this.on) return
    const problem = this.problem(stack)
    if (problem) {
      viewer.say(viewer.t('noVolume', { why: viewer.t(problem) }), { error: true })
      return
    }
    viewer.cine.toggle(false)
    viewer.dsa.leave(pane)
    this.before = { stack, index: pane.index }
    this.volume = new StackVolume(stack, viewer.loader)
    // Cuts of one volume are read in one window: without one in the file each would find its own.
    const own = pane.hasOwnWindow || !pane.source?.fileWindow(pane.index) ? pane.window : null
    const middle = pane.toPatient([stack.units[0]!.of.columns / 2, stack.units[0]!.of.rows / 2])
    this.place = middle ?? this.volume.middle
    viewer.setLayout('mpr')
    for (const [i, cut] of CUTS.entries()) {
      const source = new CutSource(this.volume, cut, this.slab)
      const to = viewer.panes[i]!
      to.show(source, source.indexAt(this.place))
      if (own) to.setWindow(own)
      to.element.dataset['cut'] = cut
      this.remove.push(to.addLayer(this.lines(to)))
    }
    viewer.loader.store.widen(true)
    viewer.loader.look('mpr', { stack, at: this.before.index, direction: 1, wide: true })
    for (const one of viewer.panes) viewer.loader.look(one.id, null)
    viewer.chooseTool('crosshair')
    viewer.changed()
  }

  /** Back to what stood before, at the place where the crosshair is. */
  leaveTo(): void {
    if (this.on) this.viewer.setLayout('1')
  }

  /** Called when another layout is chosen. */
  restore(): void {
    const { before, volume } = this
    if (!before || !volume) return
    for (const remove of this.remove.splice(0)) remove()
    for (const pane of this.viewer.panes) {
      delete pane.element.dataset['cut']
      pane.show(null, 0)
    }
    this.volume = null
    this.before = null
    this.viewer.loader.look('mpr', null)
    this.viewer.loader.store.widen(false)
    const [first] = this.viewer.panes
    let best = before.index
    let least = Infinity
    for (const unit of before.stack.units) {
      const { plane } = unit
      if (!plane) continue
      const [n, o] = [plane.normal, plane.origin]
      const away = Math.abs(
        n[0] * (this.place[0] - o[0]) + n[1] * (this.place[1] - o[1]) + n[2] * (this.place[2] - o[2]),
      )
      if (away < least) [best, least] = [unit.ordinal, away]
    }
    this.viewer.state$.layout = '1'
    this.viewer.showStack(first!, before.stack, best)
    this.viewer.chooseTool(matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window')
  }

  /** Something else is shown in the panes. */
  leave(): void {
    if (this.on) this.restore()
  }

  /** A slice of the volume came: the cuts are made again, a few times a second at most. */
  came(unit: Unit): void {
    const { volume } = this
    if (!volume || volume.stack.units[unit.ordinal] !== unit || this.timer !== 0) return
    this.timer = window.setTimeout(() => {
      this.timer = 0
      if (this.volume !== volume) return
      volume.revision += 1
      for (const pane of this.viewer.panes) pane.refresh()
    }, 160)
  }

  scrolled(pane: Pane): void {
    if (!(pane.source instanceof CutSource)) return
    const plane = pane.source.plane(pane.index)
    const n = plane.normal
    const o = plane.origin
    const off = n[0] * (o[0] - this.place[0]) + n[1] * (o[1] - this.place[1]) + n[2] * (o[2] - this.place[2])
    this.moveTo([this.place[0] + n[0] * off, this.place[1] + n[1] * off, this.place[2] + n[2] * off], pane)
  }

  moveTo(place: Vec3, but?: Pane): void {
    this.place = place
    for (const pane of this.viewer.panes) {
      if (pane.source instanceof CutSource && pane !== but) pane.go(pane.source.indexAt(place))
      pane.redraw()
    }
  }

  setSlab(slab: Partial<SlabChoice>): void {
    Object.assign(this.slab, slab)
    for (const pane of this.viewer.panes) pane.refresh()
    this.viewer.changed()
  }

  slabText(pane: Pane): string {
    if (!(pane.source instanceof CutSource) || this.slab.thickness === 0) return ''
    return `${this.viewer.t(this.slab.mode).split(' ')[0]} ${this.slab.thickness} mm`
  }

  /** The crosshair: pressed or dragged, the other planes go there. */
  press(event: ToolEvent, pane: Pane): boolean {
    if (!(pane.source instanceof CutSource)) return false
    this.dragging = true
    this.drag(event, pane)
    return true
  }

  drag(event: ToolEvent, pane: Pane): void {
    const place = this.dragging ? pane.toPatient(event.image) : null
    if (place) this.moveTo(place, pane)
  }

  release(): void {
    this.dragging = false
  }

  /** Lines of the other two planes, in their colours. */
  private lines(pane: Pane): Layer {
    return {
      order: 15,
      draw: (context) => {
        const { source } = pane
        if (!(source instanceof CutSource)) return
        const at = pane.fromPatient(this.place)?.point
        const size = source.size()
        if (!at) return
        for (const other of this.viewer.panes) {
          if (!(other.source instanceof CutSource) || other === pane) continue
          const across = other.source.axes.through === source.axes.down
          const ends = across
            ? [[0, at[1]] as const, [size.columns, at[1]] as const]
            : [[at[0], 0] as const, [at[0], size.rows] as const]
          const [from, to] = ends.map((p) => pane.toScreen(p))
          const middle = pane.toScreen(at)
          context.strokeStyle = COLOURS[other.source.cut]
          context.lineWidth = 1
          context.beginPath()
          // A gap in the middle: what one points at stays free.
          for (const end of [from!, to!]) {
            const away = Math.hypot(end[0] - middle[0], end[1] - middle[1])
            if (away < 14) continue
            context.moveTo(
              middle[0] + ((end[0] - middle[0]) / away) * 14,
              middle[1] + ((end[1] - middle[1]) / away) * 14,
            )
            context.lineTo(end[0], end[1])
          }
          context.stroke()
        }
        context.strokeStyle = COLOURS[source.cut]
        context.lineWidth = 2
        context.strokeRect(1, 1, pane.width - 2, pane.height - 2)
      },
    }
  }
}
