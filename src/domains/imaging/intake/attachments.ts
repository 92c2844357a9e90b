import { createCaseKey, patientCase } from '#src/lib/dicom/index.ts'
import { CAPTURES } from '#src/lib/imaging/capture/secondary-capture.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import type { Tx } from '#src/platform/write.ts'
import { visibleStudies } from '../policy.ts'
import { siteSecret } from '../site-secret.ts'

/** Keeps a video with its case, in the transaction that its last byte came in. A new one takes back that all was looked at. */
export async function attach(
  tx: Tx,
  actor: Actor,
  file: { caseId: string; hash: string; bytes: number },
): Promise<Outcome> {
  const found = await tx.db
    .selectFrom('imaging_case')
    .select(['id', 'pseudonym', 'owner_id'])
    .where('id', '=', file.caseId)
    .executeTakeFirst()
  if (!found || found.owner_id !== actor.personId) return fail('not-found')
  const studyId = await capturesStudy(tx, found)
  const same = await tx.db
    .selectFrom('imaging_attachment')
    .select('id')
    .where('study_id', '=', studyId)
    .where('blob', '=', file.hash)
    .executeTakeFirst()
  if (same) return ok()
  await tx.db
    .insertInto('imaging_attachment')
    .values({
      id: tx.ctx.ids.id(),
      study_id: studyId,
      owner_id: found.owner_id,
      type: 'video/mp4',
      blob: file.hash,
      bytes: file.bytes,
      created_at: tx.now,
    })
    .execute()
  await tx.db
    .updateTable('imaging_study')
    .set({ looked_at: null, looked_by: null, updated_at: tx.now })
    .where('id', '=', studyId)
    .execute()
  return ok()
}

async function capturesStudy(tx: Tx, owned: { id: string; pseudonym: string; owner_id: string }): Promise<string> {
  const key = createCaseKey(patientCase(siteSecret(tx.ctx), owned.pseudonym).secret, owned.pseudonym)
  const study_uid = key.remapUid(CAPTURES)
  const found = await tx.db
    .selectFrom('imaging_study')
    .select('id')
    .where('study_uid', '=', study_uid)
    .executeTakeFirst()
  if (found) return found.id
  const id = tx.ctx.ids.id()
  await tx.db
    .insertInto('imaging_study')
    .values({
      id,
      case_id: owned.id,
      owner_id: owned.owner_id,
      study_uid,
      study_date: '',
      study_time: '',
      study_id: '',
      accession: '',
      description: '',
      patient_id: owned.pseudonym,
      patient_name: owned.pseudonym,
      patient_sex: '',
      patient_birth_date: '',
      referring: '',
      modalities: '\\',
      series_count: 0,
      instance_count: 0,
      access: 'private',
      looked_at: null,
      looked_by: null,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute()
  await tx.audit({ action: 'imaging.study-received', entity: 'imaging-study', id })
  return id
}

export interface Attachment {
  readonly id: string
  readonly studyUid: string
  readonly type: string
  readonly bytes: number
  readonly blob: string
}

/** An attachment that the actor may see, or null. One statement. */
export async function attachmentAt(ctx: Context, actor: Actor, id: string): Promise<Attachment | null> {
  const row = await attachments(ctx, actor).where('imaging_attachment.id', '=', id).executeTakeFirst()
  return row ? { ...row, bytes: Number(row.bytes) } : null
}

/** Attachments of studies, as far as the actor may see these. One statement. */
export async function attachmentsOf(ctx: Context, actor: Actor, studyIds: readonly string[]): Promise<Attachment[]> {
  if (studyIds.length === 0) return []
  const rows = await attachments(ctx, actor)
    .where('imaging_attachment.study_id', 'in', studyIds)
    .orderBy('imaging_attachment.id')
    .execute()
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

/** Videos of an imaging case, as far as the actor may see them. One statement. */
export async function videosOfCase(ctx: Context, actor: Actor, imagingCaseId: string): Promise<Attachment[]> {
  const rows = await attachments(ctx, actor)
    .where('imaging_study.case_id', '=', imagingCaseId)
    .orderBy('imaging_attachment.id')
    .execute()
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

const attachments = (ctx: Context, actor: Actor) =>
  ctx.db
    .selectFrom('imaging_attachment')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_attachment.study_id')
    .select([
      'imaging_attachment.id',
      'imaging_study.study_uid as studyUid',
      'imaging_attachment.type',
      'imaging_attachment.bytes',
      'imaging_attachment.blob',
    ])
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
