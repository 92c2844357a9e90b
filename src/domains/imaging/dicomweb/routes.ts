import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { STATUS } from '#src/platform/outcome.ts'
import { BrokenMultipart } from '#src/platform/uploads/framing.ts'
import { maySendImages } from '../policy.ts'
import type { Place } from '../queries/find.ts'
import { wantedOf } from './accept.ts'
import { type Caller, callerOf, unauthorized } from './actor.ts'
import type { Level } from './attributes.ts'
import { crossOrigin } from './cors.ts'
import { relatedOf, relatedParts } from './multipart.ts'
import { asDicomJson, parseSearch, search } from './search.ts'
import { storeParts, type IncomingPart } from './stow.ts'
import { bulkData, frames, metadata, rendered, retrieve, thumbnail } from './wado.ts'

const ROOT = '/dicomweb'
const UID = '[0-9.]{1,64}'
const STUDY = `${ROOT}/studies/:study{${UID}}`
const SERIES = `${STUDY}/series/:series{${UID}}`
const INSTANCE = `${SERIES}/instances/:instance{${UID}}`

/** DICOMweb (PS3.18): every call under the caller's own permissions, 404 for what they may not see. */
export function dicomwebRoutes(app: App): void {
  app.use(`${ROOT}/*`, crossOrigin)
  const get = (path: string, handler: (c: Ctx, caller: Caller, place: Place) => Promise<Response>): void => {
    app.get(path, async (c) => {
      const caller = await callerOf(c)
      if (!caller) return tooMany(c, LIMITS.signIn) > 0 ? c.text('Too many tries', 429) : unauthorized()
      const { study, series, instance } = c.req.param() as Record<string, string>
      return await handler(c, caller, { study: study ?? '', series, instance })
    })
  }
  const qido = (path: string, level: Level): void => get(path, (c, caller, place) => find(c, caller, level, place))
  qido(`${ROOT}/studies`, 'study')
  qido(`${ROOT}/series`, 'series')
  qido(`${ROOT}/instances`, 'instance')
  qido(`${STUDY}/series`, 'series')
  qido(`${STUDY}/instances`, 'instance')
  qido(`${SERIES}/instances`, 'instance')

  for (const path of [STUDY, SERIES, INSTANCE]) {
    get(path, (c, { actor }, place) => retrieve(c.var.ctx, actor, place, wanted(c), rootOf(c)))
    get(`${path}/metadata`, (c, { actor }, place) =>
      metadata(c.var.ctx, actor, place, rootOf(c), c.req.header('accept-encoding')),
    )
    get(`${path}/thumbnail`, (c, { actor }, place) => thumbnail(c.var.ctx, actor, place, query(c), wanted(c)))
  }
  const one = (place: Place) => place as Required<Place>
  get(`${INSTANCE}/rendered`, (c, { actor }, place) => rendered(c.var.ctx, actor, one(place), 1, query(c), wanted(c)))
  get(`${INSTANCE}/frames/:list{[0-9,]+}`, (c, { actor }, place) =>
    frames(c.var.ctx, actor, one(place), c.req.param('list')!, wanted(c), c.req.header('range'), rootOf(c)),
  )
  get(`${INSTANCE}/frames/:frame{[1-9][0-9]{0,6}}/rendered`, (c, { actor }, place) =>
    rendered(c.var.ctx, actor, one(place), Number(c.req.param('frame')), query(c), wanted(c)),
  )
  get(`${INSTANCE}/frames/:frame{[1-9][0-9]{0,6}}/thumbnail`, (c, { actor }, place) =>
    rendered(c.var.ctx, actor, one(place), Number(c.req.param('frame')), query(c), wanted(c), 256),
  )
  get(`${INSTANCE}/bulkdata/:path{[0-9A-Fa-f.]+}`, (c, { actor }, place) =>
    bulkData(c.var.ctx, actor, one(place), c.req.param('path')!, wanted(c), c.req.header('range')),
  )

  app.post(`${ROOT}/studies`, (c) => stow(c, null))
  app.post(STUDY, (c) => stow(c, c.req.param('study')))
}

const wanted = (c: Ctx) => wantedOf(c.req.header('accept'), c.req.query('accept'))
const query = (c: Ctx): URLSearchParams => new URL(c.req.url).searchParams
/** The address that clients are to use again: the site's own, whatever host the request named. */
const rootOf = (c: Ctx): string => c.var.ctx.config.baseUrl + ROOT

async function find(c: Ctx, { actor }: Caller, level: Level, { study, series }: Place): Promise<Response> {
  const parsed = parseSearch(level, query(c), { study: study || undefined, series })
  if (!parsed.ok) return c.json({ error: parsed.code, fields: parsed.fields }, 400)
  const found = await search(c.var.ctx, actor, parsed.value)
  if (!found.ok) return c.json({ error: found.code, fields: found.fields }, 400)
  const { rows, more } = found.value
  const headers: Record<string, string> = {
    'content-type': 'application/dicom+json',
    'cache-control': 'private, no-cache',
  }
  if (more) headers['warning'] = '299 hoi "There are additional results that can be requested"'
  const filled = rows.map((row) =>
    asDicomJson(
      study ? { StudyInstanceUID: study, ...(series ? { SeriesInstanceUID: series } : {}), ...row } : row,
      level,
      rootOf(c),
    ),
  )
  return new Response(JSON.stringify(filled), { headers })
}

async function stow(c: Ctx, studyUid: string | null): Promise<Response> {
  const caller = await callerOf(c)
  if (!caller || !maySendImages(caller.actor)) return unauthorized()
  if (caller.scope !== 'dicomweb:write') return c.text('This token may read only.', 403)
  const body = c.req.raw.body
  const contentType = c.req.header('content-type')
  const related = relatedOf(contentType)
  if (!body) return c.text('Nothing was sent.', 400)
  let parts: AsyncIterable<IncomingPart>
  if (related && (related.type === '' || related.type === 'application/dicom'))
    parts = relatedParts(body, related.boundary)
  else if (/^application\/dicom\s*(?:;|$)/i.test(contentType ?? '')) parts = single(body)
  else return c.text('Send multipart/related; type="application/dicom".', STATUS['wrong-type'])
  try {
    const answer = await storeParts(c.var.ctx, caller.actor, parts, rootOf(c), studyUid)
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'content-type': 'application/dicom+json' },
    })
  } catch (error) {
    if (error instanceof BrokenMultipart) return c.text('The message is no complete multipart/related.', 400)
    throw error
  }
}

async function* single(body: ReadableStream<Uint8Array>): AsyncGenerator<IncomingPart> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of body) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  }
  yield { contentType: 'application/dicom', body: chunks() }
}
