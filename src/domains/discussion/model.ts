/** Words and rules of a discussion; pure, for server and browser alike. */
export type DiscussionState = 'planned' | 'open' | 'closed'

export const QUESTION_STATES = [
  'pending',
  'open',
  'current',
  'later',
  'answered',
  'dismissed',
  'merged',
  'withdrawn',
] as const
export type QuestionState = (typeof QUESTION_STATES)[number]

/** What everyone sees; the rest is between the asker and the chair. */
export const VISIBLE = ['open', 'current', 'later', 'answered'] as const
export type VisibleState = (typeof VISIBLE)[number]
export const isVisible = (state: QuestionState): state is VisibleState => (VISIBLE as readonly string[]).includes(state)

/** How the asker stands before the public. */
export const SHOWN = ['name', 'facility', 'anonymous'] as const
export type Shown = (typeof SHOWN)[number]

/** Who may ask: those with a part in the event, everyone signed in, or whoever has the hall's code too. */
export const ASKING_RULES = ['delegates', 'signed-in', 'hall'] as const
export type AskingRule = (typeof ASKING_RULES)[number]

export const ACTS = ['publish', 'dismiss', 'take', 'answered', 'later', 'reopen', 'pin', 'unpin'] as const
export type Act = (typeof ACTS)[number]

const FROM: { readonly [A in Act]: readonly QuestionState[] } = {
  publish: ['pending', 'dismissed', 'merged'],
  dismiss: ['pending', 'open', 'later', 'answered'],
  take: ['pending', 'open', 'later', 'answered'],
  answered: ['open', 'current', 'later'],
  later: ['open', 'current'],
  reopen: ['current', 'later', 'answered'],
  pin: ['open', 'later', 'answered'],
  unpin: VISIBLE,
}

const TO: { readonly [A in Act]?: QuestionState } = {
  publish: 'open',
  dismiss: 'dismissed',
  take: 'current',
  answered: 'answered',
  later: 'later',
  reopen: 'open',
}

/** Whether the chair may do this to a question in that state. */
export const canAct = (act: Act, question: { readonly state: QuestionState; readonly pinned: boolean }): boolean =>
  FROM[act].includes(question.state) && (act !== 'pin' || !question.pinned) && (act !== 'unpin' || question.pinned)

/** The state after the act; pinning leaves it as it is. */
export const after = (act: Act, state: QuestionState): QuestionState => TO[act] ?? state

/** Those that may be merged into another, visible one. */
export const MERGEABLE: readonly QuestionState[] = ['pending', 'open', 'later']

export const POLL_KINDS = ['single', 'multiple', 'scale', 'words'] as const
export type PollKind = (typeof POLL_KINDS)[number]
export type PollState = 'draft' | 'open' | 'closed'

export const LIMITS_OF = {
  question: 1_000,
  answer: 4_000,
  name: 80,
  facility: 120,
  slide: 999,
  pollTitle: 200,
  option: 120,
  options: 10,
  words: 3,
  word: 40,
} as const

/** Scale polls go from 1 to 5; their options are the words at both ends. */
export const SCALE = [1, 2, 3, 4, 5] as const

const VIETNAMESE = /[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]/
const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]/

/** Language of a text as far as its letters tell, else that of the page it was written on. */
export function langOf(text: string, page: string): string {
  if (HANGUL.test(text)) return 'ko'
  if (VIETNAMESE.test(text.normalize('NFC'))) return 'vi'
  return page
}
