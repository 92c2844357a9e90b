import type { Tx } from '#src/platform/write.ts'
import { keepAccess } from '../access.ts'

/**
 * Lets persons in by name for a reason of its own (`consultation:<id>`, `expert`), until a moment or for good; the same
 * reason again replaces what it let in before. The caller has asked its policy. Images follow at once, and close when
 * the time is over.
 */
export async function letIn(
  tx: Tx,
  caseId: string,
  via: string,
  persons: readonly string[],
  expiresAt: number | null = null,
): Promise<void> {
  await tx.db.deleteFrom('case_guest').where('case_id', '=', caseId).where('via', '=', via).execute()
  const rows = [...new Set(persons)].map((person_id) => ({ case_id: caseId, person_id, via, expires_at: expiresAt }))
  if (rows.length > 0) await tx.db.insertInto('case_guest').values(rows).execute()
  await keepAccess(tx, caseId)
  if (expiresAt !== null) await tx.enqueue('cases:guests-ended', {}, { runAt: expiresAt })
}
