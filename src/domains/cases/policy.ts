import { managesSociety, type Actor } from '#src/platform/authz.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Audience, CaseState } from './model.ts'

/** What decides who may do what with a case; the last five are about the asking person. */
export interface Standing {
  readonly ownerId: string
  readonly state: CaseState
  readonly audience: Audience
  readonly audienceRef: string
  /** Review was asked for: from then on those who review see it. */
  readonly submitted: boolean
  readonly isAuthor: boolean
  /** Let in by name. */
  readonly isGuest: boolean
  readonly inGroup: boolean
  readonly hasKey: boolean
  readonly isReviewer: boolean
}

const isOwner = (actor: Actor, s: Standing): boolean => actor.personId !== null && actor.personId === s.ownerId

/** Its owner and the authors who have an account: they write it. */
export const mayEdit = (actor: Actor, s: Standing): boolean =>
  s.state !== 'withdrawn' && (isOwner(actor, s) || (actor.personId !== null && s.isAuthor))

/** Consent, audience, guests, links, images: the owner alone answers for the patient. */
export const mayManage = (actor: Actor, s: Standing): boolean => s.state !== 'withdrawn' && isOwner(actor, s)

const inAudience = (actor: Actor, s: Standing): boolean => {
  if (s.state !== 'shared') return false
  switch (s.audience) {
    case 'public':
      return true
    case 'members':
      return actor.personId !== null
    case 'group':
      return actor.personId !== null && s.inGroup
    case 'delegates':
      return actor.personId !== null && actor.events.has(s.audienceRef)
    default:
      return false
  }
}

/** Running the society opens nobody's case: those who review see it once its owner has asked for review. */
export const maySee = (actor: Actor, s: Standing): boolean => {
  if (s.state === 'withdrawn') return false
  if (mayEdit(actor, s)) return true
  if (s.state === 'draft') return false
  return s.isGuest || s.hasKey || (s.isReviewer && s.submitted) || inAudience(actor, s)
}

/** Nobody reviews what they wrote. */
export const mayReview = (actor: Actor, s: Standing): boolean =>
  s.isReviewer && s.submitted && !mayEdit(actor, s) && (s.state === 'de-identified' || s.state === 'reviewed')

/** Taking back can be asked of the society at any time, also where it may not look. */
export const mayWithdraw = (actor: Actor, s: Standing): boolean =>
  s.state !== 'withdrawn' && (isOwner(actor, s) || managesSociety(actor))

/** Speaking about it: whoever sees it with an account; a link alone only reads. */
export const mayDiscuss = (actor: Actor, s: Standing): boolean => actor.personId !== null && maySee(actor, s)

/** Whoever could see a case that is gone may be told that it is; to all others it never was. */
export const mayKnowGone = (actor: Actor, s: Standing): boolean =>
  s.state === 'withdrawn' &&
  (isOwner(actor, s) || managesSociety(actor) || maySee(actor, { ...s, state: 'shared', submitted: false }))

export const mayCreate = (actor: Actor): boolean => actor.personId !== null
export const mayManageTerms = (actor: Actor): boolean => managesSociety(actor)
export const mayNameReviewers = (actor: Actor): boolean => managesSociety(actor)

/** What this actor may do, for screens that hide what would be refused. */
export interface Abilities {
  readonly edit: boolean
  readonly manage: boolean
  readonly review: boolean
  readonly withdraw: boolean
  readonly discuss: boolean
}

export const abilities = (actor: Actor, s: Standing): Abilities => ({
  edit: mayEdit(actor, s),
  manage: mayManage(actor, s),
  review: mayReview(actor, s),
  withdraw: mayWithdraw(actor, s),
  discuss: mayDiscuss(actor, s),
})

/** Ids of the cases whose author the actor is. */
export const authoredBy = (db: AnyDb, personId: string) =>
  db.selectFrom('case_author').select('case_author.case_id').where('case_author.person_id', '=', personId)

export const guestOf = (db: AnyDb, personId: string, now: number) =>
  db
    .selectFrom('case_guest')
    .select('case_guest.case_id')
    .where('case_guest.person_id', '=', personId)
    .where((eb) => eb.or([eb('case_guest.expires_at', 'is', null), eb('case_guest.expires_at', '>', now)]))

export const groupsOf = (db: AnyDb, personId: string) =>
  db
    .selectFrom('case_group_member')
    .select('case_group_member.group_id')
    .where('case_group_member.person_id', '=', personId)

export const keyedBy = (db: AnyDb, keys: readonly string[], now: number) =>
  db
    .selectFrom('case_key_grant')
    .select('case_key_grant.case_id')
    .where('case_key_grant.key_hash', 'in', keys.length > 0 ? keys : [''])
    .where('case_key_grant.expires_at', '>', now)

/** `maySee` as a set: ids of all cases that the actor may see, for lists, counts and searches. */
export function visibleCases(db: AnyDb, actor: Actor, now: number) {
  const { personId, keys = [] } = actor
  return db
    .selectFrom('case_record')
    .select('case_record.id')
    .where('case_record.state', '<>', 'withdrawn')
    .where((eb) => {
      const isShared = eb('case_record.state', '=', 'shared')
      const notDraft = eb('case_record.state', '<>', 'draft')
      const ways = [eb.and([isShared, eb('case_record.audience', '=', 'public')])]
      if (keys.length > 0) ways.push(eb.and([notDraft, eb('case_record.id', 'in', keyedBy(db, keys, now))]))
      if (managesSociety(actor)) ways.push(eb.and([notDraft, eb('case_record.submitted_at', 'is not', null)]))
      if (personId === null) return eb.or(ways)
      const events = [...actor.events.keys()]
      ways.push(
        eb('case_record.owner_id', '=', personId),
        eb('case_record.id', 'in', authoredBy(db, personId)),
        eb.and([notDraft, eb('case_record.id', 'in', guestOf(db, personId, now))]),
        eb.and([isShared, eb('case_record.audience', '=', 'members')]),
        eb.and([
          isShared,
          eb('case_record.audience', '=', 'group'),
          eb('case_record.audience_ref', 'in', groupsOf(db, personId)),
        ]),
        eb.and([
          notDraft,
          eb('case_record.submitted_at', 'is not', null),
          eb.exists(eb.selectFrom('case_reviewer').select('person_id').where('person_id', '=', personId)),
        ]),
      )
      if (events.length > 0)
        ways.push(
          eb.and([
            isShared,
            eb('case_record.audience', '=', 'delegates'),
            eb('case_record.audience_ref', 'in', events),
          ]),
        )
      return eb.or(ways)
    })
}
