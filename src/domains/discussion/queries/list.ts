import type { Event } from '#src/domains/events/index.ts'
import type { Context } from '#src/platform/context.ts'
import { itemsOf, type Item } from '../items.ts'
import { VISIBLE, type DiscussionState } from '../model.ts'

export interface Listed {
  readonly item: Item
  readonly state: DiscussionState
  /** Public questions. */
  readonly questions: number
}

/** Discussions of an event's sessions and talks, those that were opened or all, in order of time. Two statements. */
export async function discussionsOf(ctx: Context, event: Event, all: boolean): Promise<Listed[]> {
  const opened = new Map(
    (await ctx.db.selectFrom('discussion').select(['id', 'state']).where('event_id', '=', event.id).execute()).map(
      (d) => [d.id, d.state],
    ),
  )
  const counted = await ctx.db
    .selectFrom('discussion_question')
    .innerJoin('discussion', 'discussion.id', 'discussion_question.discussion_id')
    .select(['discussion_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('discussion.event_id', '=', event.id)
    .where('discussion_question.state', 'in', VISIBLE)
    .groupBy('discussion_id')
    .execute()
  const counts = new Map(counted.map((c) => [c.discussion_id, c.n]))
  const items = (await itemsOf(ctx, event)).map((item): Listed => ({
    item,
    state: opened.get(item.id) ?? 'planned',
    questions: counts.get(item.id) ?? 0,
  }))
  const rank = (l: Listed) => (l.state === 'open' ? 0 : 1)
  return items.filter((l) => all || l.state !== 'planned').toSorted((a, b) => rank(a) - rank(b))
}
