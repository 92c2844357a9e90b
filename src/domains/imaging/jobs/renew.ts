import type { Context } from '#src/platform/context.ts'
import { enqueue } from '#src/platform/jobs/enqueue.ts'
import { doomIn } from '../intake/doomed.ts'
import { THUMBNAIL_PARTS } from '../picture-version.ts'
import { afterArrivals } from '../precedence.ts'
import { Died, imagingPool, TimedOut } from '../worker/pool.ts'

const A_JOB = 500

const wanted = (studyId: string) => ['imaging:renew', { studyId }, { dedupe: `imaging:renew ${studyId}` }] as const

/**
 * Somebody met the thumbnail of an object that an older version painted: those of its study are made anew. Whoever looks
 * at it gets the old one meanwhile, also where this cannot be written down.
 */
export async function wantRenewed(ctx: Context, instanceId: string): Promise<void> {
  try {
    await askFor(ctx, instanceId)
  } catch (err) {
    ctx.log.error({ err }, 'thumbnails of an older version cannot be asked for anew')
  }
}

async function askFor(ctx: Context, instanceId: string): Promise<void> {
  const row = await ctx.db
    .selectFrom('imaging_instance')
    .select('study_id')
    .where('id', '=', instanceId)
    .executeTakeFirst()
  if (row) await enqueue(ctx, ctx.db, ...wanted(row.study_id))
}

/** Paints the thumbnails of a study anew that another version painted, a few at once; may be killed anywhere and run again. */
export async function renew(ctx: Context, { studyId }: { readonly studyId: string }): Promise<void> {
  for (let done = 0; done < A_JOB;) {
    await afterArrivals(ctx)
    const rows = await ctx.db
      .selectFrom('imaging_copy')
      .innerJoin('imaging_instance', 'imaging_instance.id', 'imaging_copy.instance_id')
      .select(['imaging_instance.id', 'imaging_instance.blob', 'imaging_copy.blob as painted'])
      .where('imaging_instance.study_id', '=', studyId)
      .where('imaging_copy.kind', '=', 'thumbnail')
      .where('imaging_copy.parts', '<>', THUMBNAIL_PARTS)
      .orderBy('imaging_instance.id')
      .limit(imagingPool().size * 2)
      .execute()
    if (rows.length === 0) return
    await Promise.all(rows.map((row) => renewOne(ctx, row)))
    done += rows.length
  }
  await enqueue(ctx, ctx.db, ...wanted(studyId))
}

interface Old {
  readonly id: string
  readonly blob: string
  readonly painted: string
}

async function renewOne(ctx: Context, { id, blob, painted }: Old): Promise<void> {
  const bytes = await paint(ctx, blob)
  // What cannot be painted now keeps the picture that it has, and is not tried again.
  const made = bytes ? await ctx.blobs.put(bytes) : null
  await ctx.db.transaction().execute(async (db) => {
    const kept = await db
      .updateTable('imaging_copy')
      .set({ parts: THUMBNAIL_PARTS, ...(made ? { blob: made.hash, bytes: made.bytes } : {}) })
      .where('instance_id', '=', id)
      .where('kind', '=', 'thumbnail')
      .where('blob', '=', painted)
      // Blanked meanwhile: a picture of what it was must not be seen, nor stay.
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('imaging_instance')
            .select('imaging_instance.id')
            .where('imaging_instance.id', '=', id)
            .where('imaging_instance.blob', '=', blob),
        ),
      )
      .executeTakeFirst()
    if (!made || made.hash === painted) return
    await doomIn(ctx, db, [kept.numUpdatedRows === 0n ? made.hash : painted])
  })
}

async function paint(ctx: Context, blob: string): Promise<Uint8Array | null> {
  const file = await ctx.blobs.asFile(blob)
  if (!file) return null
  try {
    const made = await imagingPool().run('thumbnail', { path: file.path }, { timeoutMs: 60_000 })
    return made.ok ? made.bytes : null
  } catch (error) {
    if (error instanceof TimedOut || error instanceof Died) return null
    throw error
  } finally {
    await file.done()
  }
}
