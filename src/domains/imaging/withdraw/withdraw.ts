import type { Actor } from '#src/platform/authz.ts'
import { managesSociety } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { doom } from '../intake/doomed.ts'
import { dropPieces } from '../intake/uploads.ts'
import { forgetMarks } from '../marks/index.ts'
import { forgetPictures } from '../queries/picture.ts'
import { tellWithdrawn } from './heard.ts'

/** Why images were withdrawn; the tombstone keeps the code. */
export const WITHDRAW_REASONS = ['consent', 'mistake', 'identity', 'other'] as const
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number]

/**
 * Takes all images of a case away: nobody sees them from this moment on, and a job removes every byte of them: objects,
 * copies, thumbnails, pieces of uploads, headers, marks. A tombstone says that they were there. What still arrives for
 * the case is refused. Its owner may, and those who run the society, who thereby see nothing. Again is no error.
 */
export async function withdrawImagingCase(
  ctx: Context,
  actor: Actor,
  imagingCaseId: string,
  reason: WithdrawReason = 'other',
): Promise<Outcome> {
  if (!WITHDRAW_REASONS.includes(reason)) return invalid({ reason: 'choice' })
  return await write(ctx, actor, async (tx) => {
    const tombstone = await tx.db
      .selectFrom('imaging_tombstone')
      .select('owner_id')
      .where('case_id', '=', imagingCaseId)
      .executeTakeFirst()
    if (tombstone) return mayWithdraw(actor, tombstone.owner_id) ? ok() : fail('not-found')
    const found = await tx.db
      .selectFrom('imaging_case')
      .select(['id', 'owner_id', 'pseudonym'])
      .where('id', '=', imagingCaseId)
      .executeTakeFirst()
    if (!found || !mayWithdraw(actor, found.owner_id)) return fail('not-found')
    const { hashes, ...gone } = await take(tx, found.id)
    await tx.db
      .insertInto('imaging_tombstone')
      .values({
        case_id: found.id,
        owner_id: found.owner_id,
        pseudonym: found.pseudonym,
        ...gone,
        reason,
        withdrawn_at: tx.now,
        withdrawn_by: actor.personId,
        gone_at: null,
      })
      .execute()
    await tx.db.deleteFrom('imaging_case').where('id', '=', found.id).execute()
    await doom(tx, hashes, found.id)
    // What waits in the quarantine is refused by name, with its clean bytes if a killed worker had put them there.
    await tx.enqueue('imaging:take-in', {}, { dedupe: 'imaging:take-in' })
    const { instance_count: instances, bytes } = gone
    // Whoever made pictures of them takes these away too.
    await tx.emit('imaging.images-changed', { caseId: found.id })
    await tx.audit({
      action: 'imaging.withdraw',
      entity: 'imaging-case',
      id: found.id,
      after: { reason, instances, bytes },
    })
    tx.afterCommit(() => {
      forgetPictures()
      tellWithdrawn(ctx, found.id)
    })
    return ok()
  })
}

const mayWithdraw = (actor: Actor, ownerId: string): boolean =>
  (actor.personId !== null && actor.personId === ownerId) || managesSociety(actor)

interface Gone {
  readonly study_uids: string
  readonly series_count: number
  readonly instance_count: number
  readonly bytes: number
  readonly hashes: string[]
}

/** Deletes every row of the case, and answers what there was and which bytes belonged to it. */
async function take(tx: Tx, caseId: string): Promise<Gone> {
  const studies = await tx.db
    .selectFrom('imaging_study')
    .select(['id', 'study_uid', 'series_count'])
    .where('case_id', '=', caseId)
    .execute()
  const ids = studies.map(({ id }) => id)
  const hashes: string[] = []
  let [instances, bytes] = [0, 0]
  for (const id of ids) {
    const objects = await tx.db
      .selectFrom('imaging_instance')
      .select(['blob', 'bytes'])
      .where('study_id', '=', id)
      .execute()
    const own = tx.db.selectFrom('imaging_instance').select('id').where('study_id', '=', id)
    const copies = await tx.db.deleteFrom('imaging_copy').where('instance_id', 'in', own).returning('blob').execute()
    const videos = await tx.db
      .deleteFrom('imaging_attachment')
      .where('study_id', '=', id)
      .returning(['blob', 'bytes'])
      .execute()
    // As received, with identity: sent without naming the case, and waiting for its minute of grace.
    const raw = await tx.db.deleteFrom('imaging_received').where('instance_id', 'in', own).returning('blob').execute()
    hashes.push(...[...objects, ...copies, ...videos, ...raw].flatMap(({ blob }) => blob ?? []))
    instances += objects.length + videos.length
    bytes += [...objects, ...videos].reduce((sum, one) => sum + Number(one.bytes), 0)
    for (const table of ['imaging_header', 'imaging_view', 'imaging_assessment'] as const)
      await tx.db.deleteFrom(table).where('instance_id', 'in', own).execute()
    await forgetMarks(tx.db, [id])
    for (const table of ['imaging_blank', 'imaging_seen', 'imaging_grant', 'imaging_key_grant'] as const)
      await tx.db.deleteFrom(table).where('study_id', '=', id).execute()
    await tx.db.deleteFrom('imaging_instance').where('study_id', '=', id).execute()
    await tx.db.deleteFrom('imaging_series').where('study_id', '=', id).execute()
    await tx.db.deleteFrom('imaging_study').where('id', '=', id).execute()
  }
  const uploads = await tx.db.selectFrom('imaging_upload').select('id').where('case_id', '=', caseId).execute()
  const uploadIds = uploads.map(({ id }) => id)
  if (uploadIds.length > 0) {
    await dropPieces(tx, uploadIds, caseId)
    await tx.db.deleteFrom('imaging_upload_file').where('upload_id', 'in', uploadIds).execute()
    await tx.db.deleteFrom('imaging_upload').where('id', 'in', uploadIds).execute()
  }
  hashes.push(...(await takeReceived(tx, caseId, uploadIds)))
  return {
    study_uids: JSON.stringify(studies.map((study) => study.study_uid)),
    series_count: studies.reduce((sum, study) => sum + study.series_count, 0),
    instance_count: instances,
    bytes,
    hashes,
  }
}

/** What the quarantine holds of the case, but for what waits: that is refused in its turn. */
async function takeReceived(tx: Tx, caseId: string, batches: readonly string[]): Promise<string[]> {
  const gone = await tx.db
    .deleteFrom('imaging_received')
    .where((eb) => eb.or([eb('case_id', '=', caseId), ...(batches.length > 0 ? [eb('batch', 'in', batches)] : [])]))
    .where('state', '!=', 'waiting')
    .returning('blob')
    .execute()
  return gone.flatMap(({ blob }) => (blob === null ? [] : [blob]))
}
