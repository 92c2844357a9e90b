import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Failure, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { availabilityOf } from '../speakers/availability.ts'
import { applyEdit, type Command, type Edit } from './edits.ts'
import { applyPatch, type Patch } from './edit-patch.ts'
import { canEditProgramme, canSeeWorkingCopy } from '../policy.ts'
import type { Programme } from '../programme/programme.ts'
import { warningChanges, warningsOf, type Warning } from '../programme/warnings.ts'
import { loadWorkingCopy, lockEvent, saveWorkingCopy, type WorkingCopy } from '../working-copy/working-copy.ts'

/** What one edit did: enough for an editor to go on without loading anything anew. */
export interface EditDone {
  /** The edit's number in the event's log: what undo names, and where a live connection resumes. */
  readonly number: number
  readonly revision: number
  readonly changed: readonly string[]
  /** Revision of every item after the edit. */
  readonly copyRevisions: ReadonlyMap<string, number>
  readonly warnings: { readonly added: readonly Warning[]; readonly gone: readonly Warning[]; readonly total: number }
  readonly programme: Programme
}

/** What may be recorded in the log: moves of the grid and their way back, and changes of content. */
export type Recorded = Edit | Patch

/** Revisions of items as the editor saw them; what it does not name is not checked. */
export type Expected = Readonly<Record<string, number>>

/**
 * Carries out one edit of the working copy. Items that changed since `expected` refuse it as a conflict whose detail
 * names them (`items`, separated by blanks) and who changed them last (`by`, `at`).
 */
export const editProgramme = (
  ctx: Context,
  actor: Actor,
  eventId: string,
  edit: Command | Patch,
  expected: Expected = {},
): Promise<Outcome<EditDone>> =>
  write(ctx, actor, async (tx) => {
    const open = await openForEdit(tx, eventId)
    if (!open.ok) return open
    const { revisions } = open.value
    const stale = Object.entries(expected).filter(([id, seen]) => revisions.get(id) !== seen)
    if (stale.length > 0)
      return conflict(
        tx,
        eventId,
        stale.map(([id]) => id),
      )
    return record(tx, eventId, open.value, edit, 'edit')
  })

/** A change of content made from what is stored now: `make` gets the working copy and answers the patch, or refuses. */
export const patchProgramme = (
  ctx: Context,
  actor: Actor,
  eventId: string,
  expected: Expected,
  make: (programme: Programme, tx: Tx) => Promise<Outcome<Patch>> | Outcome<Patch>,
): Promise<Outcome<EditDone>> =>
  write(ctx, actor, async (tx) => {
    const open = await openForEdit(tx, eventId)
    if (!open.ok) return open
    const stale = Object.entries(expected).filter(([id, seen]) => open.value.revisions.get(id) !== seen)
    if (stale.length > 0)
      return conflict(
        tx,
        eventId,
        stale.map(([id]) => id),
      )
    const patch = await make(open.value.programme, tx)
    return patch.ok ? record(tx, eventId, open.value, patch.value, 'edit') : patch
  })

/**
 * The same inside of another command that has asked its own policy: a speaker's answer changes the working copy too,
 * and those who have it open must see it.
 */
export async function recordPatch(
  tx: Tx,
  eventId: string,
  make: (programme: Programme) => Outcome<Patch>,
): Promise<Outcome<EditDone>> {
  await lockEvent(tx, eventId)
  const copy = await loadWorkingCopy(tx.ctx, tx.db, eventId)
  if (!copy) return fail('not-found')
  const patch = make(copy.programme)
  return patch.ok ? record(tx, eventId, copy, patch.value, 'edit') : patch
}

/**
 * Takes back an edit: the one of that number, else the actor's latest that still stands. A conflict says what has
 * changed since and by whom; nothing then happens. The undoing is itself recorded.
 */
export const undoEdit = (ctx: Context, actor: Actor, eventId: string, number?: number): Promise<Outcome<EditDone>> =>
  write(ctx, actor, async (tx) => {
    const open = await openForEdit(tx, eventId)
    if (!open.ok) return open
    let query = tx.db
      .selectFrom('programme_edit')
      .select(['number', 'inverse'])
      .where('event_id', '=', eventId)
      .where('undone', '=', 0)
    if (number === undefined)
      query = query.where('actor_id', 'is not distinct from', actor.personId).orderBy('number', 'desc')
    else query = query.where('number', '=', number)
    const last = await query.limit(1).executeTakeFirst()
    if (!last) return fail('conflict', { detail: { reason: 'nothing-to-undo' } })
    const done = await record(tx, eventId, open.value, JSON.parse(last.inverse) as Recorded, 'undo')
    if (!done.ok) return done
    await tx.db
      .updateTable('programme_edit')
      .set({ undone: UNDONE })
      .where('event_id', '=', eventId)
      .where('number', '=', last.number)
      .execute()
    return done
  })

/** Values of `undone`: an edit that was taken back, and the taking back, which undo passes over. */
const UNDONE = 1
const UNDOING = 2

async function openForEdit(tx: Tx, eventId: string): Promise<Outcome<WorkingCopy>> {
  const revision = await lockEvent(tx, eventId)
  const event =
    revision === null
      ? undefined
      : await tx.db.selectFrom('event').select(['id', 'state']).where('id', '=', eventId).executeTakeFirst()
  if (!event || !canSeeWorkingCopy(tx.actor, event)) return fail('not-found')
  if (!canEditProgramme(tx.actor, event)) return fail('conflict', { detail: { reason: 'archived' } })
  return ok((await loadWorkingCopy(tx.ctx, tx.db, eventId))!)
}

async function record(
  tx: Tx,
  eventId: string,
  copy: WorkingCopy,
  edit: Recorded,
  how: 'edit' | 'undo',
): Promise<Outcome<EditDone>> {
  const { ctx, actor } = tx
  const before = copy.programme
  const made = carryOut(ctx, before, edit)
  if (!made.ok) {
    if (made.code === 'changed-meanwhile') return conflict(tx, eventId, made.items)
    return fail('invalid', { fields: { edit: made.code }, detail: { items: made.items.join(' ') } })
  }
  const { programme, changed, inverse } = made
  const revision = await saveWorkingCopy(tx, before, programme)
  const last = await tx.db
    .selectFrom('programme_edit')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await tx.db
    .insertInto('programme_edit')
    .values({
      id: ctx.ids.id(),
      event_id: eventId,
      number,
      actor_id: actor.personId,
      actor_name: actor.system ?? actor.name,
      at: tx.now,
      edit: JSON.stringify(edit),
      inverse: JSON.stringify(inverse),
      changed: JSON.stringify(changed),
      undone: how === 'undo' ? UNDOING : 0,
    })
    .execute()
  await tx.audit({
    action: `programme.${how}`,
    entity: 'event',
    id: eventId,
    eventId,
    before: { inverse },
    after: { number, edit },
  })
  tx.afterCommit(() => ctx.bus.publish(`event:${eventId}`, JSON.stringify({ revision, number })))
  const availability = await availabilityOf(tx.db, eventId)
  const now = warningsOf(programme, { availability })
  const { added, gone } = warningChanges(warningsOf(before, { availability }), now)
  return ok({
    number,
    revision,
    changed,
    copyRevisions: revisionsAfter(copy, changed),
    warnings: { added, gone, total: now.length },
    programme,
  })
}

type CarriedOut =
  | { ok: true; programme: Programme; changed: readonly string[]; inverse: Recorded }
  | { ok: false; code: string; items: readonly string[] }

function carryOut(ctx: Context, programme: Programme, edit: Recorded): CarriedOut {
  if (edit.kind === 'patch') {
    const patched = applyPatch(programme, edit)
    if (!patched.ok) return { ok: false, code: 'changed-meanwhile', items: patched.changed }
    return patched.changed.length === 0 ? { ok: false, code: 'nothing-to-do', items: [] } : patched
  }
  const codes = new Set([...programme.sessions, ...programme.talks].map((item) => item.code))
  const edited = applyEdit(programme, edit, () => {
    const id = ctx.ids.id()
    const code = freshCode(ctx, codes)
    return { id, guid: id, code }
  })
  return edited.ok ? edited : { ok: false, code: edited.code, items: edited.items.map((item) => item.id) }
}

/** A code that no session or talk of the event has; adds it to them. */
export function freshCode(ctx: Context, taken: Set<string>): string {
  for (;;) {
    const code = ctx.ids.code()
    if (taken.has(code)) continue
    taken.add(code)
    return code
  }
}

/** As the database has them now: what was changed has risen by one, what is new begins at one. */
function revisionsAfter(copy: WorkingCopy, changed: readonly string[]): Map<string, number> {
  const out = new Map(copy.revisions)
  for (const id of changed) out.set(id, (copy.revisions.get(id) ?? 0) + 1)
  return out
}

/** How far back the log is searched for who changed an item; older changes go unnamed. */
const LOOK_BACK = 200

async function conflict(tx: Tx, eventId: string, items: readonly string[]): Promise<Failure> {
  const wanted = new Set(items)
  const rows = await tx.db
    .selectFrom('programme_edit')
    .select(['actor_name', 'at', 'changed'])
    .where('event_id', '=', eventId)
    .orderBy('number', 'desc')
    .limit(LOOK_BACK)
    .execute()
  const last = rows.find((row) => (JSON.parse(row.changed) as string[]).some((id) => wanted.has(id)))
  const detail: Record<string, string | number> = { reason: 'changed-meanwhile', items: items.join(' ') }
  if (last) Object.assign(detail, { by: last.actor_name, at: last.at })
  return fail('conflict', { detail })
}
