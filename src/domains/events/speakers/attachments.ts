import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import type { UploadedFile } from '#src/platform/uploads/index.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { eventFrom } from '../event/event.ts'
import { canSeeEvent, canSeeWorkingCopy, canUploadSlides } from '../policy.ts'
import { currentRelease } from '../queries.ts'

/** A file of a talk as lists show it. */
export interface Attachment {
  readonly id: string
  readonly talkId: string
  readonly title: string
  readonly filename: string
  readonly mediaType: string
  readonly bytes: number
}

/** Where a file is fetched, whatever the language. */
export const attachmentPath = (id: string): string => `/media/attachments/${id}`

/** The files of talks that the public may fetch: made public by their speaker, of talks that are released. One statement. */
export async function publicAttachments(ctx: Context, talkIds: readonly string[]): Promise<Attachment[]> {
  if (talkIds.length === 0) return []
  const rows = await ctx.db
    .selectFrom('attachment')
    .selectAll()
    .where('talk_id', 'in', talkIds)
    .where('public', '=', 1)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    talkId: row.talk_id,
    title: row.title,
    filename: row.filename,
    mediaType: row.media_type,
    bytes: row.bytes,
  }))
}

/**
 * A file that the actor may fetch, with its blob; null otherwise, whether or not it exists. Organisers and chairs fetch
 * all, speakers those of their own talks, everybody the public ones of released talks.
 */
export async function readableAttachment(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<(Attachment & { hash: string; isPublic: boolean }) | null> {
  const row = await ctx.db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirst()
  const found = row && (await ctx.db.selectFrom('event').selectAll().where('id', '=', row.event_id).executeTakeFirst())
  if (!row || !found) return null
  const event = eventFrom(found)
  const released =
    row.public === 1 && canSeeEvent(actor, event) && event.state !== 'draft' ? await currentRelease(ctx, event) : null
  const isPublic = released?.index.talks.has(row.talk_id) ?? false
  if (
    !isPublic &&
    !canSeeWorkingCopy(actor, event) &&
    !(actor.personId && (await speakersOfTalk(ctx.db, row.talk_id)).includes(actor.personId))
  )
    return null
  return {
    id: row.id,
    talkId: row.talk_id,
    title: row.title,
    filename: row.filename,
    mediaType: row.media_type,
    bytes: row.bytes,
    hash: row.hash,
    isPublic,
  }
}

const speakersOfTalk = async (db: AnyDb, talkId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('part')
      .select('person_id')
      .where('item_id', '=', talkId)
      .where('item_kind', '=', 'talk')
      .where('state', '<>', 'declined')
      .execute()
  ).map((row) => row.person_id)

/** Keeps a file with a talk. `actor` is its speaker (by session or link) or an organiser. */
export async function addAttachment(
  ctx: Context,
  actor: Actor,
  talkId: string,
  file: UploadedFile,
  options: { title: string; public: boolean },
): Promise<Outcome<{ id: string }>> {
  const talk = await ctx.db
    .selectFrom('talk')
    .innerJoin('event', 'event.id', 'talk.event_id')
    .select(['event.id', 'event.state'])
    .where('talk.id', '=', talkId)
    .executeTakeFirst()
  if (!talk || !canUploadSlides(actor, talk, await speakersOfTalk(ctx.db, talkId))) return fail('not-found')
  // Bytes first: a killed process may leave a file without a row, but never a row without its file.
  const stored = await file.keep()
  return write(ctx, actor, async (tx) => {
    const id = ctx.ids.id()
    await tx.db
      .insertInto('attachment')
      .values({
        id,
        event_id: talk.id,
        talk_id: talkId,
        title: options.title.slice(0, 300),
        filename: file.name,
        media_type: file.type,
        hash: stored.hash,
        bytes: stored.bytes,
        uploaded_by: actor.personId,
        public: Number(options.public),
        created_at: tx.now,
      })
      .execute()
    await tx.audit({
      action: 'attachment.add',
      entity: 'talk',
      id: talkId,
      eventId: talk.id,
      after: { file: file.name, bytes: stored.bytes, public: options.public },
    })
    return ok({ id })
  })
}

/** Removes the bytes of files whose rows were deleted, unless another talk has the same. */
export async function dropFiles(tx: Tx, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  const used = await tx.db
    .selectFrom('attachment')
    .select('hash')
    .where('hash', 'in', [...hashes])
    .execute()
  const kept = new Set(used.map((row) => row.hash))
  for (const hash of new Set(hashes)) {
    if (kept.has(hash)) continue
    const { blobs, log } = tx.ctx
    tx.afterCommit(
      () => void blobs.remove(hash).catch((err: unknown) => log.warn({ err, hash }, 'a file was not removed')),
    )
  }
}

/** Takes a file away, or shows it to everybody or no longer; the same people may who may upload. */
export async function changeAttachment(
  ctx: Context,
  actor: Actor,
  id: string,
  change: { remove: true } | { public: boolean },
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const row = await tx.db
      .selectFrom('attachment')
      .innerJoin('event', 'event.id', 'attachment.event_id')
      .select(['attachment.talk_id', 'attachment.event_id', 'attachment.filename', 'attachment.hash', 'event.state'])
      .where('attachment.id', '=', id)
      .executeTakeFirst()
    if (
      !row ||
      !canUploadSlides(actor, { id: row.event_id, state: row.state }, await speakersOfTalk(tx.db, row.talk_id))
    )
      return fail('not-found')
    if ('remove' in change) {
      await tx.db.deleteFrom('attachment').where('id', '=', id).execute()
      await dropFiles(tx, [row.hash])
    } else
      await tx.db
        .updateTable('attachment')
        .set({ public: Number(change.public) })
        .where('id', '=', id)
        .execute()
    await tx.audit({
      action: 'remove' in change ? 'attachment.remove' : 'attachment.publish',
      entity: 'talk',
      id: row.talk_id,
      eventId: row.event_id,
      after: { file: row.filename, ...change },
    })
    return ok()
  })
}
