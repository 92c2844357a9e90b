import * as v from 'valibot'
import type { Ctx, App } from '#src/platform/http/env.ts'
import { tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { type Failure, fail, type Outcome, STATUS } from '#src/platform/outcome.ts'
import { changeMark, type Changed, createMark, removeMark } from './commands.ts'
import { exportsOf } from './export.ts'
import { exportRoutes } from './export-routes.ts'
import { marksOf, markView, versionsOf } from './queries.ts'
import { changedMark, newMark } from './schema.ts'
import { receivedRoutes } from './received-routes.ts'
import { withheld } from './withheld.ts'

const ID = '/imaging/marks/:id{[0-9a-f-]{36}}'
const LIMIT: Limit = { name: 'imaging-marks', burst: 300, perSeconds: 300 }
const UIDS = /^[0-9.]{1,64}$/

/** Marks as JSON, for the viewer: under the session's permissions, 404 for what may not be seen. */
export function markEndpoints(app: App): void {
  app.get('/imaging/marks', async (c) => {
    const study = c.req.query('study') ?? ''
    const found = UIDS.test(study) ? await marksOf(c.var.ctx, c.var.actor, study) : null
    if (!found) return failed(c, fail('not-found'))
    const hidden = await withheld(c.var.ctx, c.var.actor, study)
    const marks = hidden ? found.marks.filter(({ mine }) => mine) : found.marks
    return json(c, { marks, exports: hidden ? [] : exportsOf(study, marks) })
  })

  app.post('/imaging/marks', async (c) => {
    const input = await bodyOf(c, newMark)
    return 'ok' in input
      ? failed(c, input)
      : await answer(c, await createMark(c.var.ctx, c.var.actor, input.value), 201)
  })

  app.put(ID, async (c) => {
    const input = await bodyOf(c, changedMark)
    if ('ok' in input) return failed(c, input)
    return await answer(c, await changeMark(c.var.ctx, c.var.actor, c.req.param('id'), input.value), 200)
  })

  app.delete(ID, async (c) => {
    const version = Number(c.req.query('version'))
    if (!Number.isInteger(version) || version < 1) return failed(c, fail('invalid', { fields: { version: 'missing' } }))
    const wait = hurry(c)
    if (wait) return failed(c, wait)
    return await answer(c, await removeMark(c.var.ctx, c.var.actor, c.req.param('id'), version), 200)
  })

  app.get(`${ID}/versions`, async (c) => {
    const versions = await versionsOf(c.var.ctx, c.var.actor, c.req.param('id'))
    return versions ? json(c, { versions }) : failed(c, fail('not-found'))
  })

  exportRoutes(app)
  receivedRoutes(app)
}

const json = (c: Ctx, value: object, status: 200 | 201 | 409 = 200): Response =>
  c.json(value, status, { 'cache-control': 'private, no-store' })

function failed(c: Ctx, { code, fields, detail }: Failure): Response {
  const headers: Record<string, string> = { 'cache-control': 'private, no-store' }
  if (code === 'too-many' && detail?.['seconds']) headers['retry-after'] = String(detail['seconds'])
  return c.json({ error: code, ...(fields ? { fields } : {}) }, STATUS[code], headers)
}

/** The mark as it now stands; in a conflict as it stands against what was sent, so that nothing is lost. */
async function answer(c: Ctx, outcome: Outcome<Changed>, done: 200 | 201): Promise<Response> {
  if (!outcome.ok) return failed(c, outcome)
  const { row, conflict } = outcome.value
  const mark = await markView(c.var.ctx, c.var.actor, row)
  return conflict ? json(c, { error: 'conflict', mark }, 409) : json(c, { mark }, done)
}

function hurry(c: Ctx): Failure | null {
  const { personId } = c.var.actor
  // Strangers get no further than the question whether they may.
  const seconds = tooMany(c, LIMIT, personId ?? undefined)
  return seconds > 0 ? fail('too-many', { detail: { seconds } }) : null
}

async function bodyOf<S extends v.GenericSchema>(
  c: Ctx,
  schema: S,
): Promise<Failure | { readonly value: v.InferOutput<S> }> {
  if (c.var.actor.personId === null) return fail('not-found')
  const wait = hurry(c)
  if (wait) return wait
  const parsed = v.safeParse(schema, await c.req.json<unknown>().catch(() => null))
  if (parsed.success) return { value: parsed.output }
  const fields = parsed.issues.map((issue) => [
    v.getDotPath(issue) ?? '',
    issue.type === 'check' ? issue.message : issue.type,
  ])
  return fail('invalid', { fields: Object.fromEntries(fields) as Record<string, string> })
}
