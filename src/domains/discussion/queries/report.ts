import { listEvents } from '#src/domains/events/index.ts'
import type { Domain } from '#src/platform/domain.ts'
import { VISIBLE } from '../model.ts'

/**
 * Figures of a meeting's discussions for its report in the news, by its id or slug: only what everyone sees on their pages.
 * Null where nothing was asked and no poll held. Three statements.
 */
export const discussionReport: NonNullable<Domain['report']> = async (ctx, actor, idOrSlug) => {
  const event = (await listEvents(ctx, actor)).find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)
  if (!event) return null
  const asked = await ctx.db
    .selectFrom('discussion_question as q')
    .innerJoin('discussion as d', 'd.id', 'q.discussion_id')
    .select((eb) => [
      'q.votes',
      eb
        .or([
          eb('q.state', '=', 'answered'),
          eb.exists(eb.selectFrom('discussion_answer as a').select('a.id').whereRef('a.question_id', '=', 'q.id')),
        ])
        .as('answered'),
    ])
    .where('d.event_id', '=', event.id)
    .where('q.state', 'in', VISIBLE)
    .execute()
  const { polls } = await ctx.db
    .selectFrom('discussion_poll as p')
    .innerJoin('discussion as d', 'd.id', 'p.discussion_id')
    .select((eb) => eb.fn.countAll<number>().as('polls'))
    .where('d.event_id', '=', event.id)
    .where('p.state', '!=', 'draft')
    .executeTakeFirstOrThrow()
  if (asked.length === 0 && Number(polls) === 0) return null
  return {
    discussion: {
      questions: asked.length,
      // SQLite has numbers where PostgreSQL has truth.
      answered: asked.filter((question) => Boolean(question.answered)).length,
      votes: asked.reduce((sum, question) => sum + question.votes, 0),
      polls: Number(polls),
    },
  }
}
