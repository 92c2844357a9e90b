import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { textOf } from '../json.ts'
import { mayManageNews, maySeePage } from '../policy.ts'
import type { SitePageTable } from '../tables.ts'
import { privacyDefault } from './privacy-text.ts'

export interface SitePage {
  readonly slug: string
  readonly title: Text
  readonly body: Text
  readonly published: boolean
  readonly generated: boolean
  readonly revision: number
  readonly updatedAt: number
}

const view = (row: SitePageTable): SitePage => ({
  slug: row.slug,
  title: textOf(row.title),
  body: textOf(row.body),
  published: row.published === 1,
  generated: row.generated === 1,
  revision: row.revision,
  updatedAt: row.updated_at,
})

/** A page if the actor may see it, else null; the privacy page has a text of its own until the secretariat writes one. */
export async function sitePage(ctx: Context, actor: Actor, slug: string): Promise<SitePage | null> {
  const row = await ctx.db.selectFrom('site_page').selectAll().where('slug', '=', slug).executeTakeFirst()
  const page = row ? view(row) : null
  if (page && maySeePage(actor, page)) return page
  return slug === 'privacy'
    ? { ...privacyDefault, slug, published: true, generated: false, revision: 0, updatedAt: 0 }
    : null
}

export async function allPages(ctx: Context, actor: Actor): Promise<SitePage[] | null> {
  if (!mayManageNews(actor)) return null
  return (await ctx.db.selectFrom('site_page').selectAll().orderBy('slug').execute()).map(view)
}
