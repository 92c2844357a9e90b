import type { Text } from '#src/lib/text/multilingual.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Context } from '#src/platform/context.ts'
import { json } from '../views.ts'
import type { PersonField } from '../person.ts'

/** A record as its form shows it. */
export interface RecordView {
  readonly id: string
  readonly slug: string
  readonly code: string
  readonly name: string
  readonly values: Readonly<Record<string, string>>
  readonly langs: readonly string[]
  readonly biography: Text
  readonly photo: string | null
  readonly publicFields: readonly PersonField[]
  readonly emails: readonly { email: string; verified: boolean }[]
  readonly unclaimed: boolean
  readonly hasAccount: boolean
  readonly seen: number
}

/** One record for editing; policy is the caller's. Two statements. */
export async function recordOf(ctx: Context, id: string, db: AnyDb = ctx.db): Promise<RecordView | null> {
  const row = await db
    .selectFrom('person')
    .leftJoin('facility', 'facility.id', 'person.facility_id')
    .leftJoin('auth_user', 'auth_user.person_id', 'person.id')
    .selectAll('person')
    .select(['facility.name as facility_name', 'auth_user.id as user_id'])
    .where('person.id', '=', id)
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const emails = await db
    .selectFrom('person_email')
    .select(['email', 'verified_at'])
    .where('person_id', '=', id)
    .orderBy('created_at')
    .execute()
  const facility = json<Text>(row.facility_name, {})
  return {
    id,
    slug: row.slug,
    code: row.code,
    name: row.name,
    values: {
      family: row.family_name,
      given: row.given_name,
      order: row.name_order,
      latin: row.latin,
      title: row.title,
      profession: row.profession,
      facility: facility['vi'] ?? facility['en'] ?? Object.values(facility)[0] ?? '',
      country: row.country,
      licence: row.licence_number,
      locale: row.locale ?? '',
    },
    langs: json<string[]>(row.langs, []),
    biography: json<Text>(row.biography, {}),
    photo: row.photo,
    publicFields: json<PersonField[]>(row.public_fields, []),
    emails: emails.map((e) => ({ email: e.email, verified: e.verified_at !== null })),
    unclaimed: row.unclaimed === 1,
    hasAccount: row.user_id !== null,
    seen: row.updated_at,
  }
}

export interface SecurityView {
  readonly userId: string
  readonly email: string
  readonly factor: boolean
  readonly hasPassword: boolean
  readonly sessions: readonly { id: string; userAgent: string; since: number; current: boolean }[]
  readonly passkeys: readonly { id: string; name: string; since: number | null }[]
}

/** The account of a person as its security page shows it. */
export async function securityOf(ctx: Context, personId: string, token: string | null): Promise<SecurityView | null> {
  const user = await ctx.db
    .selectFrom('auth_user')
    .select(['id', 'email', 'two_factor_enabled'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (!user) return null
  const password = await ctx.db
    .selectFrom('auth_account')
    .select('id')
    .where('user_id', '=', user.id)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  const sessions = await ctx.db
    .selectFrom('auth_session')
    .select(['id', 'token', 'user_agent', 'created_at'])
    .where('user_id', '=', user.id)
    .where('expires_at', '>', ctx.clock.now())
    .orderBy('created_at', 'desc')
    .execute()
  const passkeys = await ctx.db
    .selectFrom('auth_passkey')
    .select(['id', 'name', 'created_at'])
    .where('user_id', '=', user.id)
    .execute()
  return {
    userId: user.id,
    email: user.email,
    factor: user.two_factor_enabled === 1,
    hasPassword: password !== undefined,
    sessions: sessions.map((s) => ({
      id: s.id,
      userAgent: s.user_agent ?? '',
      since: s.created_at,
      current: s.token === token,
    })),
    passkeys: passkeys.map((p) => ({ id: p.id, name: p.name ?? '', since: p.created_at })),
  }
}

/** What a person agreed to, the latest first. */
export const consentsOf = (ctx: Context, personId: string) =>
  ctx.db
    .selectFrom('consent')
    .select(['purpose', 'version', 'at', 'withdrawn_at'])
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .execute()
