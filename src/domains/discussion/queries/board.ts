import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { Board, Head, Tally } from '../board.ts'
import type { Item, Place } from '../items.ts'
import type { Channel } from '../live/log.ts'
import { VISIBLE } from '../model.ts'
import type { Participant } from '../participant.ts'
import type { Standing } from '../policy.ts'
import type { DiscussionTable } from '../tables.ts'
import { pollResults, pollViews, questionViews } from './views.ts'

export const PLANNED: Head = { state: 'planned', answerUntil: null }

/** `now`: a time for answers that is over is left out. */
export const headOf = (row: Pick<DiscussionTable, 'state' | 'answer_until'> | undefined | null, now = 0): Head =>
  row
    ? { state: row.state, answerUntil: row.answer_until !== null && row.answer_until > now ? row.answer_until : null }
    : PLANNED

/** What the policy asks for. */
export const standingOf = ({ event, item }: Place, head: Head): Standing => ({
  eventId: event.id,
  archived: event.state === 'archived',
  state: head.state,
  answerUntil: head.answerUntil,
  chairs: item.chairs,
  speakers: item.speakers,
})

/**
 * The whole discussion as a channel's readers see it, with the number of the log that it stands at: what is committed
 * meanwhile comes again by the stream, which does no harm. Nine statements at most.
 */
export async function boardOf(ctx: Context, item: Pick<Item, 'id'>, channel: Channel): Promise<Board> {
  const { db } = ctx
  const row = await db.selectFrom('discussion').selectAll().where('id', '=', item.id).executeTakeFirst()
  if (!row) return { seq: 0, head: PLANNED, questions: [], polls: [] }
  const asked = await db
    .selectFrom('discussion_question')
    .selectAll()
    .where('discussion_id', '=', item.id)
    .$if(channel === 'public', (q) => q.where('state', 'in', VISIBLE))
    .where('state', '<>', 'withdrawn')
    .orderBy('published_at')
    .orderBy('id')
    .execute()
  const polls = await db
    .selectFrom('discussion_poll')
    .selectAll()
    .where('discussion_id', '=', item.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return {
    seq: channel === 'chair' ? row.chair_seq : row.public_seq,
    head: headOf(row, ctx.clock.now()),
    generated: row.generated === 1,
    questions: await questionViews(ctx, db, channel, asked),
    polls: await pollViews(db, channel, polls),
  }
}

/** Present counts that a channel's readers may see. */
export async function tallyOf(db: AnyDb, discussionId: string, channel: Channel): Promise<Tally> {
  const votes = await db
    .selectFrom('discussion_question')
    .select(['id', 'votes'])
    .where('discussion_id', '=', discussionId)
    .where('state', 'in', VISIBLE)
    .execute()
  const polls = await db
    .selectFrom('discussion_poll')
    .select(['id', 'kind', 'options', 'hidden'])
    .where('discussion_id', '=', discussionId)
    .where('state', '<>', 'draft')
    .$if(channel === 'public', (q) => q.where('shown', '=', 1))
    .execute()
  return {
    votes: Object.fromEntries(votes.map((v) => [v.id, v.votes])),
    polls: Object.fromEntries(await pollResults(db, polls)),
  }
}

/** What is this reader's own: questions that are not public (yet), votes and ballots. */
export interface Own {
  readonly questions: readonly {
    readonly id: string
    readonly body: string
    readonly lang: string
    readonly waiting: boolean
    readonly mayWithdraw: boolean
  }[]
  readonly votes: readonly string[]
  readonly ballots: { readonly [pollId: string]: readonly string[] }
}

/** Three statements, none for who only reads. */
export async function ownOf(ctx: Context, discussionId: string, p: Participant): Promise<Own> {
  if (p.keys.length === 0) return { questions: [], votes: [], ballots: {} }
  const questions = await ctx.db
    .selectFrom('discussion_question')
    .select(['id', 'body', 'lang', 'state'])
    .where('discussion_id', '=', discussionId)
    .where('asker_key', 'in', p.keys)
    .where('state', 'in', ['pending', 'open'])
    .orderBy('id')
    .execute()
  const votes = await ctx.db
    .selectFrom('discussion_vote')
    .select('question_id')
    .where('voter_key', 'in', p.keys)
    .where('discussion_id', '=', discussionId)
    .execute()
  const chosen = await ctx.db
    .selectFrom('discussion_choice')
    .innerJoin('discussion_poll', 'discussion_poll.id', 'discussion_choice.poll_id')
    .select(['poll_id', 'choice', 'label', 'discussion_poll.kind'])
    .where('voter_key', 'in', p.keys)
    .where('discussion_poll.discussion_id', '=', discussionId)
    .execute()
  const ballots: Record<string, string[]> = {}
  for (const c of chosen) (ballots[c.poll_id] ??= []).push(c.kind === 'words' ? c.label : c.choice)
  return {
    questions: questions.map(({ id, body, lang, state }) => ({
      id,
      body,
      lang,
      waiting: state === 'pending',
      mayWithdraw: true,
    })),
    votes: votes.map((v) => v.question_id),
    ballots,
  }
}
