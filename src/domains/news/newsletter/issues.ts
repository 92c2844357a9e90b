import { LANGS, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import { freeSlug, slugOf } from '#src/lib/text/slug.ts'
import { systemActor, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { JobHandler } from '#src/platform/domain.ts'
import { href } from '#src/platform/http/language.ts'
import { fail, ok, type Outcome } from '#src/platform/outcome.ts'
import { indexDocuments, type SearchDocument } from '#src/platform/search/index.ts'
import { write, writeUnique, type Tx } from '#src/platform/write.ts'
import { plain, textOf } from '../json.ts'
import { mayManageNews } from '../policy.ts'

/** A newsletter as everyone may read it: what went to all subscribers and was opened, never a notice to a group. */
export interface Issue {
  readonly slug: string
  readonly subject: Text
  readonly body: Text
  readonly at: number
}

export const issuePath = (slug: string): string => `/newsletter/issues/${slug}`

/** Where a reader of a language opens it in the browser. */
export const issueUrl = (ctx: Context, lang: Lang, slug: string): string =>
  `${ctx.config.baseUrl}${href(lang, issuePath(slug))}`

/** On its way or sent, to subscribers, and opened by the secretariat; nothing else is ever public. */
const open = (db: AnyDb) =>
  db
    .selectFrom('mailing')
    .where('is_public', '=', 1)
    .where('kind', '=', 'newsletter')
    .where('state', 'in', ['sending', 'sent'])
    .where('slug', 'is not', null)
    .where('sent_at', 'is not', null)

const view = (row: { slug: string | null; subject: string; body: string; sent_at: number | null }): Issue => ({
  slug: row.slug!,
  subject: textOf(row.subject),
  body: textOf(row.body),
  at: row.sent_at!,
})

const COLUMNS = ['slug', 'subject', 'body', 'sent_at'] as const

/** The latest first. Two statements, one when there are none. */
export async function issues(
  db: AnyDb,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<{ issues: Issue[]; total: number }> {
  const { n } = await open(db)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  if (Number(n) === 0) return { issues: [], total: 0 }
  const rows = await open(db)
    .select(COLUMNS)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return { issues: rows.map(view), total: Number(n) }
}

export async function issueBySlug(db: AnyDb, slug: string): Promise<Issue | null> {
  const row = await open(db).select(COLUMNS).where('slug', '=', slug).executeTakeFirst()
  return row ? view(row) : null
}

/** The languages that an issue is written in. */
export const issueLangs = (issue: Issue): Lang[] => LANGS.filter((lang) => (issue.subject[lang] ?? '') !== '')

/** Opens or closes an issue that was sent. Closed, its address answers as if it had never been. */
export async function setPublic(ctx: Context, actor: Actor, id: string, wanted: boolean): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return writeUnique(ctx, actor, async (tx) => {
    const row = await tx.db
      .selectFrom('mailing')
      .select(['is_public', 'subject', 'slug'])
      .where('id', '=', id)
      .where('kind', '=', 'newsletter')
      .where('state', 'in', ['sending', 'sent'])
      .executeTakeFirst()
    if (!row) return fail('not-found')
    if (wanted) await giveSlug(tx, id, row)
    await tx.db
      .updateTable('mailing')
      .set({ is_public: wanted ? 1 : 0 })
      .where('id', '=', id)
      .execute()
    await tx.audit({
      action: 'mailing.publicity',
      entity: 'mailing',
      id,
      before: { public: row.is_public === 1 },
      after: { public: wanted },
    })
    await indexIssue(tx, id)
    return ok()
  })
}

/** The address of an issue, made once, of what it says; it is in mails afterwards and does not change. For `writeUnique`. */
export async function giveSlug(
  tx: Tx,
  id: string,
  { subject, slug }: { readonly subject: string; readonly slug: string | null },
): Promise<void> {
  if (slug !== null) return
  const words = textOf(subject)
  const wanted = slugOf(words['vi'] ?? words['en'] ?? Object.values(words)[0] ?? '', 'issue')
  const taken = await tx.db.selectFrom('mailing').select('slug').where('slug', 'like', `${wanted}%`).execute()
  const known = new Set(taken.map((row) => row.slug))
  await tx.db
    .updateTable('mailing')
    .set({ slug: freeSlug(wanted, (one) => known.has(one)) })
    .where('id', '=', id)
    .execute()
}

/** Tells the search; whether it is open is looked up when the job runs. */
export const indexIssue = (tx: Tx, id: string): Promise<void> =>
  tx.enqueue('news:index-issue', { id }, { dedupe: `news:index-issue:${id}` })

export const indexIssueDue: JobHandler = async (ctx: Context, { id }: { id: string }) => {
  const row = await open(ctx.db).select(COLUMNS).where('id', '=', id).executeTakeFirst()
  const documents: SearchDocument[] = row ? [documentOf(id, view(row))] : []
  await write(ctx, systemActor('job:news:index-issue'), async (tx) => {
    await indexDocuments(tx, `mailing:${id}`, documents)
    return ok()
  })
}

const documentOf = (id: string, { slug, subject, body, at }: Issue): SearchDocument => ({
  kind: 'newsletter',
  ref: id,
  url: issuePath(slug),
  title: subject,
  body: plain(body),
  at,
})
