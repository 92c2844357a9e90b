import { defaultProfile, type DeidentifyProfile } from '#src/lib/dicom/index.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { tooMany } from '#src/platform/http/rate-limit.ts'
import { STATUS, type Failure } from '#src/platform/outcome.ts'
import { getSetting } from '#src/platform/settings.ts'
import { attachmentAt } from './attachments.ts'
import { caseKeys, type CaseKeys } from '../commands/cases.ts'
import { rangeOf } from '../dicomweb/retrieve.ts'
import { addChunk, announce, type Announced, beginUpload, endUpload, fileOf, openUpload } from './uploads.ts'
import { uploadState } from './upload-state.ts'

const BEGIN = { name: 'imaging-upload', burst: 200, perSeconds: 600 } as const
const NO_STORE = { 'cache-control': 'private, no-store' }

/**
 * How a browser brings files, so that a lost line and a closed tab cost only what was under way:
 * - `POST /imaging/uploads` {case, files, bytes} begins and answers with the case's keys and the profile
 * - `POST /imaging/uploads/:id/files` {files: [{hash, bytes, kind}]} names what is to come, answers how much of each is here
 * - `PATCH /imaging/uploads/:id/files/:file` with Upload-Offset adds bytes, `HEAD` says the offset
 * - `GET /imaging/uploads/:id` says how far everything is, `POST …/end` that no more comes
 */
export function uploadRoutes(app: App): void {
  app.post('/imaging/uploads', async (c) => {
    const { ctx, actor } = c.var
    if (actor.personId === null) return refuse(c, { ok: false, code: 'sign-in' })
    if (tooMany(c, BEGIN, actor.personId) > 0) return refuse(c, { ok: false, code: 'too-many' })
    const body = (await json(c)) as { case?: unknown; files?: unknown; bytes?: unknown } | null
    const begun = await beginUpload(ctx, actor, {
      caseId: typeof body?.case === 'string' ? body.case : null,
      files: Number(body?.files),
      bytes: Math.max(0, Math.round(Number(body?.bytes) || 0)),
    })
    if (!begun.ok) return refuse(c, begun)
    return c.json({ id: begun.value.id, ...(await keysJson(c, begun.value.keys)) }, 201, NO_STORE)
  })
  app.get('/imaging/uploads/:id', async (c) => {
    const { ctx, actor } = c.var
    const upload = await openUpload(ctx, actor, c.req.param('id'))
    if (!upload) return c.notFound()
    const keys = c.req.query('keys') === undefined ? null : await caseKeys(ctx, actor, upload.case_id)
    const state = await uploadState(ctx, actor, upload)
    return c.json({ ...state, ...(keys ? await keysJson(c, keys) : {}) }, 200, NO_STORE)
  })
  app.post('/imaging/uploads/:id/files', async (c) => {
    const body = (await json(c)) as { files?: unknown } | null
    const files = Array.isArray(body?.files) ? (body.files as Record<string, unknown>[]) : []
    const asked: Announced[] = files.map((file) => ({
      hash: String(file['hash']),
      bytes: Number(file['bytes']),
      kind: file['kind'] === 'video' ? 'video' : 'dicom',
    }))
    const standing = await announce(c.var.ctx, c.var.actor, c.req.param('id'), asked)
    return standing.ok ? c.json({ files: standing.value }, 200, NO_STORE) : refuse(c, standing)
  })
  const path = '/imaging/uploads/:id/files/:file'
  app.on('HEAD', path, async (c) => {
    const file = await fileOf(c.var.ctx, c.var.actor, c.req.param('id')!, c.req.param('file')!)
    if (!file) return c.body(null, 404)
    return c.body(null, 200, { ...NO_STORE, ...offsets(file.received, file.bytes) })
  })
  // A GET as well, since HEAD is answered by it in some routers.
  app.get(path, async (c) => {
    const file = await fileOf(c.var.ctx, c.var.actor, c.req.param('id'), c.req.param('file'))
    if (!file) return c.notFound()
    return c.body(null, 204, { ...NO_STORE, ...offsets(file.received, file.bytes) })
  })
  app.patch(path, async (c) => {
    const { ctx, actor } = c.var
    const file = await fileOf(ctx, actor, c.req.param('id'), c.req.param('file'))
    if (!file) return c.notFound()
    const offset = Number(c.req.header('upload-offset') ?? NaN)
    const body = c.req.raw.body
    if (!Number.isSafeInteger(offset) || !body) return refuse(c, { ok: false, code: 'invalid' })
    const added = await addChunk(ctx, actor, file, offset, body)
    if (added.ok) return c.body(null, 204, offsets(added.value.offset, file.bytes))
    return refuse(c, added)
  })
  for (const end of ['end', 'discard'] as const) {
    app.post(`/imaging/uploads/:id/${end}`, async (c) => {
      const done = await endUpload(c.var.ctx, c.var.actor, c.req.param('id'))
      return done.ok ? c.body(null, 204) : refuse(c, done)
    })
  }
  app.get('/imaging/attachments/:id', attachment)
}

const offsets = (offset: number, bytes: number): Record<string, string> => ({
  'upload-offset': String(offset),
  'upload-length': String(bytes),
})

async function json(c: Ctx): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    return null
  }
}

function refuse(c: Ctx, failure: Failure): Response {
  const { code, fields, detail } = failure
  return c.json({ code, fields, detail }, STATUS[code], NO_STORE)
}

async function keysJson(c: Ctx, keys: CaseKeys): Promise<object> {
  const profile = await getSetting<DeidentifyProfile>(c.var.ctx, 'imaging.profile', defaultProfile)
  return {
    case: { id: keys.id, pseudonym: keys.pseudonym, secret: Buffer.from(keys.secret).toString('base64') },
    profile,
    largest: c.var.ctx.config.uploadLimit,
  }
}

/** A video in ranges, for whoever may see its study. */
async function attachment(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const found = await attachmentAt(ctx, actor, c.req.param('id') ?? '')
  if (!found) return c.notFound()
  const headers: Record<string, string> = {
    'content-type': found.type,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'content-disposition': 'inline',
    'content-security-policy': "default-src 'none'",
  }
  const range = rangeOf(c.req.header('range'), found.bytes)
  if (range === 'bad') return c.body(null, 416, { 'content-range': `bytes */${found.bytes}` })
  const stream = await ctx.blobs.get(found.blob, range ?? undefined)
  if (!stream) return c.notFound()
  const { start, end } = range ?? { start: 0, end: found.bytes - 1 }
  headers['content-length'] = String(end - start + 1)
  if (range) headers['content-range'] = `bytes ${start}-${end}/${found.bytes}`
  return c.body(stream, range ? 206 : 200, headers)
}
