import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Rejected } from '../../client/intake/protocol.ts'
import { intakeWords } from '../../intake/messages.ts'
import { refusalText } from '../../intake/refusals.ts'

/** What stays out, by reason; names of files are shown here only. */
export function RejectedList({ lang, rejected, count }: { lang: Lang; rejected: readonly Rejected[]; count: number }) {
  const t = intakeWords(lang)
  if (count === 0) return null
  const byCode = new Map<string, string[]>()
  for (const { path, code } of rejected) byCode.set(code, [...(byCode.get(code) ?? []), path])
  return (
    <details class="rejected">
      <summary>{t('rejectedN', { n: count })}</summary>
      <ul>
        {[...byCode].map(([code, paths]) => (
          <li key={code}>
            <strong>{refusalText(lang, code)}</strong> ({paths.length})
            <ul class="rejected-files" translate={false}>
              {paths.slice(0, 200).map((path) => (
                <li key={path}>{path}</li>
              ))}
              {paths.length > 200 ? <li>…</li> : null}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  )
}
