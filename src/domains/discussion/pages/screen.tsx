import { listed, type PollView, type QuestionView } from '../board.ts'
import { said } from '../messages.ts'
import { SCALE } from '../model.ts'
import { Results } from './poll.tsx'
import { byText } from './question.tsx'
import { langAttr, type ScreenProps } from './view.ts'

/** Questions that fit on the wall and are still read from the last row. */
const BESIDE_NONE = 4
const BESIDE_CURRENT = 2
/** A poll with more lines than these needs smaller letters, and the screen to itself. */
const FEW_LINES = 5

/**
 * The hall's screen: what is being answered, what most would ask, a poll, and the way to join. A poll that is open comes
 * before everything, since the hall is to vote now; one that is over steps back when a question is taken.
 */
export function Screen({ props }: { props: ScreenProps }) {
  const t = said(props.lang)
  const { board } = props
  const voting = board.polls.findLast((p) => p.state === 'open')
  const current = voting ? undefined : board.questions.find((q) => q.state === 'current')
  const poll = voting ?? (current ? undefined : board.polls.findLast((p) => p.shown && p.state === 'closed'))
  const many = poll !== undefined && poll.kind !== 'words' && linesOf(poll) > FEW_LINES
  const waiting = listed(board.questions).filter((q) => q.state === 'open')
  const next = waiting.slice(0, current ? BESIDE_CURRENT : !poll ? BESIDE_NONE : voting || many ? 0 : 1)
  const nothing = !current && !poll && next.length === 0
  return (
    <main class={nothing && board.head.state !== 'closed' ? 'screen screen-inviting' : 'screen'} id="main">
      <header class="screen-head">
        <p lang={langAttr(props.event.lang, props)}>{props.event.text}</p>
        <h1 lang={langAttr(props.title.lang, props)}>{props.title.text}</h1>
        {props.generated ? <p class="screen-generated">{props.generated}</p> : null}
      </header>
      <div class="screen-stage">
        {current ? <Big q={current} props={props} label={t('now')} /> : null}
        {poll ? (
          <section class={many ? 'screen-poll screen-poll-many' : 'screen-poll'}>
            <p class="screen-label">{t('poll')}</p>
            <h2 lang={langAttr(poll.lang, props)}>{poll.title}</h2>
            {poll.results ? (
              <Results poll={poll} results={poll.results} view={props} />
            ) : (
              <ul class="screen-options" lang={langAttr(poll.lang, props)}>
                {poll.options.map((option) => (
                  <li key={option}>{option}</li>
                ))}
              </ul>
            )}
          </section>
        ) : null}
        {next.length > 0 ? (
          <ol class="screen-next">
            {next.map((q) => (
              <li key={q.id}>
                <span class="screen-votes figures">
                  {q.votes}
                  <span class="unseen"> {t('votes', { n: q.votes })}</span>
                </span>
                <div>
                  <p class="screen-text" lang={langAttr(q.lang, props)}>
                    {q.body}
                  </p>
                  <p class="screen-by">{byText(t, q)}</p>
                </div>
              </li>
            ))}
          </ol>
        ) : nothing ? (
          <p class="screen-empty">
            {board.head.state === 'open'
              ? t('noQuestions')
              : board.head.state === 'closed'
                ? t('closedForGood')
                : t('planned')}
          </p>
        ) : null}
      </div>
      <aside class="screen-join">
        {board.head.state !== 'closed' && props.qr ? (
          <>
            <svg
              class="screen-qr"
              viewBox={`-2 -2 ${props.qr.size + 4} ${props.qr.size + 4}`}
              role="img"
              aria-label={t('scanToAsk')}
              shape-rendering="crispEdges"
            >
              <rect x="-2" y="-2" width={props.qr.size + 4} height={props.qr.size + 4} class="screen-qr-ground" />
              <path d={props.qr.path} class="screen-qr-ink" />
            </svg>
            <p class="screen-scan">{t('scanToAsk')}</p>
            <p>{t('orVisit', { url: props.joinUrl })}</p>
            {props.hallCode ? (
              <p>
                {t('withCode')} <b class="screen-code figures">{props.hallCode}</b>
              </p>
            ) : null}
          </>
        ) : null}
        {props.connected === false ? <p class="screen-offline">{t('offline')}</p> : null}
      </aside>
    </main>
  )
}

const linesOf = (poll: PollView): number => (poll.kind === 'scale' ? SCALE.length : poll.options.length)

function Big({ q, props, label }: { q: QuestionView; props: ScreenProps; label: string }) {
  const t = said(props.lang)
  const size = q.body.length > 420 ? 'screen-big-small' : q.body.length > 180 ? 'screen-big-medium' : ''
  return (
    <section class="screen-big">
      <p class="screen-label">
        {label} · {t('votes', { n: q.votes })}
      </p>
      <p class={`screen-text ${size}`} lang={langAttr(q.lang, props)}>
        {q.body}
      </p>
      <p class="screen-by">{byText(t, q)}</p>
    </section>
  )
}
