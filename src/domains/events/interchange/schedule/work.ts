import type { DraftBuilder } from '../builder.ts'
import type { Cleaner } from '../clean.ts'
import type { SourceId } from '../draft.ts'
import type { Problems } from '../problems.ts'
import type { RawSchedule } from './raw.ts'

/** What all steps of the assembly share. */
export interface Work {
  readonly raw: RawSchedule
  readonly zone: string
  readonly fileLang: string
  readonly askedLang: string | undefined
  readonly base: string | undefined
  readonly clean: Cleaner
  readonly build: DraftBuilder
  readonly problems: Problems
  readonly roomOf: (name: string) => SourceId
  readonly trackOf: (name: unknown, path: string) => SourceId | null
}
