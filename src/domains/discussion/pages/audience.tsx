import { shortDateTime } from '#src/lib/time/format.ts'
import { listed } from '../board.ts'
import { said, wrongText } from '../messages.ts'
import { AnswerForm } from './answer-form.tsx'
import { AskForm } from './ask-form.tsx'
import { PollCard } from './poll.tsx'
import { QuestionBody, Token, VoteButton } from './question.tsx'
import { langAttr, type AudienceProps, type Queued } from './view.ts'

/** The discussion as the audience has it, on a phone first. The server renders it, the island keeps it up to date. */
export function Audience({ props }: { props: AudienceProps }) {
  const t = said(props.lang)
  const { board, own, order } = props
  const open = board.head.state === 'open'
  const mayVote = open && props.asking.admitted === 'yes'
  const questions = listed(board.questions, order)
  const polls = board.polls.filter((p) => p.state !== 'draft')
  return (
    <div class="discussion">
      <StateLine props={props} />
      <Happening props={props} />
      <Refused props={props} />
      {polls
        .filter((p) => p.state === 'open')
        .map((poll) => (
          <PollCard
            key={poll.id}
            poll={poll}
            view={props}
            mine={own.ballots[poll.id] ?? []}
            mayVote={mayVote}
            wrong={props.form.values['poll'] === poll.id ? props.form.errors['choices'] : undefined}
          />
        ))}
      {open ? <Ask props={props} /> : null}
      <Mine props={props} />
      <section class="dq-section" aria-labelledby="questions">
        <div class="dq-bar">
          <h2 id="questions">{t('questions')}</h2>
          {questions.length > 1 ? (
            <p class="dq-order">
              <OrderLink props={props} order="top" label={t('orderTop')} />
              <OrderLink props={props} order="new" label={t('orderNew')} />
            </p>
          ) : null}
        </div>
        {questions.length === 0 ? (
          <p class="quiet">
            {t('noQuestions')}
            {open ? `. ${t('noQuestionsHint')}` : ''}
          </p>
        ) : (
          <ol class="dq-list">
            {questions.map((q) => (
              <li key={q.id} id={`q-${q.id}`} class={q.state === 'current' ? 'dq dq-current' : 'dq'}>
                <VoteButton q={q} view={props} voted={own.votes.includes(q.id)} may={mayVote} />
                <QuestionBody q={q} view={props}>
                  {q.state === 'open' && own.questions.some((mine) => mine.id === q.id) ? (
                    <Withdraw id={q.id} props={props} />
                  ) : null}
                  {props.mayAnswer ? (
                    <AnswerForm q={q} view={props} keyFor={props.asking.key} form={props.form} />
                  ) : null}
                </QuestionBody>
              </li>
            ))}
          </ol>
        )}
      </section>
      {polls
        .filter((p) => p.state === 'closed')
        .map((poll) => (
          <PollCard key={poll.id} poll={poll} view={props} mine={own.ballots[poll.id] ?? []} mayVote={false} />
        ))}
      {board.head.state === 'closed' && questions.length > 0 ? <Files props={props} /> : null}
    </div>
  )
}

/** Told to who does not see it: what the hall votes on or talks about now. Single questions are not, there are too many. */
function Happening({ props: { lang, board } }: { props: AudienceProps }) {
  const t = said(lang)
  const poll = board.polls.findLast((p) => p.state === 'open')
  const current = board.questions.find((q) => q.state === 'current')
  return (
    <p class="unseen" role="status">
      {poll ? `${t('poll')}: ${poll.title}` : current ? `${t('now')}: ${current.body}` : ''}
    </p>
  )
}

/** What went wrong. Without the island the form stands far below the fold, so each field is named here, too. */
function Refused({ props }: { props: AudienceProps }) {
  const t = said(props.lang)
  const { errors, values } = props.form
  const fields = props.connected === null ? Object.entries(errors).filter(([field]) => field !== '') : []
  if (errors[''] === undefined && fields.length === 0) return null
  return (
    <div class="dq-refused" role="alert">
      {errors[''] ? <p class="error">{wrongText(t, errors[''], Number(values['wait'] ?? 0))}</p> : null}
      {fields.map(([field, code]) => (
        <p key={field} class="error">
          <a href={anchorOf(field, values)}>
            {field in FIELD_WORD ? `${t(FIELD_WORD[field as keyof typeof FIELD_WORD])}: ` : ''}
            {wrongText(t, code)}
          </a>
        </p>
      ))}
    </div>
  )
}

const anchorOf = (field: string, values: Readonly<Record<string, string>>): string =>
  field === 'choices' ? `#p-${values['poll']}` : `#f-${field === 'answer' ? `answer-${values['question']}` : field}`

const FIELD_WORD = {
  body: 'yourQuestion',
  shown: 'howShown',
  name: 'yourName',
  facility: 'yourFacility',
  talkId: 'whichTalk',
  slide: 'slide',
  caseCode: 'caseCode',
  answer: 'yourAnswer',
  choices: 'poll',
} as const

/** The record to take home. */
function Files({ props }: { props: AudienceProps }) {
  const t = said(props.lang)
  const file = props.live.replace(/\/live$/, '')
  return (
    <p class="dq-section quiet">
      <a href={`${file}.csv`}>{t('exportCsv')}</a> · <a href={`${file}.json`}>{t('exportJson')}</a>
      <br />
      {t('exportNote')}
    </p>
  )
}

function StateLine({ props }: { props: AudienceProps }) {
  const t = said(props.lang)
  const { state, answerUntil } = props.board.head
  // What is over is not live, and once nobody may answer any more nothing new can come.
  const moves = state !== 'closed' || answerUntil !== null
  return (
    <div class="dq-state" aria-live="polite">
      <p>
        <span class={state === 'open' ? 'tag tag-signal' : 'tag'}>{t(state)}</span>
        {props.connected === true && state !== 'closed' ? <span class="dq-live">{t('live')}</span> : null}
        {props.connected === false && moves ? <span class="dq-offline">{t('offline')}</span> : null}
        {props.connected === null && moves ? (
          <a class="dq-reload" href={props.base}>
            {t('reload')}
          </a>
        ) : null}
      </p>
      {state === 'planned' ? <p class="quiet">{t('plannedText')}</p> : null}
      {state === 'closed' ? (
        <p class="quiet">
          {answerUntil === null
            ? t('closedForGood')
            : t('closedText', { date: shortDateTime(props.lang, props.zone, answerUntil) })}
        </p>
      ) : null}
    </div>
  )
}

function OrderLink({ props, order, label }: { props: AudienceProps; order: 'top' | 'new'; label: string }) {
  return (
    <a
      href={order === 'top' ? props.base : `${props.base}?order=new`}
      aria-current={order === props.order ? 'true' : undefined}
      data-order={order}
    >
      {label}
    </a>
  )
}

/** The form for those who may ask; for the others, what they could do to be able to. */
function Ask({ props }: { props: AudienceProps }) {
  const t = said(props.lang)
  const { asking } = props
  if (asking.admitted === 'yes') {
    return (
      <details class="dq-section dq-fold" id="ask-fold" open={props.askOpen || undefined}>
        <summary>
          <h2>{t('ask')}</h2>
        </summary>
        <AskForm props={props} />
      </details>
    )
  }
  return (
    <section class="dq-section dq-door" aria-label={t('ask')}>
      <p>{t(asking.admitted === 'sign-in' ? 'needSignIn' : 'needDelegate')}</p>
      {asking.hall ? <p>{t('needHall')}</p> : null}
      <p class="actions">
        {asking.admitted === 'sign-in' ? (
          <a class="button button-primary" href={asking.signIn}>
            {t('signIn')}
          </a>
        ) : null}
        {asking.hall ? (
          <a class="button" href={asking.hallPath}>
            {t('hallCode')}
          </a>
        ) : null}
      </p>
    </section>
  )
}

/** Own questions that others do not see (yet), and those that wait on the device. */
function Mine({ props }: { props: AudienceProps }) {
  const t = said(props.lang)
  const waiting = props.own.questions.filter((q) => q.waiting)
  if (waiting.length === 0 && props.queued.length === 0) return null
  return (
    <section class="dq-section" aria-labelledby="mine">
      <h2 id="mine">{t('mine')}</h2>
      <ul class="dq-list">
        {props.queued.map((q) => (
          <li key={q.key} class="dq dq-mine">
            <div class="dq-main">
              <p class="dq-text">{q.body}</p>
              {q.refused ? (
                <Undelivered q={q} props={props} />
              ) : (
                <p class="quiet">{t(props.stuck || props.connected === false ? 'keptOnDevice' : 'sending')}</p>
              )}
            </div>
          </li>
        ))}
        {waiting.map((q) => (
          <li key={q.id} class="dq dq-mine">
            <div class="dq-main">
              <p class="dq-marks">
                <span class="tag">{t('pending')}</span>
              </p>
              <p class="dq-text" lang={langAttr(q.lang, props)}>
                {q.body}
              </p>
              <Withdraw id={q.id} props={props} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Why the server did not take it, and what can be done about it. */
function Undelivered({ q, props }: { q: Queued; props: AudienceProps }) {
  const t = said(props.lang)
  const wrong = Object.entries(q.errors ?? {}).map(([field, code]) =>
    field in FIELD_WORD
      ? `${t(FIELD_WORD[field as keyof typeof FIELD_WORD])}: ${wrongText(t, code)}`
      : wrongText(t, code),
  )
  return (
    <>
      <p class="error">{[t('refused'), ...wrong].join(' ')}</p>
      <p class="actions">
        {props.board.head.state === 'open' && props.asking.admitted === 'yes' ? (
          <button type="button" class="button button-small" data-mend={q.key}>
            {t('mend')}
          </button>
        ) : null}
        <button type="button" class="button button-small" data-discard={q.key}>
          {t('discard')}
        </button>
      </p>
    </>
  )
}

function Withdraw({ id, props }: { id: string; props: AudienceProps }) {
  return (
    <form method="post" action={`${props.base}/withdraw`} data-live="withdraw">
      <Token view={props} />
      <button class="as-link dq-small" name="id" value={id}>
        {said(props.lang)('withdraw')}
      </button>
    </form>
  )
}
