import type { Programme, Session, Talk } from '../programme/programme.ts'
import { isTalk } from '../programme/slots.ts'
import type { ItemRef } from '../programme/warnings.ts'

/** Where an item stands: all that the programme editor changes of it. A session's `sessionId` is always null. */
export interface Standing {
  readonly roomId: string | null
  readonly start: number | null
  readonly minutes: number
  readonly sessionId: string | null
  readonly cancelled: boolean
}

interface OnItem {
  readonly item: ItemRef
  /** What the person saw when they began; an edit of something that has moved since is refused. */
  readonly expect?: Pick<Standing, 'roomId' | 'start' | 'minutes'>
}

/** What drag, keyboard and form alike send. Instants are epoch milliseconds on a whole minute, lengths minutes. */
export type Command =
  /** Puts an item into a place; a session takes its talks along. `sessionId` moves a talk into another session or out. */
  | (OnItem & {
      readonly kind: 'place'
      readonly roomId: string | null
      readonly start: number
      readonly minutes?: number
      readonly sessionId?: string | null
    })
  | (OnItem & { readonly kind: 'resize'; readonly minutes: number })
  /** Back to the list of what has no time yet; a session with its talks. */
  | (OnItem & { readonly kind: 'unschedule' })
  | (OnItem & { readonly kind: 'cancel'; readonly cancelled: boolean })
  /** Moves everything that begins after this item in its room on its day; later talks of its session too. */
  | (OnItem & { readonly kind: 'push'; readonly minutes: number })
  /** Two items take each other's place; neighbours of different length change their order without a gap. */
  | { readonly kind: 'swap'; readonly one: ItemRef; readonly other: ItemRef }
  /** A break in each of the rooms (all others when empty) that does not have it yet. */
  | { readonly kind: 'copy-break'; readonly sessionId: string; readonly roomIds: readonly string[] }
  /** A session's talks one after another from its start, in their order; those without a time last. */
  | { readonly kind: 'lay-out'; readonly sessionId: string }

/** The way back of an edit, with what must still be so for it to be taken. Made by `applyEdit`, never by a client. */
export interface Restore {
  readonly kind: 'restore'
  readonly set: readonly { readonly item: ItemRef; readonly expect: Standing; readonly to: Standing }[]
  /** Sessions that the edit made, as it made them. */
  readonly remove: readonly Session[]
  readonly add: readonly Session[]
}

export type Edit = Command | Restore

export const EDIT_FAILURES = [
  'unknown-item',
  'unknown-room',
  'not-scheduled',
  'bad-time',
  'bad-length',
  'not-a-break',
  'bad-pair',
  'changed-meanwhile',
  'nothing-to-do',
] as const
export type EditFailure = (typeof EDIT_FAILURES)[number]

export type Edited =
  | { readonly ok: true; readonly programme: Programme; readonly changed: readonly string[]; readonly inverse: Restore }
  /** `items`: which ones the refusal is about. Nothing has been changed. */
  | { readonly ok: false; readonly code: EditFailure; readonly items: readonly ItemRef[] }

/** What a new session needs that computation cannot give it. */
export type NewIdentity = () => Pick<Session, 'id' | 'guid' | 'code'>

/** Where an item stands now. */
export const standingOf = (item: Session | Talk): Standing => ({
  roomId: item.roomId,
  start: item.start,
  minutes: item.minutes,
  sessionId: isTalk(item) ? item.sessionId : null,
  cancelled: item.cancelled,
})

/** Equal in everything the editor changes. */
export const sameStanding = (a: Standing, b: Standing): boolean =>
  a.roomId === b.roomId &&
  a.start === b.start &&
  a.minutes === b.minutes &&
  a.sessionId === b.sessionId &&
  a.cancelled === b.cancelled
