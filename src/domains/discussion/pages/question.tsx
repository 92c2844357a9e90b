import type { ComponentChildren } from 'preact'
import { shortDateTime } from '#src/lib/time/format.ts'
import type { AnswerView, QuestionView } from '../board.ts'
import { said, type Words } from '../messages.ts'
import { langAttr, type View } from './view.ts'

/** Who asks, as the public sees it. */
export function byText(t: Words, { by }: QuestionView): string {
  if (by.kind === 'anonymous') return t('anonymous')
  return [by.name, by.facility].filter(Boolean).join(' · ') || t('anonymous')
}

const MARKS = {
  current: 'now',
  answered: 'answered',
  later: 'later',
  dismissed: 'dismissed',
  merged: 'merged',
} as const

/** State, pin and merges in words. */
export function Marks({ q, t }: { q: QuestionView; t: Words }) {
  const mark = q.state in MARKS ? t(MARKS[q.state as keyof typeof MARKS]) : ''
  const list = [
    mark && { text: mark, now: q.state === 'current' },
    q.pinned && { text: t('pinned'), now: false },
    q.merged > 0 && { text: t('mergedN', { n: q.merged }), now: false },
  ]
  const shown = list.filter((m) => m !== false && m !== '')
  return shown.length === 0 ? null : (
    <p class="dq-marks">
      {shown.map((m) => (
        <span key={m.text} class={m.now ? 'tag tag-signal' : 'tag'}>
          {m.text}
        </span>
      ))}
    </p>
  )
}

/** What the question points to. */
function Refs({ q, view, t }: { q: QuestionView; view: View; t: Words }) {
  const talk = view.kind === 'session' && q.talkId ? view.talks.find((x) => x.id === q.talkId) : undefined
  const own = talk ?? view.talks[0]
  const refs: ComponentChildren[] = []
  if (talk) {
    refs.push(
      <a href={talk.href} lang={langAttr(talk.lang, view)}>
        {t('about', { title: talk.title })}
      </a>,
    )
  }
  if (q.slide !== null)
    refs.push(
      own ? <a href={`${own.href}#slide-${q.slide}`}>{t('slideN', { n: q.slide })}</a> : t('slideN', { n: q.slide }),
    )
  const named = view.cases[q.caseCode]
  if (named)
    refs.push(
      <a href={named.href} lang={langAttr(named.lang, view)}>
        {t('caseN', { title: named.title })}
      </a>,
    )
  return refs.length === 0 ? null : (
    <p class="dq-refs">
      {refs.map((ref, n) => (
        <span key={n}>{ref}</span>
      ))}
    </p>
  )
}

/** A question in full: its text in its own language, who asks, what it points to, its answers. */
export function QuestionBody({ q, view, children }: { q: QuestionView; view: View; children?: ComponentChildren }) {
  const t = said(view.lang)
  return (
    <div class="dq-main">
      <Marks q={q} t={t} />
      <p class="dq-text" lang={langAttr(q.lang, view)}>
        {q.body}
      </p>
      <p class="dq-by">{byText(t, q)}</p>
      <Refs q={q} view={view} t={t} />
      {q.answers.map((a) => (
        <Answer key={a.id} a={a} view={view} t={t} />
      ))}
      {children}
    </div>
  )
}

function Answer({ a, view, t }: { a: AnswerView; view: View; t: Words }) {
  return (
    <div class="dq-answer" id={`a-${a.id}`}>
      <p class="dq-answer-by">
        <span class="unseen">{t('answerOf', { name: a.name })}</span>
        <b aria-hidden="true">{a.name}</b> <span class="quiet">{t(a.role === 'chair' ? 'aChair' : 'aSpeaker')} · </span>
        <time class="quiet" datetime={new Date(a.at).toISOString()}>
          {shortDateTime(view.lang, view.zone, a.at)}
        </time>
      </p>
      <p class="dq-text" lang={langAttr(a.lang, view)}>
        {a.body}
      </p>
    </div>
  )
}

/** The hidden token that every form carries for browsers without JavaScript. */
export const Token = ({ view }: { view: { csrf: string } }) =>
  view.csrf ? <input type="hidden" name="_csrf" value={view.csrf} /> : null

/** The number of votes, as a button for those who may vote. */
export function VoteButton({ q, view, voted, may }: { q: QuestionView; view: View; voted: boolean; may: boolean }) {
  const t = said(view.lang)
  const count = (
    <>
      <svg class="dq-arrow" viewBox="0 0 16 10" aria-hidden="true" focusable="false">
        <path d="M2 8l6-6 6 6" />
      </svg>
      <span class="figures" aria-hidden="true">
        {q.votes}
      </span>
      <span class="unseen">{t('votes', { n: q.votes })}</span>
    </>
  )
  if (!may) return <p class="dq-votes">{count}</p>
  return (
    <form method="post" action={`${view.base}/votes`} data-live="vote">
      <Token view={view} />
      <input type="hidden" name="question" value={q.id} />
      <button
        class="dq-votes dq-vote"
        name="on"
        value={voted ? '0' : '1'}
        aria-pressed={voted ? 'true' : 'false'}
        title={t(voted ? 'voteBack' : 'voteFor')}
      >
        {count}
        <span class="unseen">{t(voted ? 'voteBack' : 'voteFor')}</span>
      </button>
    </form>
  )
}
