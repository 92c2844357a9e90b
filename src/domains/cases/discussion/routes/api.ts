import { isLang } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { fail, STATUS, type Outcome } from '#src/platform/outcome.ts'
import {
  addComment,
  editComment,
  hideComment,
  identityIn,
  removeComment,
  reportComment,
  resolveThread,
  type Talk,
} from '../commands.ts'
import { talkOf } from '../queries.ts'
import { CODE, fieldsOf, hurry, ID, open } from './request.ts'

const NO_STORE = { 'cache-control': 'private, no-store' }

/** The discussion as JSON, for the viewer's panel: the same rights and the same limits as the page's. */
export function apiRoutes(app: App): void {
  app.get(`/cases/${CODE}/comments`, async (c) => {
    const talk = await open(c)
    return talk && talk.rights.scope.comments
      ? c.json(await talkOf(c.var.ctx, c.var.actor, talk, langOf(c)), 200, NO_STORE)
      : c.json({ ok: false }, 404, NO_STORE)
  })
  app.post(`/cases/${CODE}/comments`, async (c) => {
    const talk = await open(c)
    if (!talk) return c.json({ ok: false, code: 'not-found' }, 404, NO_STORE)
    const seconds = hurry(c)
    if (seconds > 0) return answer(c, fail('too-many', { detail: { seconds } }))
    const fields = await fieldsOf(c)
    const { body = '', thread = '', pin = '', key = '', name = '', confirmed = '' } = fields
    const input = { body, thread, pin, key, name, confirmed: confirmed !== '' }
    return answer(c, await addComment(c.var.ctx, c.var.actor, talk, input, langOf(c)), body)
  })
  for (const [act, run] of Object.entries(ACTS))
    app.post(`/cases/${CODE}/comments/${ID}/${act}`, async (c) => {
      const talk = await open(c)
      if (!talk) return c.json({ ok: false, code: 'not-found' }, 404, NO_STORE)
      const fields = await fieldsOf(c)
      return answer(c, await run(c, talk, c.req.param('id') ?? '', fields), fields['body'])
    })
}

type Run = (c: Ctx, talk: Talk, id: string, fields: Record<string, string>) => Promise<Outcome>

/** What may be done with one comment, by page and by panel alike. */
export const ACTS: Readonly<Record<string, Run>> = {
  edit: (c, talk, id, { body = '', confirmed = '' }) =>
    editComment(c.var.ctx, c.var.actor, talk, id, { body, confirmed: confirmed !== '' }),
  remove: (c, talk, id) => removeComment(c.var.ctx, c.var.actor, talk, id),
  report: (c, talk, id, { reason = '' }) => reportComment(c.var.ctx, c.var.actor, talk, id, reason),
  resolve: (c, talk, id) => resolveThread(c.var.ctx, c.var.actor, talk, id, true),
  reopen: (c, talk, id) => resolveThread(c.var.ctx, c.var.actor, talk, id, false),
  hide: (c, talk, id) => hideComment(c.var.ctx, c.var.actor, talk, id, true),
  show: (c, talk, id) => hideComment(c.var.ctx, c.var.actor, talk, id, false),
}

const langOf = (c: Ctx) => {
  const lang = c.req.query('lang')
  return isLang(lang) ? lang : c.var.lang
}

function answer(c: Ctx, outcome: Outcome<unknown>, body = ''): Response {
  if (outcome.ok) return c.json({ ok: true, value: outcome.value ?? null }, 200, NO_STORE)
  const { code, fields = {}, detail } = outcome
  const identity = fields['body'] === 'identity' ? identityIn(body).map((one) => one.excerpt) : []
  return c.json({ ok: false, code, fields, detail, identity }, STATUS[code], NO_STORE)
}
