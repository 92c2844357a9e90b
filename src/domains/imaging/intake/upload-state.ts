import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { progressOf, type Progress } from '../queries/find.ts'
import type { UploadTable } from './tables.ts'

/** How far an upload is: on the line, in the quarantine, in the archive. */
export interface UploadState extends Progress {
  readonly id: string
  readonly caseId: string
  readonly ended: boolean
  /** Of all that was announced. */
  readonly files: number
  readonly bytes: number
  /** What is here whole. */
  readonly arrived: number
  readonly arrivedBytes: number
  readonly studies: readonly { readonly uid: string; readonly looked: boolean; readonly images: number }[]
}

/** The state of one's own upload; four statements. */
export async function uploadState(ctx: Context, actor: Actor, upload: UploadTable): Promise<UploadState> {
  const [arrived, progress, studies] = await Promise.all([
    ctx.db
      .selectFrom('imaging_upload_file')
      .select((eb) => [eb.fn.countAll<number>().as('files'), eb.fn.sum<number>('received').as('bytes')])
      .where('upload_id', '=', upload.id)
      .where('state', '=', 'done')
      .executeTakeFirst(),
    progressOf(ctx, actor, upload.id),
    ctx.db
      .selectFrom('imaging_study')
      .select(['study_uid as uid', 'looked_at', 'instance_count as images'])
      .where('case_id', '=', upload.case_id)
      .where('owner_id', '=', upload.owner_id)
      .orderBy('id')
      .execute(),
  ])
  return {
    ...progress,
    id: upload.id,
    caseId: upload.case_id,
    ended: upload.ended_at !== null,
    files: upload.files,
    bytes: Number(upload.bytes),
    arrived: Number(arrived?.files ?? 0),
    arrivedBytes: Number(arrived?.bytes ?? 0),
    studies: studies.map(({ uid, looked_at, images }) => ({ uid, looked: looked_at !== null, images })),
  }
}
