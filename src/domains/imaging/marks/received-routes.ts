import type { FindingsAnswer } from '#src/lib/imaging/finding.ts'
import type { App } from '#src/platform/http/env.ts'
import { findingsOf } from './findings.ts'
import { masksOf, segmentationsOf } from './segmentations.ts'

const STUDY = '/imaging/studies/:study{[0-9.]{1,64}}/segmentations'

/** What others made of a study, for the viewer: findings of reports; segmentations with volumes, and masks as runs. */
export function receivedRoutes(app: App): void {
  app.get('/imaging/studies/:study{[0-9.]{1,64}}/findings', async (c) => {
    const { ctx, actor } = c.var
    const answer: FindingsAnswer = { reports: await findingsOf(ctx, actor, c.req.param('study')) }
    return c.json(answer, 200, { 'cache-control': 'private, no-cache' })
  })

  app.get(STUDY, async (c) => {
    const { ctx, actor } = c.var
    const study = c.req.param('study')
    const segmentations = await segmentationsOf(ctx, actor, study)
    return c.json({ segmentations }, 200, { 'cache-control': 'private, no-cache' })
  })

  app.get(`${STUDY}/:uid{[0-9.]{1,64}}/masks`, async (c) => {
    const { ctx, actor } = c.var
    const { study, uid } = c.req.param()
    const wanted = (c.req.query('segments') ?? '').split(',').filter((n) => /^\d{1,5}$/.test(n))
    const masks = await masksOf(ctx, actor, study, uid, wanted.map(Number))
    if (!masks) return c.json({ error: 'not-found' }, 404)
    const headers = {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, no-cache',
      etag: masks.etag,
    }
    if (c.req.header('if-none-match') === masks.etag) return c.body(null, 304, headers)
    return c.body(masks.bytes as Uint8Array<ArrayBuffer>, 200, headers)
  })
}
