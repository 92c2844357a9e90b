import type { Tx } from '#src/platform/write.ts'

/** Notes that a person has looked at images (instances and attachments of the study, by id); '' where there is nothing to look at. */
export async function noteSeen(tx: Tx, studyId: string, imageIds: readonly string[], personId: string): Promise<void> {
  for (let i = 0; i < imageIds.length; i += 500) {
    const rows = imageIds
      .slice(i, i + 500)
      .map((image_id) => ({ image_id, study_id: studyId, person_id: personId, seen_at: tx.now }))
    await tx.db
      .insertInto('imaging_seen')
      .values(rows)
      .onConflict((oc) => oc.column('image_id').doNothing())
      .execute()
  }
}
