import { ok } from '#src/platform/outcome.ts'
import type { Context } from '#src/platform/context.ts'
import { systemActor } from '#src/platform/authz.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { doom } from '../intake/doomed.ts'
import { noteSeen } from '../look/seen.ts'
import { needsLook } from '../needs-look.ts'
import type { Refusal } from '../quarantine.ts'
import type { ImagingReceivedTable } from '../tables.ts'
import type { TakenIn } from '../worker/take-in.ts'

/** An object whose clean bytes are in the archive, or why it is refused. */
export type Verdict =
  | { readonly row: ImagingReceivedTable; readonly refusal: Refusal }
  | {
      readonly row: ImagingReceivedTable
      readonly taken: Omit<TakenIn, 'bytes'>
      readonly blob: string
      readonly bytes: number
    }

/** Writes a batch of verdicts into the index, in one transaction: studies, series and instances with their counts. */
export async function record(ctx: Context, verdicts: readonly Verdict[]): Promise<void> {
  await write(ctx, systemActor('job:imaging:take-in'), async (tx) => {
    let added = false
    for (const verdict of verdicts) {
      const { row } = verdict
      const still = await tx.db
        .selectFrom('imaging_received')
        .select('id')
        .where('id', '=', row.id)
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      // Another process was faster.
      if (!still) continue
      const outcome = await verdictOf(tx, verdict)
      const refused = typeof outcome === 'string'
      // Clean bytes that the archive does not take are nobody's; of a withdrawn case, nothing stays at all.
      if (refused && !('refusal' in verdict)) await doom(tx, [verdict.blob])
      if (outcome === 'withdrawn') {
        if (row.blob !== null) await doom(tx, [row.blob])
        await tx.db.deleteFrom('imaging_received').where('id', '=', row.id).execute()
        continue
      }
      if (!refused && outcome.added) added = true
      await tx.db
        .updateTable('imaging_received')
        .set({
          state: refused ? 'refused' : 'done',
          reason: refused ? outcome : '',
          instance_id: refused ? null : outcome.id,
          ended_at: tx.now,
        })
        .where('id', '=', row.id)
        .execute()
    }
    if (added) await tx.enqueue('imaging:prepare', {}, { dedupe: 'imaging:prepare' })
    await tx.enqueue('imaging:forget', {}, { dedupe: 'imaging:forget', runAt: tx.now + 90_000 })
    tx.afterCommit(() => ctx.bus.publish('imaging', [...new Set(verdicts.map(({ row }) => row.batch))].join()))
    return ok()
  })
}

async function verdictOf(tx: Tx, verdict: Verdict): Promise<Refusal | { id: string; added: boolean }> {
  if (verdict.row.case_id !== null && (await isWithdrawn(tx, 'case_id', verdict.row.case_id))) return 'withdrawn'
  if ('refusal' in verdict) return verdict.refusal
  if (await isWithdrawn(tx, 'pseudonym', verdict.taken.pseudonym)) return 'withdrawn'
  return await archive(tx, verdict)
}

async function isWithdrawn(tx: Tx, column: 'case_id' | 'pseudonym', value: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('imaging_tombstone')
    .select('case_id')
    .where(column, '=', value)
    .executeTakeFirst()
  return found !== undefined
}

async function archive(
  tx: Tx,
  verdict: Extract<Verdict, { taken: unknown }>,
): Promise<Refusal | { id: string; added: boolean }> {
  const { row, taken, blob, bytes } = verdict
  const { summary } = taken
  const known = await tx.db
    .selectFrom('imaging_instance')
    .select(['id', 'blob', 'study_id', 'source_hash'])
    .where('sop_uid', '=', summary.sopUid)
    .executeTakeFirst()
  const study = await ownStudy(tx, row.owner_id, verdict)
  if (study === null) return 'study-of-another'
  // The same again is no news: also where its rules have changed since, what was received is the same.
  if (known)
    return known.study_id === study && (known.blob === blob || known.source_hash === taken.sourceHash)
      ? { id: known.id, added: false }
      : 'duplicate-differs'
  const series = await ownSeries(tx, study, verdict)
  const id = tx.ctx.ids.id()
  await tx.db
    .insertInto('imaging_instance')
    .values({
      id,
      study_id: study,
      series_id: series,
      sop_uid: summary.sopUid,
      sop_class: summary.sopClass,
      ...summary.instance,
      syntax: taken.syntax,
      blob,
      bytes,
      source_hash: taken.sourceHash,
      burned_in: taken.burnedIn,
      prepared: 0,
      trouble: '',
      created_at: tx.now,
    })
    .execute()
  await tx.db
    .insertInto('imaging_header')
    .values({ instance_id: id, metadata: taken.metadata, layout: taken.layout })
    .execute()
  await tx.db
    .updateTable('imaging_series')
    .set((eb) => ({ instance_count: eb('instance_count', '+', 1) }))
    .where('id', '=', series)
    .execute()
  const { rows, bits } = summary.instance
  const unseen = needsLook({ sopClass: summary.sopClass, rows, bits, burnedIn: taken.burnedIn })
  // Nothing to look at: whoever looks through the study later is asked for the images alone.
  if (!unseen) await noteSeen(tx, study, [id], '')
  await tx.db
    .updateTable('imaging_study')
    // What nobody has looked at closes the study again.
    .set((eb) => ({
      instance_count: eb('instance_count', '+', 1),
      updated_at: tx.now,
      ...(unseen ? { looked_at: null, looked_by: null } : {}),
    }))
    .where('id', '=', study)
    .execute()
  return { id, added: true }
}

/** The study's id, made where it is new; null when it or its case is somebody else's. */
async function ownStudy(
  tx: Tx,
  ownerId: string,
  { taken }: Extract<Verdict, { taken: unknown }>,
): Promise<string | null> {
  const { summary, pseudonym } = taken
  const found = await tx.db
    .selectFrom('imaging_study')
    .innerJoin('imaging_case', 'imaging_case.id', 'imaging_study.case_id')
    .select(['imaging_study.id', 'imaging_study.owner_id', 'imaging_case.pseudonym'])
    .where('study_uid', '=', summary.studyUid)
    .executeTakeFirst()
  if (found) return found.owner_id === ownerId && found.pseudonym === pseudonym ? found.id : null
  let owned = await tx.db
    .selectFrom('imaging_case')
    .select(['id', 'owner_id'])
    .where('pseudonym', '=', pseudonym)
    .executeTakeFirst()
  if (owned && owned.owner_id !== ownerId) return null
  if (!owned) {
    owned = { id: tx.ctx.ids.id(), owner_id: ownerId }
    await tx.db
      .insertInto('imaging_case')
      .values({ ...owned, pseudonym, created_at: tx.now })
      .execute()
  }
  const id = tx.ctx.ids.id()
  const state = {
    modalities: '\\',
    series_count: 0,
    instance_count: 0,
    access: 'private' as const,
    looked_at: null,
    looked_by: null,
  }
  await tx.db
    .insertInto('imaging_study')
    .values({
      id,
      case_id: owned.id,
      owner_id: ownerId,
      study_uid: summary.studyUid,
      ...summary.study,
      ...state,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute()
  await tx.audit({ action: 'imaging.study-received', entity: 'imaging-study', id })
  return id
}

async function ownSeries(tx: Tx, studyId: string, { taken }: Extract<Verdict, { taken: unknown }>): Promise<string> {
  const { summary } = taken
  const found = await tx.db
    .selectFrom('imaging_series')
    .select('id')
    .where('series_uid', '=', summary.seriesUid)
    .where('study_id', '=', studyId)
    .executeTakeFirst()
  if (found) return found.id
  const id = tx.ctx.ids.id()
  await tx.db
    .insertInto('imaging_series')
    .values({
      id,
      study_id: studyId,
      series_uid: summary.seriesUid,
      ...summary.series,
      instance_count: 0,
      created_at: tx.now,
    })
    .execute()
  const study = await tx.db
    .selectFrom('imaging_study')
    .select(['modalities', 'series_count'])
    .where('id', '=', studyId)
    .executeTakeFirstOrThrow()
  const { modality } = summary.series
  const modalities =
    modality === '' || study.modalities.includes(`\\${modality}\\`)
      ? study.modalities
      : `${study.modalities}${modality}\\`
  await tx.db
    .updateTable('imaging_study')
    .set({ modalities, series_count: study.series_count + 1 })
    .where('id', '=', studyId)
    .execute()
  return id
}
