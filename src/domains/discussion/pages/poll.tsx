import type { PollResults, PollView } from '../board.ts'
import { cloudOf } from '../cloud.ts'
import { said, wrongText, type Words } from '../messages.ts'
import { LIMITS_OF, SCALE } from '../model.ts'
import { Token } from './question.tsx'
import { langAttr, type View } from './view.ts'

/** A poll as the audience meets it: its ballot while it is open, its results once the chair shows them. */
export function PollCard({
  poll,
  view,
  mine,
  mayVote,
  wrong,
}: {
  poll: PollView
  view: View
  mine: readonly string[]
  mayVote: boolean
  wrong?: string | undefined
}) {
  const t = said(view.lang)
  return (
    <section class="poll" id={`p-${poll.id}`} aria-labelledby={`pt-${poll.id}`}>
      <p class="dq-marks">
        <span class={poll.state === 'open' ? 'tag tag-signal' : 'tag'}>
          {t(poll.state === 'open' ? 'poll' : 'closed')}
        </span>
      </p>
      <h3 id={`pt-${poll.id}`} lang={langAttr(poll.lang, view)}>
        {poll.title}
      </h3>
      {poll.state === 'open' && mayVote ? <BallotForm poll={poll} view={view} mine={mine} wrong={wrong} /> : null}
      {poll.results ? (
        <Results poll={poll} results={poll.results} view={view} />
      ) : poll.state === 'closed' || mine.length > 0 ? (
        <p class="quiet">{t('resultsLater')}</p>
      ) : null}
    </section>
  )
}

function BallotForm({
  poll,
  view,
  mine,
  wrong,
}: {
  poll: PollView
  view: View
  mine: readonly string[]
  wrong: string | undefined
}) {
  const t = said(view.lang)
  return (
    <form class="form" method="post" action={`${view.base}/ballots`} data-live="ballot">
      <Token view={view} />
      <input type="hidden" name="poll" value={poll.id} />
      <Choices poll={poll} view={view} mine={mine} t={t} />
      {wrong ? (
        <p class="error" role="alert">
          {wrongText(t, wrong)}
        </p>
      ) : null}
      {mine.length > 0 ? <p class="hint">{t('voted')}</p> : null}
      <div class="actions">
        <button class="button button-primary">{t(mine.length > 0 ? 'changePoll' : 'givePoll')}</button>
      </div>
    </form>
  )
}

function Choices({ poll, view, mine, t }: { poll: PollView; view: View; mine: readonly string[]; t: Words }) {
  const lang = langAttr(poll.lang, view)
  if (poll.kind === 'words') {
    return (
      <div class="ask-pair">
        {Array.from({ length: LIMITS_OF.words }, (_, n) => (
          <div class="field" key={n}>
            <label class="label" for={`c-${poll.id}-${n}`}>
              {t('wordN', { n: n + 1 })}
            </label>
            <input
              class="input"
              type="text"
              id={`c-${poll.id}-${n}`}
              name="choices"
              maxLength={LIMITS_OF.word}
              defaultValue={mine[n] ?? ''}
            />
          </div>
        ))}
      </div>
    )
  }
  const labels = poll.kind === 'scale' ? SCALE.map((n) => scaleLabel(poll, n)) : poll.options
  return (
    <fieldset class={poll.kind === 'scale' ? 'poll-scale' : undefined} lang={lang}>
      <legend class="unseen">{poll.title}</legend>
      {labels.map((label, n) => (
        <div class="choice" key={label}>
          <input
            type={poll.kind === 'multiple' ? 'checkbox' : 'radio'}
            id={`c-${poll.id}-${n}`}
            name="choices"
            value={String(n)}
            defaultChecked={mine.includes(String(n))}
          />
          <label for={`c-${poll.id}-${n}`}>{label}</label>
        </div>
      ))}
    </fieldset>
  )
}

function scaleLabel(poll: PollView, n: number): string {
  const word = n === 1 ? poll.options[0] : n === SCALE.length ? poll.options[1] : undefined
  return word ? `${n} (${word})` : String(n)
}

/** Results as a chart that is a table too: bars drawn in SVG beside their figures, or a cloud with its list. */
export function Results({ poll, results, view }: { poll: PollView; results: PollResults; view: View }) {
  const t = said(view.lang)
  const lang = langAttr(poll.lang, view)
  const part = (n: number) => n / Math.max(1, results.voters)
  const share = (n: number) => `${Math.round(part(n) * 100)}%`
  const labels = poll.kind === 'scale' ? SCALE.map((n) => scaleLabel(poll, n)) : results.counts.map((c) => c.label)
  const table = (
    <table class="poll-results">
      <caption class="unseen">{t('resultsOf', { title: poll.title })}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">{t(poll.kind === 'words' ? 'word' : 'option')}</th>
          <th scope="col">{t('count')}</th>
          <th scope="col">{t('share')}</th>
        </tr>
      </thead>
      <tbody>
        {results.counts.map((c, n) => (
          <tr key={labels[n]}>
            <th scope="row" lang={lang}>
              {labels[n]}
              {poll.kind === 'words' ? null : (
                <svg
                  class="poll-bar"
                  viewBox="0 0 100 6"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                  focusable="false"
                >
                  <rect class="poll-bar-ground" width="100" height="6" />
                  <rect class="poll-bar-value" width={Math.round(part(c.n) * 1000) / 10} height="6" />
                </svg>
              )}
            </th>
            <td class="numeric">{c.n}</td>
            <td class="numeric">{share(c.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <div class="poll-outcome">
      {poll.kind === 'words' ? (
        <>
          <CloudChart results={results} label={t('resultsOf', { title: poll.title })} />
          <details>
            <summary>{t('count')}</summary>
            {table}
          </details>
        </>
      ) : (
        table
      )}
      <p class="quiet">{t('voters', { n: results.voters })}</p>
    </div>
  )
}

export function CloudChart({ results, label }: { results: PollResults; label: string }) {
  const cloud = cloudOf(results.counts)
  const most = Math.max(...cloud.words.map((w) => w.n))
  return (
    <svg class="poll-cloud" viewBox={`0 0 ${cloud.width} ${cloud.height}`} role="img" aria-label={label}>
      {cloud.words.map((w) => (
        <text
          key={w.label}
          x={w.x}
          y={w.y}
          font-size={w.size}
          text-anchor="middle"
          class={w.n === most ? 'poll-cloud-first' : undefined}
        >
          {w.label}
        </text>
      ))}
    </svg>
  )
}
