import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { WithdrawReason } from './withdraw.ts'

/** What is left of a withdrawn case. */
export interface Tombstone {
  readonly caseId: string
  readonly studies: readonly string[]
  readonly series: number
  readonly instances: number
  readonly bytes: number
  readonly reason: WithdrawReason
  readonly withdrawnAt: number
  /** When the last byte was removed; null while some may be left. */
  readonly goneAt: number | null
}

/** When the images of a case were withdrawn; null while they were not. The domain that owns the case has asked who may know. One statement. */
export async function imagesWithdrawnAt(db: AnyDb, imagingCaseId: string): Promise<number | null> {
  const row = await db
    .selectFrom('imaging_tombstone')
    .select('withdrawn_at')
    .where('case_id', '=', imagingCaseId)
    .executeTakeFirst()
  return row ? Number(row.withdrawn_at) : null
}

/** Tombstones of one's own images, latest first; one statement. */
export async function tombstonesOf(ctx: Context, actor: Actor): Promise<Tombstone[]> {
  if (actor.personId === null) return []
  const rows = await ctx.db
    .selectFrom('imaging_tombstone')
    .selectAll()
    .where('owner_id', '=', actor.personId)
    .orderBy('withdrawn_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    caseId: row.case_id,
    studies: JSON.parse(row.study_uids) as string[],
    series: row.series_count,
    instances: row.instance_count,
    bytes: Number(row.bytes),
    reason: row.reason as WithdrawReason,
    withdrawnAt: Number(row.withdrawn_at),
    goneAt: row.gone_at === null ? null : Number(row.gone_at),
  }))
}
