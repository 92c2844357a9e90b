import type { Text } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'

export interface Series {
  readonly id: string
  readonly slug: string
  readonly name: Text
  readonly description: Text
}

/** Every series. One statement. */
export async function listSeries(ctx: Context): Promise<Series[]> {
  const rows = await ctx.db
    .selectFrom('series')
    .select(['id', 'slug', 'name', 'description'])
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    ...row,
    name: JSON.parse(row.name) as Text,
    description: JSON.parse(row.description) as Text,
  }))
}

export async function seriesById(ctx: Context, id: string): Promise<Series | null> {
  const row = await ctx.db
    .selectFrom('series')
    .select(['id', 'slug', 'name', 'description'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, name: JSON.parse(row.name) as Text, description: JSON.parse(row.description) as Text } : null
}
