import type { Text } from '#src/lib/text/multilingual.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { reencodeImage, type ImageVariant } from '#src/platform/uploads/index.ts'
import { write } from '#src/platform/write.ts'
import { articleRow } from '../articles/commands.ts'
import { indexArticle } from '../articles/search.ts'
import { parsed } from '../json.ts'
import { mayManageNews } from '../policy.ts'
import { dropBytes } from './bytes.ts'
import { WIDEST } from './photo.ts'

/** A picture as it came; `path` or its bytes. */
export interface IncomingPhoto {
  readonly name: string
  readonly source: string | Uint8Array
  readonly caption?: Text
  readonly alt?: Text
  readonly credit?: string
}

export const PHOTOS_AT_ONCE = 20
export const PHOTO_BYTES = 30_000_000

/**
 * Adds pictures at the end of an article. One JPEG is made at once, without EXIF and place; the other sizes and formats
 * follow by a job, since forty photos would keep the secretariat waiting for minutes. A picture that cannot be read refuses them all,
 * `wrong-type` with its name in `detail`.
 */
export async function addPhotos(
  ctx: Context,
  actor: Actor,
  articleId: string,
  pictures: readonly IncomingPhoto[],
): Promise<Outcome<string[]>> {
  if (!mayManageNews(actor)) return fail('not-found')
  const made: { picture: IncomingPhoto; variants: ImageVariant[] }[] = []
  for (const picture of pictures) {
    const jpegs = await reencodeImage(ctx.blobs, picture.source, { widths: [WIDEST], formats: ['jpeg'] })
    if (!jpegs.ok) return fail('wrong-type', { fields: { photos: 'wrong-type' }, detail: { name: picture.name } })
    made.push({ picture, variants: jpegs.value })
  }
  return write(ctx, actor, async (tx) => {
    const article = await articleRow(tx, articleId)
    if (!article) return fail('not-found')
    const last = await tx.db
      .selectFrom('photo')
      .select((eb) => eb.fn.max('position').as('at'))
      .where('article_id', '=', articleId)
      .executeTakeFirst()
    const ids: string[] = []
    for (const [n, { picture, variants }] of made.entries()) {
      const id = tx.ctx.ids.id()
      const whole = variants.at(-1)!
      await tx.db
        .insertInto('photo')
        .values({
          id,
          article_id: articleId,
          position: (last?.at ?? 0) + n + 1,
          name: picture.name,
          caption: JSON.stringify(picture.caption ?? {}),
          alt: JSON.stringify(picture.alt ?? {}),
          credit: picture.credit ?? '',
          width: whole.width,
          height: whole.height,
          variants: JSON.stringify(variants),
          complete: 0,
          created_at: tx.now,
        })
        .execute()
      ids.push(id)
    }
    await tx.enqueue('news:photo-formats', {}, { dedupe: 'news:photo-formats' })
    if (!article.cover_id && ids[0])
      await tx.db.updateTable('article').set({ cover_id: ids[0] }).where('id', '=', articleId).execute()
    await tx.audit({ action: 'article.add-photos', entity: 'article', id: articleId, after: { photos: ids.length } })
    return ok(ids)
  })
}

export interface PhotoWords {
  readonly id: string
  readonly caption: Text
  readonly alt: Text
  readonly credit: string
  readonly position: number
}

/** Saves captions, descriptions and order of an article's photos, and which one is its cover. */
export async function savePhotos(
  ctx: Context,
  actor: Actor,
  articleId: string,
  words: readonly PhotoWords[],
  coverId: string | null,
): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const rows = await tx.db
      .selectFrom('photo')
      .select(['id', 'caption', 'alt', 'credit', 'position'])
      .where('article_id', '=', articleId)
      .execute()
    const known = new Map(rows.map((row) => [row.id, row]))
    for (const photo of words) {
      const row = known.get(photo.id)
      if (!row) return fail('not-found')
      const after = {
        caption: JSON.stringify(photo.caption),
        alt: JSON.stringify(photo.alt),
        credit: photo.credit,
        position: photo.position,
      }
      if (
        after.caption === row.caption &&
        after.alt === row.alt &&
        after.credit === row.credit &&
        after.position === row.position
      )
        continue
      await tx.db.updateTable('photo').set(after).where('id', '=', photo.id).execute()
    }
    if (coverId !== null && known.has(coverId))
      await tx.db.updateTable('article').set({ cover_id: coverId }).where('id', '=', articleId).execute()
    await tx.audit({
      action: 'article.photos',
      entity: 'article',
      id: articleId,
      after: { photos: words.length, cover: coverId },
    })
    await indexArticle(tx, articleId)
    return ok()
  })
}

/** Removes one photo, its comments, and its bytes where no other photo has the same. */
export async function removePhoto(ctx: Context, actor: Actor, articleId: string, id: string): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const row = await tx.db
      .selectFrom('photo')
      .select('variants')
      .where('id', '=', id)
      .where('article_id', '=', articleId)
      .executeTakeFirst()
    if (!row) return fail('not-found')
    await tx.db.updateTable('article').set({ cover_id: null }).where('cover_id', '=', id).execute()
    await tx.db.deleteFrom('comment').where('kind', '=', 'photo').where('ref', '=', id).execute()
    await tx.db.deleteFrom('comment_watch').where('kind', '=', 'photo').where('ref', '=', id).execute()
    await tx.db.deleteFrom('photo').where('id', '=', id).execute()
    await dropBytes(tx, parsed<ImageVariant[]>(row.variants))
    await tx.audit({ action: 'article.remove-photo', entity: 'article', id: articleId, before: { photo: id } })
    return ok()
  })
}
