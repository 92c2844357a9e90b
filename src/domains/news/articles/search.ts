import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { ok } from '#src/platform/outcome.ts'
import { indexDocuments, type SearchDocument } from '#src/platform/search/index.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { plain } from '../json.ts'
import { articleById } from './queries.ts'

/** Tells the search that an article changed; whether it is public is looked up when the job runs. */
export const indexArticle = (tx: Tx, id: string): Promise<void> =>
  tx.enqueue('news:index', { id }, { dedupe: `news:index:${id}` })

/** Makes what is found of an article what it says now; nothing unless it is public. Bears any number of runs. */
export const indexDue: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const article = await articleById(ctx, id)
  const documents: SearchDocument[] =
    article?.state === 'published'
      ? [
          {
            kind: 'article',
            ref: id,
            url: `/news/${article.slug}`,
            title: article.title,
            body: plain(article.body),
            also: [
              ...article.tags.flatMap((tag) => Object.values(tag.name)),
              ...article.photos.flatMap((photo) => Object.values(photo.caption)),
            ],
            at: article.publishAt,
          },
        ]
      : []
  await write(ctx, systemActor('job:news:index'), async (tx) => {
    await indexDocuments(tx, `article:${id}`, documents)
    return ok()
  })
}
