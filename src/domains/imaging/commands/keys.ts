import type { Tx } from '#src/platform/write.ts'

/** Lets whoever holds a share link see exactly these studies of its owner until `expiresAt` (epoch milliseconds). */
export async function setKeyGrants(
  tx: Tx,
  ownerId: string,
  keyHash: string,
  studyIds: readonly string[],
  expiresAt: number,
): Promise<void> {
  await tx.db.deleteFrom('imaging_key_grant').where('key_hash', '=', keyHash).execute()
  if (studyIds.length === 0) return
  // A link opens what its maker owns, whatever the caller believes.
  const own = await tx.db
    .selectFrom('imaging_study')
    .select('id')
    .where('owner_id', '=', ownerId)
    .where('id', 'in', studyIds)
    .execute()
  const rows = own.map(({ id }) => ({ study_id: id, key_hash: keyHash, expires_at: expiresAt }))
  if (rows.length > 0) await tx.db.insertInto('imaging_key_grant').values(rows).execute()
}

/** Takes away all that a share link opens, at once. */
export async function dropKeyGrants(tx: Tx, keyHash: string): Promise<void> {
  await tx.db.deleteFrom('imaging_key_grant').where('key_hash', '=', keyHash).execute()
}
