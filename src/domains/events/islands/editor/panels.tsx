import type { Lang } from '#src/lib/text/multilingual.ts'
import { duration } from '#src/lib/time/format.ts'
import { indexOf, type Programme } from '../../programme/programme.ts'
import { sayWarning } from '../../programme/warning-messages.ts'
import type { ItemRef, Warning } from '../../programme/warnings.ts'
import { editorMessages } from './messages.ts'
import type { Conflict } from './types.ts'
import { findItem, titleOf } from './words.ts'

/** What has no time: to be dragged from, and dropped back onto. */
export function UnscheduledPanel({ lang, programme, over }: { lang: Lang; programme: Programme; over: boolean }) {
  const t = editorMessages(lang)
  const sessions = new Map(programme.sessions.map((s) => [s.id, s]))
  const items = [
    ...programme.sessions.filter((s) => s.start === null && !s.cancelled).map((item) => ({ type: 'session', item })),
    ...programme.talks
      .filter(
        (talk) =>
          talk.start === null &&
          !talk.cancelled &&
          (talk.sessionId === null || sessions.get(talk.sessionId)?.start != null),
      )
      .map((item) => ({ type: 'talk', item })),
  ]
  return (
    <section
      class={`ed-panel ed-loose${over ? ' ed-over' : ''}`}
      data-drop="unscheduled"
      aria-labelledby="ed-loose-title"
    >
      <h2 id="ed-loose-title">
        {t('unscheduled')} <span class="ed-count">{items.length}</span>
      </h2>
      <p class="hint">{items.length === 0 ? t('allScheduled') : t('unscheduledHint')}</p>
      <ul>
        {items.map(({ type, item }) => (
          <li class="ed-card" key={item.id} data-item={`${type}:${item.id}`}>
            <button type="button" class="ed-title" id={`ed-${item.id}`}>
              {titleOf(programme, item, lang)}
            </button>
            <span class="ed-meta">{duration(lang, item.minutes)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const SHOWN = 150

/** What should be looked at, the gravest first, each with the way there. */
export function WarningsPanel({
  lang,
  programme,
  warnings,
  jump,
}: {
  lang: Lang
  programme: Programme
  warnings: readonly Warning[]
  jump: (ref: ItemRef) => void
}) {
  const t = editorMessages(lang)
  const index = indexOf(programme)
  return (
    <section class="ed-panel ed-warnings" aria-labelledby="ed-warnings-title">
      <h2 id="ed-warnings-title">
        {t('warnings')} <span class="ed-count">{warnings.length}</span>
      </h2>
      {warnings.length === 0 ? <p class="hint">{t('noWarnings')}</p> : null}
      <ul>
        {warnings.slice(0, SHOWN).map((w) => (
          <li key={w.key} class={`ed-warning ed-${w.severity}`}>
            <p>{sayWarning(w, index, programme.event, lang)}</p>
            <p class="ed-jumps">
              {w.items.map((ref) => {
                const item = findItem(programme, ref)
                return item ? (
                  <button
                    type="button"
                    class="as-link"
                    key={ref.id}
                    onClick={() => jump(ref)}
                    aria-label={`${t('jump')}: ${titleOf(programme, item, lang)}`}
                  >
                    {titleOf(programme, item, lang)}
                  </button>
                ) : null
              })}
            </p>
          </li>
        ))}
      </ul>
      {warnings.length > SHOWN ? <p class="hint">{t('more', { n: warnings.length - SHOWN })}</p> : null}
    </section>
  )
}

/** Somebody was faster: both are shown, the person decides. */
export function ConflictPanel({
  lang,
  conflict,
  settle,
}: {
  lang: Lang
  conflict: Conflict
  settle: (mine: boolean) => void
}) {
  const t = editorMessages(lang)
  return (
    <div
      class="notice notice-warning ed-conflict"
      role="alertdialog"
      aria-labelledby="ed-conflict-title"
      aria-describedby="ed-conflict-text"
    >
      <div>
        <p class="notice-title" id="ed-conflict-title">
          {t('conflictTitle', { by: conflict.by })}
        </p>
        <dl class="facts" id="ed-conflict-text">
          <div>
            <dt>{t('conflictTheirs')}</dt>
            <dd>{conflict.theirs}</dd>
          </div>
          <div>
            <dt>{t('conflictMine')}</dt>
            <dd>{conflict.mine}</dd>
          </div>
        </dl>
        <div class="actions">
          <button
            type="button"
            class="button button-primary"
            ref={(button) => button?.focus()}
            onClick={() => settle(false)}
          >
            {t('keepTheirs')}
          </button>
          <button type="button" class="button button-quiet" onClick={() => settle(true)}>
            {t('doMine')}
          </button>
        </div>
      </div>
    </div>
  )
}
