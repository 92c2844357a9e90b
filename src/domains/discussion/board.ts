import {
  isVisible,
  type DiscussionState,
  type PollKind,
  type PollState,
  type QuestionState,
  type Shown,
} from './model.ts'

/** What a reader of a discussion sees, as plain data: rendered on the server, kept up to date in the browser. */
export interface By {
  readonly kind: Shown
  readonly name: string
  readonly facility: string
}

export interface AnswerView {
  readonly id: string
  readonly name: string
  readonly role: 'speaker' | 'chair'
  readonly body: string
  readonly lang: string
  readonly at: number
}

export interface QuestionView {
  readonly id: string
  readonly state: QuestionState
  readonly pinned: boolean
  readonly body: string
  readonly lang: string
  readonly by: By
  readonly talkId: string | null
  readonly slide: number | null
  readonly caseCode: string
  readonly votes: number
  /** How many were merged into it. */
  readonly merged: number
  /** When it became public; for the chair, when it was asked. */
  readonly at: number
  readonly answers: readonly AnswerView[]
  /** For the chair alone, and only where the asker was told so. */
  readonly who?: { readonly name: string; readonly facility: string } | null
  readonly via?: 'account' | 'hall'
}

export interface PollResults {
  readonly voters: number
  /** In order of the options; words by number. */
  readonly counts: readonly { readonly label: string; readonly n: number }[]
}

export interface PollView {
  readonly id: string
  readonly kind: PollKind
  readonly title: string
  readonly lang: string
  readonly options: readonly string[]
  readonly state: PollState
  readonly shown: boolean
  /** Null where they are not shown to this reader. */
  readonly results: PollResults | null
}

export interface Head {
  readonly state: DiscussionState
  /** Null, too, when it is over. */
  readonly answerUntil: number | null
}

export interface Board {
  /** Number of the last entry of the log that this state contains. */
  readonly seq: number
  readonly head: Head
  readonly questions: readonly QuestionView[]
  readonly polls: readonly PollView[]
  /** Made up by the demonstration. */
  readonly generated?: boolean
}

/** One message of the live stream; `tally` carries present counts and no number, the others one entry of the log. */
export type Frame =
  | { readonly kind: 'question'; readonly data: QuestionView }
  | { readonly kind: 'question-gone'; readonly data: { readonly id: string } }
  | { readonly kind: 'poll'; readonly data: PollView }
  | { readonly kind: 'poll-gone'; readonly data: { readonly id: string } }
  | { readonly kind: 'discussion'; readonly data: Head }
  | { readonly kind: 'tally'; readonly data: Tally }
export const FRAME_KINDS = ['question', 'question-gone', 'poll', 'poll-gone', 'discussion', 'tally'] as const

export interface Tally {
  readonly votes: { readonly [questionId: string]: number }
  readonly polls: { readonly [pollId: string]: PollResults }
}

/** The board after a frame. Frames carry present states, so that applying one twice changes nothing. */
export function apply(board: Board, frame: Frame, seq: number | null = null): Board {
  const next = seq === null ? board : { ...board, seq: Math.max(board.seq, seq) }
  switch (frame.kind) {
    case 'question':
      return { ...next, questions: put(next.questions, frame.data) }
    case 'question-gone':
      return { ...next, questions: next.questions.filter((q) => q.id !== frame.data.id) }
    case 'poll':
      return { ...next, polls: put(next.polls, frame.data) }
    case 'poll-gone':
      return { ...next, polls: next.polls.filter((p) => p.id !== frame.data.id) }
    case 'discussion':
      return { ...next, head: frame.data }
    case 'tally':
      return tallied(next, frame.data)
  }
}

function put<T extends { readonly id: string }>(list: readonly T[], item: T): readonly T[] {
  return list.some((x) => x.id === item.id) ? list.map((x) => (x.id === item.id ? item : x)) : [...list, item]
}

function tallied(board: Board, { votes, polls }: Tally): Board {
  const questions = board.questions.map((q) =>
    votes[q.id] === undefined || votes[q.id] === q.votes ? q : { ...q, votes: votes[q.id]! },
  )
  return { ...board, questions, polls: board.polls.map((p) => (polls[p.id] ? { ...p, results: polls[p.id]! } : p)) }
}

export type Order = 'top' | 'new'

/** Questions as the audience reads them: the one being answered, pinned ones, then by votes or by time. */
export function listed(questions: readonly QuestionView[], order: Order = 'top'): QuestionView[] {
  const rank = (q: QuestionView) =>
    q.state === 'current' ? 0 : q.pinned ? 1 : q.state === 'open' ? 2 : q.state === 'later' ? 3 : 4
  return questions
    .filter((q) => isVisible(q.state))
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        (order === 'new' ? b.at - a.at : b.votes - a.votes) ||
        a.at - b.at ||
        (a.id < b.id ? -1 : 1),
    )
}

export const pendingOf = (questions: readonly QuestionView[]): QuestionView[] =>
  questions.filter((q) => q.state === 'pending').toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
