import { hasEventRole, managesEvent, managesSociety, type Actor } from '#src/platform/authz.ts'
import type { EventState } from './tables.ts'

/** The little of an event that decides who may do what with it. */
export interface EventStanding {
  readonly id: string
  readonly state: EventState
}

/** Everyone sees what is published or archived; a draft only those who make it. */
export const canSeeEvent = (actor: Actor, event: EventStanding): boolean =>
  event.state !== 'draft' || canSeeWorkingCopy(actor, event)

/** The working copy is for those who run the event and for its chairs, whatever its state. */
export const canSeeWorkingCopy = (actor: Actor, event: EventStanding): boolean =>
  managesEvent(actor, event.id) || hasEventRole(actor, event.id, 'chair')

/** An archived event is a record: it must be taken out of the archive before it changes. */
export const canEditProgramme = (actor: Actor, event: EventStanding): boolean =>
  event.state !== 'archived' && managesEvent(actor, event.id)

export const canEditEvent = (actor: Actor, event: EventStanding): boolean =>
  event.state !== 'archived' && managesEvent(actor, event.id)

export const canRelease = canEditProgramme

/** Publishing and archiving speak for the society. */
export const canChangeState = (actor: Actor, event: EventStanding): boolean =>
  managesSociety(actor) || (event.state === 'draft' && hasEventRole(actor, event.id, 'organiser'))

export const canCreateEvent = (actor: Actor): boolean => managesSociety(actor)

/** A speaker fills in their own talk's files and availability; the organisers may do it for them. */
export const canUploadSlides = (actor: Actor, event: EventStanding, speakerIds: readonly string[]): boolean =>
  event.state !== 'archived' &&
  (managesEvent(actor, event.id) || (actor.personId !== null && speakerIds.includes(actor.personId)))
