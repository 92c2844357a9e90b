import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Failure } from '#src/platform/outcome.ts'
import { programmeMessages, type ProgrammeKey } from './messages.ts'

/** What a refused edit says to the person who made it. */
export function refusalText(lang: Lang, failure: Pick<Failure, 'code' | 'fields' | 'detail'>): string {
  const t = programmeMessages(lang)
  const code =
    failure.code === 'conflict'
      ? String(failure.detail?.['reason'] ?? '')
      : (Object.values(failure.fields ?? {})[0] ?? '')
  const known = code in programmeMessages.table ? (code as ProgrammeKey) : 'malformed'
  return t(known, { by: String(failure.detail?.['by'] || t('somebody')) })
}
