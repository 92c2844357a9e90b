import type { Ctx } from '#src/platform/http/env.ts'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { path, wrong, type Errors } from '../kit.tsx'
import { manageWords } from '../messages/manage.ts'
import { issuePath } from '../newsletter/issues.ts'
import { BATCH, PAUSE_MS } from '../newsletter/mailing.ts'
import type { MailingView, Progress } from '../newsletter/queries.ts'

/** A copy to oneself, and off it goes. */
export function Send({ c, mailing, errors, people }: { c: Ctx; mailing: MailingView; errors: Errors; people: number }) {
  const { lang, csrf } = c.var
  const t = manageWords(lang)
  return (
    <Section title={t('sendNow')} id="send">
      <Form action={path(c, `/manage/newsletter/${mailing.id}/trial`)} csrf={csrf} label={t('trial')}>
        <Actions>
          <Button>{t('trial')}</Button>
        </Actions>
      </Form>
      <p>{people > 0 ? t('sendTo', { n: people }) : t('reachNobody')}</p>
      <Form action={path(c, `/manage/newsletter/${mailing.id}/send`)} csrf={csrf} label={t('sendNow')}>
        <Field name="sure" type="checkbox" label={t('sendSure')} error={wrong(lang, errors, 'sure')} required />
        <Actions>
          <Button kind="primary">{t('sendNow')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

/** Whether everyone may read it, and the button that changes that. */
export function OnSite({ c, mailing: { id, isPublic, slug } }: { c: Ctx; mailing: MailingView }) {
  const { lang, csrf } = c.var
  const t = manageWords(lang)
  const label = t(isPublic ? 'closeIssue' : 'openIssue')
  return (
    <Section title={t('onSite')} id="on-site">
      {isPublic && slug !== null ? (
        <p>
          {t('isPublic')} <a href={to(lang, issuePath(slug))}>{to(lang, issuePath(slug))}</a>
        </p>
      ) : (
        <p>{t('notPublic')}</p>
      )}
      <Form action={path(c, `/manage/newsletter/${id}/public`)} csrf={csrf} label={label}>
        <Actions>
          <Button name="do" value={isPublic ? 'close' : 'open'}>
            {label}
          </Button>
        </Actions>
      </Form>
    </Section>
  )
}

/** How many of a mailing's mails have gone. */
export function HowFar({ c, progress }: { c: Ctx; progress: Progress }) {
  const { lang } = c.var
  const t = manageWords(lang)
  const { total, waiting, sent, failed, skipped } = progress
  const minutes = Math.max(1, Math.ceil(((waiting / BATCH) * PAUSE_MS) / 60_000))
  return (
    <Section title={t('progress')} id="progress">
      <p>
        <label for="mailing-progress">{t('progressSent', { sent, total })}</label>
      </p>
      <progress id="mailing-progress" class="mailing-progress" max={Math.max(1, total)} value={sent} />
      <p class="article-facts">
        {waiting > 0 ? <span>{t('progressWaiting', { n: waiting })}</span> : null}
        {failed > 0 ? <span>{t('progressFailed', { n: failed })}</span> : null}
        {skipped > 0 ? <span>{t('progressSkipped', { n: skipped })}</span> : null}
        {failed > 0 ? <a href={to(lang, '/manage/outbox')}>{t('outbox')}</a> : null}
      </p>
      {waiting > 0 ? <p class="hint">{t('progressMinutes', { n: minutes })}</p> : null}
    </Section>
  )
}
