import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import type { Place } from '../items.ts'
import { lockDiscussion, record } from '../live/log.ts'
import { canModerate } from '../policy.ts'
import { headOf, standingOf } from '../queries/board.ts'
import { settingsOf } from '../settings.ts'

const DAY = 86_400_000
/** A discussion that is closed by mistake is open again long before speakers are told what waits for them. */
const SETTLED = 3_600_000

/** Opens the discussion of a session or talk, for the first time or again, or closes it. Doing it twice changes nothing. */
export function setDiscussion(ctx: Context, actor: Actor, place: Place, state: 'open' | 'closed'): Promise<Outcome> {
  const { event, item } = place
  return write(ctx, actor, async (tx) => {
    if (!canModerate(actor, standingOf(place, headOf(null)))) return fail('not-found')
    if (state === 'open') {
      await tx.db
        .insertInto('discussion')
        .values({
          id: item.id,
          event_id: event.id,
          item_kind: item.kind,
          item_code: item.code,
          state: 'closed',
          public_seq: 0,
          chair_seq: 0,
          opened_at: tx.now,
          closed_at: null,
          answer_until: null,
          generated: 0,
        })
        .onConflict((oc) => oc.column('id').doNothing())
        .execute()
    }
    const found = await lockDiscussion(tx, item.id)
    if (!found) return fail('not-found')
    const fresh = state === 'open' && found.public_seq === 0
    if (found.state === state && !fresh) return ok()
    const { answerDays } = await settingsOf(tx.db, event.id)
    await tx.db
      .updateTable('discussion')
      .set(
        state === 'open'
          ? { state, closed_at: null, answer_until: null }
          : { state, closed_at: tx.now, answer_until: tx.now + answerDays * DAY },
      )
      .where('id', '=', item.id)
      .execute()
    if (state === 'closed') {
      await settleCurrent(tx, item.id)
      await tx.enqueue(
        'discussion:waiting',
        { discussionId: item.id },
        { runAt: tx.now + SETTLED, dedupe: `discussion:waiting:${item.id}` },
      )
    }
    await tx.audit({
      action: `discussion.${state === 'open' ? 'open' : 'close'}`,
      entity: 'discussion',
      id: item.id,
      eventId: event.id,
    })
    await record(tx, item.id, [{ kind: 'discussion', ref: '', public: true }])
    await reindexLater(tx, item.id)
    return ok()
  })
}

/** What was being answered when the chair closed has been answered. */
async function settleCurrent(tx: Tx, discussionId: string): Promise<void> {
  const rows = await tx.db
    .updateTable('discussion_question')
    .set({ state: 'answered' })
    .where('discussion_id', '=', discussionId)
    .where('state', '=', 'current')
    .returning('id')
    .execute()
  await record(
    tx,
    discussionId,
    rows.map(({ id }) => ({ kind: 'question', ref: id, public: true })),
  )
}

/** The search index follows within a minute: a lively discussion would otherwise be indexed at every word. */
export const reindexLater = (tx: Tx, discussionId: string): Promise<void> =>
  tx.enqueue(
    'discussion:index',
    { discussionId },
    { runAt: tx.now + 60_000, dedupe: `discussion:index:${discussionId}` },
  )
