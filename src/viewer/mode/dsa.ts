import { MOST_MASK_FRAMES } from '#src/lib/imaging/view-address.ts'
import type { Mask } from '#src/lib/imaging/view.ts'
import type { Unit } from '../load/stack.ts'
import type { Pane } from '../pane/pane.ts'
import { StackSource } from '../pane/source.ts'
import type { ImageViewer } from '../viewer.ts'
import { SubtractionSource } from './subtraction-source.ts'

/** Subtraction in a pane: on and off, mask frames, shift. */
export class DsaMode {
  constructor(private readonly viewer: ImageViewer) {}

  /** Grey runs of several frames whose pixels are here. */
  possible(pane: Pane): boolean {
    const stack = this.viewer.stackIn(pane)
    const first = stack?.units[0]?.of
    return (
      first !== undefined &&
      stack!.units.length > 1 &&
      first.samples === 1 &&
      first.copies.includes('j') &&
      first.frames > 1
    )
  }

  source = (pane: Pane): SubtractionSource | null => (pane.source instanceof SubtractionSource ? pane.source : null)
  isOn = (pane: Pane): boolean => this.source(pane) !== null

  uses(pane: Pane, unit: Unit): boolean {
    const source = this.source(pane)
    return source !== null && source.stack.units[unit.ordinal] === unit && source.choice.frames.includes(unit.ordinal)
  }

  /** The mask as a view keeps it; undefined where nothing is subtracted. */
  mask(pane: Pane): Mask | undefined {
    const source = this.source(pane)
    const here = source?.stack.units[pane.index]?.instance
    if (!source || !here) return undefined
    const frames = source.choice.frames.flatMap((i) => {
      const unit = source.stack.units[i]
      return unit?.instance === here ? [unit.frame] : []
    })
    return frames.length > 0 ? { frames: frames.slice(0, MOST_MASK_FRAMES), shift: source.choice.shift } : undefined
  }

  /** Shows a pane as a view says it: subtracted by this mask, or plain. */
  follow(pane: Pane, mask: Mask | undefined): void {
    const stack = this.viewer.stackIn(pane)
    if (!mask || !stack || !this.possible(pane)) {
      if (this.isOn(pane)) this.toggle(pane)
      return
    }
    const { of, instance } = stack.units[pane.index]!
    const start = stack.units.findIndex((unit) => unit.instance === instance)
    const frames = mask.frames.filter((frame) => frame <= of.frames).map((frame) => start + frame - 1)
    if (frames.length === 0) return
    if (!this.isOn(pane)) this.toggle(pane)
    this.setMask(pane, frames)
    this.shift(pane, null)
    this.shift(pane, mask.shift)
  }

  toggle(pane: Pane): void {
    const { viewer } = this
    const stack = viewer.stackIn(pane)
    if (this.isOn(pane) && stack) {
      pane.show(new StackSource(stack, viewer.loader), pane.index, true)
      pane.setWindow(null)
    } else if (stack && this.possible(pane)) {
      const { of, instance } = stack.units[pane.index]!
      const start = stack.units.findIndex((unit) => unit.instance === instance)
      const named = of.masks?.map((n) => start + n - 1)
      // The file's own mask, else the first frame: contrast has not come then.
      const shift = of.maskShift ? ([of.maskShift[1], of.maskShift[0]] as const) : ([0, 0] as const)
      pane.show(new SubtractionSource(stack, viewer.loader, { frames: named ?? [start], shift }), pane.index, true)
      pane.setWindow(null)
      this.fetchMasks(pane)
    } else viewer.say(viewer.t('noDsa'), { error: true })
    viewer.corner(pane)
    viewer.look(pane)
    viewer.changed()
  }

  leave(pane: Pane): void {
    if (this.isOn(pane)) pane.setWindow(null)
  }

  setMask(pane: Pane, frames: readonly number[]): void {
    const source = this.source(pane)
    if (!source || frames.length === 0) return
    source.choice = { ...source.choice, frames: frames.toSorted((a, b) => a - b) }
    this.fetchMasks(pane)
    pane.refresh()
    this.viewer.changed()
  }

  /** Adds the shown frame to the mask, or takes it out again. */
  addMask(pane: Pane): void {
    const frames = this.source(pane)?.choice.frames ?? []
    this.setMask(pane, frames.includes(pane.index) ? frames.filter((i) => i !== pane.index) : [...frames, pane.index])
  }

  /** Moves the mask by pixels; null puts it back. */
  shift(pane: Pane, by: readonly [number, number] | null): void {
    const source = this.source(pane)
    if (!source) return
    const round = (n: number): number => Math.round(n * 10) / 10 + 0
    const { shift } = source.choice
    source.choice = { ...source.choice, shift: by ? [round(shift[0] + by[0]), round(shift[1] + by[1])] : [0, 0] }
    pane.refresh()
    this.viewer.changed()
  }

  /** Masks are wanted exactly: their noise would be in every difference. */
  private fetchMasks(pane: Pane): void {
    const source = this.source(pane)
    if (!source) return
    const light = this.viewer.loader.mode === 'light'
    for (const i of source.choice.frames)
      if (!light) void this.viewer.loader.exact(source.stack.units[i]!, source.stack)
  }
}
