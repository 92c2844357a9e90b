import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Tx } from '#src/platform/write.ts'

/** Everything that somebody drew, with all its versions; images are named by the identifiers after de-identification. */
export async function exportMarks(ctx: Context, personId: string): Promise<object> {
  const marks = await ctx.db
    .selectFrom('imaging_mark')
    .select(['id', 'series_uid', 'sop_uid', 'frame', 'kind', 'shared', 'version', 'state', 'measured', 'created_at'])
    .select(['updated_at', 'deleted_at'])
    .where('author_id', '=', personId)
    .execute()
  const versions = await ctx.db
    .selectFrom('imaging_mark_version')
    .select(['mark_id', 'version', 'at', 'shared', 'deleted', 'state', 'measured'])
    .where('editor_id', '=', personId)
    .execute()
  return { marks, versions }
}

/** What a person kept to themselves goes; what they shared stays for those who talk about it, without words, name and history. */
export async function eraseMarks(tx: Tx, personId: string): Promise<void> {
  const own = tx.db.selectFrom('imaging_mark').select('id').where('author_id', '=', personId)
  await tx.db.deleteFrom('imaging_mark_version').where('mark_id', 'in', own).execute()
  await tx.db
    .deleteFrom('imaging_mark')
    .where('author_id', '=', personId)
    .where((eb) => eb.or([eb('shared', '=', 0), eb('deleted_at', 'is not', null)]))
    .execute()
  const shared = await tx.db
    .selectFrom('imaging_mark')
    .select(['id', 'state', 'kind'])
    .where('author_id', '=', personId)
    .execute()
  for (const { id, state, kind } of shared) {
    // A text without its words is nothing.
    if (kind === 'text') await tx.db.deleteFrom('imaging_mark').where('id', '=', id).execute()
    else
      await tx.db
        .updateTable('imaging_mark')
        .set({ author_id: null, state: JSON.stringify({ ...(JSON.parse(state) as object), text: '' }) })
        .where('id', '=', id)
        .execute()
  }
  await tx.db.updateTable('imaging_mark_version').set({ editor_id: null }).where('editor_id', '=', personId).execute()
}

export async function moveMarks(tx: Tx, from: string, into: string): Promise<void> {
  await tx.db.updateTable('imaging_mark').set({ author_id: into }).where('author_id', '=', from).execute()
  await tx.db.updateTable('imaging_mark_version').set({ editor_id: into }).where('editor_id', '=', from).execute()
}

/** Withdrawal: all marks of studies go with all their versions, whoever drew them. */
export async function forgetMarks(db: AnyDb, studyIds: readonly string[]): Promise<void> {
  if (studyIds.length === 0) return
  const marks = db.selectFrom('imaging_mark').select('id').where('study_id', 'in', studyIds)
  await db.deleteFrom('imaging_mark_version').where('mark_id', 'in', marks).execute()
  await db.deleteFrom('imaging_mark').where('study_id', 'in', studyIds).execute()
}
