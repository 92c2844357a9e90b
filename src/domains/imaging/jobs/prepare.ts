import type { Context } from '#src/platform/context.ts'
import { enqueue } from '#src/platform/jobs/enqueue.ts'
import { doomIn } from '../intake/doomed.ts'
import type { ImagingCopyTable, ImagingInstanceTable } from '../tables.ts'
import { THUMBNAIL_PARTS } from '../picture-version.ts'
import { afterArrivals } from '../precedence.ts'
import { makeFacts } from '../viewing/keep-facts.ts'
import { Died, imagingPool, TimedOut } from '../worker/pool.ts'
import type { Prepared } from '../worker/copies.ts'
import { release } from '../worker/release.ts'
import { alone } from './alone.ts'

const A_JOB = 500
/** Per started megabyte, on top of the usual time limit: a slow machine needs 20 ms a slice. */
const MS_PER_MB = 2_000

/** Makes the copies of what is new: lossless HTJ2K, checked bit by bit, a small lossy layer, a thumbnail. */
export const prepare = (ctx: Context): Promise<void> => alone(ctx, 'prepare', () => work(ctx))

type Unprepared = Pick<ImagingInstanceTable, 'id' | 'blob' | 'bytes' | 'study_id'>

async function work(ctx: Context): Promise<void> {
  const atOnce = imagingPool().size * 2
  for (let done = 0; ;) {
    await afterArrivals(ctx)
    const rows = await ctx.db
      .selectFrom('imaging_instance')
      .select(['id', 'blob', 'bytes', 'study_id'])
      .where('prepared', '=', 0)
      .orderBy('id')
      .limit(atOnce)
      .execute()
    if (rows.length === 0) return
    await Promise.all(rows.map((row) => prepareOne(ctx, row)))
    ctx.bus.publish('imaging', [...new Set(rows.map((row) => row.study_id))].join())
    done += rows.length
    if (done >= A_JOB) {
      await enqueue(ctx, ctx.db, 'imaging:prepare', {}, { dedupe: 'imaging:prepare' })
      return
    }
  }
}

async function prepareOne(ctx: Context, row: Unprepared): Promise<void> {
  const result = await copiesOf(ctx, row)
  const copies: ImagingCopyTable[] = []
  for (const kind of ['htj2k', 'lossy'] as const) {
    const copy = result[kind]
    if (!copy) continue
    const { hash, bytes } = await ctx.blobs.put(copy.bytes)
    release(copy.bytes)
    copies.push({ instance_id: row.id, kind, blob: hash, bytes, parts: JSON.stringify(copy.parts) })
  }
  if (result.thumbnail) {
    const { hash, bytes } = await ctx.blobs.put(result.thumbnail)
    copies.push({ instance_id: row.id, kind: 'thumbnail', blob: hash, bytes, parts: THUMBNAIL_PARTS })
  }
  await ctx.db.transaction().execute(async (db) => {
    const kept = await db
      .updateTable('imaging_instance')
      .set({ prepared: result.trouble === '' ? 1 : 2, trouble: result.trouble })
      .where('id', '=', row.id)
      .where('blob', '=', row.blob)
      .executeTakeFirst()
    // Blanked or withdrawn meanwhile: copies of what it was must not be seen, nor stay.
    if (kept.numUpdatedRows === 0n) {
      await doomIn(
        ctx,
        db,
        copies.map(({ blob }) => blob),
      )
      return
    }
    if (copies.length > 0)
      await db
        .insertInto('imaging_copy')
        .values(copies)
        .onConflict((oc) => oc.doNothing())
        .execute()
    await makeFacts(db, [row.id], () => Promise.resolve(result.tables ?? null))
  })
}

/** Never fails for what the file is: its trouble is recorded, the original is served all the same. */
async function copiesOf(ctx: Context, row: Unprepared): Promise<Prepared> {
  const nothing = (trouble: string): Prepared => ({ trouble, htj2k: null, lossy: null, thumbnail: null })
  const file = await ctx.blobs.asFile(row.blob)
  if (!file) return nothing('lost')
  try {
    return await imagingPool().run(
      'prepare',
      { path: file.path },
      { timeoutMs: 60_000 + MS_PER_MB * Math.ceil(row.bytes / 1e6) },
    )
  } catch (error) {
    if (error instanceof TimedOut) return nothing('timeout')
    if (error instanceof Died) return nothing('crashed')
    throw error
  } finally {
    await file.done()
  }
}
