import { createHash } from 'node:crypto'
import type { App, Ctx } from '#src/platform/http/env.ts'
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
  const etag = `"${createHash('sha256')
    .update(`${one.image.blob} ${JSON.stringify(one.view)} ${width} ${format}`)
    .digest('base64url')
    .slice(0, 22)}"`
  // A link may be ended, a case closed or taken back: a browser asks each time whether it still may show what it has.
  const headers = {
    etag,
    'content-type': TYPES[format as PictureFormat],
    'cache-control': 'private, no-cache',
    vary: 'cookie',
    'content-security-policy': "default-src 'none'",
  }
  if ((c.req.header('if-none-match') ?? '').includes(etag)) return c.body(null, 304, headers)
  const bytes = await renderView(ctx, one.image, one.view, Number(width), format as PictureFormat)
  return bytes ? c.body(bytes as Uint8Array<ArrayBuffer>, 200, headers) : c.notFound()
}
