import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import type { Place } from '../items.ts'
import { lockDiscussion, record } from '../live/log.ts'
import { isVisible, langOf } from '../model.ts'
import { canAnswer, canModerate } from '../policy.ts'
import { headOf, standingOf } from '../queries/board.ts'
import { reindexLater } from './discussion.ts'
import { tellAsker } from './mails.ts'

export interface AnswerInput {
  readonly questionId: string
  readonly body: string
  readonly key: string
}

/** Answers a question in writing, in any language; the question counts as answered from then on. Sent twice, it is one answer. */
export function answer(
  ctx: Context,
  actor: Actor,
  place: Place,
  input: AnswerInput,
  lang: string,
): Promise<Outcome<{ id: string }>> {
  return write(ctx, actor, async (tx) => {
    const discussion = await lockDiscussion(tx, place.item.id)
    const standing = standingOf(place, headOf(discussion))
    if (!discussion || actor.personId === null || !canAnswer(actor, standing, tx.now)) return fail('not-found')
    const question = await tx.db
      .selectFrom('discussion_question')
      .select(['id', 'state', 'person_id'])
      .where('id', '=', input.questionId)
      .where('discussion_id', '=', place.item.id)
      .executeTakeFirst()
    if (!question || !isVisible(question.state)) return fail('not-found')
    const known = await tx.db
      .selectFrom('discussion_answer')
      .select('id')
      .where('question_id', '=', question.id)
      .where('person_id', '=', actor.personId)
      .where('client_key', '=', input.key)
      .executeTakeFirst()
    if (known) return ok({ id: known.id })
    const before = await tx.db
      .selectFrom('discussion_answer')
      .select('id')
      .where('question_id', '=', question.id)
      .executeTakeFirst()
    const id = ctx.ids.id()
    await tx.db
      .insertInto('discussion_answer')
      .values({
        id,
        question_id: question.id,
        discussion_id: place.item.id,
        person_id: actor.personId,
        role: standing.speakers.includes(actor.personId) ? 'speaker' : 'chair',
        body: input.body,
        lang: langOf(input.body, lang),
        client_key: input.key,
        created_at: tx.now,
      })
      .execute()
    if (question.state !== 'current')
      await tx.db.updateTable('discussion_question').set({ state: 'answered' }).where('id', '=', question.id).execute()
    await tx.audit({
      action: 'discussion.answer',
      entity: 'discussion_question',
      id: question.id,
      eventId: place.event.id,
    })
    await record(tx, place.item.id, [{ kind: 'question', ref: question.id, public: true }])
    await reindexLater(tx, place.item.id)
    // In the hall they hear it; weeks later nobody looks.
    const { person_id: asker } = question
    if (standing.state === 'closed' && !before && asker !== null && asker !== actor.personId)
      await tellAsker(tx, place, question.id, asker)
    return ok({ id })
  })
}

/** Takes an answer away: one's own, or any for who moderates. */
export function removeAnswer(ctx: Context, actor: Actor, place: Place, answerId: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const discussion = await lockDiscussion(tx, place.item.id)
    const standing = standingOf(place, headOf(discussion))
    const found = await tx.db
      .selectFrom('discussion_answer')
      .select(['question_id', 'person_id'])
      .where('id', '=', answerId)
      .where('discussion_id', '=', place.item.id)
      .executeTakeFirst()
    const own = found !== undefined && found.person_id === actor.personId && canAnswer(actor, standing, tx.now)
    if (!found || !(own || canModerate(actor, standing))) return fail('not-found')
    await tx.db.deleteFrom('discussion_answer').where('id', '=', answerId).execute()
    await tx.audit({
      action: 'discussion.answer.remove',
      entity: 'discussion_question',
      id: found.question_id,
      eventId: place.event.id,
    })
    await record(tx, place.item.id, [{ kind: 'question', ref: found.question_id, public: true }])
    await reindexLater(tx, place.item.id)
    return ok()
  })
}
