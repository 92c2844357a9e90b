import type { Context } from '#src/platform/context.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { changed, write, type Tx } from '#src/platform/write.ts'
import { newPerson } from '../auth/link-person.ts'
import { recordConsent, withdrawConsent } from '../consents.ts'
import { isEmail, nameColumns, normalEmail, PERSON_FIELDS, SPEAKER_FIELDS, type PersonField } from '../person.ts'
import { mayChoosePublicity, mayEditPerson, mayManagePeople, type PersonState } from '../policy.ts'
import type { Profile } from '../profile.ts'
import type { PersonTable } from '../tables.ts'
import { indexPeople } from '../upsert.ts'
import { stateOf } from '../views.ts'

/** A record with what a policy asks about it; undefined for merged and unknown ones. */
export async function personWithState(
  db: AnyDb,
  id: string,
): Promise<{ row: PersonTable; state: PersonState } | undefined> {
  const row = await db
    .selectFrom('person')
    .selectAll('person')
    .select((eb) =>
      eb
        .selectFrom('role_grant')
        .select('role_grant.role')
        .whereRef('role_grant.person_id', '=', 'person.id')
        .where('role_grant.role', '=', 'administrator')
        .limit(1)
        .as('administrator'),
    )
    .where('person.id', '=', id)
    .where('person.merged_into', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { administrator, ...person } = row
  return { row: person, state: stateOf(person, administrator !== null) }
}

const columnsOf = (profile: Profile) => ({
  ...nameColumns(profile, profile.country),
  latin: profile.latin,
  title: profile.title,
  profession: profile.profession,
  country: profile.country,
  licence_number: profile.licence,
  langs: JSON.stringify(profile.langs),
  biography: JSON.stringify(profile.biography),
  locale: profile.locale,
})

/** What the audit log keeps of a change; the keys that are only computed are left out. */
const auditable = ({ name_key: _k, sort_key: _s, ...rest }: Partial<PersonTable>) => rest

/** Changes a record; `seen` is its `updated_at` when the form was made, so that nobody overwrites unseen changes. */
export async function saveProfile(
  ctx: Context,
  actor: Actor,
  id: string,
  profile: Profile,
  more: { facilityId: string | null; seen?: number },
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const found = await personWithState(tx.db, id)
    if (!found || !mayEditPerson(actor, found.state)) return fail('not-found')
    if (more.seen !== undefined && more.seen !== found.row.updated_at)
      return fail('conflict', { fields: { '': 'stale' } })
    const next = { ...columnsOf(profile), facility_id: more.facilityId }
    const difference = changed(auditable(found.row), auditable(next))
    if (!difference) return ok()
    await tx.db
      .updateTable('person')
      .set({ ...next, updated_at: tx.now })
      .where('id', '=', id)
      .execute()
    await tx.db.updateTable('auth_user').set({ name: next.name }).where('person_id', '=', id).execute()
    await indexPeople(tx, [{ id, name: next.name, latin: next.latin }])
    await tx.audit({ action: 'person.update', entity: 'person', id, ...difference })
    await tx.emit('people.changed', { personId: id })
    return ok()
  })
}

/** Makes a record for somebody who has none, by the secretariat. */
export async function createPerson(
  ctx: Context,
  actor: Actor,
  profile: Profile,
  more: { facilityId: string | null; email: string },
): Promise<Outcome<string>> {
  if (!mayManagePeople(actor)) return fail('not-found')
  const email = normalEmail(more.email)
  if (email !== '' && !isEmail(email)) return invalid({ email: 'email' })
  return write(ctx, actor, async (tx) => {
    const row = await newPerson(tx, {
      ...columnsOf(profile),
      facility_id: more.facilityId,
      public_fields: JSON.stringify(SPEAKER_FIELDS),
    })
    if (email !== '' && !(await addEmail(tx, row.id, email))) return invalid({ email: 'email-taken' })
    await tx.audit({ action: 'person.create', entity: 'person', id: row.id, after: auditable(row) })
    return ok(row.id)
  })
}

/** Notes an address of a record; false when it belongs to another one. */
export async function addEmail(tx: Tx, personId: string, email: string): Promise<boolean> {
  const added = await tx.db
    .insertInto('person_email')
    .values({ email, person_id: personId, verified_at: null, created_at: tx.now })
    .onConflict((oc) => oc.doNothing())
    .returning('email')
    .execute()
  if (added.length > 0) return true
  const holder = await tx.db
    .selectFrom('person_email')
    .select('person_id')
    .where('email', '=', email)
    .executeTakeFirst()
  return holder?.person_id === personId
}

/** Chooses what is public; for one's own record it is recorded as consent to publish, or its withdrawal. */
export async function choosePublic(
  ctx: Context,
  actor: Actor,
  id: string,
  wanted: readonly string[],
  lang: string,
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const found = await personWithState(tx.db, id)
    if (!found || !mayChoosePublicity(actor, found.state)) return fail('not-found')
    const fields = PERSON_FIELDS.filter((field) => wanted.includes(field))
    const before = JSON.parse(found.row.public_fields) as PersonField[]
    if (JSON.stringify(before) === JSON.stringify(fields)) return ok()
    await tx.db
      .updateTable('person')
      .set({ public_fields: JSON.stringify(fields), updated_at: tx.now })
      .where('id', '=', id)
      .execute()
    if (actor.personId === id) {
      if (fields.length > 0)
        await recordConsent(tx, {
          personId: id,
          purpose: 'publish-profile',
          lang,
          how: `privacy page: ${fields.join(' ')}`,
        })
      else await withdrawConsent(tx, id, 'publish-profile')
    }
    await tx.audit({
      action: 'person.publicity',
      entity: 'person',
      id,
      before: { public: before },
      after: { public: fields },
    })
    await tx.emit('people.changed', { personId: id })
    return ok()
  })
}
