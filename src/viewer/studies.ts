import { type PackedIndex, type StudyIndex, unpackIndex } from '#src/lib/imaging/study-index.ts'
import { type Stack, stackOf } from './load/stack.ts'

export interface StudiesHost {
  /** A study came or grew; `fresh` are the stacks of series that are new or not as before. */
  came(index: StudyIndex, fresh: readonly Stack[]): void
  trouble(what: 'gone' | 'server' | 'offline'): void
}

/** A study whose copies are still being made is asked for again. */
const AGAIN = 5000

/** The studies of a page as they are read: their indexes, and their series as they are scrolled. */
export class Studies {
  indexes: readonly StudyIndex[] = []
  stacks: readonly Stack[] = []

  constructor(private readonly host: StudiesHost) {}

  has = (study: string): boolean => this.indexes.some((one) => one.study === study)
  find = (ref: { readonly study: string; readonly series: string }): Stack | undefined =>
    this.stacks.find(({ study, series }) => study === ref.study && series.uid === ref.series)
  get preparing(): number {
    return this.indexes.reduce((sum, { preparing }) => sum + preparing, 0)
  }

  /** False when it cannot be had, which has been said. */
  async load(study: string): Promise<boolean> {
    const response = await fetch(`/imaging/studies/${study}/index`).catch(() => null)
    if (!response?.ok) {
      this.host.trouble(response?.status === 404 ? 'gone' : navigator.onLine ? 'server' : 'offline')
      return false
    }
    const index = unpackIndex((await response.json()) as PackedIndex)
    this.indexes = this.has(study)
      ? this.indexes.map((one) => (one.study === study ? index : one))
      : [...this.indexes, index]
    // Series that only got their copies stay the stacks that panes show.
    const stacks = index.series.map((series) => {
      const before = this.find({ study: index.study, series: series.uid })
      return before && JSON.stringify(before.series) === JSON.stringify(series) ? before : stackOf(index.study, series)
    })
    const fresh = stacks.filter((stack) => !this.stacks.includes(stack))
    this.stacks = [...this.stacks.filter((one) => one.study !== index.study), ...stacks]
    if (index.preparing > 0) setTimeout(() => void this.load(study), AGAIN)
    this.host.came(index, fresh)
    return true
  }
}
