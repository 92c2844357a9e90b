import type { Context } from '#src/platform/context.ts'
import type { Domain } from '#src/platform/domain.ts'
import type { Tx } from '#src/platform/write.ts'
import { calendarToken, favouritesOf } from './queries.ts'

/** Favourites and the calendar's address as a person's own data. */
export const favouritePersonal: NonNullable<Domain['personal']> = {
  async export(ctx: Context, personId: string) {
    const favourites = await favouritesOf(ctx, personId)
    return {
      favourites: favourites.map(({ event, itemIds }) => ({ event: event.slug, items: [...itemIds] })),
      calendarFeed: (await calendarToken(ctx, personId)) !== null,
    }
  },
  async erase(tx: Tx, personId: string) {
    await tx.db.deleteFrom('favourite').where('person_id', '=', personId).execute()
    await tx.db.deleteFrom('calendar_feed').where('person_id', '=', personId).execute()
  },
}

/** Favourites of a record that is merged go to the other one; the calendar's address that is kept is the other one's. */
export async function mergeFavouritesOf(tx: Tx, from: string, into: string): Promise<void> {
  const rows = await tx.db.selectFrom('favourite').selectAll().where('person_id', '=', from).execute()
  if (rows.length > 0) {
    await tx.db
      .insertInto('favourite')
      .values(rows.map((row) => ({ ...row, person_id: into })))
      .onConflict((oc) => oc.columns(['person_id', 'item_id']).doNothing())
      .execute()
  }
  await tx.db.deleteFrom('favourite').where('person_id', '=', from).execute()
  await tx.db.deleteFrom('calendar_feed').where('person_id', '=', from).execute()
}
