import type { ComponentChildren } from 'preact'
import { systemActor } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { tooMany } from '#src/platform/http/rate-limit.ts'
import { Refused } from '#src/platform/http/refused.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { show } from '../../kit.tsx'
import { chooseMails, setFollow } from '../experts.ts'
import { readMailToken } from '../mail-token.ts'
import { talkWords } from '../messages.ts'
import { isMailChoice, MAIL_CHOICES } from '../model.ts'
import { fieldsOf, LIMITS } from './request.ts'

/** What somebody wants to hear by mail: by their account, or by the link at the end of a mail. */
export function mailPages(app: App): void {
  app.get('/cases/mail', choicePage)
  app.post('/cases/mail', choose)
  app.get('/cases/mail/:token', leavePage)
  app.post('/cases/mail/:token', leave)
}

/** RFC 8058: a mail program posts without cookie, origin or token of ours; the sealed token is the right to do it. */
export function oneClick(app: App): void {
  app.post('/:lang{(?:vi|en|ko)}/cases/mail/:token', async (c, next) => {
    const type = c.req.header('content-type') ?? ''
    if (!type.includes('form') || (await c.req.parseBody())['List-Unsubscribe'] !== 'One-Click') return await next()
    return await leave(c)
  })
}

async function choicePage(c: Ctx, flash?: ComponentChildren): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  if (actor.personId === null)
    return c.redirect(to(lang, `/sign-in?next=${encodeURIComponent(to(lang, '/cases/mail'))}`), 303)
  const row = await ctx.db
    .selectFrom('case_mail_choice')
    .select('mails')
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  const t = talkWords(lang)
  return await show(
    c,
    { title: t('mails'), flash },
    <>
      <h1>{t('mails')}</h1>
      <p class="lead">{t('mailsLead')}</p>
      <Form action={to(lang, '/cases/mail')} csrf={csrf}>
        <Field
          name="mails"
          type="radio"
          label={t('mails')}
          value={row?.mails ?? 'all'}
          required
          options={MAIL_CHOICES.map((value) => ({ value, label: t(`mails.${value}`) }))}
        />
        <Actions>
          <Button kind="primary">{t('save')}</Button>
        </Actions>
      </Form>
    </>,
  )
}

async function choose(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const { personId } = actor
  const { mails = '' } = await fieldsOf(c)
  if (personId === null || !isMailChoice(mails)) return c.notFound()
  await write(ctx, actor, async (tx) => {
    await chooseMails(tx, personId, mails)
    return ok()
  })
  return await choicePage(c, <Notice tone="success">{<p>{talkWords(lang)('saved')}</p>}</Notice>)
}

const tokenOf = (c: Ctx) => readMailToken(c.var.ctx, c.req.param('token') ?? '')

async function leavePage(c: Ctx): Promise<Response> {
  const { lang, csrf } = c.var
  const t = talkWords(lang)
  const wait = tooMany(c, LIMITS.leave)
  if (wait > 0) throw new Refused('too-many', wait)
  if (!tokenOf(c)) return await show(c, { title: t('leaveTitle') }, <h1>{t('badLink')}</h1>, 410)
  return await show(
    c,
    { title: t('leaveTitle') },
    <>
      <h1>{t('leaveTitle')}</h1>
      <Form action={to(lang, `/cases/mail/${c.req.param('token') ?? ''}`)} csrf={csrf}>
        <Actions>
          <Button kind="primary" name="which" value="this">
            {t('leaveThis')}
          </Button>
          <Button name="which" value="all">
            {t('leaveAll')}
          </Button>
        </Actions>
      </Form>
    </>,
  )
}

async function leave(c: Ctx): Promise<Response> {
  const { ctx, lang } = c.var
  const t = talkWords(lang)
  const wait = tooMany(c, LIMITS.leave)
  if (wait > 0) throw new Refused('too-many', wait)
  const who = tokenOf(c)
  if (!who) return await show(c, { title: t('leaveTitle') }, <h1>{t('badLink')}</h1>, 410)
  const { which = 'this' } = await fieldsOf(c)
  await write(ctx, systemActor('unsubscribe'), async (tx) => {
    if (which === 'all') await chooseMails(tx, who.personId, 'none')
    else await setFollow(tx, who.caseId, who.personId, false)
    await tx.audit({ action: 'case.mail.leave', entity: 'person', id: who.personId, after: { which } })
    return ok()
  })
  return await show(
    c,
    { title: t('leaveTitle') },
    <>
      <h1>{t('leaveTitle')}</h1>
      <Notice tone="success">{<p>{t('left')}</p>}</Notice>
    </>,
  )
}
