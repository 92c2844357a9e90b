import type { Text } from '#src/lib/text/multilingual.ts'
import { queryTerms } from '#src/lib/text/search-keys.ts'
import { managesSociety, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { mayFindPeople } from '../policy.ts'
import { json, titleOf } from '../views.ts'
import { withTerm } from './public.ts'

/** A person as somebody who builds a programme needs them to tell one from another. */
export interface FoundPerson {
  readonly id: string
  readonly code: string
  readonly slug: string
  readonly name: string
  readonly latin: string
  readonly title: Text
  readonly facility: Text
  readonly country: string
  /** Whether an invitation can reach them; the address itself only for who manages the society. */
  readonly hasEmail: boolean
  readonly email: string
  readonly hasAccount: boolean
}

/** Persons by name without diacritics, or by address for who manages the society; empty for who may not look. */
export async function findPeople(ctx: Context, actor: Actor, q: string, limit = 20): Promise<FoundPerson[]> {
  if (!mayFindPeople(actor)) return []
  const terms = queryTerms(q)
  if (terms.length === 0) return []
  const all = managesSociety(actor)
  let query = ctx.db
    .selectFrom('person')
    .leftJoin('facility', 'facility.id', 'person.facility_id')
    .leftJoin('auth_user', 'auth_user.person_id', 'person.id')
    .select([
      'person.id',
      'person.code',
      'person.slug',
      'person.name',
      'person.latin',
      'person.title',
      'person.country',
    ])
    .select(['facility.name as facility_name', 'auth_user.id as user_id'])
    .select((eb) =>
      eb.selectFrom('person_email').select('email').whereRef('person_id', '=', 'person.id').limit(1).as('email'),
    )
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
  if (all && q.includes('@')) {
    query = query.where('person.id', 'in', (eb) =>
      eb
        .selectFrom('person_email')
        .select('person_email.person_id')
        .where('person_email.email', '=', q.trim().toLowerCase()),
    )
  } else {
    for (const term of terms)
      query = query.where('person.id', 'in', (eb) => withTerm(eb.selectFrom('person_term'), term))
  }
  const rows = await query.orderBy('person.sort_key').orderBy('person.id').limit(limit).execute()
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    slug: row.slug,
    name: row.name,
    latin: row.latin,
    title: titleOf(row.title),
    facility: json<Text>(row.facility_name, {}),
    country: row.country,
    hasEmail: row.email !== null,
    email: all ? (row.email ?? '') : '',
    hasAccount: row.user_id !== null,
  }))
}
