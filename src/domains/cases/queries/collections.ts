import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { managesSociety } from '#src/platform/authz.ts'
import { textOf } from '../json.ts'
import { visibleCases } from '../policy.ts'
import { caseLines, type CaseLine } from './list.ts'

export interface CollectionName {
  readonly code: string
  readonly title: Text
  readonly path: string
  readonly eventSlug: string
  readonly visibility: 'own' | 'members' | 'public'
}

export interface CollectionView extends CollectionName {
  readonly id: string
  readonly body: Text
  readonly revision: number
  readonly mayEdit: boolean
  /** Only those that the reader may see. */
  readonly cases: readonly (CaseLine & { readonly note: Text })[]
}

export const collectionPath = (code: string): string => `/cases/collections/${code}`

/** Its maker's own, for members, or for all. */
function visible(db: AnyDb, actor: Actor) {
  const { personId } = actor
  return db
    .selectFrom('case_collection')
    .selectAll('case_collection')
    .where((eb) =>
      personId === null
        ? eb('case_collection.visibility', '=', 'public')
        : eb.or([
            eb('case_collection.visibility', 'in', ['public', 'members']),
            eb('case_collection.owner_id', '=', personId),
          ]),
    )
}

const nameOf = (row: {
  code: string
  title: string
  event_slug: string
  visibility: CollectionName['visibility']
}): CollectionName => ({
  code: row.code,
  title: textOf(row.title),
  path: collectionPath(row.code),
  eventSlug: row.event_slug,
  visibility: row.visibility,
})

/** One statement. */
export async function listCollections(ctx: Context, actor: Actor, eventSlug?: string): Promise<CollectionName[]> {
  let query = visible(ctx.db, actor)
  if (eventSlug !== undefined) query = query.where('event_slug', '=', eventSlug)
  return (await query.orderBy('updated_at', 'desc').limit(200).execute()).map(nameOf)
}

/** Those that hold a case, as far as the actor sees them. One statement. */
export async function collectionsOf(ctx: Context, actor: Actor, caseId: string): Promise<CollectionName[]> {
  const rows = await visible(ctx.db, actor)
    .innerJoin('case_collection_item', 'case_collection_item.collection_id', 'case_collection.id')
    .where('case_collection_item.case_id', '=', caseId)
    .orderBy('case_collection.updated_at', 'desc')
    .execute()
  return rows.map(nameOf)
}

export const mayEditCollection = (
  actor: Actor,
  row: { readonly owner_id: string; readonly event_slug: string; readonly visibility: string },
): boolean =>
  actor.personId !== null && (row.owner_id === actor.personId || (row.visibility !== 'own' && managesSociety(actor)))

/** Cases of a collection shown where another page is the subject. */
const FEW = 5

/** Collections of a meeting with their first cases, those that the actor may see; without those that have none. Four statements. */
export async function collectionsOfEvent(
  ctx: Context,
  actor: Actor,
  slug: string,
): Promise<(CollectionName & { readonly total: number; readonly cases: readonly CaseLine[] })[]> {
  const rows = await visible(ctx.db, actor)
    .where('event_slug', '=', slug)
    .orderBy('updated_at', 'desc')
    .limit(20)
    .execute()
  if (rows.length === 0) return []
  const items = await ctx.db
    .selectFrom('case_collection_item')
    .select(['collection_id', 'case_id'])
    .where(
      'collection_id',
      'in',
      rows.map((row) => row.id),
    )
    .where('case_id', 'in', visibleCases(ctx.db, actor, ctx.clock.now()))
    .orderBy('position')
    .execute()
  const of = (id: string) => items.filter((item) => item.collection_id === id)
  const shown = rows.flatMap((row) =>
    of(row.id)
      .slice(0, FEW)
      .map((item) => item.case_id),
  )
  const lines = new Map((await caseLines(ctx, actor, [...new Set(shown)])).map((line) => [line.id, line]))
  return rows.flatMap((row) => {
    const own = of(row.id)
    if (own.length === 0) return []
    const cases = own.slice(0, FEW).flatMap((item) => lines.get(item.case_id) ?? [])
    return [{ ...nameOf(row), total: own.length, cases }]
  })
}

/** A collection with its cases, in order; null where the actor may not see it. Four statements. */
export async function collectionFor(ctx: Context, actor: Actor, code: string): Promise<CollectionView | null> {
  const row = await visible(ctx.db, actor).where('code', '=', code.toUpperCase()).executeTakeFirst()
  if (!row) return null
  const items = await ctx.db
    .selectFrom('case_collection_item')
    .select(['case_id', 'note'])
    .where('collection_id', '=', row.id)
    .where('case_id', 'in', visibleCases(ctx.db, actor, ctx.clock.now()))
    .orderBy('position')
    .execute()
  const lines = new Map(
    (
      await caseLines(
        ctx,
        actor,
        items.map((item) => item.case_id),
      )
    ).map((line) => [line.id, line]),
  )
  return {
    ...nameOf(row),
    id: row.id,
    body: textOf(row.body),
    revision: row.revision,
    mayEdit: mayEditCollection(actor, row),
    cases: items.flatMap((item) => {
      const line = lines.get(item.case_id)
      // Why it is in the collection may be the answer.
      return line ? [{ ...line, note: line.asked ? {} : textOf(item.note) }] : []
    }),
  }
}
