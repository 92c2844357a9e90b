import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { slugOf } from '#src/lib/text/slug.ts'
import { termsOf } from '#src/lib/text/search-keys.ts'
import type { Tx } from '#src/platform/write.ts'
import type { FacilityLevel } from './facility.ts'
import { facilityKey } from './person.ts'
import type { FacilityTable } from './tables.ts'

/** A facility as an import or a form names it; found again by any of its names. */
export interface FacilityDraft {
  readonly name: Text
  readonly level?: FacilityLevel
  readonly province?: string
  readonly country?: string
  readonly website?: string
}

const FACILITY_TERMS = 40

/** What a facility is found by. */
export const facilityTerms = (name: Text): string[] => termsOf(Object.values(name).join(' '), FACILITY_TERMS)

/** The folded names of a facility, each once. */
export const facilityKeys = (name: Text): string[] => [
  ...new Set(
    Object.values(name)
      .map(facilityKey)
      .filter((key) => key !== ''),
  ),
]

/**
 * Finds or makes facilities by name and returns their ids in the given order, null for null or nameless ones.
 * At most 6 statements.
 */
export async function resolveFacilities(tx: Tx, drafts: readonly (FacilityDraft | null)[]): Promise<(string | null)[]> {
  const read = drafts.map((draft) =>
    draft ? { draft, name: cleanText(draft.name), keys: facilityKeys(cleanText(draft.name)) } : null,
  )
  const keys = [...new Set(read.flatMap((d) => d?.keys ?? []))]
  if (keys.length === 0) return read.map(() => null)
  const rows = await tx.db.selectFrom('facility_name').selectAll().where('name_key', 'in', keys).execute()
  const known = new Map(rows.map((row) => [row.name_key, row.facility_id]))
  const made: FacilityTable[] = []
  const names: { name_key: string; facility_id: string }[] = []
  const ids: (string | null)[] = []
  for (const entry of read) {
    if (!entry || entry.keys.length === 0) {
      ids.push(null)
      continue
    }
    const { draft, name } = entry
    let id = entry.keys.map((key) => known.get(key)).find((found) => found !== undefined)
    if (!id) {
      const row = newFacility(tx, { ...draft, name })
      made.push(row)
      id = row.id
    }
    for (const key of entry.keys) {
      if (known.has(key)) continue
      known.set(key, id)
      names.push({ name_key: key, facility_id: id })
    }
    ids.push(id)
  }
  await storeFacilities(tx, made)
  if (names.length > 0) await tx.db.insertInto('facility_name').values(names).execute()
  return ids
}

export function newFacility(tx: Tx, draft: FacilityDraft): FacilityTable {
  const id = tx.ctx.ids.id()
  const { name } = draft
  return {
    id,
    code: tx.ctx.ids.code(),
    slug: slugOf(name['vi'] ?? name['en'] ?? Object.values(name)[0] ?? '', 'facility'),
    name: JSON.stringify(name),
    level: draft.level ?? 'other',
    province: draft.province ?? '',
    country: draft.country ?? '',
    website: draft.website ?? '',
    merged_into: null,
    created_at: tx.now,
    updated_at: tx.now,
  }
}

/** Inserts facilities with a free slug each, and their search terms; their names are the caller's. */
export async function storeFacilities(tx: Tx, rows: readonly FacilityTable[]): Promise<void> {
  if (rows.length === 0) return
  const found = await tx.db
    .selectFrom('facility')
    .select('slug')
    .where(
      'slug',
      'in',
      rows.map((r) => r.slug),
    )
    .execute()
  const taken = new Set(found.map((row) => row.slug))
  const unique = rows.map((row) => {
    const slug = taken.has(row.slug) ? `${row.slug}-${row.code.toLowerCase()}` : row.slug
    taken.add(slug)
    return { ...row, slug }
  })
  await tx.db.insertInto('facility').values(unique).execute()
  const terms = rows.flatMap((row) =>
    facilityTerms(JSON.parse(row.name) as Text).map((term) => ({ term, facility_id: row.id })),
  )
  if (terms.length > 0) await tx.db.insertInto('facility_term').values(terms).execute()
}
