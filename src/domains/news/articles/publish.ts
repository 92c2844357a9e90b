import type { Actor } from '#src/platform/authz.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { textOf } from '../json.ts'
import { mayManageNews } from '../policy.ts'
import { langsOf } from './article.ts'
import { articleRow } from './commands.ts'
import { indexArticle } from './search.ts'

/** Publishes now, or at the given instant if that lies ahead. An article without a title and text in one language is refused. */
export async function publishArticle(
  ctx: Context,
  actor: Actor,
  id: string,
  at: number | null = null,
): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, (tx) => publishIn(tx, id, at))
}

export async function publishIn(tx: Tx, id: string, at: number | null): Promise<Outcome> {
  const row = await articleRow(tx, id)
  if (!row) return fail('not-found')
  if (langsOf({ title: textOf(row.title), body: textOf(row.body) }).length === 0)
    return invalid({ 'body.vi': 'required' })
  const later = at !== null && at > tx.now
  const state = later ? ('scheduled' as const) : ('published' as const)
  // Published before keeps its date: correcting a word does not make it news again.
  const publish_at = later ? at : row.state === 'published' ? row.publish_at : (at ?? tx.now)
  await tx.db
    .updateTable('article')
    .set({ state, publish_at, revision: row.revision + 1, updated_at: tx.now })
    .where('id', '=', id)
    .execute()
  if (later) await tx.enqueue('news:publish', { id }, { runAt: at })
  await tx.audit({
    action: later ? 'article.schedule' : 'article.publish',
    entity: 'article',
    id,
    before: { state: row.state, publishAt: row.publish_at },
    after: { state, publishAt: publish_at },
  })
  await indexArticle(tx, id)
  if (!later && row.state !== 'published') await tx.emit('news.published', { articleId: id, slug: row.slug })
  return ok()
}

/** Takes an article back to a draft; its address answers as if it had never been. */
export async function withdrawArticle(ctx: Context, actor: Actor, id: string): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const row = await articleRow(tx, id)
    if (!row || row.state === 'draft') return fail('not-found')
    await tx.db
      .updateTable('article')
      .set({ state: 'draft', publish_at: null, revision: row.revision + 1, updated_at: tx.now })
      .where('id', '=', id)
      .execute()
    await indexArticle(tx, id)
    await tx.audit({
      action: 'article.withdraw',
      entity: 'article',
      id,
      before: { state: row.state },
      after: { state: 'draft' },
    })
    return ok()
  })
}

/**
 * The hour has come. The job may run twice, early (another date was chosen since: that one has a job of its own) or for
 * an article that is a draft again: then nothing happens.
 */
export const publishDue: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  await write(ctx, systemActor('job:news:publish'), async (tx) => {
    const row = await articleRow(tx, id)
    if (!row || row.state !== 'scheduled' || row.publish_at === null || row.publish_at > tx.now) return ok()
    return publishIn(tx, id, row.publish_at)
  })
}
