import type { Measured } from '#src/lib/imaging/measure/shape.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { visibleStudies } from '../policy.ts'
import { markable, measured } from './image.ts'
import { type MarkState, MOST_MARKS, shapeOf } from '#src/lib/imaging/mark.ts'
import { mayChangeMark, mayMark, mayRemoveMark, maySeeMark } from './policy.ts'
import type { ChangedMark, NewMark } from './schema.ts'
import type { MarkTable } from './tables.ts'

/** What became of a change: done, or somebody (perhaps the same person elsewhere) was faster and the mark stands otherwise. */
export type Changed = { readonly row: MarkTable; readonly conflict: boolean }

const stateOf = ({ kind, points, text, site, view }: NewMark | ChangedMark): MarkState => ({
  kind,
  points: points.map(([x, y]) => [rounded(x), rounded(y)] as const),
  text,
  site,
  view: view as MarkState['view'],
})

/** A thousandth of a pixel is nobody's hand. */
const rounded = (n: number): number => Math.round(n * 1000) / 1000

const measuredText = (found: Measured | null): string => (found ? JSON.stringify(found) : '')

/**
 * Puts a mark on an image. The id is the browser's: the same one again answers the mark as it stands and changes nothing,
 * so that whoever lost the answer may ask again.
 */
export async function createMark(ctx: Context, actor: Actor, input: NewMark): Promise<Outcome<Changed>> {
  if (!mayMark(actor) || actor.personId === null) return fail('not-found')
  const image = await markable(ctx, actor, input)
  if (!image) return fail('not-found')
  const state = stateOf(input)
  const shape = shapeOf(state)
  const values = measuredText(shape ? await measured(ctx, image, input.frame, shape) : null)
  const authorId = actor.personId
  return await write<Changed>(ctx, actor, async (tx) => {
    const known = await rowOf(tx, input.id)
    if (known) {
      const same = known.author_id === authorId && known.study_id === image.studyId
      return same ? ok({ row: known, conflict: false }) : fail('not-found')
    }
    const count = await tx.db
      .selectFrom('imaging_mark')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('study_id', '=', image.studyId)
      .where('author_id', '=', authorId)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (Number(count.n) >= MOST_MARKS) return fail('too-many')
    const row: MarkTable = {
      id: input.id,
      study_id: image.studyId,
      series_uid: input.series,
      sop_uid: input.instance,
      frame: input.frame,
      author_id: authorId,
      kind: state.kind,
      shared: input.shared ? 1 : 0,
      version: 1,
      state: JSON.stringify(state),
      measured: values,
      created_at: tx.now,
      updated_at: tx.now,
      deleted_at: null,
    }
    await tx.db.insertInto('imaging_mark').values(row).execute()
    await keepVersion(tx, row)
    await tx.audit({ action: 'imaging.mark-create', entity: 'imaging-mark', id: row.id, after: brief(row) })
    await tellKey(tx, row)
    return ok({ row, conflict: false })
  })
}

/** A frame flagged as a key image, or no longer, is one of the pictures of its case. */
async function tellKey(tx: Tx, mark: Pick<MarkTable, 'kind' | 'study_id'>): Promise<void> {
  if (mark.kind !== 'key') return
  const study = await tx.db
    .selectFrom('imaging_study')
    .select('case_id')
    .where('id', '=', mark.study_id)
    .executeTakeFirstOrThrow()
  await tx.emit('imaging.images-changed', { caseId: study.case_id })
}

/** Replaces a mark's state if it still is the version that the change was made from; a deleted one comes back. */
export async function changeMark(
  ctx: Context,
  actor: Actor,
  id: string,
  input: ChangedMark,
): Promise<Outcome<Changed>> {
  const before = await visibleMark(ctx, actor, id)
  if (!before || !mayChangeMark(actor, rightsOf(before))) return fail('not-found')
  // Another kind of mark is another mark.
  if (before.kind !== input.kind) return invalid({ kind: 'changed' })
  const state = stateOf(input)
  const shape = shapeOf(state)
  const was = JSON.parse(before.state) as MarkState
  let values = before.measured
  if (shape && JSON.stringify(was.points) !== JSON.stringify(state.points)) {
    const { series_uid: series, sop_uid: instance, frame } = before
    const image = await markable(ctx, actor, { study: before.study_uid, series, instance, frame })
    if (!image) return fail('not-found')
    values = measuredText(await measured(ctx, image, frame, shape))
  }
  return await write<Changed>(ctx, actor, async (tx) => {
    const now = await rowOf(tx, id)
    if (!now) return fail('not-found')
    const next: MarkTable = {
      ...now,
      shared: input.shared ? 1 : 0,
      version: now.version + 1,
      state: JSON.stringify(state),
      measured: values,
      updated_at: tx.now,
      deleted_at: null,
    }
    // The same change again after a lost answer: it has been done.
    const done = now.version === input.version + 1 && now.state === next.state && now.shared === next.shared
    if (done && now.deleted_at === null) return ok({ row: now, conflict: false })
    if (now.version !== input.version) return ok({ row: now, conflict: true })
    if (!(await replace(tx, now.version, next))) return ok({ row: (await rowOf(tx, id))!, conflict: true })
    await tx.audit({
      action: now.deleted_at === null ? 'imaging.mark-change' : 'imaging.mark-restore',
      entity: 'imaging-mark',
      id,
      before: brief(now),
      after: brief(next),
    })
    await tellKey(tx, next)
    return ok({ row: next, conflict: false })
  })
}

/** Takes a mark away; its versions stay, so that its author can have it back. */
export async function removeMark(ctx: Context, actor: Actor, id: string, version: number): Promise<Outcome<Changed>> {
  const before = await visibleMark(ctx, actor, id)
  if (!before || !mayRemoveMark(actor, rightsOf(before))) return fail('not-found')
  return await write<Changed>(ctx, actor, async (tx) => {
    const now = await rowOf(tx, id)
    if (!now) return fail('not-found')
    if (now.deleted_at !== null) return ok({ row: now, conflict: false })
    if (now.version !== version) return ok({ row: now, conflict: true })
    const next: MarkTable = { ...now, version: now.version + 1, updated_at: tx.now, deleted_at: tx.now }
    if (!(await replace(tx, now.version, next))) return ok({ row: (await rowOf(tx, id))!, conflict: true })
    await tx.audit({ action: 'imaging.mark-remove', entity: 'imaging-mark', id, before: brief(now) })
    await tellKey(tx, next)
    return ok({ row: next, conflict: false })
  })
}

/** False when another one was faster. */
async function replace(tx: Tx, version: number, next: MarkTable): Promise<boolean> {
  const { shared, state, measured: values, updated_at, deleted_at } = next
  const done = await tx.db
    .updateTable('imaging_mark')
    .set({ shared, version: next.version, state, measured: values, updated_at, deleted_at })
    .where('id', '=', next.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) !== 1) return false
  await keepVersion(tx, next)
  return true
}

async function keepVersion(tx: Tx, row: MarkTable): Promise<void> {
  await tx.db
    .insertInto('imaging_mark_version')
    .values({
      mark_id: row.id,
      version: row.version,
      editor_id: tx.actor.personId,
      at: tx.now,
      shared: row.shared,
      deleted: row.deleted_at === null ? 0 : 1,
      state: row.state,
      measured: row.measured,
    })
    .execute()
}

/** For the audit: what kind, not what was drawn or written. */
const brief = ({ kind, shared, version }: MarkTable): object => ({ kind, shared, version })

const rowOf = (tx: Tx, id: string): Promise<MarkTable | undefined> =>
  tx.db.selectFrom('imaging_mark').selectAll().where('id', '=', id).executeTakeFirst()

type Seen = MarkTable & { readonly study_uid: string; readonly owner_id: string }

const rightsOf = (mark: Seen) => ({ authorId: mark.author_id, shared: mark.shared === 1, studyOwnerId: mark.owner_id })

/** A mark that the actor may see, also a deleted one; one statement. */
export async function visibleMark(ctx: Context, actor: Actor, id: string): Promise<Seen | null> {
  const row = await ctx.db
    .selectFrom('imaging_mark')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_mark.study_id')
    .selectAll('imaging_mark')
    .select(['imaging_study.study_uid', 'imaging_study.owner_id'])
    .where('imaging_mark.id', '=', id)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .executeTakeFirst()
  return row && maySeeMark(actor, rightsOf(row)) ? row : null
}
