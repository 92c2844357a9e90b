declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends TalkTables {}
}

export interface TalkTables {
  case_talk: TalkTable
  case_comment: CommentTable
  case_mention: MentionTable
  case_report: ReportTable
  case_expert: ExpertTable
  case_follow: FollowTable
  case_mail_choice: MailChoiceTable
}

/** `seq` is raised with every change, so that a reader knows whether there is anything new. */
export interface TalkTable {
  case_id: string
  seq: number
  /** 0: its owner has closed it; what was said stays. */
  open: number
}

export type CommentState = 'shown' | 'hidden' | 'deleted'

/** The first comment of a thread has its own id as `thread_id`. */
export interface CommentTable {
  id: string
  case_id: string
  thread_id: string
  /** null: by a share link, then `name` is what was typed. */
  author_id: string | null
  name: string
  /** Hash of the link that it was written by. */
  key_hash: string | null
  /** `expert`: an invited expert wrote it. */
  role: '' | 'expert'
  /** Markdown. */
  body: string
  lang: string
  /** `encodeView` of lib/imaging/view-address.ts; '' none. */
  pin: string
  state: CommentState
  /** Made by the sender: a comment sent twice is one. */
  client_key: string
  created_at: number
  edited_at: number | null
  /** Of the thread's first comment. */
  resolved_at: number | null
  resolved_by: string | null
}

export interface MentionTable {
  comment_id: string
  person_id: string
}

export interface ReportTable {
  comment_id: string
  person_id: string
  reason: string
  at: number
}

/** Persons asked for their judgement; `case_guest` (via `expert`) lets them in. */
export interface ExpertTable {
  case_id: string
  person_id: string
  invited_by: string | null
  invited_at: number
}

/** Whether a person hears of this case by mail; without a row as in `case_mail_choice`, if they take part at all. */
export interface FollowTable {
  case_id: string
  person_id: string
  mails: 'all' | 'none'
}

/** `all`: cases one follows; `mentions`: only where one is named; without a row: all. */
export interface MailChoiceTable {
  person_id: string
  mails: 'all' | 'mentions' | 'none'
}
