import type { Text } from '#src/lib/text/multilingual.ts'
import { prefixRange, queryTerms } from '#src/lib/text/search-keys.ts'
import type { Context } from '#src/platform/context.ts'
import { textOf } from '../json.ts'

export interface FoundMember {
  readonly id: string
  readonly name: string
  readonly facility: Text
}

/**
 * Persons with an account whose name answers the query, for whoever names co-authors or members of a group; the same
 * name apart by facility. One statement; [] for a query without words.
 */
export async function findWithAccount(ctx: Context, q: string, limit = 20): Promise<FoundMember[]> {
  const terms = queryTerms(q)
  if (terms.length === 0) return []
  let query = ctx.db
    .selectFrom('person')
    .innerJoin('auth_user', 'auth_user.person_id', 'person.id')
    .leftJoin('facility', 'facility.id', 'person.facility_id')
    .select(['person.id', 'person.name', 'facility.name as facility'])
    .where('person.erased_at', 'is', null)
    .where('person.merged_into', 'is', null)
  for (const term of terms) {
    const { from, to } = prefixRange(term)
    query = query.where('person.id', 'in', (eb) =>
      eb
        .selectFrom('person_term')
        .select('person_term.person_id')
        .where('person_term.term', '>=', from)
        .where('person_term.term', '<=', to),
    )
  }
  const rows = await query.orderBy('person.sort_key').orderBy('person.id').limit(limit).execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    facility: row.facility === null ? {} : textOf(row.facility),
  }))
}
