import type { Tx } from '#src/platform/write.ts'

/**
 * What people are asked for, each on its own. The version changes with the wording, so that it is known what
 * somebody agreed to. `account` is needed to have one; the others are free.
 */
export const CONSENTS = {
  account: '2026-01',
  'publish-profile': '2026-01',
} as const
export type ConsentPurpose = keyof typeof CONSENTS

/** How long each kind of record is kept, in days; shown to people and used by the clean-up job. */
export const RETENTION_DAYS = {
  /** Accounts whose address was never confirmed. */
  unconfirmed: 7,
  /** Sign-in sessions after their end. */
  session: 0,
  /** Links that were used or expired. */
  invitation: 30,
} as const

/** Records that somebody agreed. */
export async function recordConsent(
  tx: Tx,
  given: { personId?: string; userId?: string; purpose: ConsentPurpose; lang: string; how: string },
): Promise<void> {
  await tx.db
    .insertInto('consent')
    .values({
      id: tx.ctx.ids.id(),
      person_id: given.personId ?? null,
      user_id: given.userId ?? null,
      purpose: given.purpose,
      version: CONSENTS[given.purpose],
      lang: given.lang,
      at: tx.now,
      how: given.how,
      withdrawn_at: null,
    })
    .execute()
}

/** Records that somebody agrees no longer; what was agreed before stays on record. */
export async function withdrawConsent(tx: Tx, personId: string, purpose: ConsentPurpose): Promise<void> {
  await tx.db
    .updateTable('consent')
    .set({ withdrawn_at: tx.now })
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('withdrawn_at', 'is', null)
    .execute()
}
