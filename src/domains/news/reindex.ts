import type { Tx } from '#src/platform/write.ts'
import { indexArticle } from './articles/search.ts'
import { indexIssue } from './newsletter/issues.ts'
import { indexPage } from './site/search.ts'

/** Everything public of the news is indexed anew: articles, pages, newsletters; each by its own job. */
export async function reindexNews(tx: Tx): Promise<void> {
  const articles = await tx.db.selectFrom('article').select('id').where('state', '=', 'published').execute()
  for (const { id } of articles) await indexArticle(tx, id)
  const pages = await tx.db.selectFrom('site_page').select('slug').where('published', '=', 1).execute()
  for (const { slug } of pages) await indexPage(tx, slug)
  const issues = await tx.db.selectFrom('mailing').select('id').where('is_public', '=', 1).execute()
  for (const { id } of issues) await indexIssue(tx, id)
}
