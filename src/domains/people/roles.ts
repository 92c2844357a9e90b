import { EVENT_ROLES, SOCIETY_ROLES, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import type { Tx } from '#src/platform/write.ts'
import { mayGrantEvent, mayGrantSociety } from './policy.ts'

/** A role in the society, or in one event. */
export type Grant =
  | { readonly personId: string; readonly role: SocietyRole; readonly eventId?: undefined }
  | { readonly personId: string; readonly role: EventRole; readonly eventId: string }

const isSociety = (grant: Grant): grant is Grant & { role: SocietyRole } =>
  SOCIETY_ROLES.includes(grant.role as SocietyRole)

/** What may not be granted looks like what is not there. */
const allowed = (tx: Tx, grant: Grant): boolean => {
  if (isSociety(grant)) return grant.eventId === undefined && mayGrantSociety(tx.actor, grant.role)
  return (
    grant.eventId !== undefined &&
    grant.eventId !== '' &&
    EVENT_ROLES.includes(grant.role) &&
    mayGrantEvent(tx.actor, grant.eventId, grant.role)
  )
}

/** Grants a role; having it already is no failure. */
export async function grantRole(tx: Tx, grant: Grant): Promise<Outcome> {
  if (!allowed(tx, grant)) return fail('not-found')
  const person = await tx.db
    .selectFrom('person')
    .select('id')
    .where('id', '=', grant.personId)
    .where('erased_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (!person) return fail('not-found')
  return assignRole(tx, grant)
}

/** As `grantRole` for what another domain has already decided: a confirmed speaker, a registered delegate. */
export async function assignRole(tx: Tx, grant: Grant): Promise<Outcome> {
  const row = { person_id: grant.personId, event_id: grant.eventId ?? '', role: grant.role }
  const added = await tx.db
    .insertInto('role_grant')
    .values({ ...row, granted_at: tx.now, granted_by: tx.actor.personId })
    .onConflict((oc) => oc.doNothing())
    .returning('role')
    .execute()
  if (added.length > 0) {
    await audit(tx, 'role.grant', grant, 'after')
    await tx.emit('people.roles-changed', { personId: grant.personId, eventId: grant.eventId ?? '' })
  }
  return ok()
}

/** Takes a role away; not having it is no failure. The last administrator stays. */
export async function revokeRole(tx: Tx, grant: Grant): Promise<Outcome> {
  if (!allowed(tx, grant)) return fail('not-found')
  if (grant.role === 'administrator') {
    const others = await tx.db
      .selectFrom('role_grant')
      .select('person_id')
      .where('role', '=', 'administrator')
      .where('person_id', '!=', grant.personId)
      .limit(1)
      .executeTakeFirst()
    if (!others) return fail('conflict', { fields: { role: 'last-administrator' } })
  }
  return withdrawRole(tx, grant)
}

/** As `revokeRole` for what another domain has already decided. */
export async function withdrawRole(tx: Tx, grant: Grant): Promise<Outcome> {
  const gone = await tx.db
    .deleteFrom('role_grant')
    .where('person_id', '=', grant.personId)
    .where('event_id', '=', grant.eventId ?? '')
    .where('role', '=', grant.role)
    .returning('role')
    .execute()
  if (gone.length > 0) {
    await audit(tx, 'role.revoke', grant, 'before')
    await tx.emit('people.roles-changed', { personId: grant.personId, eventId: grant.eventId ?? '' })
  }
  return ok()
}

const audit = (tx: Tx, action: string, grant: Grant, when: 'before' | 'after') =>
  tx.audit({
    action,
    entity: 'person',
    id: grant.personId,
    eventId: grant.eventId ?? null,
    [when]: { role: grant.role },
  })
