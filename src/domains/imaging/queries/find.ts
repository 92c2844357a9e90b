import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { shownObjects } from '../marks/withheld.ts'
import { visibleStudies } from '../policy.ts'
import type { CopyKind } from '../tables.ts'
import type { CopyParts } from '../worker/copies.ts'
import type { StoredLayout } from '../worker/take-in.ts'

export interface Place {
  readonly study: string
  readonly series?: string
  readonly instance?: string
}

/** An object as it is served. */
export interface ServedInstance {
  readonly id: string
  readonly studyUid: string
  readonly seriesUid: string
  readonly sopUid: string
  readonly syntax: string
  readonly blob: string
  readonly bytes: number
}

const rows = (ctx: Context, actor: Actor, { study, series, instance }: Place) => {
  let query = ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .where('imaging_study.study_uid', '=', study)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(shownObjects(ctx, actor))
  if (series !== undefined) query = query.where('imaging_series.series_uid', '=', series)
  if (instance !== undefined) query = query.where('imaging_instance.sop_uid', '=', instance)
  return query
}

/**
 * All objects of a study or series, or one, that the actor may see; [] for what is not there or not for them. In order of
 * their numbers, which is that of an index: a thousand headers are not sorted. One statement.
 */
export async function instancesAt(ctx: Context, actor: Actor, place: Place): Promise<ServedInstance[]> {
  return await rows(ctx, actor, place)
    .select([
      'imaging_instance.id',
      'imaging_study.study_uid as studyUid',
      'imaging_series.series_uid as seriesUid',
      'imaging_instance.sop_uid as sopUid',
      'imaging_instance.syntax',
      'imaging_instance.blob',
      'imaging_instance.bytes',
    ])
    .orderBy('imaging_instance.number')
    .orderBy('imaging_instance.id')
    .execute()
}

/** Headers in memory at once while a study's are sent: 200 of 10 KB. */
const HEADERS_AT_ONCE = 200

/**
 * Stored DICOM JSON of objects that `instancesAt` has found, in their order, so many at a time that others have their turn
 * in between and a large study is never in memory whole. One statement for each 200 objects.
 */
export async function* headersOf(
  ctx: Context,
  found: readonly ServedInstance[],
): AsyncGenerator<readonly { readonly instance: ServedInstance; readonly metadata: string }[]> {
  for (let at = 0; at < found.length; at += HEADERS_AT_ONCE) {
    const some = found.slice(at, at + HEADERS_AT_ONCE)
    const stored = await ctx.db
      .selectFrom('imaging_header')
      .select(['instance_id', 'metadata'])
      .where(
        'instance_id',
        'in',
        some.map(({ id }) => id),
      )
      .execute()
    const byId = new Map(stored.map(({ instance_id, metadata }) => [instance_id, metadata]))
    yield some.flatMap((instance) => {
      const metadata = byId.get(instance.id)
      return metadata === undefined ? [] : [{ instance, metadata }]
    })
  }
}

export interface FramesOf extends ServedInstance {
  readonly layout: StoredLayout | null
  readonly copies: ReadonlyMap<CopyKind, { readonly blob: string; readonly bytes: number; readonly parts: CopyParts }>
}

/** One object with where its frames lie, in itself and in its copies; two statements. */
export async function framesAt(ctx: Context, actor: Actor, place: Required<Place>): Promise<FramesOf | null> {
  const [found] = await instancesAt(ctx, actor, place)
  if (!found) return null
  const stored = await ctx.db
    .selectFrom('imaging_header')
    .leftJoin('imaging_copy', 'imaging_copy.instance_id', 'imaging_header.instance_id')
    .select(['layout', 'kind', 'blob', 'bytes', 'parts'])
    .where('imaging_header.instance_id', '=', found.id)
    .execute()
  const copies = new Map<CopyKind, { blob: string; bytes: number; parts: CopyParts }>()
  for (const { kind, blob, bytes, parts } of stored)
    if (kind && blob && parts) copies.set(kind, { blob, bytes: bytes ?? 0, parts: JSON.parse(parts) as CopyParts })
  return { ...found, layout: stored[0] ? (JSON.parse(stored[0].layout) as StoredLayout | null) : null, copies }
}

/** Where an upload stands. */
export interface Progress {
  readonly waiting: number
  readonly refused: number
  readonly done: number
  /** Objects among `done` whose copies are still being made. */
  readonly preparing: number
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
}

/** Progress of what the actor sent in one batch. Two statements. */
export async function progressOf(ctx: Context, actor: Actor, batch: string): Promise<Progress> {
  const mine = ctx.db
    .selectFrom('imaging_received')
    .where('batch', '=', batch)
    .where('imaging_received.owner_id', '=', actor.personId ?? '')
  const states = await mine
    .select(['state', 'reason', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy(['state', 'reason'])
    .execute()
  const preparing = await mine
    .innerJoin('imaging_instance', 'imaging_instance.id', 'imaging_received.instance_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('imaging_instance.prepared', '=', 0)
    .executeTakeFirst()
  const sum = (state: string) =>
    states.filter((s) => s.state === state).reduce((total, s) => total + Number(s.count), 0)
  return {
    waiting: sum('waiting'),
    refused: sum('refused'),
    done: sum('done'),
    preparing: Number(preparing?.count ?? 0),
    reasons: states.filter((s) => s.state === 'refused').map(({ reason, count }) => ({ reason, count: Number(count) })),
  }
}
