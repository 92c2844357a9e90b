import { LANGS } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import type { SitemapEntry } from '#src/platform/domain.ts'
import { to } from '#src/ui/link.ts'
import { issuePath, issues } from '../newsletter/issues.ts'
import { pageSlugs } from '../site/settings.ts'
import { el, txt, xmlDocument } from './xml.ts'

/** What the protocol allows in one file. */
const MOST = 50_000

/** What the news themselves have: articles, tags, pages. */
export async function newsSitemap(ctx: Context): Promise<SitemapEntry[]> {
  const articles = await ctx.db
    .selectFrom('article')
    .select(['slug', 'updated_at'])
    .where('state', '=', 'published')
    .orderBy('publish_at', 'desc')
    .limit(10_000)
    .execute()
  const { issues: letters } = await issues(ctx.db, { limit: 2_000 })
  const tags = await ctx.db
    .selectFrom('article_tag')
    .innerJoin('article', 'article.id', 'article_tag.article_id')
    .select('article_tag.tag')
    .distinct()
    .where('article.state', '=', 'published')
    .execute()
  const pages = new Set([...(await pageSlugs(ctx)), 'privacy', 'cookies'])
  return [
    { path: '/' },
    { path: '/news' },
    ...articles.map((article) => ({ path: `/news/${article.slug}`, at: article.updated_at })),
    ...(letters.length > 0 ? [{ path: '/newsletter' }, { path: '/newsletter/issues' }] : []),
    ...letters.map((issue) => ({ path: issuePath(issue.slug), at: issue.at })),
    ...tags.map(({ tag }) => ({ path: `/news/tags/${encodeURIComponent(tag)}` })),
    ...[...pages].map((slug) => ({ path: `/${slug}` })),
  ]
}

/** Every public page of every domain in every language, each naming the others (sitemaps.org with hreflang). */
export async function sitemap(ctx: Context): Promise<string> {
  const found = await Promise.all(ctx.domains.map(async (domain) => (await domain.sitemap?.(ctx)) ?? []))
  const entries = [...new Map(found.flat().map((entry) => [entry.path, entry])).values()].slice(
    0,
    Math.floor(MOST / LANGS.length),
  )
  const base = ctx.config.baseUrl
  const address = (lang: (typeof LANGS)[number], path: string) => `${base}${path === '/' ? `/${lang}` : to(lang, path)}`
  const urls = entries.flatMap(({ path, at }) => {
    const others = LANGS.map((lang) =>
      el('xhtml:link', { rel: 'alternate', hreflang: lang, href: address(lang, path) }),
    )
    return LANGS.map((lang) =>
      el(
        'url',
        {},
        el('loc', {}, txt(address(lang, path))),
        at !== undefined && el('lastmod', {}, new Date(at).toISOString()),
        ...others,
      ),
    )
  })
  return xmlDocument(
    el(
      'urlset',
      { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9', 'xmlns:xhtml': 'http://www.w3.org/1999/xhtml' },
      ...urls,
    ),
  )
}
