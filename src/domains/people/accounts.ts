import { randomUUID } from 'node:crypto'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { systemActor, type SocietyRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { authOf, hashOf } from './auth/auth.ts'
import { linkPerson, type PendingPerson } from './auth/link-person.ts'
import { within } from './auth/store.ts'
import { recordConsent } from './consents.ts'
import { consumeInvitation, inviteFirstAdmin, type OpenInvitation } from './invite.ts'
import { PASSWORD_LENGTH } from './limits.ts'
import { isEmail, listedNameColumns, nameColumns, normalEmail } from './person.ts'
import { assignRole } from './roles.ts'

export interface SignUp extends PendingPerson {
  readonly email: string
  readonly password: string
  readonly lang: Lang
  /** The invited record that the account is to take over once its address is confirmed. */
  readonly invitation?: OpenInvitation
}

/** Why a password is refused, or null. Length is what counts; the address itself is no password. */
export function passwordProblem(password: string, email: string): string | null {
  if ([...password].length < PASSWORD_LENGTH.min) return 'password-short'
  if (password.length > PASSWORD_LENGTH.max) return 'password-long'
  const plain = password.toLowerCase()
  if (new Set(plain).size < 4 || plain === email || plain === email.split('@')[0]) return 'password-weak'
  return null
}

/**
 * Opens an account that waits for its address to be confirmed. A known address gives the very same answer after the
 * same work: one hash, one transaction, one mail.
 */
export async function signUp(ctx: Context, input: SignUp): Promise<Outcome> {
  const email = normalEmail(input.email)
  const auth = await authOf(ctx)
  const hash = await hashOf(input.password)
  const { family, given, order, country, invitation } = input
  const { name } = nameColumns({ family, given, order }, country)
  const pending: PendingPerson = { family, given, order, country, personId: invitation?.personId ?? undefined }
  return write(ctx, systemActor('sign-up'), async (tx) => {
    // A second try replaces a first one that was never confirmed: the last password typed is the one that counts.
    await forgetUnconfirmed(tx, email)
    const body = { name, email, password: input.password, lang: input.lang, pending: JSON.stringify(pending) }
    const response = await within(tx, () => auth.api.signUpEmail({ body, asResponse: true }), hash)
    if (!response.ok) return fail('invalid')
    const answer = (await response.json()) as { user: { id: string } }
    const made = await tx.db.selectFrom('auth_user').select('id').where('id', '=', answer.user.id).executeTakeFirst()
    await tx.audit({ action: 'account.sign-up', entity: 'account', id: made?.id ?? '' })
    // For a known address the id is made up: the record then belongs to nobody and is cleaned up.
    if (made && invitation && !(await consumeInvitation(tx, invitation.id))) return fail('expired')
    if (made) await recordConsent(tx, { userId: made.id, purpose: 'account', lang: input.lang, how: 'sign-up form' })
    return ok()
  })
}

async function forgetUnconfirmed(tx: Tx, email: string): Promise<void> {
  const unconfirmed = tx.db
    .selectFrom('auth_user')
    .select('id')
    .where('email', '=', email)
    .where('email_verified', '=', 0)
  await tx.db.deleteFrom('consent').where('user_id', 'in', unconfirmed).where('person_id', 'is', null).execute()
  await tx.db.deleteFrom('auth_user').where('email', '=', email).where('email_verified', '=', 0).execute()
}

export interface NewUser {
  readonly email: string
  readonly name: string | { readonly family: string; readonly given: string }
  /** Without one the account can be entered by a link from "forgot password" only. */
  readonly password?: string
  /** That password hashed by `hashOf` already: hashing one for many accounts takes a fifth of a second each. */
  readonly hash?: string
  readonly lang?: Lang
  readonly roles?: readonly SocietyRole[]
  /** An existing record that the account is for. */
  readonly personId?: string
  readonly how?: string
}

/** Opens an account for somebody whose address is vouched for: by the command line, the demonstration, an invitation. */
export async function createUser(ctx: Context, user: NewUser): Promise<Outcome<{ personId: string; userId: string }>> {
  const hash = user.password === undefined ? null : (user.hash ?? (await hashOf(user.password)))
  return write(ctx, systemActor(user.how ?? 'cli'), (tx) => createUserIn(tx, user, hash))
}

async function createUserIn(
  tx: Tx,
  user: NewUser,
  hash: string | null,
): Promise<Outcome<{ personId: string; userId: string }>> {
  const email = normalEmail(user.email)
  if (!isEmail(email)) return invalid({ email: 'email' })
  const weak = user.password === undefined ? null : passwordProblem(user.password, email)
  if (weak) return invalid({ password: weak })
  const taken = await tx.db
    .selectFrom('auth_user')
    .select(['id', 'email_verified'])
    .where('email', '=', email)
    .executeTakeFirst()
  if (taken?.email_verified === 1) return fail('conflict', { fields: { email: 'email-taken' } })
  // Somebody began to sign up with this address but never confirmed it: that is no claim.
  if (taken) await forgetUnconfirmed(tx, email)
  const columns = typeof user.name === 'string' ? listedNameColumns(user.name) : nameColumns(user.name)
  const userId = tx.ctx.ids.id()
  const times = { created_at: tx.now, updated_at: tx.now }
  await tx.db
    .insertInto('auth_user')
    .values({
      id: userId,
      name: columns.name,
      email,
      email_verified: 1,
      image: null,
      two_factor_enabled: 0,
      person_id: null,
      lang: user.lang ?? null,
      pending: JSON.stringify({ family: columns.family_name, given: columns.given_name, order: columns.name_order }),
      ...times,
    })
    .execute()
  if (hash) {
    await tx.db
      .insertInto('auth_account')
      .values({
        ...noTokens,
        id: randomUUID(),
        account_id: userId,
        provider_id: 'credential',
        user_id: userId,
        password: hash,
        ...times,
      })
      .execute()
  }
  const personId = await linkPerson(tx, userId, user.personId)
  for (const role of user.roles ?? []) await assignRole(tx, { personId, role })
  return ok({ personId, userId })
}

const noTokens = {
  access_token: null,
  refresh_token: null,
  id_token: null,
  access_token_expires_at: null,
  refresh_token_expires_at: null,
  scope: null,
}

/** Whether the society already has an administrator. */
export async function hasAdmin(ctx: Context): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('role_grant')
    .select('person_id')
    .where('role', '=', 'administrator')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** One-time address at which the first administrator enters name, address and password; null once there is one. */
export async function createFirstAdminLink(ctx: Context): Promise<string | null> {
  if (await hasAdmin(ctx)) return null
  const made = await write(ctx, systemActor('setup'), async (tx) => {
    await tx.db.deleteFrom('invitation').where('purpose', '=', 'first-admin').execute()
    return ok(await inviteFirstAdmin(tx))
  })
  return made.ok ? `${ctx.config.baseUrl}/setup/${made.value.token}` : null
}

export interface Claim {
  readonly invitation: OpenInvitation
  readonly email: string
  readonly name: { readonly family: string; readonly given: string }
  readonly password: string
  readonly lang: Lang
}

/** The first administrator, through the link of `createFirstAdminLink`; works once and only while there is none. */
export async function setUpFirstAdmin(
  ctx: Context,
  claim: Claim,
): Promise<Outcome<{ personId: string; userId: string }>> {
  const hash = await hashOf(claim.password)
  return write(ctx, systemActor('setup'), async (tx) => {
    const admin = await tx.db
      .selectFrom('role_grant')
      .select('person_id')
      .where('role', '=', 'administrator')
      .limit(1)
      .executeTakeFirst()
    if (admin || !(await consumeInvitation(tx, claim.invitation.id))) return fail('not-found')
    const made = await createUserIn(tx, { ...claim, roles: ['administrator'] }, hash)
    if (made.ok)
      await recordConsent(tx, {
        personId: made.value.personId,
        purpose: 'account',
        lang: claim.lang,
        how: 'first administrator',
      })
    return made
  })
}

/**
 * Takes an invited record over with a new account. The link shows who it is; an address that is on the record was shown
 * by it too, another one is confirmed by mail first. `waiting`: that mail is on its way.
 */
export async function claimPerson(ctx: Context, claim: Claim): Promise<Outcome<{ waiting: boolean }>> {
  const { personId } = claim.invitation
  if (personId === null) return fail('not-found')
  const email = normalEmail(claim.email)
  const onRecord = await ctx.db
    .selectFrom('person_email')
    .select('email')
    .where('person_id', '=', personId)
    .where('email', '=', email)
    .executeTakeFirst()
  if (!onRecord) {
    const opened = await signUp(ctx, {
      ...claim.name,
      email,
      password: claim.password,
      lang: claim.lang,
      invitation: claim.invitation,
    })
    return opened.ok ? ok({ waiting: true }) : opened
  }
  const hash = await hashOf(claim.password)
  return write(ctx, systemActor('invitation'), async (tx) => {
    const held = await tx.db.selectFrom('auth_user').select('id').where('person_id', '=', personId).executeTakeFirst()
    if (held) return fail('expired')
    if (!(await consumeInvitation(tx, claim.invitation.id))) return fail('expired')
    const made = await createUserIn(tx, { ...claim, personId }, hash)
    if (!made.ok) return made
    await recordConsent(tx, { personId, purpose: 'account', lang: claim.lang, how: 'invitation' })
    return ok({ waiting: false })
  })
}
