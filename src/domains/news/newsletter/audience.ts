import { EVENT_ROLES, type EventRole } from '#src/platform/authz.ts'
import { mailLangs } from '#src/domains/people/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { AnyDb } from '#src/platform/db/types.ts'

/** Who a mailing goes to. `members`: everyone with an account; `reviewers`: of all events; `role`: of one event. */
export type Audience =
  | { readonly group: 'subscribers' }
  | { readonly group: 'members' }
  | { readonly group: 'reviewers' }
  | { readonly group: 'role'; readonly role: EventRole; readonly eventId: string }

/** From a form's value: `subscribers`, `members`, `reviewers`, `role:delegate:<event id>`; null for anything else. */
export function parseAudience(value: string): Audience | null {
  if (value === 'subscribers' || value === 'members' || value === 'reviewers') return { group: value }
  const [kind, role, eventId] = value.split(':')
  if (kind !== 'role' || !EVENT_ROLES.includes(role as EventRole) || !eventId || eventId.length > 60) return null
  return { group: 'role', role: role as EventRole, eventId }
}

export const audienceKey = (audience: Audience): string =>
  audience.group === 'role' ? `role:${audience.role}:${audience.eventId}` : audience.group

export interface Recipient {
  readonly email: string
  readonly name: string
  readonly personId: string | null
  readonly lang: Lang
}

/** Everyone of a group who has an address that they confirmed, each once, in order of address. Two statements at most. */
export async function recipientsOf(db: AnyDb, audience: Audience): Promise<Recipient[]> {
  if (audience.group === 'subscribers') {
    const rows = await db
      .selectFrom('newsletter_subscriber')
      .select(['email', 'person_id', 'lang'])
      .where('state', '=', 'active')
      .orderBy('email')
      .execute()
    return rows.map((row) => ({ email: row.email, name: '', personId: row.person_id, lang: row.lang }))
  }
  let query = db
    .selectFrom('auth_user')
    .innerJoin('person', 'person.id', 'auth_user.person_id')
    .select(['auth_user.email', 'person.name', 'person.id', 'person.locale', 'person.country'])
    .where('auth_user.email_verified', '=', 1)
    .where('person.erased_at', 'is', null)
  if (audience.group !== 'members') {
    const role = audience.group === 'role' ? audience.role : 'reviewer'
    const eventId = audience.group === 'role' ? audience.eventId : null
    query = query.where('person.id', 'in', (eb) => {
      const holders = eb.selectFrom('role_grant').select('person_id').where('role', '=', role)
      return eventId === null ? holders : holders.where('event_id', '=', eventId)
    })
  }
  const rows = await query.orderBy('auth_user.email').execute()
  const langOf = await mailLangs(db)
  return rows.map((row) => ({
    email: row.email,
    name: row.name,
    personId: row.id,
    lang: langOf(row),
  }))
}

/** The groups of the events that somebody holds a role in, for the choice: key and how many. One statement. */
export async function eventGroups(db: AnyDb): Promise<{ eventId: string; role: EventRole; people: number }[]> {
  const rows = await db
    .selectFrom('role_grant')
    .select(['event_id', 'role', (eb) => eb.fn.countAll<number>().as('n')])
    .where('event_id', '!=', '')
    .groupBy(['event_id', 'role'])
    .execute()
  return rows.flatMap((row) =>
    EVENT_ROLES.includes(row.role as EventRole)
      ? [{ eventId: row.event_id, role: row.role as EventRole, people: row.n }]
      : [],
  )
}
