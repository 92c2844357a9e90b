import type { App, Ctx } from '#src/platform/http/env.ts'
import { pick } from '#src/lib/text/multilingual.ts'
import { tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { addComment, deleteComment, editComment } from '../comments/commands.ts'
import { LIMITS, REPORT_REASONS } from '../comments/comment.ts'
import { commentTokens, rememberComment } from '../comments/cookie.ts'
import { reportable, reportComment } from '../comments/moderate.ts'
import { deletable, ownComment } from '../comments/queries.ts'
import { CommentForm, commentsSection } from '../comments/section.tsx'
import { HONEYPOT, stampOf } from '../comments/spam.ts'
import { subjectOf } from '../comments/subject.ts'
import { confirmWatch, readWatch } from '../comments/watch.ts'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, path, show, statusOf, Summary, wrong, type Errors } from '../kit.tsx'
import { commentWords } from '../messages/comments.ts'
import { newsletterWords } from '../messages/newsletter.ts'

const WRITE: Limit = { name: 'comment', burst: 5, perSeconds: 600 }
const REPORT: Limit = { name: 'comment-report', burst: 10, perSeconds: 600 }

/** Writing, correcting, deleting and reporting comments; all of it by plain forms. */
export function commentRoutes(app: App): void {
  app.post('/comments', add)
  app.get('/comments/thread', thread)
  app.get('/comments/:id/edit', (c) => editPage(c))
  app.post('/comments/:id/edit', edit)
  app.get('/comments/:id/delete', deletePage)
  app.post('/comments/:id/delete', remove)
  app.get('/comments/:id/report', (c) => reportPage(c))
  app.post('/comments/:id/report', report)
  app.get('/comments/watch/:token', watchPage)
  app.post('/comments/watch/:token', watch)
}

const tokenFor = (c: Ctx, id: string): string | undefined => commentTokens(c.req.header('cookie')).get(id)
const idOf = (c: Ctx): string => c.req.param('id') ?? ''

/** Back to the thread, which says what happened. */
const backTo = (c: Ctx, where: string, outcome: string, anchor = 'comments'): Response =>
  c.redirect(`${path(c, where)}${where.includes('?') ? '&' : '?'}comment=${outcome}#${anchor}`, 303)

function wait(c: Ctx, limit: Limit): Promise<Response> | null {
  const seconds = tooMany(c, limit)
  if (seconds === 0) return null
  const t = commentWords(c.var.lang)
  return show(
    c,
    { title: t('comments') },
    <Notice tone="warning">{<p>{t('tooMany', { n: Math.ceil(seconds / 60) })}</p>}</Notice>,
    429,
  )
}

/** The comments of what stands on a page that is the same for everyone (a talk), as this reader has them, with the form. */
async function thread(c: Ctx): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const subject = { kind: c.req.query('kind') ?? '', ref: c.req.query('ref') ?? '' }
  const found = await subjectOf(ctx, actor, subject)
  if (!found) return c.notFound()
  if (found.thread === found.path) return c.redirect(`${path(c, found.path)}#comments`, 302)
  const t = commentWords(lang)
  const title = pick(found.title, lang)
  return show(
    c,
    { title: `${t('comments')}: ${title.text}` },
    <>
      <p class="quiet">
        <a href={to(lang, found.path)} lang={title.lang === lang ? undefined : title.lang}>
          {title.text}
        </a>
      </p>
      <h1>{t('comments')}</h1>
      {await commentsSection(
        ctx,
        actor,
        lang,
        { ...subject, closed: found.closed ?? false },
        { csrf, cookie: c.req.header('cookie'), outcome: c.req.query('comment'), untitled: true },
      )}
    </>,
  )
}

async function add(c: Ctx): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const form = await posted(c)
  const words = {
    kind: form.get('kind'),
    ref: form.get('ref'),
    name: form.get('name'),
    email: form.get('email'),
    body: form.get('body'),
  }
  const slow = wait(c, WRITE)
  if (slow) return slow
  const done = await addComment(ctx, actor, {
    ...words,
    lang,
    honeypot: form.get(HONEYPOT),
    stamp: form.get('stamp'),
    notify: form.checked('notify'),
  })
  if (done.ok) {
    rememberComment(c, done.value.id, done.value.token)
    return backTo(
      c,
      done.value.path,
      done.value.state,
      done.value.state === 'public' ? `comment-${done.value.id}` : 'comments',
    )
  }
  const subject = done.fields ? await subjectOf(ctx, actor, words) : null
  if (!subject) return c.notFound()
  const t = commentWords(lang)
  const errors = errorsOf(done)
  return show(
    c,
    { title: t('write') },
    <>
      <h1>{t('write')}</h1>
      <Summary lang={lang} errors={errors} />
      <CommentForm
        lang={lang}
        subject={words}
        stamp={stampOf(ctx, words.kind, words.ref)}
        csrf={csrf}
        actor={actor}
        values={{ ...words, notify: form.get('notify') }}
        errors={errors}
      />
      <p>
        <a href={to(lang, subject.thread)}>{t('back')}</a>
      </p>
    </>,
    statusOf(done),
  )
}

async function editPage(c: Ctx, body?: string, errors: Errors = {}): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const comment = await ownComment(ctx, actor, idOf(c), tokenFor(c, idOf(c)))
  if (!comment) return c.notFound()
  const t = commentWords(lang)
  return show(
    c,
    { title: t('editTitle') },
    <>
      <h1>{t('editTitle')}</h1>
      <Summary lang={lang} errors={errors} />
      <Form action={to(lang, `/comments/${comment.id}/edit`)} csrf={csrf}>
        <Field
          name="body"
          type="textarea"
          label={t('body')}
          hint={t('editHint')}
          value={body ?? comment.body}
          error={wrong(lang, errors, 'body')}
          required
          rows={8}
          maxlength={LIMITS.body}
        />
        <Actions>
          <Button kind="primary">{t('save')}</Button>
        </Actions>
      </Form>
    </>,
    body === undefined ? 200 : 422,
  )
}

async function edit(c: Ctx): Promise<Response> {
  const form = await posted(c)
  const done = await editComment(c.var.ctx, c.var.actor, idOf(c), form.get('body'), tokenFor(c, idOf(c)))
  if (done.ok) return c.redirect(`${path(c, done.value.path)}#comment-${idOf(c)}`, 303)
  return done.fields ? editPage(c, form.get('body'), errorsOf(done)) : c.notFound()
}

async function deletePage(c: Ctx): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  if (!(await deletable(ctx, actor, idOf(c), tokenFor(c, idOf(c))))) return c.notFound()
  const t = commentWords(lang)
  return show(
    c,
    { title: t('deleteTitle') },
    <>
      <h1>{t('deleteTitle')}</h1>
      <p>{t('deleteText')}</p>
      <Form action={to(lang, `/comments/${idOf(c)}/delete`)} csrf={csrf}>
        <Actions>
          <Button kind="danger">{t('delete')}</Button>
        </Actions>
      </Form>
    </>,
  )
}

async function remove(c: Ctx): Promise<Response> {
  const done = await deleteComment(c.var.ctx, c.var.actor, idOf(c), tokenFor(c, idOf(c)))
  return done.ok ? backTo(c, done.value.path, 'deleted') : c.notFound()
}

async function reportPage(c: Ctx, errors: Errors = {}): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  if (!(await reportable(ctx, actor, idOf(c)))) return c.notFound()
  const t = commentWords(lang)
  return show(
    c,
    { title: t('reportTitle') },
    <>
      <h1>{t('reportTitle')}</h1>
      <Summary lang={lang} errors={errors} />
      <p>{t('reportText')}</p>
      <Form action={to(lang, `/comments/${idOf(c)}/report`)} csrf={csrf}>
        <Field
          name="reason"
          type="radio"
          label={t('reason')}
          required
          error={wrong(lang, errors, 'reason')}
          options={REPORT_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
        />
        <Actions>
          <Button kind="primary">{t('reportSend')}</Button>
        </Actions>
      </Form>
    </>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}

async function report(c: Ctx): Promise<Response> {
  const slow = wait(c, REPORT)
  if (slow) return slow
  const done = await reportComment(c.var.ctx, c.var.actor, idOf(c), (await posted(c)).get('reason'), c.var.client)
  if (done.ok) return backTo(c, done.value.path, 'reported')
  return done.fields ? reportPage(c, errorsOf(done)) : c.notFound()
}

async function watchPage(c: Ctx): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const t = commentWords(lang)
  const asked = readWatch(ctx, c.req.param('token') ?? '')
  if (!asked) return expired(c)
  return show(
    c,
    { title: t('watchTitle') },
    <>
      <h1>{t('watchTitle')}</h1>
      <p>{t('watchAsk', { email: asked.email })}</p>
      <Form action={to(lang, `/comments/watch/${c.req.param('token') ?? ''}`)} csrf={csrf}>
        <Actions>
          <Button kind="primary">{t('watchYes')}</Button>
        </Actions>
      </Form>
    </>,
  )
}

async function watch(c: Ctx): Promise<Response> {
  const t = commentWords(c.var.lang)
  const asked = readWatch(c.var.ctx, c.req.param('token') ?? '')
  if (!asked) return expired(c)
  await confirmWatch(c.var.ctx, asked)
  return show(c, { title: t('watchTitle') }, <Notice tone="success">{<p>{t('watchDone')}</p>}</Notice>)
}

/** For links that were opened too late or not copied whole. */
export function expired(c: Ctx, what: 'comments' | 'newsletter' | 'leave' = 'comments'): Promise<Response> {
  const { lang } = c.var
  const t = commentWords(lang)
  return show(
    c,
    { title: t('expired') },
    <>
      <h1>{t('expired')}</h1>
      <p>{t(what === 'leave' ? 'expiredLeave' : 'expiredText')}</p>
      {what === 'leave' ? null : (
        <p>
          <a href={to(lang, what === 'newsletter' ? '/newsletter' : '/news')}>
            {newsletterWords(lang)(what === 'newsletter' ? 'subscribe' : 'toNews')}
          </a>
        </p>
      )}
    </>,
    410,
  )
}
