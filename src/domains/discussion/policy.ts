import { hasEventRole, managesEvent, type Actor } from '#src/platform/authz.ts'
import type { DiscussionState, QuestionState } from './model.ts'
import type { Participant } from './participant.ts'
import type { Settings } from './settings.ts'

/** The little of a discussion that decides who may do what in it. */
export interface Standing {
  readonly eventId: string
  /** The event is a record: nothing changes any more. */
  readonly archived: boolean
  readonly state: DiscussionState
  readonly answerUntil: number | null
  readonly chairs: readonly string[]
  readonly speakers: readonly string[]
}

/** Its chair, the event's chairs, and whoever runs the event. */
export const canModerate = (actor: Actor, s: Standing): boolean =>
  !s.archived &&
  (managesEvent(actor, s.eventId) ||
    hasEventRole(actor, s.eventId, 'chair') ||
    (actor.personId !== null && s.chairs.includes(actor.personId)))

/** Whether the event's rule lets this participant take part at all, whatever the state. */
export function isAdmitted(p: Participant, s: Standing, settings: Settings): boolean {
  if (canModerate(p.actor, s)) return p.actor.personId !== null
  if (settings.asking === 'hall' && p.inHall) return true
  if (p.actor.personId === null) return false
  return settings.asking !== 'delegates' || p.actor.events.has(s.eventId) || s.speakers.includes(p.actor.personId)
}

export const canAsk = (p: Participant, s: Standing, settings: Settings): boolean =>
  !s.archived && s.state === 'open' && isAdmitted(p, s, settings)

export const canVote = canAsk

/** Speakers answer while the discussion is open and for some weeks after; who moderates, always. */
export const canAnswer = (actor: Actor, s: Standing, now: number): boolean => {
  if (actor.personId === null || s.archived || s.state === 'planned') return false
  if (canModerate(actor, s)) return true
  return s.speakers.includes(actor.personId) && (s.state === 'open' || (s.answerUntil !== null && now < s.answerUntil))
}

/** One's own question, until somebody has dealt with it. */
export const canWithdraw = (
  p: Participant,
  s: Standing,
  question: { readonly askerKey: string; readonly state: QuestionState },
): boolean =>
  !s.archived && p.keys.includes(question.askerKey) && (question.state === 'pending' || question.state === 'open')

export const canChangeSettings = (actor: Actor, event: { readonly id: string; readonly archived: boolean }): boolean =>
  !event.archived && managesEvent(actor, event.id)
