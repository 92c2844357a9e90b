import { sql } from 'kysely'
import type { Context } from '#src/platform/context.ts'
import { publicPeople } from '#src/domains/people/index.ts'
import type { Tx } from '#src/platform/write.ts'
import { dropFiles } from '../../speakers/attachments.ts'
import { speakingOf } from '../../speakers/speaker-queries.ts'
import { eraseIn, mergeIn, NAMELESS, narrowIn, rewriteReleases } from './rewrite.ts'

/** What this domain holds about a person but for favourites: what they speak on and chair, when they can come, their files. */
export async function exportSpeaking(ctx: Context, personId: string): Promise<object> {
  const events = await speakingOf(ctx, personId)
  return {
    speaking: events.map(({ event, items, availability }) => ({
      event: event.slug,
      availability,
      items: items.map(({ type, title, state, start, minutes, files }) => ({
        type,
        title,
        state,
        start,
        minutes,
        files,
      })),
    })),
  }
}

/**
 * Takes a person out of everything but the programme, which keeps its shape: their part stays, of somebody nameless.
 * Files that they sent in go. Releases are rewritten by the job that `people.erased` starts.
 */
export async function eraseSpeaking(tx: Tx, personId: string): Promise<void> {
  await tx.db.deleteFrom('availability').where('person_id', '=', personId).execute()
  const files = await tx.db.deleteFrom('attachment').where('uploaded_by', '=', personId).returning('hash').execute()
  await dropFiles(
    tx,
    files.map((file) => file.hash),
  )
  await tx.db
    .updateTable('programme_edit')
    .set({ actor_id: null, actor_name: NAMELESS })
    .where('actor_id', '=', personId)
    .execute()
  await tx.db.updateTable('release').set({ created_by: null }).where('created_by', '=', personId).execute()
}

/** Job on `people.erased`. */
export async function eraseFromReleases(ctx: Context, { personId }: { personId: string }): Promise<void> {
  await rewriteReleases(ctx, personId, 'erase-name', eraseIn(personId))
}

/** Job on `people.changed`: what somebody shows no longer goes from what is released too; their consent is not frozen. */
export async function narrowInReleases(ctx: Context, { personId }: { personId: string }): Promise<void> {
  const [person] = await publicPeople(ctx, [personId])
  if (person) await rewriteReleases(ctx, personId, 'withdraw', narrowIn(person))
}

/** Moves everything of a person's record to another one; where both stand in one item, one stays. */
export async function mergeSpeaking(tx: Tx, from: string, into: string): Promise<void> {
  const { db } = tx
  const moved = await db
    .selectFrom('part')
    .select(['item_id', 'item_kind', 'event_id'])
    .where('person_id', '=', from)
    .execute()
  if (moved.length > 0) {
    await db
      .deleteFrom('part')
      .where('person_id', '=', from)
      .where('item_id', 'in', (eb) =>
        eb.selectFrom('part as other').select('other.item_id').where('other.person_id', '=', into),
      )
      .execute()
    await db.updateTable('part').set({ person_id: into }).where('person_id', '=', from).execute()
    // Whoever has one of these items open must not write the old person back.
    for (const table of ['session', 'talk'] as const) {
      const ids = moved.filter((row) => row.item_kind === table).map((row) => row.item_id)
      if (ids.length > 0)
        await db
          .updateTable(table)
          .set({ revision: sql<number>`revision + 1` })
          .where('id', 'in', ids)
          .execute()
    }
    for (const eventId of new Set(moved.map((row) => row.event_id))) {
      const { revision } = await db
        .updateTable('event')
        .set({ revision: sql<number>`revision + 1` })
        .where('id', '=', eventId)
        .returning('revision')
        .executeTakeFirstOrThrow()
      tx.afterCommit(() => tx.ctx.bus.publish(`event:${eventId}`, JSON.stringify({ revision })))
    }
  }
  await db.updateTable('availability').set({ person_id: into }).where('person_id', '=', from).execute()
  await db.updateTable('attachment').set({ uploaded_by: into }).where('uploaded_by', '=', from).execute()
  await db.updateTable('release').set({ created_by: into }).where('created_by', '=', from).execute()
  await db.updateTable('source_ref').set({ id: into }).where('kind', '=', 'person').where('id', '=', from).execute()
  // Ids are unique words: undoing an edit from before the merge must not bring the old record back.
  await db
    .updateTable('programme_edit')
    .set({
      edit: sql<string>`replace(edit, ${from}, ${into})`,
      inverse: sql<string>`replace(inverse, ${from}, ${into})`,
    })
    .where('inverse', 'like', `%${from}%`)
    .execute()
  await db.updateTable('programme_edit').set({ actor_id: into }).where('actor_id', '=', from).execute()
}

/** Job on `people.merged`. */
export async function mergeInReleases(ctx: Context, { from, into }: { from: string; into: string }): Promise<void> {
  await rewriteReleases(ctx, from, 'merge-person', mergeIn(from, into))
}

/** Job on `people.facility-merged`: releases name facilities by id only in what their people say. */
export async function mergeFacilityInReleases(
  ctx: Context,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await rewriteReleases(ctx, from, 'merge-facility', ({ document, difference }) => ({
    document: document.replaceAll(from, into),
    difference: difference.replaceAll(from, into),
  }))
}
