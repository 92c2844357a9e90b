import type { Box } from '#src/lib/dicom/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { recordLook } from '../commands/studies.ts'
import { doom } from '../intake/doomed.ts'
import { mayManageStudy } from '../policy.ts'
import { noteSeen } from './seen.ts'

/** Boxes of one blanking; more is a mask, for which the image is better left out. */
export const MOST_BOXES = 32

async function ownStudy(tx: Tx, actor: Actor, uid: string) {
  const study = await tx.db
    .selectFrom('imaging_study')
    .select(['id', 'case_id', 'owner_id', 'instance_count'])
    .where('study_uid', '=', uid)
    .executeTakeFirst()
  return study && mayManageStudy(actor, { ownerId: study.owner_id }) ? study : null
}

/**
 * Records that these images (instances and attachments, by id) have been looked at; once none is left, that the whole
 * study has. Images that are not of the study are passed over.
 */
export async function recordSeen(
  ctx: Context,
  actor: Actor,
  studyUid: string,
  imageIds: readonly string[],
): Promise<Outcome<{ left: number }>> {
  const seen = await write(ctx, actor, async (tx) => {
    const study = await ownStudy(tx, actor, studyUid)
    if (!study) return fail('not-found')
    if (imageIds.length > 2_000) return invalid({ images: 'too-many' })
    const of = (table: 'imaging_instance' | 'imaging_attachment') =>
      tx.db
        .selectFrom(table)
        .select('id')
        .where('study_id', '=', study.id)
        .where('id', 'in', imageIds.length > 0 ? imageIds : [''])
        .execute()
    const images = [...(await of('imaging_instance')), ...(await of('imaging_attachment'))]
    if (images.length > 0) {
      await noteSeen(
        tx,
        study.id,
        images.map(({ id }) => id),
        actor.personId!,
      )
      await tx.audit({
        action: 'imaging.look-page',
        entity: 'imaging-study',
        id: study.id,
        after: { images: images.length },
      })
    }
    return ok({ id: study.id, images: study.instance_count, left: await leftToSee(tx, study) })
  })
  if (!seen.ok) return seen
  const { id, images, left } = seen.value
  if (left > 0) return ok({ left })
  const looked = await recordLook(ctx, actor, id, images)
  return looked.ok ? ok({ left: 0 }) : looked
}

async function leftToSee(tx: Tx, study: { id: string; instance_count: number }): Promise<number> {
  const count = async (table: 'imaging_attachment' | 'imaging_seen'): Promise<number> => {
    const row = await tx.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('study_id', '=', study.id)
      .executeTakeFirst()
    return Number(row?.count ?? 0)
  }
  // What is being blanked is another image soon.
  const waiting = await tx.db
    .selectFrom('imaging_blank')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('study_id', '=', study.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return (
    study.instance_count +
    (await count('imaging_attachment')) -
    (await count('imaging_seen')) +
    Number(waiting?.count ?? 0)
  )
}

/** `series`: all of its series of the same size; `study`: all of the study of the same size. */
export type BlankScope = 'image' | 'series' | 'study'

/** Asks for boxes to be blanked in an image, and in others of the same size; a job does it. Answers how many images. */
export function askBlank(
  ctx: Context,
  actor: Actor,
  studyUid: string,
  input: { image: string; scope: BlankScope; boxes: readonly Box[] },
): Promise<Outcome<{ images: number }>> {
  return write(ctx, actor, async (tx) => {
    const study = await ownStudy(tx, actor, studyUid)
    if (!study) return fail('not-found')
    const image = await tx.db
      .selectFrom('imaging_instance')
      .select(['id', 'series_id', 'rows', 'columns'])
      .where('id', '=', input.image)
      .where('study_id', '=', study.id)
      .executeTakeFirst()
    if (!image || image.rows === null || image.columns === null) return fail('not-found')
    const boxes = input.boxes.map((box) => clipped(box, image.columns!, image.rows!)).filter((box) => box !== null)
    if (boxes.length === 0) return invalid({ boxes: 'outside' })
    if (boxes.length > MOST_BOXES) return invalid({ boxes: 'too-many' })
    let query = tx.db
      .selectFrom('imaging_instance')
      .select('id')
      .where('study_id', '=', study.id)
      .where('rows', '=', image.rows)
      .where('columns', '=', image.columns)
    if (input.scope === 'image') query = query.where('id', '=', image.id)
    if (input.scope === 'series') query = query.where('series_id', '=', image.series_id)
    const targets = await query.orderBy('id').execute()
    const rows = targets.map(({ id }) => ({
      id: ctx.ids.id(),
      study_id: study.id,
      instance_id: id,
      boxes: JSON.stringify(boxes),
      state: 'waiting' as const,
      reason: '',
      asked_by: actor.personId,
      created_at: tx.now,
      ended_at: null,
    }))
    for (let i = 0; i < rows.length; i += 500)
      await tx.db
        .insertInto('imaging_blank')
        .values(rows.slice(i, i + 500))
        .execute()
    // From now on until somebody looks again, nobody else sees the study.
    await tx.db
      .updateTable('imaging_study')
      .set({ looked_at: null, looked_by: null, updated_at: tx.now })
      .where('id', '=', study.id)
      .execute()
    await tx.enqueue('imaging:blank', {}, { dedupe: 'imaging:blank' })
    await tx.audit({
      action: 'imaging.blank',
      entity: 'imaging-study',
      id: study.id,
      after: { images: rows.length, boxes: boxes.length },
    })
    return ok({ images: rows.length })
  })
}

/** The part of a box that lies on the image, in whole pixels that cover it; null when none does. */
function clipped(box: Box, columns: number, rows: number): Box | null {
  if (![box.x, box.y, box.width, box.height].every(Number.isFinite)) return null
  const [x, y] = [Math.max(0, Math.floor(box.x)), Math.max(0, Math.floor(box.y))]
  const [x1, y1] = [Math.min(columns, Math.ceil(box.x + box.width)), Math.min(rows, Math.ceil(box.y + box.height))]
  return x1 > x && y1 > y ? { x, y, width: x1 - x, height: y1 - y } : null
}

/** Takes an image or a video out of its study for good, with all that was made of it. */
export function removeImage(ctx: Context, actor: Actor, studyUid: string, imageId: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    const study = await ownStudy(tx, actor, studyUid)
    if (!study) return fail('not-found')
    const gone = (await removeInstance(tx, study, imageId)) || (await removeAttachment(tx, study, imageId))
    if (!gone) return fail('not-found')
    await tx.db.deleteFrom('imaging_seen').where('image_id', '=', imageId).execute()
    await tx.audit({ action: 'imaging.image-remove', entity: 'imaging-study', id: study.id, after: { image: imageId } })
    return ok()
  })
}

type Owned = { id: string; case_id: string }

async function removeInstance(tx: Tx, study: Owned, id: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('imaging_instance')
    .select(['blob', 'series_id'])
    .where('id', '=', id)
    .where('study_id', '=', study.id)
    .executeTakeFirst()
  if (!found) return false
  const copies = await tx.db.deleteFrom('imaging_copy').where('instance_id', '=', id).returning('blob').execute()
  for (const table of ['imaging_header', 'imaging_view', 'imaging_assessment', 'imaging_blank'] as const)
    await tx.db.deleteFrom(table).where('instance_id', '=', id).execute()
  await tx.db.deleteFrom('imaging_instance').where('id', '=', id).execute()
  await doom(tx, [found.blob, ...copies.map(({ blob }) => blob)], study.case_id)
  await tx.db
    .updateTable('imaging_series')
    .set((eb) => ({ instance_count: eb('instance_count', '-', 1) }))
    .where('id', '=', found.series_id)
    .execute()
  const emptied = await tx.db
    .deleteFrom('imaging_series')
    .where('id', '=', found.series_id)
    .where('instance_count', '=', 0)
    .executeTakeFirst()
  await tx.db
    .updateTable('imaging_study')
    .set((eb) => ({
      instance_count: eb('instance_count', '-', 1),
      series_count: eb('series_count', '-', Number(emptied.numDeletedRows)),
      updated_at: tx.now,
    }))
    .where('id', '=', study.id)
    .execute()
  return true
}

async function removeAttachment(tx: Tx, study: Owned, id: string): Promise<boolean> {
  const gone = await tx.db
    .deleteFrom('imaging_attachment')
    .where('id', '=', id)
    .where('study_id', '=', study.id)
    .returning('blob')
    .executeTakeFirst()
  if (gone) await doom(tx, [gone.blob], study.case_id)
  return gone !== undefined
}
