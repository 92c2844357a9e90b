import type { Actor } from '#src/platform/authz.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Access } from './tables.ts'

/** What is asked about a study. */
export interface StudyState {
  readonly ownerId: string
  readonly access: Access
  /** Whether a person has looked at every image. */
  readonly looked: boolean
  /** Whether the asking person was let in by name. */
  readonly granted: boolean
  /** Whether a share link that the browser was handed opens it now. */
  readonly handed?: boolean
}

const isOwner = (actor: Actor, ownerId: string): boolean => actor.personId !== null && actor.personId === ownerId

/** Only what has been looked at leaves its owner's hands; running the society opens nobody's images. */
export const maySeeStudy = (actor: Actor, study: StudyState): boolean =>
  isOwner(actor, study.ownerId) ||
  (study.looked &&
    (study.access === 'public' ||
      study.handed === true ||
      (actor.personId !== null && (study.access === 'members' || study.granted))))

/** Looking through, opening to others, taking back. */
export const mayManageStudy = (actor: Actor, study: Pick<StudyState, 'ownerId'>): boolean =>
  isOwner(actor, study.ownerId)

/** Sending images in: whoever is signed in, into their own quarantine. */
export const maySendImages = (actor: Actor): boolean => actor.personId !== null

export const maySeeReceived = (actor: Actor, received: { readonly ownerId: string }): boolean =>
  isOwner(actor, received.ownerId)

export const mayManageTokens = (actor: Actor, personId: string): boolean =>
  actor.personId !== null && actor.personId === personId

/** `maySeeStudy` as a set: ids of all studies that the actor may see. */
export function visibleStudies(db: AnyDb, actor: Actor) {
  const { personId } = actor
  return db
    .selectFrom('imaging_study')
    .select('imaging_study.id')
    .where((eb) => {
      const open = eb.and([
        eb('imaging_study.looked_at', 'is not', null),
        eb('imaging_study.access', 'in', personId === null ? ['public'] : ['public', 'members']),
      ])
      const handed = eb.and([
        eb('imaging_study.looked_at', 'is not', null),
        eb(
          'imaging_study.id',
          'in',
          eb
            .selectFrom('imaging_key_grant')
            .select('imaging_key_grant.study_id')
            .where('imaging_key_grant.key_hash', 'in', actor.keys?.length ? actor.keys : [''])
            .where('imaging_key_grant.expires_at', '>', actor.keysAt ?? 0),
        ),
      ])
      const others = actor.keys?.length ? [open, handed] : [open]
      if (personId === null) return eb.or(others)
      const granted = eb.and([
        eb('imaging_study.looked_at', 'is not', null),
        eb(
          'imaging_study.id',
          'in',
          eb
            .selectFrom('imaging_grant')
            .select('imaging_grant.study_id')
            .where('imaging_grant.person_id', '=', personId),
        ),
      ])
      return eb.or([eb('imaging_study.owner_id', '=', personId), ...others, granted])
    })
}
