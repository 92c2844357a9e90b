import { qrPath } from '#src/domains/discussion/index.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { handKey } from '#src/platform/http/handed-keys.ts'
import { href } from '#src/platform/http/language.ts'
import { tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { Refused } from '#src/platform/http/refused.ts'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, FieldGroup } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Time } from '#src/ui/time.tsx'
import { CODE, fieldsOf, ID } from '../discussion/routes/request.ts'
import { talkFrame } from '../discussion/routes/pages.tsx'
import { Act } from '../discussion/pages/comment.tsx'
import { errorsOf, societyZone, statusOf, Summary, wrong, type Errors, type Status } from '../kit.tsx'
import { caseFor, type CaseView } from '../queries/case.ts'
import { createShare, openShare, revokeShare, SHARE_DAYS, sharesOf, SHARE_LIMITS } from './commands.ts'
import { closedLink } from './closed.tsx'
import { shareWords } from './messages.ts'

const WRONG: Limit = { name: 'case-share-wrong', burst: 30, perSeconds: 300 }

/** Links for people without an account. */
export function sharePages(app: App): void {
  app.get('/cases/shared/:token', follow)
  app.get(`/cases/${CODE}/share`, async (c) => {
    const found = await own(c)
    return found ? await sharePage(c, found) : c.notFound()
  })
  app.post(`/cases/${CODE}/share`, async (c) => {
    const found = await own(c)
    if (!found) return c.notFound()
    const values = await fieldsOf(c)
    const { label = '', days = '', images = '', comments = '', answer = '' } = values
    const done = await createShare(c.var.ctx, c.var.actor, found, {
      label,
      days: Number(days),
      images: images !== '',
      comments: comments !== '',
      answer: answer !== '',
    })
    if (!done.ok) return await sharePage(c, found, { values, errors: errorsOf(done), status: statusOf(done) })
    return await sharePage(c, found, { token: done.value.token })
  })
  app.post(`/cases/${CODE}/share/${ID}/revoke`, async (c) => {
    const found = await own(c)
    const done = found && (await revokeShare(c.var.ctx, c.var.actor, found, c.req.param('id') ?? ''))
    return found && done?.ok ? c.redirect(href(c.var.lang, `${found.path}/share`), 303) : c.notFound()
  })
}

async function own(c: Ctx): Promise<CaseView | null> {
  const found = await caseFor(c.var.ctx, c.var.actor, c.req.param('code') ?? '')
  return found?.can.manage ? found : null
}

/** Takes the token out of the address into a cookie, and goes on to the case. Wrong tokens are counted by address. */
async function follow(c: Ctx): Promise<Response> {
  const { ctx, lang } = c.var
  const token = c.req.param('token') ?? ''
  const opened = await openShare(ctx, token)
  if (!opened) {
    // Only wrong ones: a whole hall opens one link by one address.
    const seconds = tooMany(c, WRONG)
    if (seconds > 0) throw new Refused('too-many', seconds)
    return closedLink(c)
  }
  handKey(c, token, (opened.expiresAt - ctx.clock.now()) / 1000)
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', 'no-store')
  return c.redirect(href(lang, `/cases/${opened.code}`), 303)
}

interface Shown {
  readonly values?: Record<string, string>
  readonly errors?: Errors
  readonly status?: Status
  /** Of the link that was just made. */
  readonly token?: string
}

async function sharePage(c: Ctx, found: CaseView, { values = {}, errors = {}, status = 200, token }: Shown = {}) {
  const { ctx, lang, csrf } = c.var
  const t = shareWords(lang)
  const zone = await societyZone(ctx)
  const links = await sharesOf(ctx, found)
  const whole = errors['']
  return await talkFrame(
    c,
    { found },
    t('share'),
    <>
      <h1>{t('share')}</h1>
      <p class="lead">{t('lead')}</p>
      {token ? <Made lang={lang} url={`${ctx.config.baseUrl}${href(lang, `/cases/shared/${token}`)}`} /> : null}
      {whole ? null : <Summary lang={lang} errors={errors} labels={{ label: t('label'), days: t('days') }} />}
      {whole ? <Notice tone="warning">{<p>{t(whole === 'draft' ? 'draft' : 'tooMany')}</p>}</Notice> : null}
      <h2>{t('create')}</h2>
      {found.state === 'draft' && !whole ? <Notice>{<p>{t('draft')}</p>}</Notice> : null}
      <Form action={to(lang, `${found.path}/share`)} csrf={csrf} label={t('create')}>
        <Field
          name="label"
          label={t('label')}
          hint={t('labelHint')}
          value={values['label']}
          error={wrong(lang, errors, 'label')}
          maxlength={SHARE_LIMITS.label}
          required
        />
        <Field
          name="days"
          type="select"
          label={t('days')}
          value={values['days'] ?? '7'}
          error={wrong(lang, errors, 'days')}
          required
          size="short"
          options={SHARE_DAYS.map((n) => ({ value: String(n), label: t('dayN', { n }) }))}
        />
        <FieldGroup legend={t('scope')}>
          <Field name="images" type="checkbox" label={t('images')} value={values['images'] ?? 'on'} required />
          <Field name="comments" type="checkbox" label={t('comments')} value={values['comments'] ?? ''} required />
          <Field name="answer" type="checkbox" label={t('answer')} value={values['answer'] ?? ''} required />
        </FieldGroup>
        <Actions>
          <Button kind="primary">{t('create')}</Button>
        </Actions>
      </Form>
      {links.length === 0 ? (
        <Empty title={t('none')} />
      ) : (
        <ul class="ct-links">
          {links.map((link) => (
            <li key={link.id}>
              <p>
                <strong>{link.label}</strong>{' '}
                <Tag tone={link.state === 'live' ? 'success' : 'quiet'}>{t(`state.${link.state}`)}</Tag>
              </p>
              <p class="quiet">
                {[t('page'), link.images && t('images'), link.comments && t('comments'), link.answer && t('answer')]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <p class="quiet">
                {t('until')} <Time at={link.expiresAt} zone={zone} show="short" /> · {t('uses', { n: link.uses })}
                {link.usedAt === null ? null : (
                  <>
                    {' '}
                    ({t('lastUse')} <Time at={link.usedAt} zone={zone} show="short" />)
                  </>
                )}
              </p>
              {link.state === 'live' ? (
                <Act
                  action={to(lang, `${found.path}/share/${link.id}/revoke`)}
                  csrf={csrf ?? null}
                  label={t('revokeThis', { label: link.label })}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </>,
    status,
  )
}

function Made({ lang, url }: { lang: Ctx['var']['lang']; url: string }) {
  const t = shareWords(lang)
  const qr = qrPath(url)
  return (
    <Notice tone="success" live>
      <p>{t('made')}</p>
      <p class="ct-url">
        <code>{url}</code>
      </p>
      <svg
        class="ct-qr"
        viewBox={`-3 -3 ${qr.size + 6} ${qr.size + 6}`}
        width="200"
        height="200"
        role="img"
        aria-label={t('qr')}
      >
        <rect x="-3" y="-3" width={qr.size + 6} height={qr.size + 6} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
    </Notice>
  )
}
