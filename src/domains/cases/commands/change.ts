import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { keepAccess } from '../access.ts'
import { indexCase } from '../indexing.ts'
import { abilities, type Standing } from '../policy.ts'
import { caseView, standingOf, type CaseView } from '../queries/case.ts'
import type { CaseRecordTable } from '../tables.ts'
import { log } from './step.ts'

export interface Changing {
  readonly tx: Tx
  readonly standing: Standing
  readonly found: CaseView
  readonly row: CaseRecordTable
}

export interface Change {
  readonly set: Partial<CaseRecordTable>
  readonly action: string
  readonly note?: string
  /** Besides the change itself: mails, guests. */
  readonly also?: () => Promise<void>
}

/**
 * One step of a case's way: asks `may`, makes the change if nobody made another meanwhile, writes it into the case's log
 * and the audit, and brings search and the images' access into step, all in one transaction.
 */
export function change(
  ctx: Context,
  actor: Actor,
  code: string,
  may: (actor: Actor, standing: Standing) => boolean,
  decide: (changing: Changing) => Promise<Outcome<Change>>,
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const at = await standingOf(tx.db, actor, tx.now, { code: code.toUpperCase() })
    if (!at || !may(actor, at.standing)) return fail('not-found')
    const found = caseView(at.row, abilities(actor, at.standing))
    const decided = await decide({ tx, standing: at.standing, found, row: at.row })
    if (!decided.ok) return decided
    const { set, action, note = '', also } = decided.value
    const done = await tx.db
      .updateTable('case_record')
      .set({ ...set, revision: at.row.revision + 1, updated_at: tx.now })
      .where('id', '=', at.row.id)
      .where('revision', '=', at.row.revision)
      .executeTakeFirst()
    if (Number(done.numUpdatedRows) !== 1) return fail('conflict')
    await also?.()
    await log(tx, at.row.id, action, note)
    await tx.audit({
      action: `case.${action}`,
      entity: 'case',
      id: at.row.id,
      before: { state: at.row.state, audience: at.row.audience, ref: at.row.audience_ref },
      after: {
        state: set.state ?? at.row.state,
        audience: set.audience ?? at.row.audience,
        ref: set.audience_ref ?? at.row.audience_ref,
      },
    })
    await keepAccess(tx, at.row.id)
    await indexCase(tx, at.row.id)
    return ok()
  })
}
