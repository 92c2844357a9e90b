import type { Context } from '#src/platform/context.ts'
import { eventFrom, type Event } from '../../event/event.ts'
import { currentRelease, releaseById, type Released } from '../../queries.ts'

/** Codes of a person's favourites in an event, as `talks/ABC123`; items that are gone have none. One statement or two. */
export async function favouriteCodes(ctx: Context, personId: string, eventId: string): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .selectFrom('favourite')
    .innerJoin('event', 'event.id', 'favourite.event_id')
    .select(['favourite.item_id', 'event.release_id'])
    .where('favourite.person_id', '=', personId)
    .where('favourite.event_id', '=', eventId)
    .execute()
  const releaseId = rows[0]?.release_id
  const released = releaseId ? await releaseById(ctx, eventId, releaseId) : null
  return new Set(released ? rows.flatMap((row) => codeOf(released, row.item_id) ?? []) : [])
}

export function codeOf(released: Released, id: string): string | undefined {
  const talk = released.index.talks.get(id)
  if (talk) return `talks/${talk.code}`
  const session = released.index.sessions.get(id)
  return session ? `sessions/${session.code}` : undefined
}

/** A person's favourites of one event. */
export interface EventFavourites {
  readonly event: Event
  readonly released: Released
  readonly itemIds: ReadonlySet<string>
}

/** A person's favourites by event, the latest event first. Two statements, and one for each release not in memory. */
export async function favouritesOf(ctx: Context, personId: string): Promise<EventFavourites[]> {
  const rows = await ctx.db
    .selectFrom('favourite')
    .select(['event_id', 'item_id'])
    .where('person_id', '=', personId)
    .execute()
  const byEvent = Map.groupBy(rows, (row) => row.event_id)
  if (byEvent.size === 0) return []
  const events = await ctx.db
    .selectFrom('event')
    .selectAll()
    .where('id', 'in', [...byEvent.keys()])
    .where('state', '<>', 'draft')
    .orderBy('starts_on', 'desc')
    .execute()
  const out: EventFavourites[] = []
  for (const row of events) {
    const event = eventFrom(row)
    const released = await currentRelease(ctx, event)
    if (released) out.push({ event, released, itemIds: new Set(byEvent.get(event.id)!.map((one) => one.item_id)) })
  }
  return out
}

export async function calendarToken(ctx: Context, personId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('calendar_feed')
    .select('token')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.token ?? null
}

/** Whose calendar a token opens; null when there is none, or no longer. */
export async function personOfToken(ctx: Context, token: string): Promise<string | null> {
  const row = await ctx.db.selectFrom('calendar_feed').select('person_id').where('token', '=', token).executeTakeFirst()
  return row?.person_id ?? null
}
