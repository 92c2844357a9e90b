import type { PollView } from '../board.ts'
import { atChair, type ChairWord, type ChairWords } from '../chair-messages.ts'
import { LIMITS_OF, POLL_KINDS } from '../model.ts'
import { Line, Wrong } from './ask-form.tsx'
import { Results } from './poll.tsx'
import { Token } from './question.tsx'
import { langAttr, type ChairProps } from './view.ts'

/** The chair's polls: prepare, open, close, show. */
export function ChairPolls({ props }: { props: ChairProps }) {
  const t = atChair(props.lang)
  return (
    <section class="dq-section" aria-labelledby="polls">
      <h2 id="polls">
        {t('polls')} <span class="badge">{props.board.polls.length}</span>
      </h2>
      {props.board.polls.map((poll) => (
        <PollAtChair key={poll.id} poll={poll} props={props} t={t} />
      ))}
      <NewPoll props={props} t={t} />
    </section>
  )
}

function PollAtChair({ poll, props, t }: { poll: PollView; props: ChairProps; t: ChairWords }) {
  const turn = { draft: ['open', 'openPoll'], open: ['close', 'closePoll'], closed: ['open', 'openPollAgain'] } as const
  const buttons: readonly (readonly [string, ChairWord])[] = [
    turn[poll.state],
    ...(poll.state === 'draft'
      ? [['remove', 'removePoll'] as const]
      : [poll.shown ? (['hide', 'hideResults'] as const) : (['show', 'showResults'] as const)]),
  ]
  return (
    <article class="poll">
      <p class="dq-marks">
        <span class={poll.state === 'open' ? 'tag tag-signal' : 'tag'}>{t(poll.state)}</span>
        <span class="tag tag-quiet">{t(poll.kind)}</span>
      </p>
      <h3 lang={langAttr(poll.lang, props)}>{poll.title}</h3>
      <form class="actions" method="post" action={`${props.base}/polls/act`} data-live="poll-act">
        <Token view={props} />
        <input type="hidden" name="poll" value={poll.id} />
        {buttons.map(([act, word], n) => (
          <button
            key={act}
            class={n === 0 && poll.state !== 'closed' ? 'button button-small button-primary' : 'button button-small'}
            name="act"
            value={act}
          >
            {t(word)}
          </button>
        ))}
      </form>
      {poll.state === 'draft' ? null : <RemovePoll poll={poll} props={props} t={t} />}
      {poll.results && poll.state !== 'draft' ? <Results poll={poll} results={poll.results} view={props} /> : null}
      {poll.kind === 'words' && poll.results && poll.results.counts.length > 0 ? (
        <form class="dq-merge" method="post" action={`${props.base}/polls/act`} data-live="poll-act">
          <Token view={props} />
          <input type="hidden" name="poll" value={poll.id} />
          <label class="unseen" for={`f-word-${poll.id}`}>
            {t('word')}
          </label>
          <select class="input" id={`f-word-${poll.id}`} name="word">
            {poll.results.counts.map((c) => (
              <option key={c.label} value={c.label}>
                {c.label}
              </option>
            ))}
          </select>
          <button class="button button-small" name="act" value="hide-word">
            {t('hideWord')}
          </button>
        </form>
      ) : null}
    </article>
  )
}

/** What people gave is not thrown away by a slip of the thumb. */
function RemovePoll({ poll, props, t }: { poll: PollView; props: ChairProps; t: ChairWords }) {
  return (
    <details class="dq-sure">
      <summary>{t('removePoll')}</summary>
      <form method="post" action={`${props.base}/polls/act`} data-live="poll-act">
        <Token view={props} />
        <input type="hidden" name="poll" value={poll.id} />
        <button class="button button-small" name="act" value="remove">
          {t('removePollSure', { n: poll.results?.voters ?? 0 })}
        </button>
      </form>
    </details>
  )
}

function NewPoll({ props, t }: { props: ChairProps; t: ChairWords }) {
  const { values, errors } = props.form
  const wrong = errors['title'] ?? errors['options'] ?? errors['kind']
  return (
    <details class="poll-new" open={wrong !== undefined || undefined}>
      <summary>{t('newPoll')}</summary>
      <form class="form" method="post" action={`${props.base}/polls`} data-live="poll" noValidate>
        <Token view={props} />
        <Line
          t={t}
          name="title"
          label={t('pollTitle')}
          value={values['title'] ?? ''}
          error={errors['title']}
          max={LIMITS_OF.pollTitle}
        />
        <div class="field">
          <label class="label" for="f-kind">
            {t('pollKind')}
          </label>
          <select class="input input-medium" id="f-kind" name="kind">
            {POLL_KINDS.map((kind) => (
              <option key={kind} value={kind} selected={values['kind'] === kind}>
                {t(kind)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label class="label" for="f-options">
            {t('pollOptions')}
          </label>
          <p class="hint" id="f-options-hint">
            {t('pollOptionsHint')}
          </p>
          <Wrong t={t} code={errors['options']} id="f-options" />
          <textarea
            class="input"
            id="f-options"
            name="options"
            rows={4}
            aria-describedby={errors['options'] ? 'f-options-hint f-options-error' : 'f-options-hint'}
            aria-invalid={errors['options'] ? 'true' : undefined}
          >
            {values['options'] ?? ''}
          </textarea>
        </div>
        <div class="actions">
          <button class="button">{t('create')}</button>
        </div>
      </form>
    </details>
  )
}
