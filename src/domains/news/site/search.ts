import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { ok } from '#src/platform/outcome.ts'
import { indexDocuments, type SearchDocument } from '#src/platform/search/index.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { plain, textOf } from '../json.ts'

/** Tells the search that a page changed, or that there is none of this address any more. */
export const indexPage = (tx: Tx, slug: string): Promise<void> =>
  tx.enqueue('news:index-page', { slug }, { dedupe: `news:index-page:${slug}` })

/** Makes what is found of a page what it says now; nothing unless it is published. */
export const indexPageDue: JobHandler = async (ctx: Context, { slug }: { slug: string }) => {
  const row = await ctx.db
    .selectFrom('site_page')
    .select(['title', 'body'])
    .where('slug', '=', slug)
    .where('published', '=', 1)
    .executeTakeFirst()
  const documents: SearchDocument[] = row
    ? [{ kind: 'page', ref: slug, url: `/${slug}`, title: textOf(row.title), body: plain(textOf(row.body)) }]
    : []
  await write(ctx, systemActor('job:news:index-page'), async (tx) => {
    await indexDocuments(tx, `page:${slug}`, documents)
    return ok()
  })
}
