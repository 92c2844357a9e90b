import type { Text } from '#src/lib/text/multilingual.ts'
import { prefixRange, queryTerms } from '#src/lib/text/search-keys.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { facilityCore } from '../facility.ts'
import { mayManageFacilities } from '../policy.ts'
import { provinceOf } from '../provinces.ts'
import { json } from '../views.ts'

export interface ListedFacility {
  readonly id: string
  readonly slug: string
  readonly name: Text
  readonly level: string
  readonly province: string
  readonly country: string
  readonly website: string
  readonly people: number
}

export interface FacilityFilter {
  readonly q?: string
  readonly level?: string
  readonly province?: string
  readonly page?: number
}

export const FACILITIES_PAGE = 100

const facilities = (ctx: Context) => ctx.db.selectFrom('facility').where('facility.merged_into', 'is', null)

const COLUMNS = [
  'facility.id',
  'facility.slug',
  'facility.name',
  'facility.level',
  'facility.province',
  'facility.country',
  'facility.website',
] as const

/**
 * The secretariat's list of facilities; null for who may not see it. A query that is a province's name, present or
 * former, also finds what lies there. Two statements.
 */
export async function listFacilities(
  ctx: Context,
  actor: Actor,
  filter: FacilityFilter,
): Promise<{ rows: ListedFacility[]; total: number } | null> {
  if (!mayManageFacilities(actor)) return null
  let query = facilities(ctx)
  const terms = queryTerms(filter.q ?? '')
  if (terms.length > 0) {
    const province = provinceOf(filter.q ?? '')
    query = query.where((eb) => {
      const named = terms.map((term) => {
        const { from, to } = prefixRange(term)
        return eb(
          'facility.id',
          'in',
          eb.selectFrom('facility_term').select('facility_id').where('term', '>=', from).where('term', '<=', to),
        )
      })
      return province ? eb.or([eb.and(named), eb('facility.province', '=', province)]) : eb.and(named)
    })
  }
  if (filter.level) query = query.where((eb) => eb(eb.cast<string>('facility.level', 'text'), '=', filter.level!))
  if (filter.province) query = query.where('facility.province', '=', filter.province)
  const { total } = await query.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .select(COLUMNS)
    .select((eb) =>
      eb
        .selectFrom('person')
        .select((e) => e.fn.countAll().as('n'))
        .whereRef('person.facility_id', '=', 'facility.id')
        .where('person.merged_into', 'is', null)
        .as('people'),
    )
    .orderBy('facility.slug')
    .limit(FACILITIES_PAGE)
    .offset(((filter.page ?? 1) - 1) * FACILITIES_PAGE)
    .execute()
  return {
    total: Number(total),
    rows: rows.map((row) => ({ ...row, name: json<Text>(row.name, {}), people: Number(row.people ?? 0) })),
  }
}

/** One facility for editing. */
export async function facilityOf(ctx: Context, id: string): Promise<ListedFacility | null> {
  const row = await facilities(ctx).select(COLUMNS).where('facility.id', '=', id).executeTakeFirst()
  return row ? { ...row, name: json<Text>(row.name, {}), people: 0 } : null
}

/** Facilities that may be the same, in groups: equal names once marks and common words are gone. One statement. */
export async function duplicateFacilities(ctx: Context, actor: Actor): Promise<ListedFacility[][] | null> {
  if (!mayManageFacilities(actor)) return null
  const rows = await facilities(ctx).select(COLUMNS).orderBy('facility.slug').execute()
  const groups = new Map<string, Map<string, ListedFacility>>()
  for (const row of rows) {
    const facility = { ...row, name: json<Text>(row.name, {}), people: 0 }
    for (const name of Object.values(facility.name)) {
      const core = facilityCore(name)
      if (core === '') continue
      const key = `${facility.country}/${core}`
      groups.set(key, (groups.get(key) ?? new Map()).set(facility.id, facility))
    }
  }
  const found = [...groups.values()].filter((group) => group.size > 1).map((group) => [...group.values()])
  // The same group by its Vietnamese and by its English name is shown once.
  return [
    ...new Map(
      found.map((group) => [
        group
          .map((f) => f.id)
          .toSorted()
          .join(),
        group,
      ]),
    ).values(),
  ]
}
