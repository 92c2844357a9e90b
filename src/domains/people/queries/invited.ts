import type { Context } from '#src/platform/context.ts'

export interface InvitedPerson {
  readonly name: string
  readonly family: string
  readonly given: string
  readonly email: string
  /** Somebody already has an account for it. */
  readonly claimed: boolean
}

/** What the holder of an invitation sees of the record before taking it over. */
export async function invitedPerson(ctx: Context, personId: string): Promise<InvitedPerson | null> {
  const row = await ctx.db
    .selectFrom('person')
    .leftJoin('auth_user', 'auth_user.person_id', 'person.id')
    .select(['person.name', 'person.family_name', 'person.given_name', 'auth_user.id as user_id'])
    .select((eb) =>
      eb
        .selectFrom('person_email')
        .select('email')
        .whereRef('person_id', '=', 'person.id')
        .orderBy('created_at')
        .limit(1)
        .as('email'),
    )
    .where('person.id', '=', personId)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    name: row.name,
    family: row.family_name,
    given: row.given_name,
    email: row.email ?? '',
    claimed: row.user_id !== null,
  }
}
