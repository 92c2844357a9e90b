import { sameWindow, type Window } from '#src/lib/imaging/view.ts'
import { windowQuery } from '#src/lib/imaging/window-query.ts'
import type { Unit } from './stack.ts'

/** A picture that the server has painted: for frames without copies, and colour tables. */
export interface Painted {
  readonly bitmap: ImageBitmap
  /** Window it was painted with; null: that of the file. */
  readonly window: Window | null
}

/** Fetches painted pictures, one at a time, keeping the last few dozen. */
export class PaintedPictures {
  private readonly kept = new Map<string, Painted>()
  private readonly flying = new Set<string>()
  readonly failed = new Set<string>()

  constructor(
    private readonly onCame: (unit: Unit, bytes: number) => void,
    private readonly light: () => boolean,
  ) {}

  /** Forgets what failed, so that it is asked for again. */
  again(): void {
    this.failed.clear()
  }

  get(unit: Unit): Painted | undefined {
    return this.kept.get(unit.key)
  }

  /** Asks for a picture unless it is here already with this window. */
  want(unit: Unit, window: Window | null): void {
    const here = this.kept.get(unit.key)
    if ((here && sameWindow(here.window, window)) || this.flying.has(unit.key) || this.failed.has(unit.key)) return
    this.flying.add(unit.key)
    void this.fetch(unit, window)
  }

  private async fetch(unit: Unit, window: Window | null): Promise<void> {
    const { study, series, instance, frame } = unit
    const side = this.light() ? 640 : 2048
    const query = new URLSearchParams({ viewport: `${side},${side}`, quality: this.light() ? '60' : '88' })
    if (window) query.set('window', windowQuery(window))
    const address = `/dicomweb/studies/${study}/series/${series}/instances/${instance}/frames/${frame}/rendered`
    try {
      const response = await fetch(`${address}?${query.toString()}`, { headers: { accept: 'image/webp, image/jpeg' } })
      if (!response.ok) throw new Error(String(response.status))
      const blob = await response.blob()
      const bitmap = await createImageBitmap(blob)
      this.kept.get(unit.key)?.bitmap.close()
      this.kept.delete(unit.key)
      this.kept.set(unit.key, { bitmap, window })
      for (const [key, old] of this.kept) {
        if (this.kept.size <= 60) break
        old.bitmap.close()
        this.kept.delete(key)
      }
      this.onCame(unit, blob.size)
    } catch {
      this.failed.add(unit.key)
      this.onCame(unit, 0)
    } finally {
      this.flying.delete(unit.key)
    }
  }
}
