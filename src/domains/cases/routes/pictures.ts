import type { App, Ctx } from '#src/platform/http/env.ts'
import { madeOf, missPictures, pictureFile } from '../pictures/files.ts'
import { FORMATS, WIDTHS, type PictureFormat } from '../pictures/geometry.ts'
import { keyPictures } from '../pictures/queries.ts'
import { renderView } from '../pictures/render.ts'
import { caseFor } from '../queries/case.ts'
import { scopeOf } from '../share/scope.ts'

/** Key pictures as bytes; who may see the case and its images is asked for each. */
export function pictureEndpoints(app: App): void {
  app.get('/media/cases/:code{[0-9A-Za-z]{8}}/:id/:file', picture)
}

const TYPES: Readonly<Record<PictureFormat, string>> = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' }

async function picture(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const [, width = '', format = ''] = /^(\d{3,4})\.([a-z]{3,4})$/.exec(c.req.param('file') ?? '') ?? []
  if (!WIDTHS.some((one) => String(one) === width) || !FORMATS.some((one) => one === format)) return c.notFound()
  const found = await caseFor(ctx, actor, c.req.param('code') ?? '')
  if (!found || !(await scopeOf(ctx, actor, found)).images) return c.notFound()
  const all = await keyPictures(ctx, actor, found)
  const one = c.req.param('id') === 'first' ? all[0] : all.find(({ id }) => id === c.req.param('id'))
  if (!one) return c.notFound()
  const size = Number(width)
  const kept = await pictureFile(ctx, found.id, one, size, format as PictureFormat)
  const as = kept ? (format as PictureFormat) : 'jpg'
  const etag = `"${madeOf(one).slice(0, 22)}-${width}-${kept ? format : 'now'}"`
  // A link may be ended, a case closed or taken back: a browser asks each time whether it still may show what it has.
  const headers = {
    etag,
    'content-type': TYPES[as],
    'cache-control': 'private, no-cache',
    vary: 'cookie',
    'content-security-policy': "default-src 'none'",
  }
  if ((c.req.header('if-none-match') ?? '').includes(etag)) return c.body(null, 304, headers)
  const bytes = kept ? await ctx.blobs.get(kept.blob) : null
  if (kept && bytes) return c.body(bytes, 200, { ...headers, 'content-length': String(kept.bytes) })
  // Until the job is through, one picture that every browser reads, whichever it asked for.
  const now = await renderView(ctx, one.image, one.view, size, 'jpg')
  if (!now) return c.notFound()
  await missPictures(ctx, found.id)
  return c.body(now as Uint8Array<ArrayBuffer>, 200, { ...headers, 'content-type': TYPES.jpg })
}
