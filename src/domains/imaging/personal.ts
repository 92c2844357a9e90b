import type { Context } from '#src/platform/context.ts'
import type { Tx } from '#src/platform/write.ts'
import { eraseMarks, exportOwnMarks, moveMarks } from './marks/index.ts'

/** What is kept about a person here: their tokens, what they drew, and counts of what they sent; images are their patients', not theirs. */
export async function exportOwn(ctx: Context, personId: string): Promise<object> {
  const tokens = await ctx.db
    .selectFrom('access_token')
    .select(['label', 'scope', 'created_at', 'expires_at', 'used_at', 'revoked_at'])
    .where('person_id', '=', personId)
    .execute()
  const studies = await ctx.db
    .selectFrom('imaging_study')
    .select(['study_uid', 'created_at', 'instance_count', 'access'])
    .where('owner_id', '=', personId)
    .execute()
  return { tokens, studies, ...(await exportOwnMarks(ctx, personId)) }
}

/** Tokens, grants and unshared marks go; studies stay with the society, for those whom their owner has let in. */
export async function eraseOwn(tx: Tx, personId: string): Promise<void> {
  await tx.db.deleteFrom('access_token').where('person_id', '=', personId).execute()
  await tx.db.deleteFrom('imaging_grant').where('person_id', '=', personId).execute()
  await eraseMarks(tx, personId)
}

export async function movePerson(tx: Tx, from: string, into: string): Promise<void> {
  await moveMarks(tx, from, into)
  await tx.db.updateTable('access_token').set({ person_id: into }).where('person_id', '=', from).execute()
  for (const table of ['imaging_case', 'imaging_study', 'imaging_received'] as const) {
    await tx.db.updateTable(table).set({ owner_id: into }).where('owner_id', '=', from).execute()
  }
  for (const table of ['imaging_upload', 'imaging_attachment', 'imaging_tombstone'] as const)
    await tx.db.updateTable(table).set({ owner_id: into }).where('owner_id', '=', from).execute()
  const held = tx.db.selectFrom('imaging_grant').select('study_id').where('person_id', '=', into)
  await tx.db.deleteFrom('imaging_grant').where('person_id', '=', from).where('study_id', 'in', held).execute()
  await tx.db.updateTable('imaging_grant').set({ person_id: into }).where('person_id', '=', from).execute()
}
