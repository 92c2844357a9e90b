import { listEvents } from '#src/domains/events/index.ts'
import { stranger, systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { enqueue } from '#src/platform/jobs/enqueue.ts'
import { ok } from '#src/platform/outcome.ts'
import { indexDocuments, type SearchDocument } from '#src/platform/search/index.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { tellSpeakers } from './commands/mails.ts'
import { makeDemoDiscussions } from './demo/create.ts'
import { itemsOf, type Place } from './items.ts'
import { boardOf } from './queries/board.ts'

/** How long the log serves readers that were away; who was away longer loads the page anew. */
const LOG_DAYS = 30
const DAY = 86_400_000

export const discussionJobs: Readonly<Record<string, JobHandler>> = {
  /** Puts what everyone may read of a discussion into the search index, or takes it out. */
  'discussion:index': async (ctx: Context, { discussionId }: { discussionId: string }) => {
    const row = await ctx.db
      .selectFrom('discussion')
      .select(['id', 'event_id'])
      .where('id', '=', discussionId)
      .executeTakeFirst()
    if (!row) return
    const place = await publicPlace(ctx, row)
    const documents = place ? await documentsOf(ctx, place) : []
    const done = await write(ctx, systemActor('discussion:index'), async (tx) =>
      ok(await indexDocuments(tx, `discussion:${discussionId}`, documents)),
    )
    if (!done.ok) throw new Error(done.code)
  },
  /** Speakers hear of the questions that were left to them; nobody comes back to look by themselves. */
  'discussion:waiting': async (ctx: Context, { discussionId }: { discussionId: string }) => {
    const row = await ctx.db
      .selectFrom('discussion')
      .select(['id', 'event_id', 'state', 'answer_until'])
      .where('id', '=', discussionId)
      .executeTakeFirst()
    if (row?.state !== 'closed' || row.answer_until === null || row.answer_until <= ctx.clock.now()) return
    const { answer_until: until } = row
    const place = await publicPlace(ctx, row)
    if (!place) return
    const { questions } = await boardOf(ctx, place.item, 'public')
    const n = questions.filter((q) => (q.state === 'open' || q.state === 'later') && q.answers.length === 0).length
    if (n === 0) return
    await write(ctx, systemActor('discussion:waiting'), async (tx) => ok(await tellSpeakers(tx, place, n, until)))
  },
  'discussion:demo': (ctx: Context) => makeDemoDiscussions(ctx),
  'discussion:prune': async (ctx: Context) => {
    await ctx.db
      .deleteFrom('discussion_log')
      .where('at', '<', ctx.clock.now() - LOG_DAYS * DAY)
      .execute()
  },
}

/** What is found of an event's discussions follows the event: questions of one that is a draft again are found no more. */
const followEvent: JobHandler = async (ctx: Context, { eventId }: { eventId: string }) => {
  const rows = await ctx.db.selectFrom('discussion').select('id').where('event_id', '=', eventId).execute()
  for (const { id } of rows) await enqueueIndex(ctx, ctx.db, id)
}

export const discussionListeners: Readonly<Record<string, JobHandler>> = {
  'events.changed': followEvent,
  'events.released': followEvent,
}

/** All discussions anew, as those of one event. */
export async function indexAllDiscussions(tx: Tx): Promise<void> {
  const rows = await tx.db.selectFrom('discussion').select('id').orderBy('id').execute()
  for (const { id } of rows) await enqueueIndex(tx.ctx, tx.db, id)
}

/** By a key of its own: an indexing that waits for its minute must not hold up what is to be found no more. */
const enqueueIndex = (ctx: Context, db: AnyDb, discussionId: string): Promise<void> =>
  enqueue(ctx, db, 'discussion:index', { discussionId }, { dedupe: `discussion:index-now:${discussionId}` })

/** Where a discussion is held, as everyone may see it; null where its event or item is not public (any more). */
async function publicPlace(ctx: Context, row: { id: string; event_id: string }): Promise<Place | null> {
  const event = (await listEvents(ctx, stranger)).find((e) => e.id === row.event_id)
  const item = event && (await itemsOf(ctx, event)).find((i) => i.id === row.id)
  return item ? { event, item } : null
}

async function documentsOf(ctx: Context, { event, item }: Place): Promise<SearchDocument[]> {
  const url = `/events/${event.slug}/${item.kind}s/${item.code}/discussion`
  const { questions } = await boardOf(ctx, item, 'public')
  return questions.map((q) => {
    const body: Record<string, string> = {}
    for (const { lang, body: text } of [q, ...q.answers]) body[lang] = body[lang] ? `${body[lang]}\n${text}` : text
    return {
      kind: 'question',
      ref: q.id,
      eventId: event.id,
      url: `${url}#q-${q.id}`,
      title: { [q.lang]: q.body.slice(0, 160) },
      body,
      also: Object.values(item.title),
      at: q.at,
    }
  })
}
