import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { canEditProgramme, canSeeWorkingCopy } from '../policy.ts'
import type { Programme } from '../programme/programme.ts'
import { loadWorkingCopy, lockEvent, saveWorkingCopy } from './working-copy.ts'

/**
 * Replaces the working copy by what `make` makes of it, in one transaction: for imports, the demonstration and
 * whatever changes a programme as a whole. Returns the event's new revision.
 */
export async function putProgramme(
  ctx: Context,
  actor: Actor,
  eventId: string,
  make: (current: Programme, tx: Tx) => Promise<Programme>,
): Promise<Outcome<{ revision: number }>> {
  return write(ctx, actor, async (tx) => {
    await lockEvent(tx, eventId)
    const event = await tx.db.selectFrom('event').select(['id', 'state']).where('id', '=', eventId).executeTakeFirst()
    if (!event || !canSeeWorkingCopy(actor, event)) return fail('not-found')
    if (!canEditProgramme(actor, event)) return fail('conflict', { detail: { reason: 'archived' } })
    const { programme } = (await loadWorkingCopy(ctx, tx.db, eventId))!
    const next = await make(programme, tx)
    const revision = await saveWorkingCopy(tx, programme, next)
    await tx.audit({
      action: 'programme.replace',
      entity: 'event',
      id: eventId,
      eventId,
      after: { sessions: next.sessions.length, talks: next.talks.length, rooms: next.rooms.length },
    })
    tx.afterCommit(() => ctx.bus.publish(`event:${eventId}`, JSON.stringify({ revision })))
    return ok({ revision })
  })
}
