import type { Lang } from '#src/lib/text/multilingual.ts'

/** What the island needs to know; nothing of a patient. */
export interface UploadProps {
  readonly lang: Lang
  /** Who sends, so that a shared computer shows each person their own unfinished uploads. */
  readonly person: string
  /** The case that everything goes to; null: a new one, or one for each patient. */
  readonly caseId: string | null
  /** Where to go on when everything is in the archive; null: to the look page of each study. */
  readonly next: string | null
}
