import { pick } from '#src/lib/text/multilingual.ts'
import type { ComponentChildren } from 'preact'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { tooMany } from '#src/platform/http/rate-limit.ts'
import { Refused } from '#src/platform/http/refused.ts'
import { fail, type Outcome } from '#src/platform/outcome.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { Notice } from '#src/ui/feedback.tsx'
import { errorText } from '../../messages/errors.ts'
import { errorsOf, show, statusOf, type Status } from '../../kit.tsx'
import { addComment, identityIn, openTalk, type Talk } from '../commands.ts'
import { dismissExpert, followCase, inviteExpert } from '../experts.ts'
import { talkWords } from '../messages.ts'
import { REPORT_REASONS } from '../model.ts'
import { blank, type FormState } from '../pages/form.tsx'
import { talkOf } from '../queries.ts'
import { refusedState, TALK_ENTRY, talkSection } from '../section.tsx'
import { ACTS } from './api.ts'
import { CODE, fieldsOf, hurry, ID, LIMITS, open } from './request.ts'

const PATH = `/cases/${CODE}/discussion`

/** The discussion by plain pages and forms. */
export function talkPages(app: App): void {
  app.get(PATH, async (c) => {
    const talk = await open(c)
    if (!talk || !talk.rights.scope.comments) return c.notFound()
    const wait = (c.req.query('expert') ?? '') === '' ? 0 : tooMany(c, LIMITS.find)
    if (wait > 0) throw new Refused('too-many', wait)
    return await talkPage(c, talk)
  })
  app.post(PATH, async (c) => {
    const talk = await open(c)
    if (!talk) return c.notFound()
    const values = await fieldsOf(c)
    const seconds = hurry(c)
    const { body = '', thread = '', pin = '', key = '', name = '', confirmed = '' } = values
    const input = { body, thread, pin, key, name, confirmed: confirmed !== '' }
    const done =
      seconds > 0
        ? fail('too-many', { detail: { seconds } })
        : await addComment(c.var.ctx, c.var.actor, talk, input, c.var.lang)
    if (done.ok) return c.redirect(`${base(c, talk)}#c-${done.value.id}`, 303)
    if (done.code === 'sign-in')
      return c.redirect(href(c.var.lang, `/sign-in?next=${encodeURIComponent(base(c, talk))}`), 303)
    if (done.code === 'not-found') return c.notFound()
    const errors = errorsOf(done)
    return await talkPage(c, talk, refusedState(values, errors), statusOf(done), seconds)
  })
  const simple = (path: string, act: (c: Ctx, talk: Talk, fields: Record<string, string>) => Promise<Outcome>) =>
    app.post(`${PATH}/${path}`, async (c) => {
      const talk = await open(c)
      if (!talk) return c.notFound()
      const done = await act(c, talk, await fieldsOf(c))
      if (done.ok) return c.redirect(base(c, talk), 303)
      if (done.fields?.['expert']) {
        const { expert } = done.fields
        const text = expert === 'draft' ? talkWords(c.var.lang)('draftFirst') : errorText(c.var.lang, expert)
        return await talkPage(c, talk, blank, 422, 0, text)
      }
      return c.notFound()
    })
  simple('experts', (c, talk, { person = '' }) => inviteExpert(c.var.ctx, c.var.actor, talk, person))
  simple('experts/dismiss', (c, talk, { person = '' }) => dismissExpert(c.var.ctx, c.var.actor, talk, person))
  simple('follow', (c, talk, { on = '' }) => followCase(c.var.ctx, c.var.actor, talk, on !== ''))
  simple('open', (c, talk, { on = '' }) => openTalk(c.var.ctx, c.var.actor, talk, on !== ''))

  for (const act of ['edit', 'remove', 'report'] as const) app.get(`${PATH}/${ID}/${act}`, (c) => actPage(c, act))
  for (const [act, run] of Object.entries(ACTS))
    app.post(`${PATH}/${ID}/${act}`, async (c) => {
      const talk = await open(c)
      if (!talk) return c.notFound()
      const id = c.req.param('id') ?? ''
      const fields = await fieldsOf(c)
      const done = await run(c, talk, id, fields)
      if (done.ok) return c.redirect(`${base(c, talk)}#c-${id}`, 303)
      if (done.fields && (act === 'edit' || act === 'report')) return await actPage(c, act, fields, errorsOf(done))
      return c.notFound()
    })
}

const base = (c: Ctx, { found }: Talk): string => href(c.var.lang, `${found.path}/discussion`)

/** A page under the way to its case. */
export async function talkFrame(
  c: Ctx,
  { found }: Pick<Talk, 'found'>,
  here: string,
  body: ComponentChildren,
  status: Status = 200,
  width: 'text' | 'wide' = 'text',
): Promise<Response> {
  const { lang } = c.var
  const title = pick(found.title, lang)
  const nav = (
    <Breadcrumb
      items={[{ label: <span lang={title.lang}>{title.text}</span>, href: to(lang, found.path) }, { label: here }]}
    />
  )
  return await show(c, { title: `${here}: ${title.text}`, nav, width, scripts: [TALK_ENTRY] }, body, status)
}

async function talkPage(
  c: Ctx,
  talk: Talk,
  state: FormState = blank,
  status: Status = 200,
  seconds = 0,
  expertError?: string,
): Promise<Response> {
  const t = talkWords(c.var.lang)
  return await talkFrame(
    c,
    talk,
    t('discussion'),
    <>
      <h1>{t('discussion')}</h1>
      {seconds > 0 ? <Notice tone="warning">{<p>{t('tooMany', { n: seconds })}</p>}</Notice> : null}
      {await talkSection(c, talk, state, expertError)}
    </>,
    status,
  )
}

async function actPage(
  c: Ctx,
  act: 'edit' | 'remove' | 'report',
  values: Record<string, string> = {},
  errors: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const talk = await open(c)
  const id = c.req.param('id') ?? ''
  if (!talk?.rights.read) return c.notFound()
  const view = await talkOf(ctx, actor, talk, lang)
  const comment = view.threads.flatMap((thread) => thread.comments).find((one) => one.id === id)
  if (!comment?.can[act]) return c.notFound()
  const t = talkWords(lang)
  const title = t(`${act}Title`)
  const identity = errors['body'] === 'identity' ? identityIn(values['body'] ?? '').map((one) => one.excerpt) : []
  const wrong = (name: string) =>
    errors[name] === undefined
      ? undefined
      : errors[name] === 'identity'
        ? t('identity', { what: identity.map((text) => `“${text}”`).join(', ') })
        : errorText(lang, errors[name])
  return await talkFrame(
    c,
    talk,
    title,
    <>
      <h1>{title}</h1>
      <Form action={to(lang, `${talk.found.path}/discussion/${id}/${act}`)} csrf={csrf}>
        {act === 'edit' ? (
          <Field
            name="body"
            type="textarea"
            label={t('body')}
            hint={t('editHint')}
            value={values['body'] ?? comment.body}
            error={wrong('body')}
            required
            rows={8}
          />
        ) : null}
        {identity.length > 0 ? <Field name="confirmed" type="checkbox" label={t('confirm')} required /> : null}
        {act === 'remove' ? <p>{t('removeText')}</p> : null}
        {act === 'report' ? (
          <Field
            name="reason"
            type="radio"
            label={t('reason')}
            required
            error={wrong('reason')}
            options={REPORT_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
          />
        ) : null}
        <Actions>
          <Button kind={act === 'remove' ? 'danger' : 'primary'}>
            {t(act === 'edit' ? 'save' : act === 'remove' ? 'remove' : 'reportSend')}
          </Button>
          <Button href={base(c, talk)}>{t('back')}</Button>
        </Actions>
      </Form>
    </>,
    Object.keys(errors).length > 0 ? 422 : 200,
  )
}
