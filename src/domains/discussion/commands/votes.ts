import { sql } from 'kysely'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import type { Tx } from '#src/platform/write.ts'
import type { Place } from '../items.ts'
import { isVisible } from '../model.ts'
import type { Participant } from '../participant.ts'
import { canVote } from '../policy.ts'
import { headOf, standingOf } from '../queries/board.ts'
import type { Settings } from '../settings.ts'
import type { DiscussionTable } from '../tables.ts'
import { together } from './together.ts'

interface Vote {
  readonly p: Participant
  readonly place: Place
  readonly settings: Settings
  readonly questionId: string
  readonly on: boolean
}

/** Gives or takes back one's vote for a question; saying it twice changes nothing. Answers with the present count. */
export const vote = (
  ctx: Context,
  p: Participant,
  place: Place,
  settings: Settings,
  input: { questionId: string; on: boolean },
): Promise<Outcome<{ votes: number }>> => together(ctx, place.item.id, voteAll, { p, place, settings, ...input })

/** Counts a stretch of votes: five statements and one for each question, however many votes. */
async function voteAll(
  tx: Tx,
  discussion: DiscussionTable | null,
  votes: readonly Vote[],
): Promise<Outcome<{ votes: number }>[]> {
  const ids = [...new Set(votes.map((v) => v.questionId))]
  const rows = await tx.db
    .selectFrom('discussion_question')
    .select(['id', 'state', 'votes'])
    .where('id', 'in', ids)
    .where('discussion_id', '=', votes[0]!.place.item.id)
    .execute()
  const counts = new Map(rows.filter((row) => isVisible(row.state)).map((row) => [row.id, row.votes]))
  const refusals = votes.map(({ p, place, settings, questionId }) => {
    if (!canVote(p, standingOf(place, headOf(discussion)), settings))
      return fail(p.keys.length === 0 ? 'sign-in' : 'not-found')
    return counts.has(questionId) ? null : fail('not-found')
  })
  const wanted = votes.filter((_, n) => refusals[n] === null)
  const known = await given(tx, wanted)
  // What each voter last said decides, so that a vote and its withdrawal in one stretch are none.
  const last = new Map(wanted.map((v) => [`${v.questionId} ${v.p.keys[0]}`, v]))
  const steps = new Map<string, number>()
  const step = (id: string, by: number) => steps.set(id, (steps.get(id) ?? 0) + by)
  const fresh = new Map<string, { question_id: string; voter_key: string; discussion_id: string }>()
  for (const { questionId, p, place, on } of last.values()) {
    const mine = p.keys.filter((key) => known.has(`${questionId} ${key}`))
    if (on && mine.length === 0)
      fresh.set(`${questionId} ${p.keys[0]}`, {
        question_id: questionId,
        voter_key: p.keys[0]!,
        discussion_id: place.item.id,
      })
    if (on || mine.length === 0) continue
    await tx.db
      .deleteFrom('discussion_vote')
      .where('question_id', '=', questionId)
      .where('voter_key', 'in', mine)
      .execute()
    step(questionId, -mine.length)
  }
  if (fresh.size > 0) {
    const added = await tx.db
      .insertInto('discussion_vote')
      .values([...fresh.values()])
      .onConflict((oc) => oc.doNothing())
      .returning('question_id')
      .execute()
    for (const { question_id } of added) step(question_id, 1)
  }
  for (const [id, by] of steps) {
    if (by === 0) continue
    const row = await tx.db
      .updateTable('discussion_question')
      .set({ votes: sql<number>`votes + ${by}` })
      .where('id', '=', id)
      .returning('votes')
      .executeTakeFirstOrThrow()
    counts.set(id, row.votes)
  }
  return votes.map((v, n) => refusals[n] ?? ok({ votes: counts.get(v.questionId)! }))
}

/** Votes there are already among those that are asked about: with two keys (signed in, and in the hall before) either counts. */
async function given(tx: Tx, votes: readonly Vote[]): Promise<ReadonlySet<string>> {
  if (votes.length === 0) return new Set()
  const rows = await tx.db
    .selectFrom('discussion_vote')
    .select(['question_id', 'voter_key'])
    .where('question_id', 'in', [...new Set(votes.map((v) => v.questionId))])
    .where('voter_key', 'in', [...new Set(votes.flatMap((v) => v.p.keys))])
    .execute()
  return new Set(rows.map((row) => `${row.question_id} ${row.voter_key}`))
}
