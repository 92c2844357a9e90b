import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { diffProgrammes } from '../programme/diff.ts'
import { canRelease, canSeeWorkingCopy } from '../policy.ts'
import type { Programme } from '../programme/programme.ts'
import { freeze, publicProgramme, type ReleaseDocument } from './release.ts'
import { loadWorkingCopy, lockEvent } from '../working-copy/working-copy.ts'

export interface ReleaseInput {
  /** What people call it: "1.0", "Bản ngày 12/4". */
  readonly name: string
  readonly note: Text
  /** The event's revision that the difference was shown for: an edit since then refuses the release. */
  readonly revision: number
}

/**
 * Freezes the working copy as the next release and makes it what the public sees, all in one transaction.
 * Emits `events.released`; the mails to those concerned are made by a job and wait in the outbox.
 */
export async function release(
  ctx: Context,
  actor: Actor,
  eventId: string,
  input: ReleaseInput,
): Promise<Outcome<{ id: string; number: number }>> {
  return write(ctx, actor, async (tx) => {
    const revision = await lockEvent(tx, eventId)
    const event = await tx.db
      .selectFrom('event')
      .select(['id', 'state', 'release_id'])
      .where('id', '=', eventId)
      .executeTakeFirst()
    if (!event || revision === null || !canSeeWorkingCopy(actor, event)) return fail('not-found')
    if (!canRelease(actor, event)) return fail('conflict', { detail: { reason: 'archived' } })
    const name = input.name.trim()
    if (name === '') return invalid({ name: 'required' })
    if (name.length > 100) return invalid({ name: 'too-long' })
    if (revision !== input.revision) return fail('conflict', { detail: { reason: 'changed-meanwhile' } })

    const workingCopy = (await loadWorkingCopy(ctx, tx.db, eventId))!
    const last = await tx.db
      .selectFrom('release')
      .select(['id', 'number', 'document'])
      .where('event_id', '=', eventId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    const previous = last ? (JSON.parse(last.document) as ReleaseDocument) : null
    const document = freeze(workingCopy.programme, previous, tx.now)
    const difference = diffProgrammes(previous?.programme ?? emptyLike(document.programme), document.programme)
    const id = ctx.ids.id()
    const number = (last?.number ?? 0) + 1
    await tx.db
      .insertInto('release')
      .values({
        id,
        event_id: eventId,
        number,
        name,
        note: JSON.stringify(input.note),
        document: JSON.stringify(document),
        difference: JSON.stringify(difference),
        created_at: tx.now,
        created_by: actor.personId,
      })
      .execute()
    await tx.db.updateTable('event').set({ release_id: id, updated_at: tx.now }).where('id', '=', eventId).execute()
    await tx.audit({ action: 'programme.release', entity: 'release', id, eventId, after: { number, name } })
    await tx.emit('events.released', { eventId, releaseId: id, previousId: last?.id ?? null })
    tx.afterCommit(() => ctx.bus.publish(`released:${eventId}`, id))
    return ok({ id, number })
  })
}

/** A programme of the same event with nothing in it: what the first release is compared with. */
export const emptyLike = (p: Programme): Programme => ({
  ...p,
  days: [],
  rooms: [],
  tracks: [],
  sessions: [],
  talks: [],
  people: [],
})

/** The difference that a release made now would publish. */
export const pendingDifference = (previous: ReleaseDocument | null, workingCopy: Programme) => {
  const next = publicProgramme(workingCopy)
  return diffProgrammes(previous?.programme ?? emptyLike(next), next)
}
