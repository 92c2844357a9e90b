import type { Text } from '#src/lib/text/multilingual.ts'
import { managesSociety, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { parsed, textOf } from '../json.ts'
import {
  EMPTY_CONTENT,
  type Audience,
  type CaseContent,
  type CaseState,
  type Consent,
  type Licence,
  type SectionName,
} from '../model.ts'
import {
  abilities,
  authoredBy,
  groupsOf,
  guestOf,
  keyedBy,
  mayKnowGone,
  maySee,
  type Abilities,
  type Standing,
} from '../policy.ts'
import type { CaseRecordTable } from '../tables.ts'

/** A case as those who may see it get it. Findings and diagnosis are in `content` also in quiz mode: who shows it asks first. */
export interface CaseView {
  readonly id: string
  readonly code: string
  /** Address without language. */
  readonly path: string
  readonly ownerId: string
  readonly imagingCaseId: string | null
  readonly state: CaseState
  readonly audience: Audience
  readonly audienceRef: string
  readonly title: Text
  readonly content: CaseContent
  readonly facilityId: string | null
  readonly synthetic: boolean
  readonly quiz: boolean
  readonly consent: Consent | null
  readonly licence: Licence | ''
  readonly revisions: Readonly<Partial<Record<SectionName, number>>>
  readonly revision: number
  readonly cleared: string
  readonly clearedAt: number | null
  readonly submittedAt: number | null
  readonly reviewedAt: number | null
  readonly reviewedBy: string | null
  readonly reviewedRevision: number | null
  readonly reviewNote: string
  readonly sharedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly can: Abilities
}

export const pathOf = (code: string): string => `/cases/${code}`

/** The case at an address if the actor may see it, else null, which is 404. One statement. */
export async function caseFor(ctx: Context, actor: Actor, code: string): Promise<CaseView | null> {
  const found = await standingOf(ctx.db, actor, ctx.clock.now(), { code: code.toUpperCase() })
  return found && maySee(actor, found.standing) ? caseView(found.row, abilities(actor, found.standing)) : null
}

export async function caseById(ctx: Context, actor: Actor, id: string): Promise<CaseView | null> {
  const found = await standingOf(ctx.db, actor, ctx.clock.now(), { id })
  return found && maySee(actor, found.standing) ? caseView(found.row, abilities(actor, found.standing)) : null
}

/** When a case was taken back, for whoever could see it; null for all others, as if it had never been. */
export async function tombstoneFor(ctx: Context, actor: Actor, code: string): Promise<{ readonly at: number } | null> {
  const found = await standingOf(ctx.db, actor, ctx.clock.now(), { code: code.toUpperCase() })
  if (!found || !mayKnowGone(actor, found.standing)) return null
  return { at: found.row.withdrawn_at ?? found.row.updated_at }
}

export interface Found {
  readonly row: CaseRecordTable
  readonly standing: Standing
}

/** A row with what decides about it, inside or outside of a transaction. One statement. */
export async function standingOf(
  db: AnyDb,
  actor: Actor,
  now: number,
  which: { readonly code: string } | { readonly id: string },
): Promise<Found | null> {
  const me = actor.personId ?? ''
  const found = await db
    .selectFrom('case_record')
    .selectAll('case_record')
    .select((eb) => [
      eb('case_record.id', 'in', authoredBy(db, me)).as('is_author'),
      eb('case_record.id', 'in', guestOf(db, me, now)).as('is_guest'),
      eb('case_record.audience_ref', 'in', groupsOf(db, me)).as('in_group'),
      eb('case_record.id', 'in', keyedBy(db, actor.keys ?? [], now)).as('has_key'),
      eb.exists(eb.selectFrom('case_reviewer').select('person_id').where('person_id', '=', me)).as('is_reviewer'),
    ])
    .where((eb) => ('code' in which ? eb('case_record.code', '=', which.code) : eb('case_record.id', '=', which.id)))
    .executeTakeFirst()
  if (!found) return null
  const { is_author, is_guest, in_group, has_key, is_reviewer, ...row } = found
  const standing: Standing = {
    ownerId: row.owner_id,
    state: row.state,
    audience: row.audience,
    audienceRef: row.audience_ref,
    submitted: row.submitted_at !== null,
    isAuthor: Boolean(is_author),
    isGuest: Boolean(is_guest),
    inGroup: Boolean(in_group),
    hasKey: Boolean(has_key),
    isReviewer: Boolean(is_reviewer) || managesSociety(actor),
  }
  return { row, standing }
}

export const contentOf = (json: string): CaseContent => ({ ...EMPTY_CONTENT, ...parsed<Partial<CaseContent>>(json) })

export function caseView(row: CaseRecordTable, can: Abilities): CaseView {
  return {
    id: row.id,
    code: row.code,
    path: pathOf(row.code),
    ownerId: row.owner_id,
    imagingCaseId: row.imaging_case_id,
    state: row.state,
    audience: row.audience,
    audienceRef: row.audience_ref,
    title: textOf(row.title),
    content: contentOf(row.content),
    facilityId: row.facility_id,
    synthetic: row.synthetic === 1,
    quiz: row.quiz === 1,
    consent:
      row.consent_type === '' || row.consent_at === null
        ? null
        : { type: row.consent_type, on: row.consent_on, recordedBy: row.consent_by, recordedAt: row.consent_at },
    licence: row.licence,
    revisions: parsed(row.revisions),
    revision: row.revision,
    cleared: row.cleared,
    clearedAt: row.cleared_at,
    submittedAt: row.submitted_at,
    reviewedAt: row.reviewed_at,
    reviewedBy: row.reviewed_by,
    reviewedRevision: row.reviewed_revision,
    reviewNote: row.review_note,
    sharedAt: row.shared_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    can,
  }
}
