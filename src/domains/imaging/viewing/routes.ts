import type { App } from '#src/platform/http/env.ts'
import { keep, PageCache, sendKept } from '#src/platform/http/respond.ts'
import { readPieces } from '#src/lib/imaging/pieces.ts'
import { packIndex } from '#src/lib/imaging/study-index.ts'
import { pixelPieces } from './pixels.ts'
import { studyIndex } from './study-index.ts'

/** Compressed indexes by what they hold: who may have one is asked each time, its compression is not done twice. */
const packed = new PageCache(8_000_000)

const STUDY = '/imaging/studies/:study{[0-9.]{1,64}}'

/** What the viewer asks for; under the permissions of the session, 404 for what it may not see. */
export function viewingEndpoints(app: App): void {
  app.get(`${STUDY}/index`, async (c) => {
    const index = await studyIndex(c.var.ctx, c.var.actor, c.req.param('study'))
    if (!index) return c.json({ error: 'not-found' }, 404)
    const fresh = keep(JSON.stringify(packIndex(index)))
    const known = packed.get(fresh.etag) ?? fresh
    if (known === fresh) packed.set(fresh.etag, fresh)
    return sendKept(c, known, { 'content-type': 'application/json' })
  })

  app.get(`${STUDY}/pixels`, async (c) => {
    const pieces = readPieces(c.req.query('p') ?? '')
    if (!pieces) return c.json({ error: 'invalid' }, 400)
    const answer = await pixelPieces(c.var.ctx, c.var.actor, c.req.param('study'), pieces)
    if (!answer) return c.json({ error: 'not-found' }, 404)
    const headers = {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, no-cache',
      etag: answer.etag,
    }
    if (c.req.header('if-none-match') === answer.etag) return c.body(null, 304, headers)
    return new Response(answer.body(), { headers: { ...headers, 'content-length': String(answer.length) } })
  })
}
