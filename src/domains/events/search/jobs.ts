import { publicPeople } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Domain, JobHandler } from '#src/platform/domain.ts'
import { enqueue } from '#src/platform/jobs/enqueue.ts'
import { ok } from '#src/platform/outcome.ts'
import { indexDocuments } from '#src/platform/search/index.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { eventFrom } from '../event/event.ts'
import { currentRelease } from '../queries.ts'
import { eventDocuments } from './documents.ts'

/** Makes what can be found of an event what its release says now; nothing for a draft or an event that is gone. */
export async function indexEvent(ctx: Context, eventId: string): Promise<void> {
  const row = await ctx.db.selectFrom('event').selectAll().where('id', '=', eventId).executeTakeFirst()
  const event = row ? eventFrom(row) : null
  const released = event ? await currentRelease(ctx, event) : null
  const people = released
    ? await pagesOf(
        ctx,
        released.programme.people.map((person) => person.id),
      )
    : new Set<string>()
  const documents = event ? eventDocuments(event, released, people) : []
  await write(ctx, systemActor('job:events:index'), async (tx) => {
    await indexDocuments(tx, `event:${eventId}`, documents)
    return ok()
  })
}

const CHUNK = 500

/** Which of the people have a public page of their own. */
async function pagesOf(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  const out = new Set<string>()
  for (let from = 0; from < ids.length; from += CHUNK) {
    for (const person of await publicPeople(ctx, ids.slice(from, from + CHUNK))) if (person.hasPage) out.add(person.id)
  }
  return out
}

/** A person who changed or left is found differently in every event that they take part in. */
const personChanged: JobHandler = async (ctx, { personId }: { personId: string }) => {
  const rows = await ctx.db.selectFrom('part').select('event_id').distinct().where('person_id', '=', personId).execute()
  for (const { event_id: eventId } of rows)
    await enqueue(ctx, ctx.db, 'events:index', { eventId }, { dedupe: `events:index:${eventId}` })
}

/** All events anew. */
export async function reindexEvents(tx: Tx): Promise<void> {
  const rows = await tx.db.selectFrom('event').select('id').execute()
  for (const { id } of rows) await tx.enqueue('events:index', { eventId: id }, { dedupe: `events:index:${id}` })
}

/** By name; `events:index` may run any number of times. */
export const searchJobs: Readonly<Record<string, JobHandler>> = {
  'events:index': (ctx, { eventId }: { eventId: string }) => indexEvent(ctx, eventId),
}

/** What makes the index follow: releases, changes of the event itself, people. */
export const searchListeners: NonNullable<Domain['on']> = {
  'events.released': (ctx, { eventId }: { eventId: string }) => indexEvent(ctx, eventId),
  'events.changed': (ctx, { eventId }: { eventId: string }) => indexEvent(ctx, eventId),
  'people.changed': personChanged,
  'people.erased': personChanged,
}
