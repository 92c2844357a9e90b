import { cleanText, LANGS, type Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { changed, write, type Tx } from '#src/platform/write.ts'
import { isCountry } from '../countries.ts'
import { FACILITY_LEVELS, type FacilityLevel } from '../facility.ts'
import { tidy } from '../person.ts'
import { mayManageFacilities } from '../policy.ts'
import { isProvince } from '../provinces.ts'
import { facilityKeys, facilityTerms, newFacility, storeFacilities } from '../upsert-facilities.ts'

export interface FacilityInput {
  readonly name: Text
  readonly level: FacilityLevel
  readonly province: string
  readonly country: string
  readonly website: string
}

/** Reads a facility form; every refused field is named. */
export function parseFacility(values: Readonly<Record<string, string>>): Outcome<FacilityInput> {
  const name = cleanText(Object.fromEntries(LANGS.map((lang) => [lang, tidy(values[`name.${lang}`] ?? '')])))
  const [level, province, country, website] = ['level', 'province', 'country', 'website'].map((field) =>
    tidy(values[field] ?? ''),
  ) as [string, string, string, string]
  const errors: Record<string, string> = {}
  if (Object.keys(name).length === 0) errors['name.vi'] = 'required'
  for (const [lang, text] of Object.entries(name)) if (text.length > 200) errors[`name.${lang}`] = 'too-long'
  if (!FACILITY_LEVELS.includes(level as FacilityLevel)) errors['level'] = level ? 'choice' : 'required'
  if (country !== '' && !isCountry(country)) errors['country'] = 'choice'
  if (province !== '' && !isProvince(province)) errors['province'] = 'choice'
  if (website !== '' && !(/^https?:\/\//.test(website) && URL.canParse(website) && website.length <= 300))
    errors['website'] = 'url'
  if (Object.keys(errors).length > 0) return invalid(errors)
  return ok({
    name,
    level: level as FacilityLevel,
    province: country === 'VN' || country === '' ? province : '',
    country,
    website,
  })
}

/** Makes a facility (id null) or changes one; a name that another one bears is refused with its id in `detail`. */
export async function saveFacility(
  ctx: Context,
  actor: Actor,
  id: string | null,
  input: FacilityInput,
): Promise<Outcome<string>> {
  if (!mayManageFacilities(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const keys = facilityKeys(input.name)
    const holders = await tx.db.selectFrom('facility_name').selectAll().where('name_key', 'in', keys).execute()
    const other = holders.find((row) => row.facility_id !== id)
    if (other) return { ...invalid({ 'name.vi': 'name-taken' }), detail: { facilityId: other.facility_id } }
    if (id === null) {
      const row = newFacility(tx, input)
      await storeFacilities(tx, [row])
      await nameFacility(tx, row.id, keys)
      await tx.audit({ action: 'facility.create', entity: 'facility', id: row.id, after: input })
      return ok(row.id)
    }
    const row = await tx.db
      .selectFrom('facility')
      .selectAll()
      .where('id', '=', id)
      .where('merged_into', 'is', null)
      .executeTakeFirst()
    if (!row) return fail('not-found')
    const next = { ...input, name: JSON.stringify(input.name) }
    const difference = changed(row, next)
    if (!difference) return ok(id)
    await tx.db
      .updateTable('facility')
      .set({ ...next, updated_at: tx.now })
      .where('id', '=', id)
      .execute()
    await nameFacility(tx, id, keys)
    await indexFacility(tx, id, input.name)
    await tx.audit({ action: 'facility.update', entity: 'facility', id, ...difference })
    await tx.emit('people.facility-changed', { facilityId: id })
    return ok(id)
  })
}

/** Old names stay: what is called by one of them in an import is still found. */
async function nameFacility(tx: Tx, id: string, keys: readonly string[]): Promise<void> {
  const rows = keys.map((name_key) => ({ name_key, facility_id: id }))
  await tx.db
    .insertInto('facility_name')
    .values(rows)
    .onConflict((oc) => oc.doNothing())
    .execute()
}

async function indexFacility(tx: Tx, id: string, name: Text): Promise<void> {
  await tx.db.deleteFrom('facility_term').where('facility_id', '=', id).execute()
  const rows = facilityTerms(name).map((term) => ({ term, facility_id: id }))
  if (rows.length > 0) await tx.db.insertInto('facility_term').values(rows).execute()
}

/** Joins two records of one facility: every reference in every domain moves, the old address leads to the new one. */
export async function mergeFacilities(ctx: Context, actor: Actor, from: string, into: string): Promise<Outcome> {
  if (!mayManageFacilities(actor) || from === into) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const rows = await tx.db
      .selectFrom('facility')
      .selectAll()
      .where('id', 'in', [from, into])
      .where('merged_into', 'is', null)
      .execute()
    const [old, kept] = [rows.find((row) => row.id === from), rows.find((row) => row.id === into)]
    if (!old || !kept) return fail('not-found')
    for (const domain of ctx.domains) await domain.merge?.facility?.(tx, from, into)
    await tx.audit({
      action: 'facility.merge',
      entity: 'facility',
      id: into,
      before: { id: from, name: old.name, slug: old.slug },
      after: { name: kept.name },
    })
    await tx.emit('people.facility-merged', { from, into })
    return ok()
  })
}

/** What people itself moves: persons, names and terms. */
export async function moveFacility(tx: Tx, from: string, into: string): Promise<void> {
  const { db } = tx
  const rows = await db.selectFrom('facility').selectAll().where('id', 'in', [from, into]).execute()
  const [old, kept] = [rows.find((row) => row.id === from), rows.find((row) => row.id === into)]
  if (!old || !kept) return
  await db.updateTable('person').set({ facility_id: into }).where('facility_id', '=', from).execute()
  await db.updateTable('facility_name').set({ facility_id: into }).where('facility_id', '=', from).execute()
  await db.deleteFrom('facility_term').where('facility_id', '=', from).execute()
  await db.updateTable('facility').set({ merged_into: into }).where('merged_into', '=', from).execute()
  await db.updateTable('facility').set({ merged_into: into, updated_at: tx.now }).where('id', '=', from).execute()
  const name = { ...(JSON.parse(old.name) as Text), ...(JSON.parse(kept.name) as Text) }
  await db
    .updateTable('facility')
    .set({
      name: JSON.stringify(name),
      level: kept.level === 'other' ? old.level : kept.level,
      province: kept.province || old.province,
      country: kept.country || old.country,
      website: kept.website || old.website,
      updated_at: tx.now,
    })
    .where('id', '=', into)
    .execute()
  await indexFacility(tx, into, name)
}
