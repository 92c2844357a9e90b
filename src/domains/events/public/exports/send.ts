import type { Context } from '#src/platform/context.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { keep, PageCache, sendKept } from '#src/platform/http/respond.ts'

export interface PublicFile {
  /** Everything that the bytes depend on. */
  readonly key: string
  readonly type: string
  /** Instant of the release: Last-Modified. */
  readonly modified: number
  readonly make: () => string | Uint8Array | Promise<string | Uint8Array>
  /** Name under which a browser saves it; without one it is shown. */
  readonly filename?: string
}

const caches = new WeakMap<object, PageCache>()

function cacheOf(ctx: Context): PageCache {
  let cache = caches.get(ctx.bus)
  if (!cache) caches.set(ctx.bus, (cache = new PageCache(32_000_000)))
  return cache
}

/** Sends a file of a release to anyone from anywhere: made once a release, conditional by tag or by time. */
export async function sendFile(c: Ctx, file: PublicFile): Promise<Response> {
  const cache = cacheOf(c.var.ctx)
  const headers: Record<string, string> = {
    'content-type': file.type,
    'cache-control': 'public, max-age=60',
    'last-modified': new Date(file.modified).toUTCString(),
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'etag, last-modified',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'accept-encoding',
    ...(file.filename ? { 'content-disposition': `attachment; filename="${file.filename}"` } : {}),
  }
  const since = c.req.header('if-modified-since')
  if (since && !c.req.header('if-none-match') && Math.floor(file.modified / 1000) * 1000 <= Date.parse(since))
    return c.body(null, 304, headers)
  let kept = cache.get(file.key)
  if (!kept) {
    const made = await file.make()
    kept =
      typeof made === 'string'
        ? keep(made)
        : { ...keep(''), html: made, etag: keep(Buffer.from(made).toString('base64')).etag }
    cache.set(file.key, kept)
  }
  return sendKept(c, kept, headers)
}

/** What another site's script asks before it reads. */
export const preflight = (c: Ctx): Response =>
  c.body(null, 204, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD, OPTIONS',
    'access-control-allow-headers': 'if-none-match, if-modified-since',
    'access-control-max-age': '86400',
  })
