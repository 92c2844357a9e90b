import { defaultProfile, type DeidentifyProfile } from '#src/lib/dicom/index.ts'
import type { Context } from '#src/platform/context.ts'
import { enqueue } from '#src/platform/jobs/enqueue.ts'
import { getSetting } from '#src/platform/settings.ts'
import { record, type Verdict } from '../commands/record.ts'
import type { Refusal } from '../quarantine.ts'
import { siteSecret } from '../site-secret.ts'
import type { ImagingReceivedTable } from '../tables.ts'
import { afterArrivals } from '../precedence.ts'
import { Died, imagingPool, TimedOut } from '../worker/pool.ts'
import { release } from '../worker/release.ts'
import { alone } from './alone.ts'

/** Objects, and bytes of them, that are in memory at once. */
const AT_ONCE = 8
const BYTES_AT_ONCE = 48 * 1024 * 1024
/** What a job does before it lets others have their turn. */
const A_JOB = 500
/** A file that is read for longer is hostile: 500 MB take about two seconds. */
const TIME_LIMIT = 30_000

/** Works off the quarantine: de-identifies what waits and puts it into the archive, or says why not. */
export const takeIn = (ctx: Context): Promise<void> => alone(ctx, 'take-in', () => work(ctx))

async function work(ctx: Context): Promise<void> {
  const profile = await getSetting<DeidentifyProfile>(ctx, 'imaging.profile', defaultProfile)
  for (let done = 0; ;) {
    await afterArrivals(ctx)
    const waiting = await ctx.db
      .selectFrom('imaging_received')
      .selectAll()
      .where('state', '=', 'waiting')
      .orderBy('id')
      .limit(AT_ONCE)
      .execute()
    if (waiting.length === 0) return
    let bytes = 0
    const batch = waiting.filter((row, i) => i === 0 || (bytes += row.bytes) <= BYTES_AT_ONCE)
    const pseudonyms = await pseudonymsOf(ctx, batch)
    await record(ctx, await Promise.all(batch.map((row) => judge(ctx, row, profile, pseudonyms))))
    done += batch.length
    if (done >= A_JOB) {
      await enqueue(ctx, ctx.db, 'imaging:take-in', {}, { dedupe: 'imaging:take-in' })
      return
    }
  }
}

async function pseudonymsOf(ctx: Context, rows: readonly ImagingReceivedTable[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => (row.case_id ? [row.case_id] : [])))]
  if (ids.length === 0) return new Map()
  const cases = await ctx.db
    .selectFrom('imaging_case')
    .select(['id', 'pseudonym'])
    .where('id', 'in', ids)
    // Of a withdrawn case the same bytes must come out again, to be removed.
    .unionAll(ctx.db.selectFrom('imaging_tombstone').select(['case_id as id', 'pseudonym']).where('case_id', 'in', ids))
    .execute()
  return new Map(cases.map(({ id, pseudonym }) => [id, pseudonym]))
}

async function judge(
  ctx: Context,
  row: ImagingReceivedTable,
  profile: DeidentifyProfile,
  pseudonyms: ReadonlyMap<string, string>,
): Promise<Verdict> {
  const refused = (refusal: Refusal): Verdict => ({ row, refusal })
  const file = row.blob === null ? null : await ctx.blobs.asFile(row.blob)
  if (!file) return refused('lost')
  try {
    const pseudonym = row.case_id === null ? null : (pseudonyms.get(row.case_id) ?? null)
    const result = await imagingPool().run(
      'takeIn',
      { path: file.path, profile, siteSecret: siteSecret(ctx), ownerId: row.owner_id, pseudonym },
      { timeoutMs: TIME_LIMIT },
    )
    if (!result.ok) return refused(result.code as Refusal)
    const { bytes, ...taken } = result
    const stored = await ctx.blobs.put(bytes)
    release(bytes)
    return { row, taken, blob: stored.hash, bytes: stored.bytes }
  } catch (error) {
    if (error instanceof TimedOut) return refused('timeout')
    if (error instanceof Died) return refused('crashed')
    throw error
  } finally {
    await file.done()
  }
}
