import type { Context } from '#src/platform/context.ts'
import { GRACE_MS, QUARANTINE_DAYS } from '../quarantine.ts'

/** Removes bytes that hold identity: of what the archive has, and of what nobody has cared for in the quarantine. */
export async function forget(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  const old = now - QUARANTINE_DAYS * 86_400_000
  const rows = await ctx.db
    .selectFrom('imaging_received')
    .select(['id', 'blob'])
    .where('blob', 'is not', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'done'), eb('ended_at', '<=', now - GRACE_MS)]),
        eb.and([eb('state', '=', 'refused'), eb('ended_at', '<=', old)]),
      ]),
    )
    .limit(5_000)
    .execute()
  for (const { id, blob } of rows) {
    if (!(await isNeeded(ctx, id, blob!))) await ctx.blobs.remove(blob!)
    await ctx.db.updateTable('imaging_received').set({ blob: null }).where('id', '=', id).execute()
  }
  // What is left of a row holds nothing; it is kept for the progress of its batch.
  await ctx.db
    .deleteFrom('imaging_received')
    .where('state', '!=', 'waiting')
    .where('blob', 'is', null)
    .where('ended_at', '<=', old)
    .execute()
}

/** The same bytes may have come once more, or be clean already and lie in the archive. */
async function isNeeded(ctx: Context, id: string, blob: string): Promise<boolean> {
  const again = await ctx.db
    .selectFrom('imaging_received')
    .select('id')
    .where('blob', '=', blob)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (again) return true
  return (
    (await ctx.db.selectFrom('imaging_instance').select('id').where('blob', '=', blob).executeTakeFirst()) !== undefined
  )
}
