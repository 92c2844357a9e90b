import { systemActor, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { keyHash } from '#src/platform/http/handed-keys.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, writeUnique } from '#src/platform/write.ts'
import { queue } from '../auth/mail.ts'
import { mailLangs } from '../mail-language.ts'
import { LINK_MINUTES } from '../limits.ts'
import { isEmail, normalEmail } from '../person.ts'
import { json } from '../views.ts'

const KIND = 'email-change:'

interface Wish {
  readonly hash: string
  readonly email: string
}

/**
 * Asks an address whether the account is to be entered by it from now on; whoever calls has made sure that it is the
 * owner who wishes so. One wish an account: the last counts. The answer does not tell whether another account has the
 * address; if so, nothing is sent.
 */
export async function askEmailChange(
  ctx: Context,
  actor: Actor,
  user: { readonly userId: string; readonly email: string },
  given: string,
): Promise<Outcome> {
  const email = normalEmail(given)
  if (!isEmail(email)) return invalid({ newEmail: email === '' ? 'required' : 'email' })
  if (email === user.email) return invalid({ newEmail: 'email-same' })
  return write(ctx, actor, async (tx) => {
    await forgetEmailWish(tx.db, user.userId)
    await tx.audit({ action: 'account.email-asked', entity: 'person', id: actor.personId! })
    if (await isTaken(tx.db, email)) return ok()
    const secret = tx.ctx.ids.token()
    const wish: Wish = { hash: keyHash(secret), email }
    await tx.db
      .insertInto('auth_verification')
      .values({
        id: tx.ctx.ids.id(),
        identifier: KIND + user.userId,
        value: JSON.stringify(wish),
        expires_at: tx.now + LINK_MINUTES.verify * 60_000,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .execute()
    const owner = await ownerOf(tx.db, user.userId)
    if (!owner) return fail('not-found')
    const path = `/account/email/${user.userId}.${secret}`
    await queue(tx, { ...owner, to: email, kind: 'newAddress', path })
    return ok()
  })
}

/**
 * Forgets the wish of an account: who takes it back (a new password, all devices out) also takes back what somebody who
 * had it open wished meanwhile.
 */
export async function forgetEmailWish(db: AnyDb, userId: string): Promise<void> {
  await db
    .deleteFrom('auth_verification')
    .where('identifier', '=', KIND + userId)
    .execute()
}

/** The address that a link by mail confirms, and for which account; null when it is none, used or too old. */
export async function openEmailChange(
  ctx: Context,
  token: string,
  db: AnyDb = ctx.db,
): Promise<{ userId: string; email: string } | null> {
  const [userId = '', secret = ''] = token.split('.')
  const row = await db
    .selectFrom('auth_verification')
    .select('value')
    .where('identifier', '=', KIND + userId)
    .where('expires_at', '>', ctx.clock.now())
    .executeTakeFirst()
  const wish = json<Wish | null>(row?.value, null)
  return wish && wish.hash === keyHash(secret) ? { userId, email: wish.email } : null
}

/**
 * The new address says yes itself: from now on it is the account's. Its owner's other sessions end (`keep`: the token of
 * the one that stays), and the old address hears of it. Returns whose account it is.
 */
export async function confirmEmailChange(
  ctx: Context,
  token: string,
  keep: string | null,
): Promise<Outcome<{ personId: string }>> {
  return writeUnique(ctx, systemActor('accounts'), async (tx) => {
    const wish = await openEmailChange(ctx, token, tx.db)
    const owner = wish && (await ownerOf(tx.db, wish.userId))
    if (!wish || !owner || (await isTaken(tx.db, wish.email))) return fail('expired')
    const { userId, email } = wish
    await forgetEmailWish(tx.db, userId)
    // Somebody began an account with it and never confirmed: it is shown now whose the mailbox is.
    const begun = await tx.db
      .deleteFrom('auth_user')
      .where('email', '=', email)
      .where('email_verified', '=', 0)
      .returning('id')
      .execute()
    for (const { id } of begun)
      await tx.db.deleteFrom('consent').where('user_id', '=', id).where('person_id', 'is', null).execute()
    await tx.db
      .updateTable('auth_user')
      .set({ email, email_verified: 1, updated_at: tx.now })
      .where('id', '=', userId)
      .execute()
    await tx.db
      .deleteFrom('person_email')
      .where('email', '=', owner.to)
      .where('person_id', '=', owner.personId)
      .execute()
    await tx.db
      .insertInto('person_email')
      .values({ email, person_id: owner.personId, verified_at: tx.now, created_at: tx.now })
      .onConflict((oc) => oc.column('email').doUpdateSet({ person_id: owner.personId, verified_at: tx.now }))
      .execute()
    let sessions = tx.db.deleteFrom('auth_session').where('user_id', '=', userId)
    if (keep !== null) sessions = sessions.where('token', '!=', keep)
    await sessions.execute()
    // Links for a new password that wait in the old mailbox open nothing any more; those to sign in name the address.
    await tx.db.deleteFrom('auth_verification').where('value', '=', userId).execute()
    await tx.audit({ action: 'account.email', entity: 'person', id: owner.personId })
    await queue(tx, { ...owner, kind: 'addressChanged', path: '/' })
    await tx.emit('people.address-changed', { personId: owner.personId, from: owner.to })
    return ok({ personId: owner.personId })
  })
}

const isTaken = async (db: AnyDb, email: string): Promise<boolean> =>
  (await db
    .selectFrom('auth_user')
    .select('id')
    .where('email', '=', email)
    .where('email_verified', '=', 1)
    .executeTakeFirst()) !== undefined

/** Who a mail about an account goes to, in their language. */
async function ownerOf(db: AnyDb, userId: string) {
  const row = await db
    .selectFrom('auth_user')
    .innerJoin('person', 'person.id', 'auth_user.person_id')
    .select(['auth_user.email', 'person.id', 'person.name', 'person.locale', 'person.country'])
    .where('auth_user.id', '=', userId)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst()
  return row ? { to: row.email, name: row.name, personId: row.id, lang: (await mailLangs(db))(row) } : null
}
