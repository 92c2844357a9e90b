import { say } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS, tooMany } from '#src/platform/http/rate-limit.ts'
import { fail } from '#src/platform/outcome.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { shellOf } from '#src/ui/shell.ts'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, show, societyZone, statusOf, Summary, wrong, type Errors, type Status } from '../kit.tsx'
import { newsletterWords } from '../messages/newsletter.ts'
import { issues } from '../newsletter/issues.ts'
import { leaveList, readUnsubscribe } from '../newsletter/lists.ts'
import { askToSubscribe, confirmSubscription, readJoin } from '../newsletter/subscribe.ts'
import { IssueList } from '../pages/issues.tsx'
import { expired } from './comments.tsx'

/** Joining and leaving the society's mails. */
export function newsletterRoutes(app: App): void {
  app.get('/newsletter', (c) => joinPage(c))
  app.post('/newsletter', join)
  app.get('/newsletter/confirm/:token', confirmPage)
  app.post('/newsletter/confirm/:token', confirm)
  app.get('/unsubscribe/:token', leavePage)
  // Reached by our own form; a mail program's one-click comes to `oneClick`, which stands before the check of forms.
  app.post('/unsubscribe/:token', leave)
}

/**
 * RFC 8058: a mail program posts `List-Unsubscribe=One-Click` without cookie, origin or token of ours. The sealed token of
 * the address is the right to do it, and all that another site could make a reader do with it is to end a mail.
 */
export const oneClick = (app: App): void => {
  app.post('/:lang{(?:vi|en|ko)}/unsubscribe/:token', async (c, next) => {
    const type = c.req.header('content-type') ?? ''
    if (!type.includes('form') || (await c.req.parseBody())['List-Unsubscribe'] !== 'One-Click') return next()
    return leave(c)
  })
}

/** So many past issues stand below the form. */
const ON_JOIN_PAGE = 5

async function joinPage(c: Ctx, email = '', errors: Errors = {}, status: Status = 200): Promise<Response> {
  const { lang, csrf } = c.var
  const t = newsletterWords(lang)
  const society = say((await shellOf(c)).society.name, lang)
  const past = await issues(c.var.ctx.db, { limit: ON_JOIN_PAGE })
  const zone = await societyZone(c.var.ctx)
  return show(
    c,
    { title: t('newsletter'), noindex: false },
    <>
      <h1>{t('newsletter')}</h1>
      <p class="lead">{t('lead', { society })}</p>
      <Summary lang={lang} errors={errors} />
      <Form action={to(lang, '/newsletter')} csrf={csrf}>
        <Field
          name="email"
          type="email"
          label={t('email')}
          value={email}
          error={wrong(lang, errors, 'email')}
          required
          autocomplete="email"
          size="medium"
        />
        <p class="share-note">
          {t('consent')} <a href={to(lang, '/privacy')}>{t('privacy')}</a>.
        </p>
        <Actions>
          <Button kind="primary">{t('subscribe')}</Button>
        </Actions>
      </Form>
      {past.total === 0 ? null : (
        <Section title={t('issues')} id="issues">
          <IssueList lang={lang} zone={zone} issues={past.issues} />
          {past.total > ON_JOIN_PAGE ? (
            <p>
              <a href={to(lang, '/newsletter/issues')}>{t('allIssues')}</a>
            </p>
          ) : null}
        </Section>
      )}
    </>,
    status,
  )
}

/** What was done, and the way on. */
function said(c: Ctx, title: string, words: string, tone: 'info' | 'success' = 'success'): Promise<Response> {
  const { lang } = c.var
  return show(
    c,
    { title },
    <>
      <h1>{title}</h1>
      <Notice tone={tone} live>
        <p>{words}</p>
      </Notice>
      <p>
        <a href={to(lang, '/news')}>{newsletterWords(lang)('toNews')}</a>
      </p>
    </>,
  )
}

async function join(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const email = (await posted(c)).get('email')
  const done =
    tooMany(c, LIMITS.mail) > 0
      ? fail('too-many', { fields: { email: 'wait' } })
      : await askToSubscribe(ctx, actor, email, lang, 'newsletter form')
  if (!done.ok) return joinPage(c, email, errorsOf(done), statusOf(done))
  const t = newsletterWords(lang)
  return said(c, t('newsletter'), t('asked'), 'info')
}

async function confirmPage(c: Ctx): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const token = c.req.param('token') ?? ''
  const email = readJoin(ctx, token)
  if (!email) return expired(c, 'newsletter')
  const t = newsletterWords(lang)
  return show(
    c,
    { title: t('confirmTitle') },
    <>
      <h1>{t('confirmTitle')}</h1>
      <p>{t('confirmAsk', { email })}</p>
      <Form action={to(lang, `/newsletter/confirm/${token}`)} csrf={csrf}>
        <Actions>
          <Button kind="primary">{t('confirmYes')}</Button>
        </Actions>
      </Form>
    </>,
  )
}

async function confirm(c: Ctx): Promise<Response> {
  const { ctx, lang } = c.var
  const email = readJoin(ctx, c.req.param('token') ?? '')
  const done = email ? await confirmSubscription(ctx, email) : fail('expired')
  if (!done.ok) return expired(c, 'newsletter')
  const t = newsletterWords(lang)
  return said(c, t('newsletter'), t('confirmed'))
}

async function leavePage(c: Ctx): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const token = c.req.param('token') ?? ''
  const asked = readUnsubscribe(ctx, token)
  if (!asked) return expired(c, 'leave')
  const t = newsletterWords(lang)
  const kind = asked.list === 'newsletter' || asked.list === 'notices' ? asked.list : 'comments'
  return show(
    c,
    { title: t('leaveTitle') },
    <>
      <h1>{t('leaveTitle')}</h1>
      <p>{t(`leave.${kind}`, { email: asked.email })}</p>
      <p class="quiet">{t('leaveNote')}</p>
      <Form action={to(lang, `/unsubscribe/${token}`)} csrf={csrf}>
        <Actions>
          <Button kind="primary">{t('leaveYes')}</Button>
        </Actions>
      </Form>
    </>,
  )
}

async function leave(c: Ctx): Promise<Response> {
  const { ctx, lang } = c.var
  const asked = readUnsubscribe(ctx, c.req.param('token') ?? '')
  if (!asked) return expired(c, 'leave')
  await leaveList(ctx, asked.email, asked.list)
  const t = newsletterWords(lang)
  return said(c, t('leaveTitle'), t('left'))
}
