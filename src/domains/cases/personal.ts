import type { Context } from '#src/platform/context.ts'
import type { Tx } from '#src/platform/write.ts'
import { keepAccess, keepAccessOf } from './access.ts'
import { indexCase } from './indexing.ts'
import { textOf } from './json.ts'
import { pathOf } from './queries/case.ts'

/** What is kept of a person here: the cases they write, what they reviewed and recorded, their groups and collections. */
export async function exportOwn(ctx: Context, personId: string): Promise<object> {
  const cases = await ctx.db
    .selectFrom('case_record')
    .select(['code', 'state', 'title', 'content', 'licence', 'created_at', 'shared_at', 'withdrawn_at'])
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', personId),
        eb('id', 'in', eb.selectFrom('case_author').select('case_id').where('person_id', '=', personId)),
      ]),
    )
    .orderBy('id')
    .execute()
  const groups = await ctx.db.selectFrom('case_group').select(['id', 'name']).where('owner_id', '=', personId).execute()
  const memberOf = await ctx.db
    .selectFrom('case_group_member')
    .select('group_id')
    .where('person_id', '=', personId)
    .execute()
  const collections = await ctx.db
    .selectFrom('case_collection')
    .select(['code', 'title', 'body'])
    .where('owner_id', '=', personId)
    .execute()
  const steps = await ctx.db
    .selectFrom('case_step')
    .select(['case_id', 'at', 'action', 'note'])
    .where('person_id', '=', personId)
    .orderBy('at')
    .execute()
  const invited = await ctx.db
    .selectFrom('case_guest')
    .select(['case_id', 'via', 'expires_at'])
    .where('person_id', '=', personId)
    .execute()
  return {
    cases: cases.map((row) => ({
      ...row,
      title: textOf(row.title),
      content: JSON.parse(row.content) as unknown,
      path: pathOf(row.code),
    })),
    groups,
    memberOf: memberOf.map((row) => row.group_id),
    collections: collections.map((row) => ({ ...row, title: textOf(row.title), body: textOf(row.body) })),
    steps,
    invited,
  }
}

/** No name of an erased person; `N. N.` as in programmes. */
const NOBODY = 'N. N.'

/**
 * Cases are their patients' and their readers': they stay, without the name. What only the person could answer for ends:
 * nobody is let in any more who was not named, and their groups and private collections go.
 */
export async function erasePerson(tx: Tx, personId: string): Promise<void> {
  const { db } = tx
  const touched = await db.selectFrom('case_author').select('case_id').where('person_id', '=', personId).execute()
  await db
    .updateTable('case_author')
    .set({ person_id: null, name: NOBODY, facility: '{}', facility_id: null })
    .where('person_id', '=', personId)
    .execute()
  await db.deleteFrom('case_guest').where('person_id', '=', personId).execute()
  await db.deleteFrom('case_group_member').where('person_id', '=', personId).execute()
  await db.deleteFrom('case_reviewer').where('person_id', '=', personId).execute()
  const groups = await db.selectFrom('case_group').select('id').where('owner_id', '=', personId).execute()
  for (const { id } of groups) {
    await db.deleteFrom('case_group_member').where('group_id', '=', id).execute()
    await keepAccessOf(tx, { groupId: id })
    await db
      .updateTable('case_record')
      .set({ audience: 'private', audience_ref: '' })
      .where('audience', '=', 'group')
      .where('audience_ref', '=', id)
      .execute()
    await db.deleteFrom('case_group').where('id', '=', id).execute()
  }
  await db.deleteFrom('case_collection').where('owner_id', '=', personId).where('visibility', '=', 'own').execute()
  await db.updateTable('case_step').set({ person_id: null }).where('person_id', '=', personId).execute()
  for (const column of ['consent_by', 'cleared_by', 'reviewed_by'] as const)
    await db
      .updateTable('case_record')
      .set({ [column]: null })
      .where(column, '=', personId)
      .execute()
  await db.updateTable('case_attachment').set({ added_by: null }).where('added_by', '=', personId).execute()
  for (const { case_id } of touched) {
    await keepAccess(tx, case_id)
    await indexCase(tx, case_id)
  }
}

/** Two records turned out to be one person. */
export async function mergePerson(tx: Tx, from: string, into: string): Promise<void> {
  const { db } = tx
  await db.updateTable('case_record').set({ owner_id: into }).where('owner_id', '=', from).execute()
  for (const column of ['consent_by', 'cleared_by', 'reviewed_by'] as const)
    await db
      .updateTable('case_record')
      .set({ [column]: into })
      .where(column, '=', from)
      .execute()
  await db.updateTable('case_author').set({ person_id: into }).where('person_id', '=', from).execute()
  await db.updateTable('case_step').set({ person_id: into }).where('person_id', '=', from).execute()
  await db.updateTable('case_group').set({ owner_id: into }).where('owner_id', '=', from).execute()
  await db.updateTable('case_collection').set({ owner_id: into }).where('owner_id', '=', from).execute()
  await db.updateTable('case_attachment').set({ added_by: into }).where('added_by', '=', from).execute()
  // Where both were let in the one who stays is so already.
  const guests = await db.selectFrom('case_guest').selectAll().where('person_id', '=', from).execute()
  for (const row of guests)
    await db
      .insertInto('case_guest')
      .values({ ...row, person_id: into })
      .onConflict((oc) => oc.doNothing())
      .execute()
  await db.deleteFrom('case_guest').where('person_id', '=', from).execute()
  const groups = await db.selectFrom('case_group_member').select('group_id').where('person_id', '=', from).execute()
  for (const { group_id } of groups)
    await db
      .insertInto('case_group_member')
      .values({ group_id, person_id: into })
      .onConflict((oc) => oc.doNothing())
      .execute()
  await db.deleteFrom('case_group_member').where('person_id', '=', from).execute()
  const reviewer = await db.selectFrom('case_reviewer').selectAll().where('person_id', '=', from).executeTakeFirst()
  if (reviewer)
    await db
      .insertInto('case_reviewer')
      .values({ ...reviewer, person_id: into })
      .onConflict((oc) => oc.doNothing())
      .execute()
  await db.deleteFrom('case_reviewer').where('person_id', '=', from).execute()
  const cases = await db
    .selectFrom('case_record')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', into),
        eb('id', 'in', eb.selectFrom('case_author').select('case_id').where('person_id', '=', into)),
        eb('id', 'in', eb.selectFrom('case_guest').select('case_id').where('person_id', '=', into)),
      ]),
    )
    .execute()
  for (const { id } of cases) await keepAccess(tx, id)
}

export async function mergeFacility(tx: Tx, from: string, into: string): Promise<void> {
  const cases = await tx.db.selectFrom('case_record').select('id').where('facility_id', '=', from).execute()
  await tx.db.updateTable('case_record').set({ facility_id: into }).where('facility_id', '=', from).execute()
  await tx.db.updateTable('case_author').set({ facility_id: into }).where('facility_id', '=', from).execute()
  for (const { id } of cases) await indexCase(tx, id)
}
