import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import * as v from 'valibot'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { STATUS, type Failure, type Outcome } from '#src/platform/outcome.ts'
import { availabilityOf } from '../../speakers/availability.ts'
import { editProgramme, undoEdit, type EditDone } from '../../edits/edit-commands.ts'
import { commandSchema } from '../../edits/edit-schema.ts'
import { loadWorkingCopy } from '../../working-copy/working-copy.ts'
import { managed, type Managed } from '../gate.ts'
import { headOf, live } from './live.ts'
import { keepSnapshot, leanChanges, leanProgramme, snapshotOf } from './lean.ts'

const revision = v.pipe(v.number(), v.integer())
const editBody = v.strictObject({
  edit: commandSchema,
  revisions: v.optional(v.record(v.pipe(v.string(), v.maxLength(64)), revision), {}),
})
const undoBody = v.strictObject({ number: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))) })
const squeeze = promisify(gzip)

/** What the editor's island talks to. All of it is for those who see the working copy; others find nothing here. */
export function editorEndpoints(app: App): void {
  app.get('/api/events/:slug/editor', state)
  app.post('/api/events/:slug/edits', (c) =>
    command(c, editBody, (found, body) =>
      editProgramme(c.var.ctx, c.var.actor, found.event.id, body.edit, body.revisions),
    ),
  )
  app.post('/api/events/:slug/undo', (c) =>
    command(c, undoBody, (found, body) => undoEdit(c.var.ctx, c.var.actor, found.event.id, body.number)),
  )
  app.get('/manage/events/:slug/live', live)
}

/** The working copy as the grid needs it. */
async function state(c: Ctx): Promise<Response> {
  const found = await managed(c)
  if (!found) return c.json({ error: 'not-found' }, 404)
  const { ctx, actor } = c.var
  // The number first: an edit in between is then told twice rather than never.
  const head = await headOf(c, found.event.id)
  const copy = await loadWorkingCopy(ctx, ctx.db, found.event.id)
  if (!copy) return c.json({ error: 'not-found' }, 404)
  const body = JSON.stringify({
    number: head.number,
    revision: copy.revision,
    programme: leanProgramme(copy.programme),
    revisions: Object.fromEntries(copy.revisions),
    availability: [...(await availabilityOf(ctx.db, found.event.id))],
    canEdit: found.can.edit,
    me: actor.personId,
  })
  const headers = { 'content-type': 'application/json', 'cache-control': 'private, no-store', vary: 'accept-encoding' }
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(body, 200, headers)
  return c.body(new Uint8Array(await squeeze(body)), 200, { ...headers, 'content-encoding': 'gzip' })
}

async function command<S extends v.GenericSchema>(
  c: Ctx,
  schema: S,
  run: (found: Managed, body: v.InferOutput<S>) => Promise<Outcome<EditDone>>,
): Promise<Response> {
  const found = await managed(c)
  if (!found) return c.json({ error: 'not-found' }, 404)
  const body = v.safeParse(schema, await c.req.json<unknown>().catch(() => null))
  if (!body.success)
    return c.json({ error: 'invalid', issues: body.issues.map((issue) => v.getDotPath(issue) ?? '') }, 422)
  const done = await run(found, body.output)
  return done.ok ? c.json(answer(c, found, done.value)) : refused(c, found, done)
}

function answer(c: Ctx, { event }: Managed, done: EditDone) {
  const { programme, number, changed, warnings, copyRevisions } = done
  keepSnapshot(c.var.ctx, event.id, { revision: done.revision, programme, revisions: copyRevisions })
  return { number, revision: done.revision, changed, changes: leanChanges(programme, copyRevisions, changed), warnings }
}

/** A refusal with what stands now of the items it is about, so that the editor can show both. */
async function refused(c: Ctx, { event }: Managed, failure: Failure): Promise<Response> {
  const { ctx } = c.var
  const items = String(failure.detail?.['items'] ?? '')
    .split(' ')
    .filter(Boolean)
  const body: Record<string, unknown> = { error: failure.code, fields: failure.fields, ...failure.detail, items }
  if (failure.code === 'conflict' && items.length > 0) {
    const head = await headOf(c, event.id)
    const snapshot = await snapshotOf(ctx, ctx.db, event.id, head.revision)
    if (snapshot) body['changes'] = leanChanges(snapshot.programme, snapshot.revisions, items)
  }
  return c.json(body, STATUS[failure.code])
}
