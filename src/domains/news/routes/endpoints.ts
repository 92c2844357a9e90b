import { isHash } from '#src/platform/blobs/blobs.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { feedOf, type Feed } from '../feeds/feed.ts'
import { atom, jsonFeed, rss } from '../feeds/formats.ts'
import { sitemap } from '../feeds/sitemap.ts'
import { keep, sendKept } from '#src/platform/http/respond.ts'
import { photoBytes } from '../photos/queries.ts'

const FEEDS: Readonly<Record<string, { type: string; make: (feed: Feed) => string }>> = {
  'feed.xml': { type: 'application/rss+xml; charset=utf-8', make: rss },
  'atom.xml': { type: 'application/atom+xml; charset=utf-8', make: atom },
  'feed.json': { type: 'application/feed+json; charset=utf-8', make: (feed) => JSON.stringify(jsonFeed(feed)) },
}

/** Feeds of a language; they hold published articles only and no word of a comment. */
export function feedRoutes(app: App): void {
  for (const [file, { type, make }] of Object.entries(FEEDS)) {
    app.get(`/news/${file}`, async (c) => sendPublic(c, make(await feedOf(c.var.ctx, c.var.lang, file)), type))
  }
}

/** Bytes of photos, and what search engines ask for. */
export function newsEndpoints(app: App): void {
  app.get('/sitemap.xml', async (c) => sendPublic(c, await sitemap(c.var.ctx), 'application/xml; charset=utf-8'))
  app.get('/robots.txt', (c) => sendPublic(c, robots(c), 'text/plain; charset=utf-8'))
  app.get('/media/news/:id/:file', photo)
}

const robots = (c: Ctx): string =>
  [
    'User-agent: *',
    'Disallow: /*/manage',
    'Disallow: /*/account',
    'Disallow: /*/comments/',
    'Disallow: /*/news/preview/',
    '',
    `Sitemap: ${c.var.ctx.config.baseUrl}/sitemap.xml`,
    '',
  ].join('\n')

const sendPublic = (c: Ctx, body: string, type: string): Response =>
  sendKept(c, keep(body), { 'content-type': type, 'cache-control': 'public, max-age=300', vary: 'accept-encoding' })

async function photo(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const found = await photoBytes(ctx, actor, c.req.param('id') ?? '', c.req.param('file') ?? '', c.req.query('preview'))
  if (!found || !isHash(found.hash)) return c.notFound()
  const etag = `"${found.hash.slice(0, 22)}"`
  // An article may be withdrawn: shared caches ask again after a day, browsers keep what never changes.
  const headers = {
    etag,
    'content-type': found.type,
    'cache-control': found.open ? 'public, max-age=604800, s-maxage=86400' : 'private, no-store',
    'content-security-policy': "default-src 'none'",
  }
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
  const bytes = await ctx.blobs.get(found.hash)
  return bytes ? c.body(bytes, 200, headers) : c.notFound()
}
