import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { facilityKey, tidy } from './person.ts'
import { searchFacilities } from './queries/public.ts'
import { resolveFacilities } from './upsert-facilities.ts'

export interface FacilityChoice {
  readonly id: string
  readonly name: string
  readonly province: string
}

/** What a typed facility turned out to be: one of ours, none, or a question back with the ones that come near. */
export type FacilityAnswer = { readonly id: string | null } | { readonly choices: readonly FacilityChoice[] }

const NEW = 'new'

/**
 * Reads the facility of a form: `facility` as typed (a name leads to one facility at most, so a name that we know is
 * enough), `facilityChoice` the answer to an earlier question: an id, or `new`.
 */
export async function readFacility(
  ctx: Context,
  actor: Actor,
  lang: Lang,
  values: Readonly<Record<string, string>>,
): Promise<FacilityAnswer> {
  const typed = tidy(values['facility'] ?? '').slice(0, 200)
  if (typed === '') return { id: null }
  const wanted = values['facilityChoice'] ?? ''
  const known = await ctx.db
    .selectFrom('facility_name')
    .innerJoin('facility', 'facility.id', 'facility_name.facility_id')
    .select('facility.id')
    .where((eb) => eb.or([eb('facility_name.name_key', '=', facilityKey(typed)), eb('facility.id', '=', wanted)]))
    .where('facility.merged_into', 'is', null)
    .execute()
  const found = known.find((row) => row.id === wanted) ?? known[0]
  if (found) return { id: found.id }
  if (wanted !== NEW) {
    const near = await searchFacilities(ctx, typed, 8)
    if (near.length > 0)
      return { choices: near.map((f) => ({ id: f.id, name: pick(f.name, lang).text, province: f.province })) }
  }
  const made = await write(ctx, actor, async (tx) => {
    const [id] = await resolveFacilities(tx, [{ name: { [lang]: typed } }])
    if (id) await tx.audit({ action: 'facility.create', entity: 'facility', id, after: { name: { [lang]: typed } } })
    return ok(id ?? null)
  })
  return { id: made.ok ? made.value : null }
}
