import { sql } from 'kysely'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { isVisible } from '../model.ts'
import type { Participant } from '../participant.ts'
import type { Place } from '../items.ts'
import { canVote } from '../policy.ts'
import { headOf, standingOf } from '../queries/board.ts'
import type { Settings } from '../settings.ts'
import { together } from './together.ts'

/** Gives or takes back one's vote for a question; saying it twice changes nothing. Answers with the present count. */
export function vote(ctx: Context, p: Participant, place: Place, settings: Settings, input: { questionId: string; on: boolean }): Promise<Outcome<{ votes: number }>> {
  const { questionId, on } = input
  return together(ctx, place.item.id, async (tx, discussion) => {
    if (!canVote(p, standingOf(place, headOf(discussion)), settings)) return fail(p.keys.length === 0 ? 'sign-in' : 'not-found')
    const question = await tx.db
      .selectFrom('discussion_question')
      .select(['state', 'votes'])
      .where('id', '=', questionId)
      .where('discussion_id', '=', place.item.id)
      .executeTakeFirst()
    if (!question || !isVisible(question.state)) return fail('not-found')
    const key = p.keys[0]!
    const mine = tx.db.selectFrom('discussion_vote').select('voter_key').where('question_id', '=', questionId).where('voter_key', 'in', p.keys)
    // With two keys (signed in, and in the hall before that) either counts, and only one.
    if (on && p.keys.length > 1 && (await mine.executeTakeFirst())) return ok({ votes: question.votes })
    const changed = on
      ? await tx.db
          .insertInto('discussion_vote')
          .values({ question_id: questionId, voter_key: key, discussion_id: place.item.id })
          .onConflict((oc) => oc.doNothing())
          .returning('voter_key')
          .execute()
      : await tx.db.deleteFrom('discussion_vote').where('question_id', '=', questionId).where('voter_key', 'in', p.keys).returning('voter_key').execute()
    if (changed.length === 0) return ok({ votes: question.votes })
    const step = on ? 1 : -changed.length
    const { votes } = await tx.db
      .updateTable('discussion_question')
      .set({ votes: sql<number>`votes + ${step}` })
      .where('id', '=', questionId)
      .returning('votes')
      .executeTakeFirstOrThrow()
    return ok({ votes })
  })
}
