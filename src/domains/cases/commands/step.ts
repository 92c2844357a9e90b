import type { Tx } from '#src/platform/write.ts'

/** One line of a case's way, which its editors and reviewers read. */
export async function log(tx: Tx, caseId: string, action: string, note = ''): Promise<void> {
  await tx.db
    .insertInto('case_step')
    .values({ id: tx.ctx.ids.id(), case_id: caseId, at: tx.now, person_id: tx.actor.personId, action, note })
    .execute()
}
