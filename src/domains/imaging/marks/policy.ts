import type { Actor } from '#src/platform/authz.ts'

/** What is asked about a mark on a study that the actor may see; who may not see the study never gets here. */
export interface MarkRights {
  readonly authorId: string | null
  readonly shared: boolean
  readonly studyOwnerId: string
}

const isPerson = (actor: Actor, id: string | null): boolean => actor.personId !== null && actor.personId === id

export const mayMark = (actor: Actor): boolean => actor.personId !== null

export const maySeeMark = (actor: Actor, mark: Pick<MarkRights, 'authorId' | 'shared'>): boolean =>
  mark.shared || isPerson(actor, mark.authorId)

/** Nobody changes what another one drew. */
export const mayChangeMark = (actor: Actor, mark: Pick<MarkRights, 'authorId'>): boolean =>
  isPerson(actor, mark.authorId)

/** Whose study it is may take away what others show on it. */
export const mayRemoveMark = (actor: Actor, mark: MarkRights): boolean =>
  isPerson(actor, mark.authorId) || (mark.shared && isPerson(actor, mark.studyOwnerId))
