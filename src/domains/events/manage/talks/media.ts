import type { App } from '#src/platform/http/env.ts'
import { attachmentPath, readableAttachment } from '../../speakers/attachments.ts'

/** `attachment` with a plain name for old clients and the real one for all others (RFC 6266). */
export const disposition = (filename: string): string => {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const real = encodeURIComponent(filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${real}`
}

/** The one range of `bytes=…` that a file of that size has; `none` when the header is absent or asks for several, `bad` beyond the end. */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'none' | 'bad' {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return 'none'
  const last = size - 1
  const start = found[1] === '' ? Math.max(0, size - Number(found[2])) : Number(found[1])
  const end = found[1] === '' || found[2] === '' ? last : Math.min(last, Number(found[2]))
  return start > last || start > end ? 'bad' : { start, end }
}

/** Downloads, under policy, in ranges so that a video can be wound and a broken download goes on. */
export function mediaEndpoint(app: App): void {
  app.get(attachmentPath(':id'), async (c) => {
    const { ctx, actor } = c.var
    const file = await readableAttachment(ctx, actor, c.req.param('id') ?? '')
    const size = file && (await ctx.blobs.size(file.hash))
    if (!file || size === null) return c.notFound()
    const headers: Record<string, string> = {
      'content-type': file.mediaType,
      'content-disposition': disposition(file.filename),
      'accept-ranges': 'bytes',
      etag: `"${file.hash}"`,
      'cache-control': file.isPublic ? 'public, max-age=300' : 'private, no-store',
      // Nothing of a file that people sent in may run here, whatever a browser makes of it.
      'content-security-policy': "default-src 'none'; sandbox",
    }
    if (c.req.header('if-none-match') === headers['etag']) return c.body(null, 304, headers)
    const ifRange = c.req.header('if-range')
    const range = ifRange && ifRange !== headers['etag'] ? 'none' : rangeOf(c.req.header('range'), size)
    if (range === 'bad') return c.body(null, 416, { 'content-range': `bytes */${size}` })
    const bytes = await ctx.blobs.get(file.hash, range === 'none' ? undefined : range)
    if (!bytes) return c.notFound()
    if (range === 'none') return c.body(bytes, 200, { ...headers, 'content-length': String(size) })
    return c.body(bytes, 206, {
      ...headers,
      'content-length': String(range.end - range.start + 1),
      'content-range': `bytes ${range.start}-${range.end}/${size}`,
    })
  })
}
