import { useRef } from 'preact/hooks'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { intakeWords } from '../../intake/messages.ts'
import { createRate } from './rate.ts'
import { RejectedList } from './rejected.tsx'
import { sizeText, type State } from './state.ts'

/** What goes over the line: files, bytes, time. */
export function SendingView({ lang, state, pause }: { lang: Lang; state: State; pause: (paused: boolean) => void }) {
  const t = intakeWords(lang)
  const rate = useRef(createRate())
  const sending = state.sending ?? {
    files: 0,
    filesDone: 0,
    bytes: 0,
    bytesDone: 0,
    bytesSent: 0,
    line: 'fine',
    cleaned: { bytes: 0, ms: 0 },
    rejected: [],
  }
  // A file that is under way counts by what of it has gone, and never more than all.
  const done = Math.min(sending.bytes, Math.max(sending.bytesDone, sending.bytesSent))
  const left = rate.current.left(performance.now(), done, sending.bytes)
  const failed = state.phase === 'failed'
  return (
    <div class="intake">
      <h2>{t('sending')}</h2>
      <progress class="intake-bar" aria-label={t('sending')} value={done} max={sending.bytes || 1} />
      <p class="intake-count" role="status">
        <span>{t('filesOf', { done: sending.filesDone, all: sending.files })}</span>
        <span>
          {sizeText(done)} / {sizeText(sending.bytes)}
        </span>
        {left === null || failed ? null : <span>{t('timeLeft', { time: timeText(lang, left) })}</span>}
      </p>
      {failed ? (
        <Notice tone="danger" live title={t(state.failure === 'sign-in' ? 'signedOut' : 'failed')} />
      ) : (
        <>
          {sending.line === 'lost' ? <Notice tone="warning" live title={t('lost')} /> : null}
          <div class="actions">
            <button type="button" class="button button-quiet" onClick={() => pause(!state.paused)}>
              {t(state.paused ? 'goOn' : 'pause')}
            </button>
          </div>
        </>
      )}
      <RejectedList lang={lang} rejected={sending.rejected} count={sending.rejected.length} />
    </div>
  )
}

export function timeText(lang: Lang, seconds: number): string {
  const t = intakeWords(lang)
  if (seconds < 90) return t('seconds', { n: Math.max(1, Math.round(seconds)) })
  if (seconds < 5400) return t('minutes', { n: Math.round(seconds / 60) })
  return t('hours', { n: Math.round(seconds / 3600) })
}
