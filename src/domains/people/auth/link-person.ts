import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { slugOf } from '#src/lib/text/slug.ts'
import type { NameOrder } from '#src/lib/text/names.ts'
import { listedNameColumns, nameColumns } from '../person.ts'
import type { PersonTable } from '../tables.ts'
import { indexPeople } from '../upsert.ts'
import { asLang, json } from '../views.ts'
import { currentTx } from './store.ts'

/** What was typed at sign-up, kept with the account until the address is verified. */
export interface PendingPerson {
  readonly family: string
  readonly given: string
  readonly order?: NameOrder
  readonly country?: string
  /** The record that an invitation was for. Set by us only; a form cannot bring it. */
  readonly personId?: string
}

const inTx = async <T>(ctx: Context, body: (tx: Tx) => Promise<T>): Promise<T> => {
  const open = currentTx()
  if (open) return body(open)
  const done = await write(ctx, systemActor('accounts'), async (tx) => ok(await body(tx)))
  if (!done.ok) throw new Error(done.code)
  return done.value
}

/** Called before every new session: false refuses it, because nobody has shown that the address is theirs. */
export async function ensurePerson(ctx: Context, userId: string): Promise<false | void> {
  const user = await (currentTx()?.db ?? ctx.db)
    .selectFrom('auth_user')
    .select(['person_id', 'email_verified'])
    .where('id', '=', userId)
    .executeTakeFirst()
  if (!user || user.email_verified !== 1) return false
  if (user.person_id === null) await inTx(ctx, (tx) => linkPerson(tx, userId))
}

/** A link sent to the address was followed: it is theirs. */
export async function proveMailbox(ctx: Context, userId: string): Promise<void> {
  await inTx(ctx, async (tx) => {
    await tx.db
      .updateTable('auth_user')
      .set({ email_verified: 1, updated_at: tx.now })
      .where('id', '=', userId)
      .execute()
  })
}

/** Notes in the audit log what better-auth did to an account; never with what proved it. */
export async function noteAccount(ctx: Context, userId: string, action: string): Promise<void> {
  await inTx(ctx, async (tx) => {
    const user = await tx.db.selectFrom('auth_user').select('person_id').where('id', '=', userId).executeTakeFirst()
    if (user?.person_id) await tx.audit({ action, entity: 'person', id: user.person_id })
  })
}

/**
 * Gives an account with a verified address its person: the record that bears this very address and that no account
 * holds, else a new one from what was typed at sign-up. An unverified address links nothing, and no name ever does.
 */
export async function linkPerson(tx: Tx, userId: string, invitedId?: string): Promise<string> {
  const user = await tx.db.selectFrom('auth_user').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()
  if (user.person_id) return user.person_id
  if (user.email_verified !== 1) throw new Error('an unverified address links no person')
  const invited = invitedId ?? json<PendingPerson | null>(user.pending, null)?.personId
  const known = (invited && (await isFree(tx, invited)) ? invited : undefined) ?? (await freePersonOf(tx, user.email))
  const personId = known ?? (await createOwnPerson(tx, user))
  await tx.db
    .updateTable('auth_user')
    .set({ person_id: personId, pending: null, updated_at: tx.now })
    .where('id', '=', userId)
    .execute()
  await tx.db
    .updateTable('person')
    .set((eb) => ({ unclaimed: 0, locale: eb.fn.coalesce('locale', eb.val(user.lang)), updated_at: tx.now }))
    .where('id', '=', personId)
    .execute()
  await tx.db
    .insertInto('person_email')
    .values({ email: user.email, person_id: personId, verified_at: tx.now, created_at: tx.now })
    .onConflict((oc) => oc.column('email').doUpdateSet({ person_id: personId, verified_at: tx.now }))
    .execute()
  await tx.db.updateTable('consent').set({ person_id: personId }).where('user_id', '=', userId).execute()
  await tx.audit({ action: known ? 'account.link' : 'account.create', entity: 'person', id: personId })
  await tx.emit('people.joined', { personId })
  return personId
}

async function isFree(tx: Tx, personId: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('person')
    .leftJoin('auth_user', 'auth_user.person_id', 'person.id')
    .select('person.id')
    .where('person.id', '=', personId)
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .where('auth_user.id', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

async function freePersonOf(tx: Tx, email: string): Promise<string | undefined> {
  const found = await tx.db
    .selectFrom('person_email')
    .innerJoin('person', 'person.id', 'person_email.person_id')
    .leftJoin('auth_user', 'auth_user.person_id', 'person.id')
    .select('person.id')
    .where('person_email.email', '=', email)
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .where('auth_user.id', 'is', null)
    .executeTakeFirst()
  return found?.id
}

async function createOwnPerson(
  tx: Tx,
  user: { name: string; pending: string | null; lang: string | null },
): Promise<string> {
  const typed = json<PendingPerson | null>(user.pending, null)
  const country = typed?.country ?? ''
  const columns = typed ? nameColumns(typed, country) : listedNameColumns(user.name, country)
  const row = await newPerson(tx, { ...columns, country, locale: asLang(user.lang), unclaimed: 0 })
  return row.id
}

/** A new record with its own address and search terms; nothing public unless said so. */
export async function newPerson(
  tx: Tx,
  given: ReturnType<typeof nameColumns> & Partial<Omit<PersonTable, 'id' | 'guid' | 'code' | 'slug'>>,
): Promise<PersonTable> {
  const id = tx.ctx.ids.id()
  const code = tx.ctx.ids.code()
  const slug = slugOf(given.name, 'person')
  const taken = await tx.db.selectFrom('person').select('id').where('slug', '=', slug).executeTakeFirst()
  const row: PersonTable = {
    latin: '',
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
    unclaimed: 1,
    generated: 0,
    created_at: tx.now,
    updated_at: tx.now,
    erased_at: null,
    merged_into: null,
    ...given,
    id,
    guid: id,
    code,
    slug: taken ? `${slug}-${code.toLowerCase()}` : slug,
  }
  await tx.db.insertInto('person').values(row).execute()
  await indexPeople(tx, [row])
  return row
}
