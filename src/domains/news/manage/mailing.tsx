import { LANGS, pick, type Text } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { invalid, type Outcome } from '#src/platform/outcome.ts'
import { Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, MultilingualField, type Option } from '#src/ui/forms.tsx'
import { OWN_NAMES } from '#src/ui/messages.ts'
import { Section } from '#src/ui/listing.tsx'
import { eventNames } from '../articles/report.ts'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, path, seeOther, statusOf, Summary, wrong, wrongIn, type Errors, type Status } from '../kit.tsx'
import { groupWords } from '../messages/groups.ts'
import { manageWords } from '../messages/manage.ts'
import { audienceKey, eventGroups, parseAudience, recipientsOf, type Audience } from '../newsletter/audience.ts'
import { saveMailing, sendMailing, stopMailing } from '../newsletter/mailing.ts'
import { mailingById, type MailingView } from '../newsletter/queries.ts'
import { framed, guarded } from './frame.tsx'

/** One mailing: writing it, seeing how many it goes to, sending it, stopping it. */
export function mailingManage(app: App): void {
  app.get(
    '/manage/newsletter/new',
    guarded((c) => form(c, null, { audience: 'subscribers', subject: {}, body: {} })),
  )
  app.post(
    '/manage/newsletter/new',
    guarded((c) => save(c, null)),
  )
  app.get(
    '/manage/newsletter/:id',
    guarded((c) => one(c)),
  )
  app.post(
    '/manage/newsletter/:id',
    guarded((c) => save(c, idOf(c))),
  )
  app.post('/manage/newsletter/:id/send', guarded(send))
  app.post(
    '/manage/newsletter/:id/stop',
    guarded(async (c) => after(c, await stopMailing(c.var.ctx, c.var.actor, idOf(c)))),
  )
}

const idOf = (c: Ctx): string => c.req.param('id') ?? ''

interface Shown {
  readonly audience: string
  readonly subject: Text
  readonly body: Text
  readonly errors?: Errors
  readonly status?: Status
}

/** The groups to choose from; an event's name is asked of whoever knows events, its id stands where nobody does. */
async function groups(c: Ctx): Promise<Option[]> {
  const { ctx, lang } = c.var
  const t = manageWords(lang)
  const words = groupWords(lang)
  const own = (['subscribers', 'members', 'reviewers'] as const).map((value) => ({ value, label: words(value) }))
  const events = await eventGroups(ctx.db)
  const names = new Map((await eventNames(ctx, lang)).map(({ id, name }) => [id, name]))
  const ofEvents = events.map(({ eventId, role, people }) => ({
    value: audienceKey({ group: 'role', role, eventId }),
    label: `${t('groupOf', { group: words(role), event: names.get(eventId) ?? eventId })} (${t('nPeople', { n: people })})`,
  }))
  return [...own, ...ofEvents.toSorted((a, b) => a.label.localeCompare(b.label, lang))]
}

async function form(
  c: Ctx,
  mailing: MailingView | null,
  { audience, subject, body, errors = {}, status }: Shown,
): Promise<Response> {
  const { lang, csrf } = c.var
  const t = manageWords(lang)
  const title = mailing ? pick(mailing.subject, lang).text : t('newMailing')
  return framed(
    c,
    { section: 'newsletter', title, status },
    <>
      <h1>{title}</h1>
      <Summary lang={lang} errors={errors} />
      <Form action={path(c, `/manage/newsletter/${mailing?.id ?? 'new'}`)} csrf={csrf} label={t('newMailing')}>
        <Field
          name="audience"
          type="select"
          label={t('to')}
          value={audience}
          options={await groups(c)}
          error={wrong(lang, errors, 'audience')}
          required
        />
        <MultilingualField
          name="subject"
          label={t('subject')}
          value={subject}
          errors={wrongIn(lang, errors, 'subject')}
          required
          maxlength={150}
        />
        <MultilingualField
          name="body"
          label={t('mailBody')}
          hint={t('mailBodyHint')}
          value={body}
          errors={wrongIn(lang, errors, 'body')}
          multiline
          rows={10}
          required
          maxlength={20_000}
        />
        <Actions>
          <Button kind="primary">{t('save')}</Button>
        </Actions>
      </Form>
      {mailing ? (
        <Send
          c={c}
          mailing={mailing}
          errors={errors}
          people={(await recipientsOf(c.var.ctx.db, mailing.audience)).length}
        />
      ) : null}
    </>,
  )
}

function Send({ c, mailing, errors, people }: { c: Ctx; mailing: MailingView; errors: Errors; people: number }) {
  const { lang, csrf } = c.var
  const t = manageWords(lang)
  return (
    <Section title={t('sendNow')} id="send">
      <p>{t('sendTo', { n: people })}</p>
      <Form action={path(c, `/manage/newsletter/${mailing.id}/send`)} csrf={csrf} label={t('sendNow')}>
        <Field name="sure" type="checkbox" label={t('sendSure')} error={wrong(lang, errors, 'sure')} required />
        <Actions>
          <Button kind="primary">{t('sendNow')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

async function one(c: Ctx, errors: Errors = {}, status?: Status): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const mailing = await mailingById(ctx, actor, idOf(c))
  if (!mailing) return c.notFound()
  if (mailing.state === 'draft')
    return form(c, mailing, {
      ...mailing,
      audience: audienceKey(mailing.audience),
      errors,
      ...(status ? { status } : {}),
    })
  const t = manageWords(lang)
  const title = pick(mailing.subject, lang).text
  return framed(
    c,
    { section: 'newsletter', title },
    <>
      <div class="work-head">
        <h1>{title}</h1>
        <Tag tone={mailing.state === 'sent' ? 'success' : 'info'}>
          {t(mailing.state === 'sending' || mailing.state === 'sent' ? mailing.state : 'stopped')}
        </Tag>
      </div>
      <p>
        {groupWords(lang)(groupWordOf(mailing.audience))}: {t('nPeople', { n: mailing.recipients })}
      </p>
      {LANGS.filter((each) => mailing.body[each]).map((each) => (
        <Section key={each} title={OWN_NAMES[each]} width="text">
          <p lang={each}>
            <strong>{mailing.subject[each]}</strong>
          </p>
          <div class="prose" lang={each}>
            {mailing.body[each]!.split('\n\n').map((paragraph, n) => (
              <p key={n}>{paragraph}</p>
            ))}
          </div>
        </Section>
      ))}
      {mailing.state === 'sending' ? (
        <Form action={path(c, `/manage/newsletter/${mailing.id}/stop`)} csrf={csrf} label={t('stop')}>
          <Actions>
            <Button kind="danger">{t('stop')}</Button>
          </Actions>
        </Form>
      ) : null}
    </>,
  )
}

const groupWordOf = (audience: Audience) => (audience.group === 'role' ? audience.role : audience.group)

async function save(c: Ctx, id: string | null): Promise<Response> {
  const { ctx, actor } = c.var
  const given = await posted(c)
  const shown = { audience: given.get('audience'), subject: given.text('subject'), body: given.text('body') }
  const audience = parseAudience(shown.audience)
  const done = audience ? await saveMailing(ctx, actor, id, { ...shown, audience }) : invalid({ audience: 'required' })
  if (done.ok) return seeOther(c, `/manage/newsletter/${done.value.id}?saved=1`)
  if (done.code === 'not-found') return c.notFound()
  return form(c, id ? await mailingById(ctx, actor, id) : null, {
    ...shown,
    errors: errorsOf(done),
    status: statusOf(done),
  })
}

function after(c: Ctx, done: Outcome<unknown>): Promise<Response> | Response {
  if (done.ok) return seeOther(c, `/manage/newsletter/${idOf(c)}?saved=1`)
  return done.fields ? one(c, errorsOf(done), statusOf(done)) : c.notFound()
}

async function send(c: Ctx): Promise<Response> {
  const sure = (await posted(c)).checked('sure')
  return after(c, sure ? await sendMailing(c.var.ctx, c.var.actor, idOf(c)) : invalid({ sure: 'required' }))
}
