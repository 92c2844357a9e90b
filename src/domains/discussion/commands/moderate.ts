import { sql } from 'kysely'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import type { Place } from '../items.ts'
import { lockDiscussion, record, type Change } from '../live/log.ts'
import { after, canAct, isVisible, MERGEABLE, type Act, type QuestionState } from '../model.ts'
import { canModerate } from '../policy.ts'
import { headOf, standingOf } from '../queries/board.ts'
import { reindexLater } from './discussion.ts'

const find = (tx: Tx, place: Place, id: string) =>
  tx.db
    .selectFrom('discussion_question')
    .selectAll()
    .where('id', '=', id)
    .where('discussion_id', '=', place.item.id)
    .executeTakeFirst()

/** What the chair does with a question. Taking one now means that the one before has been answered. */
export function moderate(
  ctx: Context,
  actor: Actor,
  place: Place,
  input: { questionId: string; act: Act },
): Promise<Outcome<{ state: QuestionState }>> {
  const { questionId, act } = input
  return write(ctx, actor, async (tx) => {
    const discussion = await lockDiscussion(tx, place.item.id)
    if (!discussion || !canModerate(actor, standingOf(place, headOf(discussion)))) return fail('not-found')
    const question = await find(tx, place, questionId)
    if (!question) return fail('not-found')
    const before = { state: question.state, pinned: question.pinned === 1 }
    if (!canAct(act, before)) return fail('conflict')
    // What was merged unseen waits again when it is taken apart.
    const unseen = question.state === 'merged' && question.published_at === null
    const state = unseen ? 'pending' : after(act, question.state)
    const changes: Change[] = []
    if (act === 'take') {
      const earlier = await tx.db
        .updateTable('discussion_question')
        .set({ state: 'answered' })
        .where('discussion_id', '=', place.item.id)
        .where('state', '=', 'current')
        .returning('id')
        .execute()
      changes.push(...earlier.map(({ id }): Change => ({ kind: 'question', ref: id, public: true })))
    }
    await tx.db
      .updateTable('discussion_question')
      .set({
        state,
        merged_into: null,
        pinned: act === 'pin' ? 1 : act === 'unpin' || !isVisible(state) ? 0 : question.pinned,
        published_at: isVisible(state) ? (question.published_at ?? tx.now) : question.published_at,
      })
      .where('id', '=', questionId)
      .execute()
    changes.push({ kind: 'question', ref: questionId, public: isVisible(state) || isVisible(question.state) })
    // Taken apart again: its votes stay where they were counted, since nobody knows any more whose they were.
    const target = question.merged_into === null ? undefined : await find(tx, place, question.merged_into)
    if (target) changes.push({ kind: 'question', ref: question.merged_into!, public: isVisible(target.state) })
    await tx.audit({
      action: `discussion.question.${act}`,
      entity: 'discussion_question',
      id: questionId,
      eventId: place.event.id,
      before: { state: before.state },
      after: { state },
    })
    await record(tx, place.item.id, changes)
    await reindexLater(tx, place.item.id)
    return ok({ state })
  })
}

/** Makes a question part of another one: its votes count there, each voter once. */
export function merge(
  ctx: Context,
  actor: Actor,
  place: Place,
  input: { questionId: string; into: string },
): Promise<Outcome> {
  const { questionId, into } = input
  return write(ctx, actor, async (tx) => {
    const discussion = await lockDiscussion(tx, place.item.id)
    if (!discussion || !canModerate(actor, standingOf(place, headOf(discussion)))) return fail('not-found')
    const from = await find(tx, place, questionId)
    const target = await find(tx, place, into)
    if (!from || !target) return fail('not-found')
    if (questionId === into || !MERGEABLE.includes(from.state) || !isVisible(target.state)) return fail('conflict')
    await tx.db
      .insertInto('discussion_vote')
      .columns(['question_id', 'voter_key', 'discussion_id'])
      .expression((eb) =>
        eb
          .selectFrom('discussion_vote')
          .select([sql<string>`${into}`.as('question_id'), 'voter_key', 'discussion_id'])
          .where('question_id', '=', questionId),
      )
      .onConflict((oc) => oc.doNothing())
      .execute()
    await tx.db.deleteFrom('discussion_vote').where('question_id', '=', questionId).execute()
    const { n } = await tx.db
      .selectFrom('discussion_vote')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('question_id', '=', into)
      .executeTakeFirstOrThrow()
    await tx.db.updateTable('discussion_question').set({ votes: n }).where('id', '=', into).execute()
    await tx.db
      .updateTable('discussion_question')
      .set({ merged_into: into })
      .where('merged_into', '=', questionId)
      .execute()
    await tx.db
      .updateTable('discussion_question')
      .set({ state: 'merged', merged_into: into, pinned: 0, votes: 0 })
      .where('id', '=', questionId)
      .execute()
    await tx.audit({
      action: 'discussion.question.merge',
      entity: 'discussion_question',
      id: questionId,
      eventId: place.event.id,
      after: { into },
    })
    await record(tx, place.item.id, [
      { kind: 'question', ref: questionId, public: isVisible(from.state) },
      { kind: 'question', ref: into, public: true },
    ])
    await reindexLater(tx, place.item.id)
    return ok()
  })
}
