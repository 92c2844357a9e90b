import type { Lang } from '#src/lib/text/multilingual.ts'
import type { AskingRule, DiscussionState, PollKind, PollState, QuestionState, Shown } from './model.ts'

declare module '#src/platform/db/types.ts' {
  interface Database {
    discussion: DiscussionTable
    discussion_setting: DiscussionSettingTable
    discussion_question: QuestionTable
    discussion_vote: VoteTable
    discussion_answer: AnswerTable
    discussion_poll: PollTable
    discussion_ballot: BallotTable
    discussion_choice: ChoiceTable
    discussion_log: LogTable
  }
}

/** One for each session or talk whose chair has opened it; its id is that of the session or talk. */
export interface DiscussionTable {
  id: string
  event_id: string
  item_kind: 'session' | 'talk'
  item_code: string
  state: Exclude<DiscussionState, 'planned'>
  /** Counters of the two logs. They are apart so that nobody can count in one what happens in the other. */
  public_seq: number
  chair_seq: number
  opened_at: number
  closed_at: number | null
  /** Until then speakers answer in writing. */
  answer_until: number | null
  /** 1: made up by the demonstration. */
  generated: number
}

export interface DiscussionSettingTable {
  event_id: string
  asking: AskingRule
  moderated: number
  /** JSON list of Shown. */
  naming: string
  chair_sees: number
  hall_code: string
  answer_days: number
  updated_at: number
}

export interface QuestionTable {
  id: string
  discussion_id: string
  state: QuestionState
  pinned: number
  body: string
  lang: string
  shown: Shown
  shown_name: string
  shown_facility: string
  /** Null for those who ask from the hall, and where nobody is to know who asked. */
  person_id: string | null
  /** Keyed hash of person or device and event: tells one's own questions without naming anybody. */
  asker_key: string
  via: 'account' | 'hall'
  /** Made by the asker's device, so that what is sent twice is asked once. */
  client_key: string
  /** 1: may stand in exports. */
  consent: number
  talk_id: string | null
  slide: number | null
  case_code: string
  votes: number
  merged_into: string | null
  asked_at: number
  published_at: number | null
}

export interface VoteTable {
  question_id: string
  voter_key: string
  discussion_id: string
}

export interface AnswerTable {
  id: string
  question_id: string
  discussion_id: string
  person_id: string
  role: 'speaker' | 'chair'
  body: string
  lang: string
  client_key: string
  created_at: number
}

export interface PollTable {
  id: string
  discussion_id: string
  kind: PollKind
  title: string
  lang: Lang
  /** JSON list of labels; empty for a word cloud. */
  options: string
  state: PollState
  /** Whether everyone sees the results. */
  shown: number
  /** JSON list of folded words that the chair took out of the cloud. */
  hidden: string
  created_at: number
}

export interface BallotTable {
  poll_id: string
  voter_key: string
}

/** `choice` is the number of an option, or a folded word; `label` the word as typed. */
export interface ChoiceTable {
  poll_id: string
  voter_key: string
  choice: string
  label: string
}

/** What changed, not how: readers get the present state of `ref`, so that nothing erased lives on here. */
export interface LogTable {
  discussion_id: string
  channel: 'public' | 'chair'
  seq: number
  kind: 'question' | 'poll' | 'discussion'
  ref: string
  at: number
}
