import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { previewedId } from '../articles/preview.ts'
import { maySeeArticle } from '../policy.ts'
import { ENDING, photoView, type Photo } from './photo.ts'

export interface PhotoBytes {
  readonly hash: string
  readonly type: string
  /** Everyone may see it, so shared caches may keep it. */
  readonly open: boolean
}

/** The bytes of `<width>.<ending>` of a photo, if its article may be seen or the token opens its preview. */
export async function photoBytes(
  ctx: Context,
  actor: Actor,
  id: string,
  file: string,
  token: string | undefined,
): Promise<PhotoBytes | null> {
  const found = /^(\d{2,5})\.(avif|webp|jpg)$/.exec(file)
  if (!found) return null
  const row = await ctx.db
    .selectFrom('photo')
    .innerJoin('article', 'article.id', 'photo.article_id')
    .select(['photo.variants', 'article.state', 'article.id as articleId'])
    .where('photo.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const allowed =
    maySeeArticle(actor, row) || (token !== undefined && (await previewedId(ctx, token)) === row.articleId)
  if (!allowed) return null
  const variants = JSON.parse(row.variants) as Photo['variants']
  const variant = variants.find((v) => String(v.width) === found[1] && ENDING[v.type] === found[2])
  return variant ? { hash: variant.hash, type: variant.type, open: row.state === 'published' } : null
}

/** The published article that a photo stands in, for its comments. */
export async function photoOf(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ photo: Photo; slug: string; number: number; commentsOpen: boolean } | null> {
  const row = await ctx.db.selectFrom('photo').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const article = await ctx.db
    .selectFrom('article')
    .select(['slug', 'state', 'comments_open'])
    .where('id', '=', row.article_id)
    .executeTakeFirst()
  if (!article || !maySeeArticle(actor, article)) return null
  const order = await ctx.db
    .selectFrom('photo')
    .select('id')
    .where('article_id', '=', row.article_id)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return {
    photo: photoView(row),
    slug: article.slug,
    number: order.findIndex((other) => other.id === id) + 1,
    commentsOpen: article.comments_open === 1,
  }
}
