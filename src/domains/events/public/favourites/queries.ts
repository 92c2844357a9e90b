import type { Context } from '#src/platform/context.ts'
import { releaseById } from '../../queries.ts'

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
  if (!released) return new Set()
  return new Set(
    rows.flatMap(({ item_id: id }) => {
      const talk = released.index.talks.get(id)
      if (talk) return [`talks/${talk.code}`]
      const session = released.index.sessions.get(id)
      return session ? [`sessions/${session.code}`] : []
    }),
  )
}
