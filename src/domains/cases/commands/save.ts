import { mergedText } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { changed, write, type Tx } from '#src/platform/write.ts'
import { keepAccess } from '../access.ts'
import { indexCase } from '../indexing.ts'
import { parsed, textOf } from '../json.ts'
import { TEXT_FIELDS, type Author, type CaseContent, type SectionName } from '../model.ts'
import { mayEdit, mayManage } from '../policy.ts'
import { contentOf, standingOf, type Found } from '../queries/case.ts'
import type { Patch } from '../schema.ts'
import type { CaseRecordTable } from '../tables.ts'
import { clear, unconfirmed, warningsOf } from '../warnings.ts'

export interface Saving {
  readonly section: SectionName
  /** Number of the section that the form showed. */
  readonly revision: number
  /** "I looked, this identifies nobody." */
  readonly confirmed: boolean
}

/**
 * Saves one section over the one that the form showed; what somebody else saved in between is a `conflict`, and other
 * sections do not disturb. Once others may see the case, words that look like identity are refused until they are
 * confirmed: nothing slips in behind the review.
 */
export function saveSection(
  ctx: Context,
  actor: Actor,
  code: string,
  patch: Patch,
  { section, revision, confirmed }: Saving,
): Promise<Outcome<{ revision: number }>> {
  return write(ctx, actor, async (tx) => {
    const found = await standingOf(tx.db, actor, tx.now, { code })
    if (!found || !mayEdit(actor, found.standing)) return fail('not-found')
    // Consent and licence are the owner's word.
    if (section === 'consent' && !mayManage(actor, found.standing)) return fail('not-found')
    const revisions = parsed<Partial<Record<SectionName, number>>>(found.row.revisions)
    const now = revisions[section] ?? 0
    if (now !== revision) return fail('conflict')
    const people = patch.authors ? await checked(tx, found, actor, patch.authors) : null
    if (people && !people.ok) return people
    const next = await columns(tx, found, patch)
    const warnings = warningsOf(textOf(next.title), contentOf(next.content))
    const open = unconfirmed(ctx, warnings, found.row.cleared)
    if (found.row.state !== 'draft' && open.length > 0 && !confirmed)
      return fail('invalid', { fields: Object.fromEntries(open.map((one) => [one.field, 'unconfirmed'])) })
    const set: Partial<CaseRecordTable> = {
      ...next,
      ...(found.row.state !== 'draft' && open.length > 0
        ? { cleared: clear(ctx, warnings), cleared_by: actor.personId, cleared_at: tx.now }
        : {}),
    }
    const saved = await tx.db
      .updateTable('case_record')
      .set({
        ...set,
        revisions: JSON.stringify({ ...revisions, [section]: now + 1 }),
        revision: found.row.revision + 1,
        updated_at: tx.now,
      })
      .where('id', '=', found.row.id)
      .where('revision', '=', found.row.revision)
      .executeTakeFirst()
    if (Number(saved.numUpdatedRows) !== 1) return fail('conflict')
    if (people?.ok) await putAuthors(tx, found.row.id, people.value)
    await indexCase(tx, found.row.id)
    if (people) await keepAccess(tx, found.row.id)
    const difference = changed<Partial<CaseRecordTable>>(found.row, set)
    // The audit names what was touched; the words themselves are the case's and go with it.
    if (difference || people)
      await tx.audit({
        action: 'case.update',
        entity: 'case',
        id: found.row.id,
        after: { section, columns: Object.keys(difference?.after ?? {}) },
      })
    return ok({ revision: now + 1 })
  })
}

async function columns(tx: Tx, { row }: Found, patch: Patch) {
  const was = contentOf(row.content)
  const content: CaseContent = { ...was, ...patch.content }
  const merged = Object.fromEntries(
    [...TEXT_FIELDS, 'region' as const].map((field) => [field, mergedText(was[field], content[field])]),
  )
  const facility = patch.facilityId === undefined ? row.facility_id : await knownFacility(tx, patch.facilityId)
  return {
    title: JSON.stringify(patch.title ? mergedText(textOf(row.title), patch.title) : textOf(row.title)),
    content: JSON.stringify({ ...content, ...merged }),
    facility_id: facility,
    ...(patch.consent ? consentColumns(tx, row, patch.consent) : {}),
    ...(patch.licence === undefined ? {} : { licence: patch.licence }),
  }
}

async function knownFacility(tx: Tx, id: string | null): Promise<string | null> {
  if (id === null) return null
  const found = await tx.db
    .selectFrom('facility')
    .select('id')
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  return found?.id ?? null
}

/** Who recorded it and when changes only when the consent does. */
function consentColumns(tx: Tx, row: CaseRecordTable, { type, on }: NonNullable<Patch['consent']>) {
  if (type === row.consent_type && on === row.consent_on) return {}
  return {
    consent_type: type,
    consent_on: on,
    consent_by: type === '' ? null : tx.actor.personId,
    consent_at: type === '' ? null : tx.now,
  }
}

/**
 * Persons named must exist. The owner stays an author with their account: nobody takes a case from them; and only the
 * owner adds or removes authors with an account, because these see everything.
 */
async function checked(tx: Tx, found: Found, actor: Actor, authors: readonly Author[]): Promise<Outcome<Author[]>> {
  const held = await tx.db
    .selectFrom('case_author')
    .select('person_id')
    .where('case_id', '=', found.row.id)
    .where('person_id', 'is not', null)
    .execute()
  const before = new Set(held.map((row) => row.person_id!))
  const ids = authors.flatMap((author) => (author.personId === null ? [] : [author.personId]))
  if (new Set(ids).size !== ids.length) return fail('invalid', { fields: { 'authors.0.name': 'invalid' } })
  const known = new Set(
    (
      await tx.db
        .selectFrom('person')
        .select('id')
        .where('id', 'in', ids.length > 0 ? ids : [''])
        .where('erased_at', 'is', null)
        .execute()
    ).map((row) => row.id),
  )
  const isOwner = actor.personId === found.row.owner_id
  const same = ids.length === before.size && ids.every((id) => before.has(id))
  if (!isOwner && !same) return fail('invalid', { fields: { 'authors.0.name': 'not-found' } })
  const facilities = authors.flatMap((author) => (author.facilityId === null ? [] : [author.facilityId]))
  const places = new Set(
    (
      await tx.db
        .selectFrom('facility')
        .select('id')
        .where('id', 'in', facilities.length > 0 ? facilities : [''])
        .execute()
    ).map((row) => row.id),
  )
  return ok(
    authors.map((author) => ({
      ...author,
      personId: author.personId !== null && known.has(author.personId) ? author.personId : null,
      facilityId: author.facilityId !== null && places.has(author.facilityId) ? author.facilityId : null,
    })),
  )
}

async function putAuthors(tx: Tx, caseId: string, authors: readonly Author[]): Promise<void> {
  await tx.db.deleteFrom('case_author').where('case_id', '=', caseId).execute()
  await tx.db
    .insertInto('case_author')
    .values(
      authors.map((author, position) => ({
        case_id: caseId,
        position,
        person_id: author.personId,
        name: author.name,
        facility_id: author.facilityId,
        facility: JSON.stringify(author.facility),
      })),
    )
    .execute()
}
