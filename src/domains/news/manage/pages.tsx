import { pick } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, path, seeOther, statusOf, Summary, wrong, wrongIn, type Errors, type Status } from '../kit.tsx'
import { manageWords } from '../messages/manage.ts'
import { deletePage, parsePage, saveMenus, savePage, type PageDraft } from '../site/commands.ts'
import { menuLines, redirectLines } from '../site/menu-lines.ts'
import { allPages, sitePage } from '../site/queries.ts'
import { menusOf, redirectsOf } from '../site/settings.ts'
import { framed, guarded } from './frame.tsx'
import { Preview } from './preview.tsx'

/** Pages, menus and redirections. */
export function pageManage(app: App): void {
  app.get(
    '/manage/pages',
    guarded((c) => list(c)),
  )
  app.post('/manage/pages/menus', guarded(menus))
  app.get(
    '/manage/pages/new',
    guarded((c) => pageForm(c, { draft: { slug: '', title: {}, body: {}, published: true } })),
  )
  app.post(
    '/manage/pages/new',
    guarded((c) => save(c, null)),
  )
  app.get('/manage/pages/:slug', guarded(edit))
  app.post(
    '/manage/pages/:slug',
    guarded((c) => save(c, slugOf(c))),
  )
  app.post('/manage/pages/:slug/delete', guarded(remove))
}

const slugOf = (c: Ctx): string => c.req.param('slug') ?? ''

async function list(c: Ctx, errors: Errors = {}, given: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const t = manageWords(lang)
  const pages = (await allPages(ctx, actor)) ?? []
  const kept = await menusOf(ctx)
  const wrongly = Object.keys(errors).length > 0
  return framed(
    c,
    { section: 'pages', status: wrongly ? 422 : undefined },
    <>
      <div class="work-head">
        <h1>{t('pages')}</h1>
        <Actions>
          <Button kind="primary" href={to(lang, '/manage/pages/new')}>
            {t('newPage')}
          </Button>
        </Actions>
      </div>
      <DataTable
        caption={t('pages')}
        quietCaption
        rows={pages}
        rowKey={(row) => row.slug}
        empty={
          <Empty title={t('noPages')}>
            <p>{t('noPagesHint')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'title',
            head: t('title'),
            primary: true,
            size: 'wide',
            cell: (row) => <a href={to(lang, `/manage/pages/${row.slug}`)}>{<Say text={row.title} />}</a>,
          },
          { key: 'slug', head: t('pageSlug'), cell: (row) => <span class="verbatim">/{row.slug}</span> },
          {
            key: 'state',
            head: t('state'),
            size: 'tight',
            cell: (row) =>
              row.published ? <Tag tone="success">{t('public')}</Tag> : <Tag tone="warning">{t('hidden')}</Tag>,
          },
        ]}
        actions={(row) => <a href={to(lang, `/${row.slug}`)}>{t('open')}</a>}
      />
      <Section title={t('menus')} id="menus">
        <Summary
          lang={lang}
          errors={errors}
          labels={{ main: t('mainMenu'), footer: t('footerMenu'), redirects: t('redirects') }}
        />
        <Form action={path(c, '/manage/pages/menus')} csrf={csrf} label={t('menus')}>
          <Field
            name="main"
            type="textarea"
            rows={6}
            label={t('mainMenu')}
            hint={t('menuHint')}
            value={given['main'] ?? menuLines(kept.main)}
            error={wrong(lang, errors, 'main')}
            spellcheck={false}
          />
          <Field
            name="footer"
            type="textarea"
            rows={4}
            label={t('footerMenu')}
            hint={t('menuHint')}
            value={given['footer'] ?? menuLines(kept.footer)}
            error={wrong(lang, errors, 'footer')}
            spellcheck={false}
          />
          <Field
            name="redirects"
            type="textarea"
            rows={4}
            label={t('redirects')}
            hint={t('redirectsHint')}
            value={given['redirects'] ?? redirectLines(await redirectsOf(ctx))}
            error={wrong(lang, errors, 'redirects')}
            spellcheck={false}
          />
          <Actions>
            <Button kind="primary">{t('save')}</Button>
          </Actions>
        </Form>
      </Section>
    </>,
  )
}

async function menus(c: Ctx): Promise<Response> {
  const form = await posted(c)
  const done = await saveMenus(c.var.ctx, c.var.actor, form)
  if (done.ok) return seeOther(c, '/manage/pages?saved=1')
  return list(c, errorsOf(done), {
    main: form.get('main'),
    footer: form.get('footer'),
    redirects: form.get('redirects'),
  })
}

interface Shown {
  readonly draft: PageDraft
  readonly was?: string
  readonly revision?: number
  readonly errors?: Errors
  readonly preview?: boolean
  readonly status?: Status
}

function pageForm(c: Ctx, { draft, was, revision = 0, errors = {}, preview, status }: Shown): Promise<Response> {
  const { lang, csrf } = c.var
  const t = manageWords(lang)
  const title = was ? pick(draft.title, lang).text || was : t('newPage')
  return framed(
    c,
    { section: 'pages', title, status },
    <>
      <h1>{title}</h1>
      <Summary lang={lang} errors={errors} labels={{ title: t('title'), body: t('body'), slug: t('pageSlug') }} />
      <Form action={path(c, `/manage/pages/${was ?? 'new'}`)} csrf={csrf} label={t('pages')}>
        <input type="hidden" name="revision" value={revision} />
        <MultilingualField
          name="title"
          label={t('title')}
          value={draft.title}
          errors={wrongIn(lang, errors, 'title')}
          required
          maxlength={200}
        />
        <MultilingualField
          name="body"
          label={t('body')}
          hint={t('bodyHint')}
          value={draft.body}
          errors={wrongIn(lang, errors, 'body')}
          multiline
          rows={14}
        />
        <Field
          name="slug"
          label={t('pageSlug')}
          hint={t('pageSlugHint')}
          value={draft.slug}
          error={wrong(lang, errors, 'slug')}
          size="medium"
          required
        />
        <Field name="published" type="checkbox" label={t('public')} value={draft.published} />
        <Actions>
          <Button kind="primary" name="do" value="save">
            {t('save')}
          </Button>
          <Button name="do" value="preview">
            {t('preview')}
          </Button>
        </Actions>
      </Form>
      {preview ? <Preview lang={lang} title={draft.title} body={draft.body} /> : null}
      {was && revision > 0 ? (
        <Section title={t('delete')}>
          <Form action={path(c, `/manage/pages/${was}/delete`)} csrf={csrf} label={t('delete')}>
            <Field name="sure" type="checkbox" label={t('sure')} error={wrong(lang, errors, 'sure')} required />
            <Actions>
              <Button kind="danger">{t('delete')}</Button>
            </Actions>
          </Form>
        </Section>
      ) : null}
    </>,
  )
}

async function edit(c: Ctx): Promise<Response> {
  const page = await sitePage(c.var.ctx, c.var.actor, slugOf(c))
  return page ? pageForm(c, { draft: page, was: page.slug, revision: page.revision }) : c.notFound()
}

async function save(c: Ctx, was: string | null): Promise<Response> {
  const { ctx, actor } = c.var
  const form = await posted(c)
  const revision = Number(form.get('revision')) || 0
  const draft = {
    slug: form.get('slug'),
    title: form.text('title'),
    body: form.text('body'),
    published: form.checked('published'),
  }
  const shown = { draft, revision, ...(was ? { was } : {}) }
  if (form.get('do') === 'preview') return pageForm(c, { ...shown, preview: true })
  const read = parsePage(form)
  // The built-in privacy page has no row yet: saving it makes one.
  const done = read.ok ? await savePage(ctx, actor, read.value, revision, revision === 0 ? null : was) : read
  if (done.ok) return seeOther(c, `/manage/pages/${done.value.slug}?saved=1`)
  if (done.code === 'not-found') return c.notFound()
  const newer = done.code === 'conflict' && was ? (await sitePage(ctx, actor, was))?.revision : undefined
  return pageForm(c, {
    ...shown,
    errors: errorsOf(done),
    status: statusOf(done),
    ...(newer ? { revision: newer } : {}),
  })
}

async function remove(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  if (!(await posted(c)).checked('sure')) {
    const page = await sitePage(ctx, actor, slugOf(c))
    return page
      ? pageForm(c, { draft: page, was: page.slug, revision: page.revision, errors: { sure: 'required' }, status: 422 })
      : c.notFound()
  }
  const done = await deletePage(ctx, actor, slugOf(c))
  return done.ok ? seeOther(c, '/manage/pages?saved=1') : c.notFound()
}
