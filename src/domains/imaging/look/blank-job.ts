import { type Box, defaultProfile, type DeidentifyProfile, patientCase } from '#src/lib/dicom/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { ok } from '#src/platform/outcome.ts'
import { getSetting } from '#src/platform/settings.ts'
import { write } from '#src/platform/write.ts'
import { doom } from '../intake/doomed.ts'
import type { BlankTable } from '../intake/tables.ts'
import { alone } from '../jobs/alone.ts'
import { siteSecret } from '../site-secret.ts'
import { Died, imagingPool, TimedOut } from '../worker/pool.ts'
import type { BlankResult } from './tasks.ts'

const AT_ONCE = 8
/** Decoding and coding again take longer than reading; per started megabyte. */
const MS_PER_MB = 4_000

/** Works off what is to be blanked. Killed anywhere, it begins again with what waits: the same boxes give the same bytes. */
export const blankWaiting = (ctx: Context): Promise<void> => alone(ctx, 'blank', () => work(ctx))

async function work(ctx: Context): Promise<void> {
  for (;;) {
    const rows = await ctx.db
      .selectFrom('imaging_blank')
      .selectAll()
      .where('state', '=', 'waiting')
      .orderBy('id')
      .limit(AT_ONCE)
      .execute()
    if (rows.length === 0) return
    // Two blankings of one image follow each other.
    const first = rows.filter((row, i) => rows.findIndex((other) => other.instance_id === row.instance_id) === i)
    await Promise.all(first.map((row) => blankOne(ctx, row)))
    ctx.bus.publish('imaging', [...new Set(rows.map((row) => row.study_id))].join())
  }
}

async function blankOne(ctx: Context, row: BlankTable): Promise<void> {
  const image = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .innerJoin('imaging_case', 'imaging_case.id', 'imaging_study.case_id')
    .select(['imaging_instance.blob', 'imaging_instance.bytes', 'imaging_case.pseudonym', 'imaging_case.id as caseId'])
    .where('imaging_instance.id', '=', row.instance_id)
    .executeTakeFirst()
  if (!image) return await end(ctx, row, 'gone')
  const result = await blanked(ctx, image, JSON.parse(row.boxes) as Box[])
  if (typeof result === 'string') return await end(ctx, row, result)
  const stored = await ctx.blobs.put(result.bytes)
  await write(ctx, systemActor('job:imaging:blank'), async (tx) => {
    const moved = await tx.db
      .updateTable('imaging_instance')
      .set((eb) => ({
        blob: stored.hash,
        bytes: stored.bytes,
        syntax: result.syntax,
        prepared: 0,
        trouble: '',
        burned_in: eb.case().when('burned_in', '=', 'present').then('look').else(eb.ref('burned_in')).end(),
      }))
      .where('id', '=', row.instance_id)
      .where('blob', '=', image.blob)
      .executeTakeFirst()
    // Blanked or removed by somebody else meanwhile: the row waits for its next turn.
    if (moved.numUpdatedRows === 0n) {
      await doom(tx, [stored.hash])
      return ok()
    }
    await tx.db
      .updateTable('imaging_header')
      .set({ metadata: result.metadata, layout: result.layout })
      .where('instance_id', '=', row.instance_id)
      .execute()
    const copies = await tx.db
      .deleteFrom('imaging_copy')
      .where('instance_id', '=', row.instance_id)
      .returning('blob')
      .execute()
    for (const table of ['imaging_view', 'imaging_assessment'] as const)
      await tx.db.deleteFrom(table).where('instance_id', '=', row.instance_id).execute()
    await tx.db.deleteFrom('imaging_seen').where('image_id', '=', row.instance_id).execute()
    await tx.db
      .updateTable('imaging_study')
      .set({ looked_at: null, looked_by: null, updated_at: tx.now })
      .where('id', '=', row.study_id)
      .execute()
    const old = [image.blob, ...copies.map(({ blob }) => blob)].filter((blob) => blob !== stored.hash)
    await doom(tx, old, image.caseId)
    await tx.emit('imaging.images-changed', { caseId: image.caseId })
    await tx.db.updateTable('imaging_blank').set({ state: 'done', ended_at: tx.now }).where('id', '=', row.id).execute()
    await tx.enqueue('imaging:prepare', {}, { dedupe: 'imaging:prepare' })
    return ok()
  })
}

async function blanked(
  ctx: Context,
  image: { blob: string; bytes: number; pseudonym: string },
  boxes: readonly Box[],
): Promise<BlankResult | string> {
  const file = await ctx.blobs.asFile(image.blob)
  if (!file) return 'lost'
  try {
    const profile = await getSetting<DeidentifyProfile>(ctx, 'imaging.profile', defaultProfile)
    const { secret } = patientCase(siteSecret(ctx), image.pseudonym)
    const result = await imagingPool().run(
      'blank',
      { path: file.path, boxes, profile, secret, pseudonym: image.pseudonym },
      { timeoutMs: 60_000 + MS_PER_MB * Math.ceil(Number(image.bytes) / 1e6) },
    )
    return result.ok ? result : result.code
  } catch (error) {
    if (error instanceof TimedOut) return 'timeout'
    if (error instanceof Died) return 'crashed'
    throw error
  } finally {
    await file.done()
  }
}

async function end(ctx: Context, row: BlankTable, reason: string): Promise<void> {
  await ctx.db
    .updateTable('imaging_blank')
    .set({ state: 'failed', reason, ended_at: ctx.clock.now() })
    .where('id', '=', row.id)
    .execute()
}
