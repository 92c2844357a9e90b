import type { SelectQueryBuilder } from 'kysely'
import type { Text } from '#src/lib/text/multilingual.ts'
import { prefixRange, queryTerms } from '#src/lib/text/search-keys.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb, Database } from '#src/platform/db/types.ts'
import { isSelf, maySeePerson } from '../policy.ts'
import type { PersonField } from '../person.ts'
import { json, PUBLIC_COLUMNS, publicView, stateOf, type PublicPerson } from '../views.ts'

const publicRows = (db: AnyDb) =>
  db.selectFrom('person').leftJoin('facility', 'facility.id', 'person.facility_id').select(PUBLIC_COLUMNS)

/**
 * Persons as a programme shows them, narrowed to what each allows, by id; unknown ids are left out, erased ones
 * stand as `N. N.`. One statement for any number.
 */
export async function publicPeople(ctx: Context, ids: readonly string[], db: AnyDb = ctx.db): Promise<PublicPerson[]> {
  if (ids.length === 0) return []
  const rows = await publicRows(db)
    .where('person.id', 'in', [...new Set(ids)])
    .execute()
  return rows.map(publicView)
}

export interface PersonPage extends PublicPerson {
  readonly profession: string
  readonly langs: readonly string[]
  readonly facilitySlug: string | null
  /** Set when the address was another one, of a merged record or by code: go there. */
  readonly movedTo: string | null
  readonly abilities: { readonly edit: boolean; readonly self: boolean }
}

/** A person's public page by slug or code; null when there is none that the actor may see. */
export async function publicPerson(ctx: Context, actor: Actor, slugOrCode: string): Promise<PersonPage | null> {
  const row = await publicRows(ctx.db)
    .leftJoin('person as into', 'into.id', 'person.merged_into')
    .select(['facility.slug as facility_slug', 'person.unclaimed', 'into.slug as into_slug'])
    .where((eb) => eb.or([eb('person.slug', '=', slugOrCode), eb('person.code', '=', slugOrCode.toUpperCase())]))
    .orderBy((eb) => eb.case().when('person.slug', '=', slugOrCode).then(0).else(1).end())
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  if (row.into_slug !== null) {
    const into = await publicPerson(ctx, actor, row.into_slug)
    return into && { ...into, movedTo: into.slug }
  }
  const state = stateOf(row, false)
  if (!maySeePerson(actor, state)) return null
  const allowed = new Set(json<PersonField[]>(row.public_fields, []))
  const view = publicView(row)
  return {
    ...view,
    profession: allowed.has('profession') ? row.profession : '',
    langs: allowed.has('langs') ? json<string[]>(row.langs, []) : [],
    facilitySlug: view.facilityId === null ? null : row.facility_slug,
    movedTo: row.slug === slugOrCode ? null : row.slug,
    abilities: { edit: isSelf(actor, row), self: isSelf(actor, row) },
  }
}

/** Persons with a public page whose name answers the query, diacritics optional; two statements at most. */
export async function searchPeople(ctx: Context, q: string, limit = 20): Promise<PublicPerson[]> {
  const terms = queryTerms(q)
  if (terms.length === 0) return []
  let query = publicRows(ctx.db).where('person.erased_at', 'is', null).where('person.merged_into', 'is', null)
  query = query.where('person.public_fields', 'like', '%"page"%')
  for (const term of terms) query = query.where('person.id', 'in', (eb) => withTerm(eb.selectFrom('person_term'), term))
  return (await query.orderBy('person.sort_key').orderBy('person.id').limit(limit).execute()).map(publicView)
}

/** Ids of persons with a term that begins so. */
export function withTerm<O>(query: SelectQueryBuilder<Database, 'person_term', O>, term: string) {
  const { from, to } = prefixRange(term)
  return query.select('person_term.person_id').where('person_term.term', '>=', from).where('person_term.term', '<=', to)
}

export interface FacilityView {
  readonly id: string
  readonly code: string
  readonly slug: string
  readonly name: Text
  readonly level: string
  readonly province: string
  readonly country: string
  readonly website: string
  readonly movedTo: string | null
}

/** A facility's public page by slug or code. */
export async function publicFacility(ctx: Context, slugOrCode: string): Promise<FacilityView | null> {
  const row = await ctx.db
    .selectFrom('facility')
    .leftJoin('facility as into', 'into.id', 'facility.merged_into')
    .selectAll('facility')
    .select('into.slug as into_slug')
    .where((eb) => eb.or([eb('facility.slug', '=', slugOrCode), eb('facility.code', '=', slugOrCode.toUpperCase())]))
    .orderBy((eb) => eb.case().when('facility.slug', '=', slugOrCode).then(0).else(1).end())
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  if (row.into_slug !== null) {
    const into = await publicFacility(ctx, row.into_slug)
    return into && { ...into, movedTo: into.slug }
  }
  const { id, code, slug, level, province, country, website } = row
  return {
    id,
    code,
    slug,
    name: json<Text>(row.name, {}),
    level,
    province,
    country,
    website,
    movedTo: slug === slugOrCode ? null : slug,
  }
}

/** Facilities whose name answers the query, diacritics optional. */
export async function searchFacilities(ctx: Context, q: string, limit = 20): Promise<FacilityView[]> {
  const terms = queryTerms(q)
  if (terms.length === 0) return []
  let query = ctx.db
    .selectFrom('facility')
    .select(['id', 'code', 'slug', 'name', 'level', 'province', 'country', 'website'])
    .where('merged_into', 'is', null)
  for (const term of terms) {
    const { from, to } = prefixRange(term)
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('facility_term').select('facility_id').where('term', '>=', from).where('term', '<=', to),
    )
  }
  const rows = await query.orderBy('slug').limit(limit).execute()
  return rows.map((row) => ({ ...row, name: json<Text>(row.name, {}), movedTo: null }))
}

/** Persons of a facility who say so publicly, in order of name. */
export async function facilityPeople(ctx: Context, facilityId: string, limit = 200): Promise<PublicPerson[]> {
  const rows = await publicRows(ctx.db)
    .where('person.facility_id', '=', facilityId)
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
    .where('person.public_fields', 'like', '%"page"%')
    .where('person.public_fields', 'like', '%"facility"%')
    .orderBy('person.sort_key')
    .limit(limit)
    .execute()
  return rows.map(publicView)
}
