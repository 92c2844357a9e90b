import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { ERASED_NAME } from '../person.ts'
import { mayErase, mayExportData } from '../policy.ts'
import { dropPhoto } from './photo.ts'
import { personWithState } from './person.ts'

/** Everything that is held about a person, by domain. Each domain says what it has. */
export async function exportPerson(ctx: Context, actor: Actor, id: string): Promise<Outcome<object>> {
  const found = await personWithState(ctx.db, id)
  if (!found || !mayExportData(actor, found.state)) return fail('not-found')
  const parts: Record<string, object> = {}
  for (const domain of ctx.domains) {
    const part = await domain.personal?.export(ctx, id)
    if (part) parts[domain.name] = part
  }
  return ok({ exportedAt: new Date(ctx.clock.now()).toISOString(), ...parts })
}

/**
 * Deletes a person from every domain in one transaction. The record stays as `N. N.` so that programmes keep their
 * shape; the last administrator cannot leave.
 */
export async function erasePerson(ctx: Context, actor: Actor, id: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const found = await personWithState(tx.db, id)
    if (!found || !mayErase(actor, found.state)) return fail('not-found')
    if (found.state.administrator && !(await otherAdmin(tx, id))) return invalid({ '': 'last-administrator' })
    // Noted first, so that whoever erases themselves leaves no name in the log of it either.
    await tx.audit({ action: 'person.erase', entity: 'person', id })
    // Later domains build on earlier ones, so they let go first; people itself is last.
    for (const domain of ctx.domains.toReversed()) await domain.personal?.erase(tx, id)
    await tx.emit('people.erased', { personId: id })
    return ok()
  })
}

async function otherAdmin(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('role_grant')
    .select('person_id')
    .where('role', '=', 'administrator')
    .where('person_id', '!=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What people itself holds: the record, addresses, roles, consents, the account and its devices; no secrets. */
export async function exportOwn(ctx: Context, id: string): Promise<object> {
  const { db } = ctx
  const person = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  if (!person) return {}
  const { name_key: _k, sort_key: _s, ...record } = person
  const user = await db
    .selectFrom('auth_user')
    .select(['id', 'email', 'email_verified', 'created_at', 'two_factor_enabled', 'lang'])
    .where('person_id', '=', id)
    .executeTakeFirst()
  const rowsOf = user?.id ?? ''
  return {
    record: {
      ...record,
      langs: JSON.parse(record.langs) as unknown,
      biography: JSON.parse(record.biography) as unknown,
      public_fields: JSON.parse(record.public_fields) as unknown,
    },
    emails: await db.selectFrom('person_email').select(['email', 'verified_at']).where('person_id', '=', id).execute(),
    sources: await db.selectFrom('person_source').select(['source', 'source_id']).where('person_id', '=', id).execute(),
    roles: await db
      .selectFrom('role_grant')
      .select(['role', 'event_id', 'granted_at'])
      .where('person_id', '=', id)
      .execute(),
    consents: await db
      .selectFrom('consent')
      .select(['purpose', 'version', 'lang', 'at', 'how', 'withdrawn_at'])
      .where('person_id', '=', id)
      .execute(),
    account: user ?? null,
    sessions: await db
      .selectFrom('auth_session')
      .select(['created_at', 'expires_at', 'user_agent'])
      .where('user_id', '=', rowsOf)
      .execute(),
    passkeys: await db
      .selectFrom('auth_passkey')
      .select(['name', 'created_at', 'device_type'])
      .where('user_id', '=', rowsOf)
      .execute(),
    mail: await db
      .selectFrom('mail')
      .select(['subject', 'to_address', 'created_at', 'sent_at', 'text'])
      .where('person_id', '=', id)
      .execute(),
    actions: await db
      .selectFrom('audit')
      .select(['at', 'action', 'entity', 'entity_id'])
      .where('actor_id', '=', id)
      .orderBy('at')
      .execute(),
  }
}

/**
 * Empties the record and everything in people's and the platform's tables that names its owner. Kept: that consents
 * were given and when (without a name), that actions were done (without who), and the source ids, so that importing
 * the same file again does not bring the name back.
 */
export async function eraseOwn(tx: Tx, id: string): Promise<void> {
  const { db } = tx
  const row = await db.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()
  if (!row) return
  // Records that were merged into this one still say what it was called.
  const merged = await db.selectFrom('person').select('id').where('merged_into', '=', id).execute()
  for (const other of merged) await eraseRecord(tx, other.id)
  const emails = await db.selectFrom('person_email').select('email').where('person_id', '=', id).execute()
  const addresses = emails.map((e) => e.email)
  await db.deleteFrom('auth_user').where('person_id', '=', id).execute()
  await db.deleteFrom('person_email').where('person_id', '=', id).execute()
  await db.deleteFrom('person_term').where('person_id', '=', id).execute()
  await db.deleteFrom('role_grant').where('person_id', '=', id).execute()
  await db.deleteFrom('invitation').where('person_id', '=', id).execute()
  await db
    .deleteFrom('mail')
    .where((eb) => eb.or([eb('person_id', '=', id), eb('to_address', 'in', [...addresses, ''])]))
    .execute()
  await db.updateTable('consent').set({ user_id: null }).where('person_id', '=', id).execute()
  await eraseRecord(tx, id)
}

/** Empties one record and the log of it. */
async function eraseRecord(tx: Tx, id: string): Promise<void> {
  const { db } = tx
  const row = await db.selectFrom('person').select(['code', 'photo']).where('id', '=', id).executeTakeFirst()
  if (!row) return
  await db
    .updateTable('audit')
    .set({ before: null, after: null })
    .where('entity', '=', 'person')
    .where('entity_id', '=', id)
    .execute()
  await db.updateTable('audit').set({ actor_name: ERASED_NAME }).where('actor_id', '=', id).execute()
  await db
    .updateTable('person')
    .set({
      slug: `nn-${row.code.toLowerCase()}`,
      name: ERASED_NAME,
      family_name: '',
      given_name: '',
      latin: '',
      name_key: '',
      sort_key: '',
      title: '',
      profession: '',
      facility_id: null,
      country: '',
      licence_number: '',
      langs: '[]',
      biography: '{}',
      photo: null,
      avatar_url: '',
      public_fields: '[]',
      locale: null,
      erased_at: tx.now,
      updated_at: tx.now,
    })
    .where('id', '=', id)
    .execute()
  if (row.photo) await dropPhoto(tx, row.photo)
}
