import { type Text, tooLong } from '#src/lib/text/multilingual.ts'
import { isSlug } from '#src/lib/text/slug.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { putSetting } from '#src/platform/settings.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { type Form } from '#src/platform/http/form.ts'
import { indexPage } from './search.ts'
import { mayManageNews } from '../policy.ts'
import { parseMenu, parseRedirects } from './menu-lines.ts'
import { MENU_KEY, MENUS, PAGES_KEY, REDIRECTS_KEY, type MenuEntry } from './settings.ts'

export interface PageDraft {
  readonly slug: string
  readonly title: Text
  /** Markdown. */
  readonly body: Text
  readonly published: boolean
  readonly generated?: boolean
}

/** First parts of addresses that belong to the rest of the site; a page there would never be reached. */
const TAKEN: ReadonlySet<string> = new Set(
  'news events people facilities search sign-in sign-up sign-out account manage comments newsletter unsubscribe cookies setup invitations api media assets feed lectures cases abstracts'.split(
    ' ',
  ),
)

export function parsePage(form: Form): Outcome<PageDraft> {
  const draft = {
    slug: form.get('slug'),
    title: form.text('title'),
    body: form.text('body'),
    published: form.checked('published'),
  }
  const errors: Record<string, string> = {
    ...tooLong('title', draft.title, 200),
    ...tooLong('body', draft.body, 60_000),
  }
  if (Object.keys(draft.title).length === 0) errors['title.vi'] = 'required'
  if (!isSlug(draft.slug) || TAKEN.has(draft.slug)) errors['slug'] = 'slug'
  return Object.keys(errors).length > 0 ? invalid(errors) : ok(draft)
}

/** Makes a page, or saves over the revision that the form showed (0: a new one). */
export async function savePage(
  ctx: Context,
  actor: Actor,
  draft: PageDraft,
  revision: number,
  was: string | null = null,
): Promise<Outcome<{ slug: string }>> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, (tx) => putPage(tx, draft, revision, was))
}

export async function putPage(
  tx: Tx,
  draft: PageDraft,
  revision: number,
  was: string | null,
): Promise<Outcome<{ slug: string }>> {
  const known = await tx.db
    .selectFrom('site_page')
    .selectAll()
    .where('slug', '=', was ?? draft.slug)
    .executeTakeFirst()
  if (!known && was !== null) return fail('not-found')
  if (known && known.revision !== revision) return was === null ? invalid({ slug: 'slug-taken' }) : fail('conflict')
  if (was !== null && was !== draft.slug) {
    const other = await tx.db.selectFrom('site_page').select('slug').where('slug', '=', draft.slug).executeTakeFirst()
    if (other) return invalid({ slug: 'slug-taken' })
  }
  const values = {
    slug: draft.slug,
    title: JSON.stringify(draft.title),
    body: JSON.stringify(draft.body),
    published: draft.published ? 1 : 0,
    revision: revision + 1,
    updated_at: tx.now,
  }
  if (known) await tx.db.updateTable('site_page').set(values).where('slug', '=', known.slug).execute()
  else
    await tx.db
      .insertInto('site_page')
      .values({ ...values, generated: draft.generated ? 1 : 0, created_at: tx.now })
      .execute()
  await tx.audit({
    action: known ? 'page.update' : 'page.create',
    entity: 'site-page',
    id: draft.slug,
    before: known ? { slug: known.slug, title: known.title, body: known.body, published: known.published } : null,
    after: { title: draft.title, published: draft.published },
  })
  await listPages(tx)
  for (const slug of new Set([draft.slug, known?.slug ?? draft.slug])) await indexPage(tx, slug)
  return ok({ slug: draft.slug })
}

export async function deletePage(ctx: Context, actor: Actor, slug: string): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  return write(ctx, actor, async (tx) => {
    const known = await tx.db.selectFrom('site_page').selectAll().where('slug', '=', slug).executeTakeFirst()
    if (!known) return fail('not-found')
    await tx.db.deleteFrom('site_page').where('slug', '=', slug).execute()
    await indexPage(tx, slug)
    await tx.audit({
      action: 'page.delete',
      entity: 'site-page',
      id: slug,
      before: { title: known.title, body: known.body },
    })
    await listPages(tx)
    return ok()
  })
}

async function listPages(tx: Tx): Promise<void> {
  const rows = await tx.db.selectFrom('site_page').select('slug').where('published', '=', 1).orderBy('slug').execute()
  await putSetting(
    tx,
    PAGES_KEY,
    rows.map((row) => row.slug),
  )
}

/** Saves both menus and the redirections from the lines of one form. */
export async function saveMenus(ctx: Context, actor: Actor, form: Form): Promise<Outcome> {
  if (!mayManageNews(actor)) return fail('not-found')
  const menus: Record<string, MenuEntry[]> = {}
  const errors: Record<string, string> = {}
  for (const menu of MENUS) {
    const read = parseMenu(menu, form.get(menu))
    if (read.ok) menus[menu] = read.value
    else Object.assign(errors, read.fields)
  }
  const redirects = parseRedirects(form.get('redirects'), ctx.config.baseUrl)
  if (!redirects.ok) Object.assign(errors, redirects.fields)
  if (!redirects.ok || Object.keys(errors).length > 0) return invalid(errors)
  return write(ctx, actor, async (tx) => {
    await putSetting(tx, MENU_KEY, menus)
    await putSetting(tx, REDIRECTS_KEY, redirects.value)
    return ok()
  })
}
