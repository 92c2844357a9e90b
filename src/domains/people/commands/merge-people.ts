import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { consumeInvitation, openInvitation } from '../invite.ts'
import { mayMergePeople } from '../policy.ts'
import type { PersonTable } from '../tables.ts'
import { personWithState } from './person.ts'

/** Joins two records of one person: every reference in every domain moves, the old address leads to the new one. */
export async function mergePeople(ctx: Context, actor: Actor, from: string, into: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const [source, target] = [await personWithState(tx.db, from), await personWithState(tx.db, into)]
    if (!source || !target || !mayMergePeople(actor, source.state, target.state)) return fail('not-found')
    return joinRecords(tx, source.row, target.row)
  })
}

/** The signed-in person opens an invitation that was made for another record of theirs: the two become one. */
export async function joinInvited(ctx: Context, actor: Actor, token: string): Promise<Outcome> {
  if (!actor.personId) return fail('not-found')
  const own = actor.personId
  return write(ctx, actor, async (tx) => {
    const invitation = await openInvitation(ctx, token, tx.db)
    if (!invitation?.personId) return fail('expired')
    if (invitation.personId === own) return ok()
    const [source, target] = [await personWithState(tx.db, invitation.personId), await personWithState(tx.db, own)]
    if (!source || !target || source.state.erased) return fail('expired')
    // Only a record that nobody holds may be joined by a link; one with an account needs the secretariat.
    if (!source.state.unclaimed || !(await consumeInvitation(tx, invitation.id))) return fail('expired')
    return joinRecords(tx, source.row, target.row)
  })
}

async function joinRecords(tx: Tx, from: PersonTable, into: PersonTable): Promise<Outcome> {
  const accounts = await tx.db
    .selectFrom('auth_user')
    .select('person_id')
    .where('person_id', 'in', [from.id, into.id])
    .execute()
  if (accounts.length > 1) return invalid({ '': 'both-accounts' })
  for (const domain of tx.ctx.domains) await domain.merge?.person?.(tx, from.id, into.id)
  await tx.audit({
    action: 'person.merge',
    entity: 'person',
    id: into.id,
    before: { id: from.id, name: from.name, slug: from.slug },
    after: { id: into.id, name: into.name },
  })
  await tx.emit('people.merged', { from: from.id, into: into.id })
  return ok()
}

/** What people itself moves: addresses, sources, roles, consents, invitations, the account; gaps of the kept record are filled. */
export async function movePerson(tx: Tx, from: string, into: string): Promise<void> {
  const { db } = tx
  const rows = await db.selectFrom('person').selectAll().where('id', 'in', [from, into]).execute()
  const [old, kept] = [rows.find((row) => row.id === from), rows.find((row) => row.id === into)]
  if (!old || !kept) return
  for (const table of ['person_email', 'person_source', 'consent', 'invitation', 'mail'] as const) {
    await db.updateTable(table).set({ person_id: into }).where('person_id', '=', from).execute()
  }
  const grants = await db.selectFrom('role_grant').selectAll().where('person_id', '=', from).execute()
  if (grants.length > 0) {
    const moved = grants.map((grant) => ({ ...grant, person_id: into }))
    await db
      .insertInto('role_grant')
      .values(moved)
      .onConflict((oc) => oc.doNothing())
      .execute()
    await db.deleteFrom('role_grant').where('person_id', '=', from).execute()
  }
  await db.deleteFrom('person_term').where('person_id', '=', from).execute()
  await db.updateTable('auth_user').set({ person_id: into }).where('person_id', '=', from).execute()
  // Records that were merged into the old one before lead on to the kept one.
  await db.updateTable('person').set({ merged_into: into }).where('merged_into', '=', from).execute()
  await db
    .updateTable('person')
    .set({ merged_into: into, photo: null, updated_at: tx.now })
    .where('id', '=', from)
    .execute()
  await db
    .updateTable('person')
    .set({
      latin: kept.latin || old.latin,
      title: kept.title || old.title,
      profession: kept.profession || old.profession,
      facility_id: kept.facility_id ?? old.facility_id,
      country: kept.country || old.country,
      licence_number: kept.licence_number || old.licence_number,
      langs: kept.langs === '[]' ? old.langs : kept.langs,
      biography: JSON.stringify({
        ...(JSON.parse(old.biography) as object),
        ...(JSON.parse(kept.biography) as object),
      }),
      photo: kept.photo ?? old.photo,
      avatar_url: kept.avatar_url || old.avatar_url,
      unclaimed: kept.unclaimed === 0 || old.unclaimed === 0 ? 0 : 1,
      updated_at: tx.now,
    })
    .where('id', '=', into)
    .execute()
}
