import type { BurnedInAssessment } from './burned-in.ts'
import type { DeidentifyProfile } from './profile.ts'

/** What was done to an element; `kept` names listed elements that an option of the profile retains. */
export type Done = 'removed' | 'emptied' | 'replaced' | 'remapped' | 'shifted' | 'cleaned' | 'capped' | 'added' | 'kept'

/** One line of a report. Paths carry `[]` for items, so that the frames of an enhanced object share a line. */
export interface ReportEntry {
  readonly path: string
  readonly keyword: string
  readonly action: Done
  readonly count: number
}

/** What was done to one file, without any value of it. */
export interface DeidentifyReport {
  readonly profile: DeidentifyProfile
  /** Edition of PS3.15 Table E.1-1 that decided. */
  readonly edition: string
  readonly transferSyntax: string
  readonly sopClass: string
  /** The new SOP Instance UID, '' when the file has none. */
  readonly sopInstance: string
  readonly entries: readonly ReportEntry[]
  readonly privateRemoved: number
  readonly privateKept: number
  /** Whether the pixels need a person's eyes. */
  readonly burnedIn: BurnedInAssessment
  /** True when nothing in the data set had to change: it had been de-identified with this key and profile before. */
  readonly unchanged: boolean
}

/** Collects entries while a data set is rewritten. */
export class ReportLog {
  readonly #entries = new Map<string, { path: string; keyword: string; action: Done; count: number }>()
  privateRemoved = 0
  privateKept = 0
  changes = 0

  add(path: string, keyword: string, action: Done): void {
    if (action !== 'kept') this.changes += 1
    const key = `${action} ${path}`
    const known = this.#entries.get(key)
    if (known) known.count += 1
    else this.#entries.set(key, { path, keyword, action, count: 1 })
  }

  entries(): ReportEntry[] {
    return [...this.#entries.values()]
  }
}
