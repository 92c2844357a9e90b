import { sql } from 'kysely'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { parsed, textOf } from '../json.ts'
import { photoView, type Photo } from '../photos/photo.ts'
import { mayManageNews, maySeeArticle } from '../policy.ts'
import type { ArticleTable } from '../tables.ts'
import type { ArticleState, Tag } from './article.ts'

/** An article in a list. */
export interface ArticleView {
  readonly id: string
  readonly slug: string
  readonly state: ArticleState
  readonly title: Text
  readonly summary: Text
  readonly body: Text
  readonly byline: string
  readonly eventSlug: string
  readonly eventTitle: Text
  readonly commentsOpen: boolean
  readonly generated: boolean
  readonly publishAt: number | null
  readonly updatedAt: number
  readonly revision: number
  readonly previewVersion: number
  readonly cover: Photo | null
}

export interface ArticlePage extends ArticleView {
  readonly tags: readonly Tag[]
  readonly photos: readonly Photo[]
}

const view = (row: ArticleTable, cover: Photo | null): ArticleView => ({
  id: row.id,
  slug: row.slug,
  state: row.state,
  title: textOf(row.title),
  summary: textOf(row.summary),
  body: textOf(row.body),
  byline: row.byline,
  eventSlug: row.event_slug,
  eventTitle: textOf(row.event_title),
  commentsOpen: row.comments_open === 1,
  generated: row.generated === 1,
  publishAt: row.publish_at,
  updatedAt: row.updated_at,
  revision: row.revision,
  previewVersion: row.preview_version,
  cover,
})

export interface ListOptions {
  readonly tag?: string
  readonly eventSlug?: string
  readonly limit: number
  readonly offset?: number
}

/** Published articles, the latest first; two statements however many there are (one when there are none). */
export async function publishedArticles(
  ctx: Context,
  { tag, eventSlug, limit, offset = 0 }: ListOptions,
): Promise<{ articles: ArticleView[]; total: number }> {
  let query = ctx.db.selectFrom('article').where('state', '=', 'published')
  if (tag !== undefined)
    query = query.where('id', 'in', (eb) => eb.selectFrom('article_tag').select('article_id').where('tag', '=', tag))
  if (eventSlug !== undefined) query = query.where('event_slug', '=', eventSlug)
  const rows = await query
    .selectAll()
    .select(sql<number>`count(*) over ()`.as('total'))
    .orderBy('publish_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  const covers = await photosById(
    ctx.db,
    rows.flatMap((row) => row.cover_id ?? []),
  )
  return { articles: rows.map((row) => view(row, covers.get(row.cover_id ?? '') ?? null)), total: rows[0]?.total ?? 0 }
}

/** Everything for the secretariat's list: drafts first, then by date. */
export async function allArticles(ctx: Context, actor: Actor): Promise<ArticleView[] | null> {
  if (!mayManageNews(actor)) return null
  const rows = await ctx.db
    .selectFrom('article')
    .selectAll()
    .orderBy(sql`case state when 'published' then 1 else 0 end`)
    .orderBy(sql`coalesce(publish_at, updated_at)`, 'desc')
    .limit(500)
    .execute()
  return rows.map((row) => view(row, null))
}

async function photosById(db: AnyDb, ids: readonly string[]): Promise<Map<string, Photo>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('photo').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, photoView(row)]))
}

async function whole(db: AnyDb, row: ArticleTable): Promise<ArticlePage> {
  const photos = (
    await db
      .selectFrom('photo')
      .selectAll()
      .where('article_id', '=', row.id)
      .orderBy('position')
      .orderBy('id')
      .execute()
  ).map(photoView)
  const tags = await db
    .selectFrom('article_tag')
    .innerJoin('tag', 'tag.slug', 'article_tag.tag')
    .select(['tag.slug', 'tag.name'])
    .where('article_id', '=', row.id)
    .orderBy('position')
    .execute()
  return {
    ...view(row, photos.find((photo) => photo.id === row.cover_id) ?? null),
    tags: tags.map((tag) => ({ slug: tag.slug, name: parsed<Text>(tag.name) })),
    photos,
  }
}

/** The article of an address if the actor may see it, else null. Three statements. */
export async function articleBySlug(ctx: Context, actor: Actor, slug: string): Promise<ArticlePage | null> {
  const row = await ctx.db.selectFrom('article').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row && maySeeArticle(actor, row) ? whole(ctx.db, row) : null
}

/** The same by id; for the pages of the secretariat and for preview links, which have proved their right otherwise. */
export async function articleById(ctx: Context, id: string): Promise<ArticlePage | null> {
  const row = await ctx.db.selectFrom('article').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? whole(ctx.db, row) : null
}

/** Where a former address leads: the published article's present one. */
export async function movedTo(ctx: Context, slug: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('article_slug')
    .innerJoin('article', 'article.id', 'article_slug.article_id')
    .select('article.slug')
    .where('article_slug.slug', '=', slug)
    .where('article.state', '=', 'published')
    .executeTakeFirst()
  return row?.slug ?? null
}

export async function tagBySlug(ctx: Context, slug: string): Promise<Tag | null> {
  const row = await ctx.db.selectFrom('tag').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row ? { slug: row.slug, name: parsed<Text>(row.name) } : null
}
