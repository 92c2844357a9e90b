import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Access, ImagingReceivedTable } from '../tables.ts'
import { type Tombstone, tombstonesOf } from '../withdraw/tombstone.ts'

export interface OwnStudy {
  readonly uid: string
  readonly caseId: string
  readonly pseudonym: string
  readonly date: string
  readonly description: string
  readonly modalities: string
  readonly images: number
  readonly videos: number
  readonly access: Access
  readonly looked: boolean
}

export interface HeldBack {
  readonly batch: string
  readonly reason: string
  readonly source: ImagingReceivedTable['source']
  readonly count: number
  /** Whether its bytes are still here, so that it can be tried again. */
  readonly kept: boolean
  readonly at: number
}

export interface Mine {
  readonly studies: readonly OwnStudy[]
  readonly uploads: readonly {
    readonly id: string
    readonly caseId: string
    readonly files: number
    readonly arrived: number
    readonly at: number
  }[]
  readonly waiting: number
  readonly held: readonly HeldBack[]
  readonly withdrawn: readonly Tombstone[]
}

const MOST = 500
/** An upload that nothing has come of for so long is over. */
const OLD = 14 * 86_400_000

/** Everything that a person has here; six statements. */
export async function mineOf(ctx: Context, actor: Actor): Promise<Mine> {
  const me = actor.personId ?? ''
  const studies = await ctx.db
    .selectFrom('imaging_study')
    .innerJoin('imaging_case', 'imaging_case.id', 'imaging_study.case_id')
    .select((eb) => [
      'study_uid as uid',
      'case_id as caseId',
      'pseudonym',
      'study_date as date',
      'description',
      'modalities',
      'instance_count as images',
      'access',
      'looked_at',
      eb
        .selectFrom('imaging_attachment')
        .select((e) => e.fn.countAll<number>().as('n'))
        .whereRef('imaging_attachment.study_id', '=', 'imaging_study.id')
        .as('videos'),
    ])
    .where('imaging_study.owner_id', '=', me)
    .orderBy('imaging_study.created_at', 'desc')
    .orderBy('imaging_study.id')
    .limit(MOST)
    .execute()
  const uploads = await ctx.db
    .selectFrom('imaging_upload')
    .select((eb) => [
      'id',
      'case_id as caseId',
      'files',
      'created_at as at',
      eb
        .selectFrom('imaging_upload_file')
        .select((e) => e.fn.countAll<number>().as('n'))
        .whereRef('upload_id', '=', 'imaging_upload.id')
        .where('state', '=', 'done')
        .as('arrived'),
    ])
    .where('owner_id', '=', me)
    .where('ended_at', 'is', null)
    .where('seen_at', '>', ctx.clock.now() - OLD)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute()
  const waiting = await ctx.db
    .selectFrom('imaging_received')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('owner_id', '=', me)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  const held = await ctx.db
    .selectFrom('imaging_received')
    .select((eb) => [
      'batch',
      'reason',
      'source',
      eb.fn.countAll<number>().as('count'),
      eb.fn.count<number>('blob').as('blobs'),
      eb.fn.max('created_at').as('at'),
    ])
    .where('owner_id', '=', me)
    .where('state', '=', 'refused')
    .groupBy(['batch', 'reason', 'source'])
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
  return {
    studies: studies.map(({ looked_at, videos, modalities, ...study }) => ({
      ...study,
      modalities: modalities.split('\\').filter(Boolean).join(', '),
      videos: Number(videos ?? 0),
      looked: looked_at !== null,
    })),
    uploads: uploads.map((upload) => ({ ...upload, at: Number(upload.at), arrived: Number(upload.arrived ?? 0) })),
    waiting: Number(waiting?.n ?? 0),
    held: held.map(({ blobs, count, at, ...row }) => ({
      ...row,
      count: Number(count),
      kept: Number(blobs) > 0,
      at: Number(at),
    })),
    withdrawn: await tombstonesOf(ctx, actor),
  }
}

export interface OwnToken {
  readonly id: string
  readonly label: string
  readonly scope: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly usedAt: number | null
}

/** Tokens of a person that are valid; one statement. */
export async function tokensOf(ctx: Context, actor: Actor): Promise<OwnToken[]> {
  const rows = await ctx.db
    .selectFrom('access_token')
    .select(['id', 'label', 'scope', 'created_at', 'expires_at', 'used_at'])
    .where('person_id', '=', actor.personId ?? '')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', ctx.clock.now())
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    scope: row.scope,
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    usedAt: row.used_at === null ? null : Number(row.used_at),
  }))
}
