import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { freeSlug, slugOf } from '#src/lib/text/slug.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { managesSociety } from '#src/platform/authz.ts'

export interface SeriesName {
  readonly id: string
  readonly name: Text
}

/** Every series, by name of its address. One statement. */
export async function listSeries(ctx: Context): Promise<SeriesName[]> {
  const rows = await ctx.db.selectFrom('series').select(['id', 'name']).orderBy('slug').execute()
  return rows.map((row) => ({ id: row.id, name: JSON.parse(row.name) as Text }))
}

/** Begins a series: a recurring workshop, the yearly congress. Whoever makes events or runs one may. */
export async function createSeries(ctx: Context, actor: Actor, name: Text): Promise<Outcome<SeriesName>> {
  const runsSome = [...actor.events.values()].some((roles) => roles.has('organiser'))
  if (!managesSociety(actor) && !runsSome) return fail('not-found')
  const clean = cleanText(name)
  if (Object.keys(clean).length === 0) return invalid({ newSeries: 'required' })
  return write(ctx, actor, async (tx) => {
    const taken = new Set((await tx.db.selectFrom('series').select('slug').execute()).map((row) => row.slug))
    const id = ctx.ids.id()
    const slug = freeSlug(slugOf(clean['en'] ?? clean['vi'] ?? Object.values(clean)[0]!, 'series'), (s) => taken.has(s))
    await tx.db
      .insertInto('series')
      .values({ id, slug, name: JSON.stringify(clean), description: '{}', created_at: tx.now })
      .execute()
    await tx.audit({ action: 'series.create', entity: 'series', id, after: { slug, name: clean } })
    return ok({ id, name: clean })
  })
}
