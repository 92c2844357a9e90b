import { Readable } from 'node:stream'
import type { Actor } from '#src/platform/authz.ts'
import { BlobTooLarge, type Blobs } from '#src/platform/blobs/blobs.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, type Failure, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { caseKeys, createImagingCase, type CaseKeys } from '../commands/cases.ts'
import { noteArrival } from '../precedence.ts'
import { imagingPool } from '../worker/pool.ts'
import { attach } from './attachments.ts'
import { doom } from './doomed.ts'
import type { UploadFileTable, UploadKind } from './tables.ts'

/** Bytes of one PATCH; a browser sends a quarter of it. */
export const LARGEST_CHUNK = 8 * 1024 * 1024
/** Files of one upload: a year of a cardiology's cine runs. */
export const MOST_FILES = 50_000

export interface Announced {
  readonly hash: string
  readonly bytes: number
  readonly kind: UploadKind
}

/** Where a file stands: how much of it is here, or that nothing of it need be sent. */
export interface Standing {
  readonly id: string
  readonly hash: string
  readonly offset: number
  readonly done: boolean
}

/** Begins an upload to a case of one's own, or to a new one; answers with the keys that de-identify for it. */
export async function beginUpload(
  ctx: Context,
  actor: Actor,
  input: { caseId: string | null; files: number; bytes: number },
): Promise<Outcome<{ id: string; keys: CaseKeys }>> {
  const ownerId = actor.personId
  if (ownerId === null) return fail('sign-in')
  if (!(input.files > 0 && input.files <= MOST_FILES)) return invalid({ files: 'range' })
  let keys: CaseKeys | null
  if (input.caseId === null) {
    const made = await createImagingCase(ctx, actor)
    if (!made.ok) return made
    keys = made.value
  } else keys = await caseKeys(ctx, actor, input.caseId)
  if (!keys) return fail('not-found')
  const id = ctx.ids.id()
  return await write(ctx, actor, async (tx) => {
    const { files, bytes } = input
    await tx.db
      .insertInto('imaging_upload')
      .values({
        id,
        owner_id: ownerId,
        case_id: keys.id,
        files,
        bytes,
        created_at: tx.now,
        seen_at: tx.now,
        ended_at: null,
      })
      .execute()
    await tx.audit({ action: 'imaging.upload', entity: 'imaging-upload', id, after: { case: keys.id, files } })
    return ok({ id, keys })
  })
}

/** One's own upload that has not ended, or null. */
export async function openUpload(ctx: Context, actor: Actor, id: string) {
  if (actor.personId === null) return null
  const row = await ctx.db
    .selectFrom('imaging_upload')
    .selectAll()
    .where('id', '=', id)
    .where('owner_id', '=', actor.personId)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Says which files are to come, and learns how much of each is here already: from this upload, or from the archive,
 * where it came by an earlier one.
 */
export async function announce(
  ctx: Context,
  actor: Actor,
  uploadId: string,
  files: readonly Announced[],
): Promise<Outcome<readonly Standing[]>> {
  const wrong = files.some(
    ({ hash, bytes }) => !/^[0-9a-f]{64}$/.test(hash) || !Number.isSafeInteger(bytes) || bytes < 1,
  )
  if (wrong || files.length > 500) return invalid({ files: 'format' })
  if (files.some(({ bytes }) => bytes > ctx.config.uploadLimit))
    return fail('too-large', { detail: { limit: ctx.config.uploadLimit } })
  return await write(ctx, actor, async (tx) => {
    const upload = await openUpload({ ...ctx, db: tx.db as never }, actor, uploadId)
    if (!upload || upload.ended_at !== null) return fail('not-found')
    if (files.length === 0) return ok([])
    const hashes = files.map(({ hash }) => hash)
    const known = await tx.db
      .selectFrom('imaging_upload_file')
      .select(['id', 'hash', 'received', 'state'])
      .where('upload_id', '=', uploadId)
      .where('hash', 'in', hashes)
      .execute()
    const here = new Map<string, Standing>(
      known.map(({ id, hash, received, state }) => [
        hash,
        { id, hash, offset: Number(received), done: state === 'done' },
      ]),
    )
    const archived = new Set(await alreadyArchived(tx, upload, hashes))
    const rows: UploadFileTable[] = []
    for (const { hash, bytes, kind } of files) {
      if (here.has(hash)) continue
      const done = archived.has(hash)
      const id = ctx.ids.id()
      const received = done ? bytes : 0
      rows.push({
        id,
        upload_id: uploadId,
        kind,
        hash,
        bytes,
        received,
        state: done ? 'done' : 'open',
        created_at: tx.now,
      })
      here.set(hash, { id, hash, offset: received, done })
    }
    if (rows.length > 0) await tx.db.insertInto('imaging_upload_file').values(rows).execute()
    await tx.db.updateTable('imaging_upload').set({ seen_at: tx.now }).where('id', '=', uploadId).execute()
    return ok(hashes.map((hash) => here.get(hash)!))
  })
}

/** Those that the case has, by the hash of what was sent then. */
async function alreadyArchived(tx: Tx, upload: { case_id: string }, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select('imaging_instance.source_hash')
    .where('imaging_instance.source_hash', 'in', hashes)
    .where('imaging_study.case_id', '=', upload.case_id)
    .execute()
  return rows.map((row) => row.source_hash)
}

/** One file of one's own upload, or null. */
export async function fileOf(ctx: Context, actor: Actor, uploadId: string, fileId: string) {
  if (actor.personId === null) return null
  const row = await ctx.db
    .selectFrom('imaging_upload_file')
    .innerJoin('imaging_upload', 'imaging_upload.id', 'imaging_upload_file.upload_id')
    .select([
      'imaging_upload_file.id',
      'imaging_upload_file.kind',
      'imaging_upload_file.hash',
      'imaging_upload_file.bytes',
      'imaging_upload_file.received',
      'imaging_upload_file.state',
      'imaging_upload.case_id as caseId',
      'imaging_upload.id as uploadId',
      'imaging_upload.ended_at as endedAt',
    ])
    .where('imaging_upload_file.id', '=', fileId)
    .where('imaging_upload.id', '=', uploadId)
    .where('imaging_upload.owner_id', '=', actor.personId)
    .executeTakeFirst()
  return row ? { ...row, bytes: Number(row.bytes), received: Number(row.received) } : null
}

export type UploadFile = NonNullable<Awaited<ReturnType<typeof fileOf>>>

/**
 * Takes the bytes from `offset` on; durable when this resolves. Answers how much is here then. `conflict` with the offset
 * that is right; `invalid` where all is here and is not what its hash says: it begins anew.
 */
export async function addChunk(
  ctx: Context,
  actor: Actor,
  file: UploadFile,
  offset: number,
  body: ReadableStream<Uint8Array>,
): Promise<Outcome<{ offset: number; done: boolean }>> {
  if (file.state === 'done') return ok({ offset: file.bytes, done: true })
  if (file.endedAt !== null) return fail('not-found')
  if (offset !== file.received) return fail('conflict', { detail: { offset: file.received } })
  noteArrival(ctx)
  const limit = Math.min(LARGEST_CHUNK, file.bytes - offset)
  let stored: { hash: string; bytes: number }
  try {
    stored = await ctx.blobs.put(body, { limit })
  } catch (error) {
    if (error instanceof BlobTooLarge) return fail('too-large', { detail: { limit } })
    throw error
  }
  if (stored.bytes === 0) return invalid({ bytes: 'required' })
  const whole = offset === 0 && stored.bytes === file.bytes
  if (whole) return await finish(ctx, actor, file, stored.hash)
  const kept = await write(ctx, actor, async (tx) => {
    const moved = await tx.db
      .updateTable('imaging_upload_file')
      .set({ received: offset + stored.bytes })
      .where('id', '=', file.id)
      .where('received', '=', offset)
      .where('state', '=', 'open')
      .executeTakeFirst()
    // The same piece came twice, over two lines: the first one counts.
    if (moved.numUpdatedRows === 0n) return fail('conflict')
    await tx.db
      .insertInto('imaging_chunk')
      .values({ file_id: file.id, start: offset, bytes: stored.bytes, blob: stored.hash })
      .execute()
    await tx.db.updateTable('imaging_upload').set({ seen_at: tx.now }).where('id', '=', file.uploadId).execute()
    return ok()
  })
  if (!kept.ok) return kept
  if (offset + stored.bytes < file.bytes) return ok({ offset: offset + stored.bytes, done: false })
  return await join(ctx, actor, file)
}

/** Puts the pieces of a file together once all are here. */
async function join(ctx: Context, actor: Actor, file: UploadFile): Promise<Outcome<{ offset: number; done: boolean }>> {
  const pieces = await ctx.db
    .selectFrom('imaging_chunk')
    .select('blob')
    .where('file_id', '=', file.id)
    .orderBy('start')
    .execute()
  const bytes = bytesOf(
    ctx.blobs,
    pieces.map(({ blob }) => blob),
  )
  const { hash } = await ctx.blobs.put(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>)
  return await finish(ctx, actor, file, hash)
}

async function* bytesOf(blobs: Blobs, hashes: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const hash of hashes) {
    const stream = await blobs.get(hash)
    if (stream) yield* stream
  }
}

async function finish(
  ctx: Context,
  actor: Actor,
  file: UploadFile,
  blob: string,
): Promise<Outcome<{ offset: number; done: boolean }>> {
  if (blob === file.hash && file.kind === 'video' && !(await isClean(ctx, blob)))
    return await refuse(ctx, actor, file, blob)
  const right = blob === file.hash
  const done = await write(ctx, actor, async (tx) => {
    const pieces = await tx.db.deleteFrom('imaging_chunk').where('file_id', '=', file.id).returning('blob').execute()
    await doom(tx, [...pieces.map((piece) => piece.blob), ...(right ? [] : [blob])])
    const moved = await tx.db
      .updateTable('imaging_upload_file')
      .set(right ? { received: file.bytes, state: 'done' } : { received: 0 })
      .where('id', '=', file.id)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (moved.numUpdatedRows === 0n || !right) return ok()
    await tx.db.updateTable('imaging_upload').set({ seen_at: tx.now }).where('id', '=', file.uploadId).execute()
    if (file.kind === 'video') return await attach(tx, actor, file)
    await tx.db
      .insertInto('imaging_received')
      .values({
        id: ctx.ids.id(),
        owner_id: actor.personId!,
        case_id: file.caseId,
        batch: file.uploadId,
        source: 'browser',
        blob,
        bytes: file.bytes,
        state: 'waiting',
        reason: '',
        instance_id: null,
        created_at: tx.now,
        ended_at: null,
      })
      .execute()
    await tx.enqueue('imaging:take-in', {}, { dedupe: 'imaging:take-in' })
    return ok()
  })
  if (!done.ok) return done
  return right ? ok({ offset: file.bytes, done: true }) : invalid({ hash: 'differs' })
}

/** Browsers take metadata and sound out of a video; nobody is believed who says so. */
async function isClean(ctx: Context, blob: string): Promise<boolean> {
  const file = await ctx.blobs.asFile(blob)
  if (!file) return false
  try {
    return (await imagingPool().run('checkVideo', { path: file.path }, { timeoutMs: 120_000 })).ok
  } catch {
    return false
  } finally {
    await file.done()
  }
}

/** Takes back a file whose bytes are not to be kept. */
async function refuse(ctx: Context, actor: Actor, file: UploadFile, blob: string): Promise<Failure> {
  await write(ctx, actor, async (tx) => {
    const pieces = await tx.db.deleteFrom('imaging_chunk').where('file_id', '=', file.id).returning('blob').execute()
    await tx.db.deleteFrom('imaging_upload_file').where('id', '=', file.id).execute()
    await doom(tx, [blob, ...pieces.map((piece) => piece.blob)])
    return ok()
  })
  return fail('wrong-type')
}

/** Ends an upload: nothing more comes. `discard` also forgets what has come of files that are not whole. */
export function endUpload(ctx: Context, actor: Actor, id: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const ended = await tx.db
      .updateTable('imaging_upload')
      .set({ ended_at: tx.now })
      .where('id', '=', id)
      .where('owner_id', '=', actor.personId ?? '')
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) return fail('not-found')
    await dropPieces(tx, [id])
    return ok()
  })
}

/** Takes away the pieces of files that did not come whole. */
export async function dropPieces(tx: Tx, uploadIds: readonly string[], caseId: string | null = null): Promise<void> {
  const files = tx.db.selectFrom('imaging_upload_file').select('id').where('upload_id', 'in', uploadIds)
  const pieces = await tx.db.deleteFrom('imaging_chunk').where('file_id', 'in', files).returning('blob').execute()
  await tx.db
    .deleteFrom('imaging_upload_file')
    .where('upload_id', 'in', uploadIds)
    .where('state', '=', 'open')
    .execute()
  if (pieces.length > 0)
    await doom(
      tx,
      pieces.map(({ blob }) => blob),
      caseId,
    )
}
