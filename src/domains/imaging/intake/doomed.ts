import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { enqueue } from '#src/platform/jobs/enqueue.ts'
import type { Tx } from '#src/platform/write.ts'
import './tables.ts'

const AT_ONCE = 500

/**
 * Names bytes that are to go, in the transaction that takes their last row away; a job removes them. So nothing stays
 * behind when the process ends between the two.
 */
export async function doom(tx: Tx, hashes: readonly string[], caseId: string | null = null): Promise<void> {
  await name(tx.db, tx.now, hashes, caseId)
  await tx.enqueue('imaging:bury', {}, { dedupe: 'imaging:bury' })
}

/** The same for jobs that write without a person. */
export async function doomIn(ctx: Context, db: AnyDb, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  await name(db, ctx.clock.now(), hashes, null)
  await enqueue(ctx, db, 'imaging:bury', {}, { dedupe: 'imaging:bury' })
}

async function name(db: AnyDb, now: number, hashes: readonly string[], caseId: string | null): Promise<void> {
  const all = [...new Set(hashes)]
  for (let i = 0; i < all.length; i += AT_ONCE) {
    const rows = all.slice(i, i + AT_ONCE).map((hash) => ({ hash, case_id: caseId, created_at: now }))
    await db
      .insertInto('imaging_doomed')
      .values(rows)
      .onConflict((oc) => oc.column('hash').doUpdateSet({ case_id: caseId }))
      .execute()
  }
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
