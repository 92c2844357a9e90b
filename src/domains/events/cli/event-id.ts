import type { Context } from '#src/platform/context.ts'

/** Id of the event with that name in its address; null when there is none. */
export async function eventId(ctx: Context, slug: string): Promise<string | null> {
  const row = await ctx.db.selectFrom('event').select('id').where('slug', '=', slug).executeTakeFirst()
  return row?.id ?? null
}
