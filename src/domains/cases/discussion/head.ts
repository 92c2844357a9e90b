import type { Tx } from '#src/platform/write.ts'

export const topicOf = (caseId: string): string => `case-talk:${caseId}`

/** Says that something of a case's discussion changed: raises its number, in the order of the commits, and wakes readers. */
export async function raise(tx: Tx, caseId: string): Promise<number> {
  const row = await tx.db
    .insertInto('case_talk')
    .values({ case_id: caseId, seq: 1, open: 1 })
    .onConflict((oc) => oc.column('case_id').doUpdateSet((eb) => ({ seq: eb('case_talk.seq', '+', 1) })))
    .returning('seq')
    .executeTakeFirstOrThrow()
  tx.afterCommit(() => tx.ctx.bus.publish(topicOf(caseId), String(row.seq)))
  return row.seq
}
