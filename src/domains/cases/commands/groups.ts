import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { keepAccessOf } from '../access.ts'
import { LIMITS } from '../limits.ts'

/** Makes a group of persons to share with; it is its maker's own. */
export async function createGroup(ctx: Context, actor: Actor, name: string): Promise<Outcome<{ id: string }>> {
  const owner_id = actor.personId
  if (owner_id === null) return fail('not-found')
  const clean = name.trim().replace(/\s+/g, ' ')
  if (clean === '') return invalid({ name: 'required' })
  if (clean.length > LIMITS.group) return invalid({ name: 'too-long' })
  return write(ctx, actor, async (tx) => {
    const id = ctx.ids.id()
    await tx.db.insertInto('case_group').values({ id, name: clean, owner_id, created_at: tx.now }).execute()
    await tx.audit({ action: 'case-group.create', entity: 'case-group', id })
    return ok({ id })
  })
}

async function own(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  const row = await tx.db.selectFrom('case_group').select('owner_id').where('id', '=', id).executeTakeFirst()
  return row !== undefined && actor.personId !== null && row.owner_id === actor.personId
}

/** Takes a person in or out; what the group may see follows at once. */
export function setMember(
  ctx: Context,
  actor: Actor,
  groupId: string,
  personId: string,
  inside: boolean,
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!(await own(tx, actor, groupId))) return fail('not-found')
    if (inside) {
      const person = await tx.db
        .selectFrom('person')
        .select('id')
        .where('id', '=', personId)
        .where('erased_at', 'is', null)
        .executeTakeFirst()
      if (!person) return invalid({ person: 'not-found' })
      const { n } = await tx.db
        .selectFrom('case_group_member')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('group_id', '=', groupId)
        .executeTakeFirstOrThrow()
      if (Number(n) >= LIMITS.members) return invalid({ person: 'too-many' })
      await tx.db
        .insertInto('case_group_member')
        .values({ group_id: groupId, person_id: personId })
        .onConflict((oc) => oc.doNothing())
        .execute()
    } else
      await tx.db
        .deleteFrom('case_group_member')
        .where('group_id', '=', groupId)
        .where('person_id', '=', personId)
        .execute()
    await keepAccessOf(tx, { groupId })
    await tx.audit({
      action: inside ? 'case-group.add' : 'case-group.remove',
      entity: 'case-group',
      id: groupId,
      after: { personId },
    })
    return ok()
  })
}

/** Removes a group; cases shared with it are shared with nobody but guests, until their owner chooses anew. */
export function deleteGroup(ctx: Context, actor: Actor, groupId: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!(await own(tx, actor, groupId))) return fail('not-found')
    await tx.db.deleteFrom('case_group_member').where('group_id', '=', groupId).execute()
    await keepAccessOf(tx, { groupId })
    await tx.db
      .updateTable('case_record')
      .set({ audience: 'private', audience_ref: '' })
      .where('audience', '=', 'group')
      .where('audience_ref', '=', groupId)
      .execute()
    await tx.db.deleteFrom('case_group').where('id', '=', groupId).execute()
    await tx.audit({ action: 'case-group.delete', entity: 'case-group', id: groupId })
    return ok()
  })
}

/** Names a person who reviews cases, or takes that back; asked of the society's management. */
export async function setReviewer(tx: Tx, personId: string, reviews: boolean): Promise<void> {
  if (reviews)
    await tx.db
      .insertInto('case_reviewer')
      .values({ person_id: personId, granted_by: tx.actor.personId, granted_at: tx.now })
      .onConflict((oc) => oc.doNothing())
      .execute()
  else await tx.db.deleteFrom('case_reviewer').where('person_id', '=', personId).execute()
  await keepAccessOf(tx, { submitted: true })
  await tx.audit({
    action: reviews ? 'case-reviewer.add' : 'case-reviewer.remove',
    entity: 'person',
    id: personId,
  })
}
