import { listed, pendingOf, type QuestionView } from '../board.ts'
import { atChair, type ChairWord, type ChairWords } from '../chair-messages.ts'
import { wrongText } from '../messages.ts'
import { canAct, isVisible, MERGEABLE, type Act } from '../model.ts'
import { AnswerForm } from './answer-form.tsx'
import { ChairPolls } from './chair-polls.tsx'
import { byText, QuestionBody, Token } from './question.tsx'
import type { ChairProps } from './view.ts'

/** The chair's table on a phone: what waits, what is on the floor, what is done; one press for each step. */
export function Chair({ props }: { props: ChairProps }) {
  const t = atChair(props.lang)
  const { board } = props
  const pending = pendingOf(board.questions)
  const floor = listed(board.questions).filter((q) => q.state !== 'answered')
  const done = listed(board.questions).filter((q) => q.state === 'answered')
  const aside = board.questions.filter((q) => q.state === 'dismissed' || q.state === 'merged')
  return (
    <div class="discussion discussion-chair">
      <StateForm props={props} t={t} />
      {props.form.errors[''] ? (
        <p class="error" role="alert">
          {wrongText(t, props.form.errors[''], Number(props.form.values['wait'] ?? 0))}
        </p>
      ) : null}
      {board.head.state === 'planned' ? null : (
        <>
          <p class="unseen" role="status">{`${t('queue')}: ${pending.length}`}</p>
          <nav class="dq-jump" aria-label={t('jump')}>
            <ul>
              <Jump id="queue" title={t('queue')} n={pending.length} />
              <Jump id="floor" title={t('onTheFloor')} n={floor.length} />
              <Jump id="polls" title={t('polls')} n={board.polls.length} />
            </ul>
          </nav>
          <Group id="queue" title={t('queue')} list={pending} props={props} empty={t('queueEmpty')} />
          <Group id="floor" title={t('onTheFloor')} list={floor} props={props} empty={t('noQuestions')} />
          <Group id="done" title={t('done')} list={done} props={props} />
          {aside.length > 0 ? (
            <details class="dq-section">
              <summary>
                {t('setAside')} ({aside.length})
              </summary>
              <List list={aside} props={props} />
            </details>
          ) : null}
          <ChairPolls props={props} />
        </>
      )}
    </div>
  )
}

/** Stays at the upper edge: on a phone the polls are many thumbs away from what waits. */
function Jump({ id, title, n }: { id: string; title: string; n: number }) {
  return (
    <li>
      <a href={`#${id}`}>
        {title} <span class="figures">{n}</span>
      </a>
    </li>
  )
}

function StateForm({ props, t }: { props: ChairProps; t: ChairWords }) {
  const { state } = props.board.head
  return (
    <form class="dq-state dq-state-chair" method="post" action={`${props.base}/state`} data-live="state">
      <Token view={props} />
      <p aria-live="polite">
        <span class={state === 'open' ? 'tag tag-signal' : 'tag'}>{t(state)}</span>
        {props.connected === true ? <span class="dq-live">{t('live')}</span> : null}
        {props.connected === false ? <span class="dq-offline">{t('offline')}</span> : null}
        {props.connected === null && state !== 'planned' ? (
          <a class="dq-reload" href={`${props.base}/chair`}>
            {t('reload')}
          </a>
        ) : null}
      </p>
      <button
        class={state === 'open' ? 'button' : 'button button-primary'}
        name="state"
        value={state === 'open' ? 'closed' : 'open'}
      >
        {t(state === 'open' ? 'closeIt' : state === 'planned' ? 'openIt' : 'reopenIt')}
      </button>
    </form>
  )
}

function Group({
  id,
  title,
  list,
  props,
  empty,
}: {
  id: string
  title: string
  list: readonly QuestionView[]
  props: ChairProps
  empty?: string
}) {
  if (list.length === 0 && empty === undefined) return null
  return (
    <section class="dq-section" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="badge">{list.length}</span>
      </h2>
      {list.length === 0 ? <p class="quiet">{empty}</p> : <List list={list} props={props} />}
    </section>
  )
}

function List({ list, props }: { list: readonly QuestionView[]; props: ChairProps }) {
  const t = atChair(props.lang)
  return (
    <ol class="dq-list">
      {list.map((q) => (
        <li
          key={q.id}
          id={`q-${q.id}`}
          class={q.state === 'current' ? 'dq dq-current' : isVisible(q.state) ? 'dq' : 'dq dq-mine'}
        >
          {isVisible(q.state) ? (
            <p class="dq-votes">
              <span class="figures" aria-hidden="true">
                {q.votes}
              </span>
              <span class="unseen">{t('votes', { n: q.votes })}</span>
            </p>
          ) : null}
          <QuestionBody q={q} view={props}>
            <Who q={q} t={t} />
            <Acts q={q} props={props} t={t} />
          </QuestionBody>
        </li>
      ))}
    </ol>
  )
}

function Who({ q, t }: { q: QuestionView; t: ChairWords }) {
  const who = q.who ? [q.who.name, q.who.facility].filter(Boolean).join(' · ') : ''
  const known = who ? t('whoAsked', { who }) : t('nobodyKnows')
  // Who asks under their name stands there already.
  const said = [who === byText(t, q) ? '' : known, q.via === 'hall' ? t('viaHall') : ''].filter(Boolean).join(' · ')
  return said ? <p class="dq-who">{said}</p> : null
}

const BUTTONS: readonly (readonly [Act, ChairWord])[] = [
  ['take', 'take'],
  ['publish', 'publish'],
  ['answered', 'markAnswered'],
  ['later', 'markLater'],
  ['reopen', 'reopen'],
  ['pin', 'pin'],
  ['unpin', 'unpin'],
  ['dismiss', 'dismiss'],
]

function Acts({ q, props, t }: { q: QuestionView; props: ChairProps; t: ChairWords }) {
  const main: Act =
    q.state === 'pending' || q.state === 'dismissed' || q.state === 'merged'
      ? 'publish'
      : q.state === 'current'
        ? 'answered'
        : 'take'
  const targets = listed(props.board.questions).filter((other) => other.id !== q.id)
  const possible = BUTTONS.filter(([act]) => canAct(act, q)).toSorted(
    ([a], [b]) => Number(b === main) - Number(a === main),
  )
  return (
    <div class="dq-acts">
      <form class="actions" method="post" action={`${props.base}/moderation`} data-live="act">
        <Token view={props} />
        <input type="hidden" name="question" value={q.id} />
        {possible.map(([act, word]) => (
          <button
            key={act}
            class={act === main ? 'button button-small button-primary' : 'button button-small'}
            name="act"
            value={act}
          >
            {t(act === 'publish' && q.state === 'merged' ? 'split' : word)}
          </button>
        ))}
      </form>
      {MERGEABLE.includes(q.state) && targets.length > 0 ? (
        <details>
          <summary>{t('mergeInto')}</summary>
          <form class="dq-merge" method="post" action={`${props.base}/merge`} data-live="merge">
            <Token view={props} />
            <input type="hidden" name="question" value={q.id} />
            <label class="unseen" for={`f-into-${q.id}`}>
              {t('mergeInto')}
            </label>
            <select class="input" id={`f-into-${q.id}`} name="into">
              <option value="">{t('choose')}</option>
              {targets.map((other) => (
                <option key={other.id} value={other.id} lang={other.lang}>
                  {other.body.slice(0, 90)}
                </option>
              ))}
            </select>
            <button class="button button-small">{t('merge')}</button>
          </form>
        </details>
      ) : null}
      {q.state === 'pending' || q.state === 'dismissed' || q.state === 'merged' ? null : (
        <AnswerForm q={q} view={props} keyFor={props.key} form={props.form} />
      )}
      {q.answers.map((a) => (
        <details key={a.id} class="dq-sure">
          <summary>
            {t('removeAnswer')} ({a.name})
          </summary>
          <form method="post" action={`${props.base}/answers/remove`} data-live="remove-answer">
            <Token view={props} />
            <button class="button button-small" name="id" value={a.id}>
              {t('removeAnswerSure')}
            </button>
          </form>
        </details>
      ))}
    </div>
  )
}
