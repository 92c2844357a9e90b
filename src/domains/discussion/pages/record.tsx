import { listed, type Board } from '../board.ts'
import { said } from '../messages.ts'
import { Results } from './poll.tsx'
import { QuestionBody } from './question.tsx'
import type { View } from './view.ts'

/** The discussion as a record to read: questions with their answers, answered ones first, and the polls' outcomes. */
export function Record({ board, view, limit }: { board: Board; view: View; limit?: number }) {
  const t = said(view.lang)
  const all = listed(board.questions).toSorted(
    (a, b) => rank(a.answers.length, a.state) - rank(b.answers.length, b.state),
  )
  const shown = limit === undefined ? all : all.slice(0, limit)
  return (
    <>
      <ol class="dq-list">
        {shown.map((q) => (
          <li key={q.id} class="dq dq-record" id={`q-${q.id}`}>
            <p class="dq-votes">
              <span class="figures" aria-hidden="true">
                {q.votes}
              </span>
              <span class="unseen">{t('votes', { n: q.votes })}</span>
            </p>
            <QuestionBody q={q} view={view} />
          </li>
        ))}
      </ol>
      {board.polls
        .filter((p) => p.results !== null && p.state !== 'draft')
        .map((poll) => (
          <section key={poll.id} class="poll">
            <h3>{poll.title}</h3>
            <Results poll={poll} results={poll.results!} view={view} />
          </section>
        ))}
    </>
  )
}

const rank = (answers: number, state: string): number => (answers > 0 ? 0 : state === 'answered' ? 1 : 2)
