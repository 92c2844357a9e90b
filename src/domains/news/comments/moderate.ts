import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { mayModerate } from '../policy.ts'
import { keyedHash } from '../tokens.ts'
import { REPORT_REASONS, REPORTS_TO_HIDE, type CommentState, type ReportReason } from './comment.ts'
import { subjectOf } from './subject.ts'

export const DECISIONS = { approve: 'public', refuse: 'refused', spam: 'spam' } as const satisfies Record<
  string,
  CommentState
>
export type Decision = keyof typeof DECISIONS

/** A moderator's decision; letting a reported comment stand ends its reports. */
export async function moderate(ctx: Context, actor: Actor, id: string, decision: Decision): Promise<Outcome> {
  if (!mayModerate(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const row = await tx.db.selectFrom('comment').select(['state', 'notified']).where('id', '=', id).executeTakeFirst()
    if (!row || row.state === 'deleted') return fail('not-found')
    const state = DECISIONS[decision]
    await tx.db
      .updateTable('comment')
      .set({ state, held_for: '', kept: decision === 'approve' ? 1 : 0 })
      .where('id', '=', id)
      .execute()
    if (decision === 'approve') await tx.db.deleteFrom('comment_report').where('comment_id', '=', id).execute()
    if (state === 'public' && row.notified === 0) await tx.enqueue('news:comment-public', { id })
    await tx.audit({
      action: `comment.${decision}`,
      entity: 'comment',
      id,
      before: { state: row.state },
      after: { state },
    })
    return ok()
  })
}

/** Whether a comment is there to be reported; where it stands. */
export async function reportable(ctx: Context, actor: Actor, id: string): Promise<{ thread: string } | null> {
  const row = await ctx.db
    .selectFrom('comment')
    .select(['kind', 'ref'])
    .where('id', '=', id)
    .where('state', '=', 'public')
    .executeTakeFirst()
  return row ? subjectOf(ctx, actor, row) : null
}

/**
 * A reader finds a comment wrong. One report a reader and day counts; three hide the comment until a moderator has
 * looked, unless one has let it stand before. The answer is the same whether it counted or not.
 */
export async function reportComment(
  ctx: Context,
  actor: Actor,
  id: string,
  reason: string,
  client: string,
): Promise<Outcome<{ path: string }>> {
  if (!REPORT_REASONS.includes(reason as ReportReason)) return invalid({ reason: 'required' })
  const where = await reportable(ctx, actor, id)
  if (!where) return fail('not-found')
  const day = Math.floor(ctx.clock.now() / 86_400_000)
  const who = keyedHash(ctx, 'reporter', actor.personId ?? `${client}:${day}`)
  return write(ctx, actor, async (tx) => {
    await tx.db
      .insertInto('comment_report')
      .values({ comment_id: id, client: who, reason, at: tx.now })
      .onConflict((oc) => oc.columns(['comment_id', 'client']).doNothing())
      .execute()
    const { n } = await tx.db
      .selectFrom('comment_report')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('comment_id', '=', id)
      .executeTakeFirstOrThrow()
    if (n >= REPORTS_TO_HIDE) {
      await tx.db
        .updateTable('comment')
        .set({ state: 'held', held_for: 'reported' })
        .where('id', '=', id)
        .where('state', '=', 'public')
        .where('kept', '=', 0)
        .execute()
    }
    return ok({ path: where.thread })
  })
}
