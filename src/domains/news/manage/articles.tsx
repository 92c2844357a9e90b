import { pick } from '#src/lib/text/multilingual.ts'
import { dateTime } from '#src/lib/time/format.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { invalid, type Outcome } from '#src/platform/outcome.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { DataTable } from '#src/ui/table.tsx'
import { Time } from '#src/ui/time.tsx'
import { eventSlugIn, langsOf, type ArticleDraft } from '../articles/article.ts'
import { createArticle, deleteArticle, saveArticle } from '../articles/commands.ts'
import { renewPreview } from '../articles/preview.ts'
import { publishArticle, withdrawArticle } from '../articles/publish.ts'
import { allArticles, articleById, type ArticlePage } from '../articles/queries.ts'
import { eventNames, meetingReport, reportDraft } from '../articles/report.ts'
import { parseArticle, parseWhen } from '../articles/schema.ts'
import { formOf, posted, type Form as Posted } from '#src/platform/http/form.ts'
import { errorsOf, path, seeOther, societyZone, statusOf, Summary, wrong, type Errors, type Status } from '../kit.tsx'
import { manageWords } from '../messages/manage.ts'
import { ArticleForm } from './article-form.tsx'
import { ArticleSide } from './article-side.tsx'
import { framed, guarded } from './frame.tsx'

const NOTHING: ArticleDraft = {
  title: {},
  summary: {},
  body: {},
  byline: '',
  eventSlug: '',
  tags: [],
  commentsOpen: true,
  slug: '',
}

/** Articles of the secretariat: list, writing, publishing, reports of meetings. */
export function articleManage(app: App): void {
  app.get('/manage/news', guarded(list))
  app.get(
    '/manage/news/new',
    guarded((c) => newPage(c, { draft: NOTHING })),
  )
  app.post('/manage/news/new', guarded(create))
  app.get(
    '/manage/news/report',
    guarded((c) => reportPage(c)),
  )
  app.post('/manage/news/report', guarded(makeReport))
  app.get(
    '/manage/news/:id',
    guarded((c) => editPage(c)),
  )
  app.post('/manage/news/:id', guarded(save))
  app.post('/manage/news/:id/publish', guarded(publish))
  app.post(
    '/manage/news/:id/withdraw',
    guarded(async (c) => after(c, await withdrawArticle(c.var.ctx, c.var.actor, idOf(c)))),
  )
  app.post(
    '/manage/news/:id/renew',
    guarded(async (c) => after(c, await renewPreview(c.var.ctx, c.var.actor, idOf(c)))),
  )
  app.post('/manage/news/:id/delete', guarded(remove))
}

const idOf = (c: Ctx): string => c.req.param('id') ?? ''
const STATE_TONE = { draft: 'warning', scheduled: 'info', published: 'success' } as const

async function list(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const t = manageWords(lang)
  const zone = await societyZone(ctx)
  const articles = (await allArticles(ctx, actor)) ?? []
  return framed(
    c,
    { section: 'news' },
    <>
      <div class="work-head">
        <h1>{t('news')}</h1>
        <Actions>
          <Button kind="primary" href={to(lang, '/manage/news/new')}>
            {t('newArticle')}
          </Button>
          <Button href={to(lang, '/manage/news/report')}>{t('newReport')}</Button>
        </Actions>
      </div>
      <DataTable
        caption={t('news')}
        quietCaption
        rows={articles}
        rowKey={(row) => row.id}
        rowTone={(row) => (row.state === 'published' ? undefined : 'marked')}
        empty={
          <Empty title={t('noArticles')}>
            <p>{t('noArticlesHint')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'title',
            head: t('title'),
            primary: true,
            size: 'wide',
            cell: (row) => <a href={to(lang, `/manage/news/${row.id}`)}>{<Say text={row.title} />}</a>,
          },
          {
            key: 'state',
            head: t('state'),
            size: 'tight',
            cell: (row) => <Tag tone={STATE_TONE[row.state]}>{t(row.state)}</Tag>,
          },
          {
            key: 'date',
            head: t('date'),
            size: 'tight',
            cell: (row) => <Time at={row.publishAt ?? row.updatedAt} zone={zone} show="short" />,
          },
          { key: 'langs', head: t('languages'), size: 'tight', cell: (row) => langsOf(row).join(', ') },
        ]}
        actions={(row) => (row.state === 'published' ? <a href={to(lang, `/news/${row.slug}`)}>{t('open')}</a> : null)}
      />
    </>,
  )
}

interface Shown {
  readonly draft: ArticleDraft
  readonly tags?: string
  readonly errors?: Errors
  readonly preview?: boolean
  readonly revision?: number
  readonly status?: Status
}

/** What was typed, however wrong, to be shown again. */
const typed = (form: Posted): ArticleDraft => ({
  title: form.text('title'),
  summary: form.text('summary'),
  body: form.text('body'),
  byline: form.get('byline'),
  eventSlug: form.get('event'),
  tags: [],
  commentsOpen: form.checked('comments'),
  slug: form.get('slug'),
})

function newPage(c: Ctx, shown: Shown): Promise<Response> {
  const { lang, csrf } = c.var
  const t = manageWords(lang)
  return framed(
    c,
    { section: 'news', title: t('newArticle'), status: shown.status },
    <>
      <h1>{t('newArticle')}</h1>
      <ArticleForm lang={lang} csrf={csrf} action={path(c, '/manage/news/new')} revision={0} {...shown} />
    </>,
  )
}

async function create(c: Ctx): Promise<Response> {
  const form = await posted(c)
  const again = { draft: typed(form), tags: form.get('tags') }
  if (form.get('do') === 'preview') return newPage(c, { ...again, preview: true })
  const read = parseArticle(form)
  const done = read.ok ? await createArticle(c.var.ctx, c.var.actor, read.value) : read
  return done.ok
    ? seeOther(c, `/manage/news/${done.value.id}?saved=1`)
    : newPage(c, { ...again, errors: errorsOf(done), status: statusOf(done) })
}

async function editPage(c: Ctx, shown: Partial<Shown> & { sideErrors?: Errors; at?: string } = {}): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const article = await articleById(ctx, idOf(c))
  if (!article) return c.notFound()
  const t = manageWords(lang)
  const title = pick(article.title, lang).text
  const zone = await societyZone(ctx)
  return framed(
    c,
    { section: 'news', title, status: shown.status },
    <>
      <div class="work-head">
        <h1>{title}</h1>
        <Tag tone={STATE_TONE[article.state]}>{t(article.state)}</Tag>
      </div>
      {article.state === 'scheduled' && article.publishAt !== null ? (
        <p>{t('willAppear', { at: dateTime(lang, zone, article.publishAt) })}</p>
      ) : null}
      <Actions>
        <Button href={to(lang, `/manage/news/${article.id}/photos`)}>
          {t('photos')} ({article.photos.length})
        </Button>
        <Button href={to(lang, `/news/${article.slug}`)}>{t('open')}</Button>
      </Actions>
      {shown.sideErrors ? <Summary lang={lang} errors={shown.sideErrors} /> : null}
      <ArticleForm
        lang={lang}
        csrf={csrf}
        action={path(c, `/manage/news/${article.id}`)}
        draft={draftOf(article)}
        {...shown}
        revision={shown.revision ?? article.revision}
      />
      <ArticleSide c={c} article={article} zone={zone} errors={shown.sideErrors ?? {}} at={shown.at} />
    </>,
  )
}

const draftOf = (article: ArticlePage): ArticleDraft => ({ ...article, commentsOpen: article.commentsOpen })

async function save(c: Ctx): Promise<Response> {
  const form = await posted(c)
  const revision = Number(form.get('revision')) || 0
  const again = { draft: typed(form), tags: form.get('tags'), revision }
  if (form.get('do') === 'preview') return editPage(c, { ...again, preview: true })
  const read = parseArticle(form)
  const done = read.ok ? await saveArticle(c.var.ctx, c.var.actor, idOf(c), read.value, revision) : read
  if (done.ok) return seeOther(c, `/manage/news/${idOf(c)}?saved=1`)
  // After a conflict the form carries the newer revision, so that saving again is a decision and not an accident.
  const newer = done.code === 'conflict' ? (await articleById(c.var.ctx, idOf(c)))?.revision : undefined
  return editPage(c, {
    ...again,
    errors: errorsOf(done),
    status: statusOf(done),
    ...(newer ? { revision: newer } : {}),
  })
}

/** Back to the article, or what was wrong with the wish. */
function after(c: Ctx, done: Outcome, at?: string): Promise<Response> | Response {
  if (done.ok) return seeOther(c, `/manage/news/${idOf(c)}?saved=1`)
  return done.fields
    ? editPage(c, { sideErrors: errorsOf(done), status: statusOf(done), ...(at === undefined ? {} : { at }) })
    : c.notFound()
}

async function publish(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const form = await posted(c)
  if (form.get('do') !== 'schedule') return after(c, await publishArticle(ctx, actor, idOf(c)))
  const at = parseWhen(await societyZone(ctx), form.get('at'))
  return after(
    c,
    at === null || at <= ctx.clock.now() ? invalid({ at: 'when' }) : await publishArticle(ctx, actor, idOf(c), at),
    form.get('at'),
  )
}

async function remove(c: Ctx): Promise<Response> {
  if (!formOf(await c.req.parseBody()).checked('sure')) return after(c, invalid({ sure: 'required' }))
  const done = await deleteArticle(c.var.ctx, c.var.actor, idOf(c))
  return done.ok ? seeOther(c, '/manage/news?saved=1') : c.notFound()
}

async function reportPage(c: Ctx, event = '', errors: Errors = {}): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const t = manageWords(lang)
  const events = await eventNames(ctx, lang)
  const options = events.map(({ id, name }) => ({ value: id, label: name }))
  return framed(
    c,
    { section: 'news', title: t('newReport'), status: Object.keys(errors).length > 0 ? 422 : 200 },
    <>
      <h1>{t('newReport')}</h1>
      <p class="lead">{t('reportLead')}</p>
      <Summary lang={lang} errors={errors} />
      <Form action={path(c, '/manage/news/report')} csrf={csrf}>
        {options.length > 0 ? (
          <Field
            name="event"
            type="select"
            label={t('event')}
            options={options}
            value={event}
            error={wrong(lang, errors, 'event')}
            required
          />
        ) : (
          <Field
            name="event"
            label={t('event')}
            hint={t('eventHint')}
            value={event}
            error={wrong(lang, errors, 'event')}
            required
          />
        )}
        <Actions>
          <Button kind="primary">{t('makeReport')}</Button>
        </Actions>
      </Form>
    </>,
  )
}

async function makeReport(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const given = (await posted(c)).get('event')
  const slug = eventSlugIn(given)
  const report = slug === '' ? null : await meetingReport(ctx, actor, slug)
  if (!report) return reportPage(c, given, { event: slug === '' ? 'required' : 'no-event' })
  const done = await createArticle(ctx, actor, reportDraft(report.slug ?? slug, report, ctx.config.baseUrl))
  return done.ok ? seeOther(c, `/manage/news/${done.value.id}?saved=1`) : c.notFound()
}
