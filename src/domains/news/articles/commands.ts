import { mergedText, pick, type Text } from '#src/lib/text/multilingual.ts'
import { freeSlug, slugOf } from '#src/lib/text/slug.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import type { ImageVariant } from '#src/platform/uploads/index.ts'
import { changed, write, type Tx } from '#src/platform/write.ts'
import { parsed, textOf } from '../json.ts'
import { dropBytes } from '../photos/bytes.ts'
import { mayManageNews } from '../policy.ts'
import type { ArticleTable } from '../tables.ts'
import { langsOf, type ArticleDraft, type Tag } from './article.ts'
import { eventTitleOf } from './report.ts'
import { RESERVED } from './schema.ts'
import { indexArticle } from './search.ts'

export interface NewArticle extends ArticleDraft {
  readonly generated?: boolean
}

/** Begins an article as a draft; its address comes from the title, first the English one. */
export async function createArticle(
  ctx: Context,
  actor: Actor,
  draft: NewArticle,
): Promise<Outcome<{ id: string; slug: string }>> {
  if (!mayManageNews(actor)) return fail('not-found')
  const eventTitle = await eventTitleOf(ctx, draft.eventSlug)
  return write(ctx, actor, (tx) => insertArticle(tx, draft, eventTitle))
}

export async function insertArticle(
  tx: Tx,
  draft: NewArticle,
  eventTitle: Text,
): Promise<Outcome<{ id: string; slug: string }>> {
  const id = tx.ctx.ids.id()
  const slug = await addressFor(tx, draft, id)
  if (slug === null) return invalid({ slug: 'slug-taken' })
  await tx.db
    .insertInto('article')
    .values({
      id,
      state: 'draft',
      ...columns(draft, eventTitle),
      slug,
      cover_id: null,
      generated: draft.generated ? 1 : 0,
      preview_version: 1,
      publish_at: null,
      revision: 1,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute()
  await putTags(tx, id, draft.tags)
  await tx.audit({ action: 'article.create', entity: 'article', id, after: { slug, title: draft.title } })
  return ok({ id, slug })
}

const columns = (draft: ArticleDraft, eventTitle: Text) => ({
  title: JSON.stringify(draft.title),
  summary: JSON.stringify(draft.summary),
  body: JSON.stringify(draft.body),
  byline: draft.byline,
  event_slug: draft.eventSlug,
  event_title: JSON.stringify(eventTitle),
  comments_open: draft.commentsOpen ? 1 : 0,
})

/** Saves over the revision that the form showed; somebody else's change in between is a `conflict`. */
export async function saveArticle(
  ctx: Context,
  actor: Actor,
  id: string,
  draft: ArticleDraft,
  revision: number,
): Promise<Outcome<{ slug: string }>> {
  if (!mayManageNews(actor)) return fail('not-found')
  const eventTitle = await eventTitleOf(ctx, draft.eventSlug)
  return write(ctx, actor, async (tx) => {
    const row = await articleRow(tx, id)
    if (!row) return fail('not-found')
    if (row.revision !== revision) return fail('conflict')
    const slug =
      draft.slug === row.slug || (draft.slug === '' && row.state !== 'draft')
        ? row.slug
        : await addressFor(tx, draft, id)
    if (slug === null) return invalid({ slug: 'slug-taken' })
    const merged = {
      ...draft,
      title: mergedText(textOf(row.title), draft.title),
      summary: mergedText(textOf(row.summary), draft.summary),
      body: mergedText(textOf(row.body), draft.body),
    }
    if (row.state !== 'draft' && langsOf(merged).length === 0) return invalid({ 'body.vi': 'required' })
    const after = { ...columns(merged, eventTitle), slug }
    await tx.db
      .updateTable('article')
      .set({ ...after, revision: row.revision + 1, updated_at: tx.now })
      .where('id', '=', id)
      .execute()
    await putTags(tx, id, draft.tags)
    // What was once public is in other people's bookmarks: the old address leads on.
    if (slug !== row.slug && row.state === 'published') await keepAddress(tx, row.slug, id)
    const diff = changed<Partial<ArticleTable>>(row, after)
    if (diff) await tx.audit({ action: 'article.update', entity: 'article', id, ...diff })
    if (row.state === 'published') await indexArticle(tx, id)
    return ok({ slug })
  })
}

/** Removes an article with its photos and comments for good. */
export async function deleteArticle(ctx: Context, actor: Actor, id: string): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const row = await articleRow(tx, id)
    if (!row) return fail('not-found')
    const photos = await tx.db.selectFrom('photo').select(['id', 'variants']).where('article_id', '=', id).execute()
    const refs = [{ kind: 'article', ref: id }, ...photos.map((photo) => ({ kind: 'photo', ref: photo.id }))]
    for (const { kind, ref } of refs) {
      await tx.db.deleteFrom('comment').where('kind', '=', kind).where('ref', '=', ref).execute()
      await tx.db.deleteFrom('comment_watch').where('kind', '=', kind).where('ref', '=', ref).execute()
    }
    await tx.db.deleteFrom('photo').where('article_id', '=', id).execute()
    for (const photo of photos) await dropBytes(tx, parsed<ImageVariant[]>(photo.variants))
    await tx.db.deleteFrom('article_tag').where('article_id', '=', id).execute()
    await tx.db.deleteFrom('article_slug').where('article_id', '=', id).execute()
    await tx.db.deleteFrom('article').where('id', '=', id).execute()
    await indexArticle(tx, id)
    await tx.audit({
      action: 'article.delete',
      entity: 'article',
      id,
      before: { slug: row.slug, title: textOf(row.title) },
    })
    return ok()
  })
}

export const articleRow = (tx: Tx, id: string): Promise<ArticleTable | undefined> =>
  tx.db.selectFrom('article').selectAll().where('id', '=', id).executeTakeFirst()

/** The chosen address if it is free, else null; without a choice a free one made of the title. */
async function addressFor(tx: Tx, draft: ArticleDraft, id: string): Promise<string | null> {
  const wanted = draft.slug || slugOf(pick(draft.title, 'en').text, 'bai-viet')
  const rows = await tx.db.selectFrom('article').select(['id', 'slug']).where('slug', 'like', `${wanted}%`).execute()
  const taken = new Set([...RESERVED, ...rows.flatMap((row) => (row.id === id ? [] : [row.slug]))])
  if (draft.slug) return taken.has(wanted) ? null : wanted
  return freeSlug(wanted, (slug) => taken.has(slug))
}

async function keepAddress(tx: Tx, slug: string, id: string): Promise<void> {
  await tx.db
    .insertInto('article_slug')
    .values({ slug, article_id: id })
    .onConflict((oc) => oc.column('slug').doUpdateSet({ article_id: id }))
    .execute()
}

async function putTags(tx: Tx, id: string, tags: readonly Tag[]): Promise<void> {
  await tx.db.deleteFrom('article_tag').where('article_id', '=', id).execute()
  for (const [position, tag] of tags.entries()) {
    const known = await tx.db.selectFrom('tag').select('name').where('slug', '=', tag.slug).executeTakeFirst()
    const name = JSON.stringify({ ...(known ? textOf(known.name) : {}), ...tag.name })
    await tx.db
      .insertInto('tag')
      .values({ slug: tag.slug, name })
      .onConflict((oc) => oc.column('slug').doUpdateSet({ name }))
      .execute()
    await tx.db.insertInto('article_tag').values({ article_id: id, tag: tag.slug, position }).execute()
  }
}
