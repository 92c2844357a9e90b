import { useEffect, useState } from 'preact/hooks'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import { intakeWords } from '../../intake/messages.ts'
import { refusalText } from '../../intake/refusals.ts'
import type { UploadState } from '../../intake/upload-state.ts'
import { RejectedList } from './rejected.tsx'
import type { State } from './state.ts'

/**
 * Asked again and again, and not told by a stream: one person waits here for seconds, a minute at most, and the answer
 * is four statements. A stream would ask the same four whenever a few objects are done, which is oftener than once a
 * second, and hold one of the six connections of a browser that may have other uploads under way. What lasts long is
 * asked for less often.
 */
const EVERY = { first: 1_000, most: 5_000, share: 0.05 }

/** What the server does with what it got, until all is in the archive; then the way on. */
export function OnServer({ lang, state, next }: { lang: Lang; state: State; next: string | null }) {
  const t = intakeWords(lang)
  const [states, setStates] = useState<readonly UploadState[]>([])
  useEffect(() => {
    let stopped = false
    let timer: ReturnType<typeof setTimeout>
    const since = performance.now()
    const ask = async (): Promise<void> => {
      const all = await Promise.all(
        state.uploads.map(async (id) => {
          try {
            const answer = await fetch(`/imaging/uploads/${id}`)
            return answer.ok ? ((await answer.json()) as UploadState) : null
          } catch {
            return null
          }
        }),
      )
      if (stopped) return
      const known = all.filter((one) => one !== null)
      if (known.length === all.length) setStates(known)
      const busy = known.length < all.length || known.some(({ waiting, preparing }) => waiting + preparing > 0)
      const wait = Math.min(EVERY.most, Math.max(EVERY.first, (performance.now() - since) * EVERY.share))
      if (busy) timer = setTimeout(() => void ask(), wait)
    }
    void ask()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [state.uploads])
  const sum = (of: (one: UploadState) => number): number => states.reduce((total, one) => total + of(one), 0)
  const [waiting, done, preparing] = [sum((one) => one.waiting), sum((one) => one.done), sum((one) => one.preparing)]
  const reasons = states.flatMap((one) => one.reasons)
  const studies = states.flatMap((one) => one.studies)
  const here = states.length > 0 && waiting === 0
  return (
    <div class="intake">
      <h2>{t(waiting > 0 || states.length === 0 ? 'takingIn' : preparing > 0 ? 'preparing' : 'arrived')}</h2>
      <progress
        class="intake-bar"
        aria-label={t('takingIn')}
        value={waiting > 0 ? done : done - preparing}
        max={Math.max(1, waiting + done)}
      />
      <p class="intake-count" role="status">
        {t('filesOf', { done: waiting > 0 ? done : done - preparing, all: waiting + done })}
      </p>
      {reasons.length > 0 ? (
        <Notice tone="warning" title={t('rejectedN', { n: reasons.reduce((n, { count }) => n + count, 0) })}>
          <ul>
            {reasons.map(({ reason, count }) => (
              <li key={reason}>
                {refusalText(lang, reason)} ({count})
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <RejectedList lang={lang} rejected={state.sending?.rejected ?? []} count={state.sending?.rejected.length ?? 0} />
      {here ? (
        <>
          <p class="lead">{t('lookNext')}</p>
          <div class="actions">
            {next !== null ? (
              <a class="button button-primary" href={next}>
                {t('goOn')}
              </a>
            ) : (
              studies.map(({ uid, images, looked }, i) => (
                <a key={uid} class="button button-primary" href={to(lang, `/imaging/studies/${uid}/look`)}>
                  {t('look')} {studies.length > 1 ? `(${t('studyN', { n: i + 1 })}, ` : '('}
                  {t('images', { n: images })}
                  {looked ? `, ${t('looked')}` : ''})
                </a>
              ))
            )}
            <a class="button button-quiet" href={location.pathname + location.search}>
              {t('another')}
            </a>
          </div>
        </>
      ) : null}
    </div>
  )
}
