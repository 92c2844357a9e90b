import type { Context } from '#src/platform/context.ts'
import type { Tx } from '#src/platform/write.ts'
import './tables.ts'

const AT_ONCE = 500

/**
 * Names bytes that are to go, in the transaction that takes their last row away; a job removes them. So nothing stays
 * behind when the process ends between the two.
 */
export async function doom(tx: Tx, hashes: readonly string[], caseId: string | null = null): Promise<void> {
  const all = [...new Set(hashes)]
  for (let i = 0; i < all.length; i += AT_ONCE) {
    const rows = all.slice(i, i + AT_ONCE).map((hash) => ({ hash, case_id: caseId, created_at: tx.now }))
    await tx.db
      .insertInto('imaging_doomed')
      .values(rows)
      .onConflict((oc) => oc.column('hash').doUpdateSet({ case_id: caseId }))
      .execute()
  }
  await tx.enqueue('imaging:bury', {}, { dedupe: 'imaging:bury' })
}

/** Removes what is doomed and named nowhere any more; may be killed anywhere and run again. */
export async function bury(ctx: Context): Promise<void> {
  for (;;) {
    const rows = await ctx.db.selectFrom('imaging_doomed').select(['hash', 'case_id']).limit(AT_ONCE).execute()
    if (rows.length === 0) break
    const hashes = rows.map(({ hash }) => hash)
    const needed = await stillNamed(ctx, hashes)
    for (const hash of hashes) if (!needed.has(hash)) await ctx.blobs.remove(hash)
    await ctx.db.deleteFrom('imaging_doomed').where('hash', 'in', hashes).execute()
  }
  await ctx.db
    .updateTable('imaging_tombstone')
    .set({ gone_at: ctx.clock.now() })
    .where('gone_at', 'is', null)
    .where(
      'case_id',
      'not in',
      ctx.db.selectFrom('imaging_received').select('case_id').where('case_id', 'is not', null),
    )
    .execute()
}

/** Which of the hashes a row of the imaging tables names. */
async function stillNamed(ctx: Context, hashes: readonly string[]): Promise<Set<string>> {
  const named = new Set<string>()
  for (const table of [
    'imaging_instance',
    'imaging_copy',
    'imaging_received',
    'imaging_chunk',
    'imaging_attachment',
  ] as const) {
    const rows = await ctx.db.selectFrom(table).select('blob').where('blob', 'in', hashes).execute()
    for (const { blob } of rows) if (blob !== null) named.add(blob)
  }
  return named
}
