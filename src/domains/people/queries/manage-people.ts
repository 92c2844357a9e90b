import { sql } from 'kysely'
import type { Text } from '#src/lib/text/multilingual.ts'
import { queryTerms } from '#src/lib/text/search-keys.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { mayEditPerson, mayManagePeople } from '../policy.ts'
import { json, stateOf, titleOf } from '../views.ts'
import { withTerm } from './public.ts'

export interface PeopleFilter {
  readonly q?: string
  readonly role?: string
  readonly facilityId?: string
  readonly duplicates?: boolean
  /** From 1. */
  readonly page?: number
}

export interface ListedPerson {
  readonly id: string
  readonly name: string
  readonly latin: string
  readonly title: Text
  readonly facility: Text
  readonly country: string
  readonly email: string
  readonly hasAccount: boolean
  readonly roles: readonly { role: string; eventId: string }[]
  readonly generated: boolean
  /** Whether the record opens for this actor: the secretariat sees that there is an administrator, and no more. */
  readonly editable: boolean
}

export const PEOPLE_PAGE = 100

/** The secretariat's list, in order of name; null for who may not see it. Three statements for any number. */
export async function listPeople(
  ctx: Context,
  actor: Actor,
  filter: PeopleFilter,
): Promise<{ rows: ListedPerson[]; total: number } | null> {
  if (!mayManagePeople(actor)) return null
  const { db } = ctx
  let query = db
    .selectFrom('person')
    .leftJoin('facility', 'facility.id', 'person.facility_id')
    .leftJoin('auth_user', 'auth_user.person_id', 'person.id')
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
  const q = (filter.q ?? '').trim()
  if (q.includes('@')) {
    const begins = `${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where('person.id', 'in', (eb) =>
      eb
        .selectFrom('person_email')
        .select('person_email.person_id')
        .where(sql<boolean>`person_email.email like ${begins} escape '\\'`),
    )
  } else
    for (const term of queryTerms(q))
      query = query.where('person.id', 'in', (eb) => withTerm(eb.selectFrom('person_term'), term))
  if (filter.role)
    query = query.where('person.id', 'in', (eb) =>
      eb
        .selectFrom('role_grant')
        .select('role_grant.person_id')
        .where(sql<boolean>`role_grant.role = ${filter.role}`),
    )
  if (filter.facilityId) query = query.where('person.facility_id', '=', filter.facilityId)
  if (filter.duplicates) {
    query = query.where('person.name_key', 'in', (eb) =>
      eb
        .selectFrom('person as other')
        .select('other.name_key')
        .where('other.erased_at', 'is', null)
        .where('other.merged_into', 'is', null)
        .groupBy('other.name_key')
        .having((h) => h.fn.countAll(), '>', 1),
    )
  }
  const { total } = await query.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .select(['person.id', 'person.name', 'person.latin', 'person.title', 'person.country', 'person.generated'])
    .select(['person.unclaimed', 'person.public_fields', 'person.erased_at'])
    .select(['facility.name as facility_name', 'auth_user.id as user_id', 'auth_user.email as user_email'])
    .select((eb) =>
      eb
        .selectFrom('person_email')
        .select('email')
        .whereRef('person_email.person_id', '=', 'person.id')
        .orderBy('created_at')
        .limit(1)
        .as('email'),
    )
    .orderBy(filter.duplicates ? 'person.name_key' : 'person.sort_key')
    .orderBy('person.id')
    .limit(PEOPLE_PAGE)
    .offset(((filter.page ?? 1) - 1) * PEOPLE_PAGE)
    .execute()
  const grants =
    rows.length === 0
      ? []
      : await db
          .selectFrom('role_grant')
          .select(['person_id', 'role', 'event_id'])
          .where(
            'person_id',
            'in',
            rows.map((row) => row.id),
          )
          .execute()
  const roles = Map.groupBy(grants, (grant) => grant.person_id)
  return {
    total: Number(total),
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      latin: row.latin,
      title: titleOf(row.title),
      facility: json<Text>(row.facility_name, {}),
      country: row.country,
      email: row.user_email ?? row.email ?? '',
      hasAccount: row.user_id !== null,
      roles: (roles.get(row.id) ?? []).map(({ role, event_id }) => ({ role, eventId: event_id })),
      generated: row.generated === 1,
      editable: mayEditPerson(
        actor,
        stateOf(
          row,
          (roles.get(row.id) ?? []).some(({ role }) => role === 'administrator'),
        ),
      ),
    })),
  }
}

/** The roles of one person, the society's first. */
export const rolesOf = (ctx: Context, personId: string) =>
  ctx.db
    .selectFrom('role_grant')
    .select(['role', 'event_id', 'granted_at'])
    .where('person_id', '=', personId)
    .orderBy('event_id')
    .orderBy('role')
    .execute()
