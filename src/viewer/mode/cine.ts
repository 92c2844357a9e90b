import { cineStep, frameDuration } from '#src/lib/imaging/cine.ts'
import type { Pane } from '../pane/pane.ts'

/** Slices of a stack are not a film: a pace at which one can follow. */
const STACK_MS = 100
/** A picture that has not come is waited for this long before the film goes on without it. */
const PATIENCE_MS = 700

/** Plays the images of a pane with the times that the file gives. */
export class Cine {
  playing = false
  speed = 1
  /** Images shown in the last second. */
  rate = 0
  private spent = 0
  private last = 0
  private waited = 0
  private shown: number[] = []
  private request = 0

  constructor(
    private readonly pane: () => Pane,
    private readonly changed: () => void,
  ) {}

  toggle(on = !this.playing): void {
    if (on === this.playing) return
    this.playing = on
    this.spent = 0
    this.last = performance.now()
    this.shown = []
    if (on) this.request = requestAnimationFrame(this.tick)
    else cancelAnimationFrame(this.request)
    this.changed()
  }

  /** ms for an image in the pane; of a film where the file has one. */
  duration(index: number): number {
    const unit = this.pane().source?.unit(index)
    const film = unit && unit.of.frames > 1
    return frameDuration(film ? unit.of.frameTime : undefined, (unit?.frame ?? 1) - 1, film ? 66.7 : STACK_MS)
  }

  private readonly tick = (now: number): void => {
    if (!this.playing) return
    this.request = requestAnimationFrame(this.tick)
    const pane = this.pane()
    const { source } = pane
    if (!source || source.count < 2 || document.hidden) {
      this.last = now
      return
    }
    const elapsed = Math.min(1000, now - this.last)
    this.last = now
    const next = cineStep(
      { index: pane.index, spent: this.spent },
      elapsed,
      source.count,
      (i) => this.duration(i),
      this.speed,
    )
    if (next.index === pane.index) {
      this.spent = next.spent
      return
    }
    if (
      !source.picture(next.index, pane.hasOwnWindow ? pane.window : null) &&
      !source.failed(next.index) &&
      this.waited < PATIENCE_MS
    ) {
      this.waited += elapsed
      return
    }
    this.waited = 0
    this.spent = next.spent
    pane.go(next.index, true)
    this.shown = [...this.shown.filter((t) => now - t < 1000), now]
    this.rate = this.shown.length
  }
}
