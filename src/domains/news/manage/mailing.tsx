import { pick, type Text } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { societyName } from '#src/platform/society.ts'
import { invalid, type Outcome } from '#src/platform/outcome.ts'
import { Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, MultilingualField, type Option } from '#src/ui/forms.tsx'
import { eventNames } from '../articles/report.ts'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, path, seeOther, statusOf, Summary, wrong, wrongIn, type Errors, type Status } from '../kit.tsx'
import { groupWords } from '../messages/groups.ts'
import { manageWords } from '../messages/manage.ts'
import { audienceKey, eventGroups, parseAudience } from '../newsletter/audience.ts'
import { groupKey } from '../newsletter/letter.ts'
import { setPublic } from '../newsletter/issues.ts'
import { reachable } from '../newsletter/lists.ts'
import { LIMITS, saveMailing, sendMailing, sendTrial, stopMailing } from '../newsletter/mailing.ts'
import { mailingById, progressOf, type MailingView } from '../newsletter/queries.ts'
import { framed, guarded } from './frame.tsx'
import { Letters } from './letters.tsx'
import { HowFar, OnSite, Send } from './mailing-parts.tsx'

/** One mailing: writing it, seeing how many it goes to, sending it, stopping it. */
export function mailingManage(app: App): void {
  app.get(
    '/manage/newsletter/new',
    guarded((c) => form(c, null, { audience: 'subscribers', subject: {}, body: {}, isPublic: false })),
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
    '/manage/newsletter/:id/trial',
    guarded(async (c) => after(c, await sendTrial(c.var.ctx, c.var.actor, idOf(c)), 'trial')),
  )
  app.post(
    '/manage/newsletter/:id/public',
    guarded(async (c) => {
      const wanted = (await posted(c)).get('do') === 'open'
      return after(c, await setPublic(c.var.ctx, c.var.actor, idOf(c), wanted))
    }),
  )
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
  readonly isPublic: boolean
  readonly errors?: Errors
  readonly status?: Status
  /** Shows what was typed as it would arrive. */
  readonly preview?: boolean
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
  { audience, subject, body, isPublic, errors = {}, status, preview = false }: Shown,
): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const t = manageWords(lang)
  const group = parseAudience(audience)
  const shown = group && (preview || mailing) ? { audience: group, subject, body, isPublic } : null
  const title = mailing ? pick(mailing.subject, lang).text : t('newMailing')
  return framed(
    c,
    { section: 'newsletter', title, status, ...flashOf(c) },
    <>
      <h1>{title}</h1>
      <Summary
        lang={lang}
        errors={errors}
        labels={{
          audience: t('to'),
          subject: t('subject'),
          body: t('mailBody'),
          public: t('onSite'),
          sure: t('sendSure'),
        }}
      />
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
          maxlength={LIMITS.subject}
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
          maxlength={LIMITS.body}
        />
        <Field
          name="public"
          type="checkbox"
          label={t('openToAll')}
          hint={t('openToAllHint')}
          value={isPublic}
          error={wrong(lang, errors, 'public')}
        />
        <Actions>
          <Button kind="primary" name="do" value="save">
            {t('save')}
          </Button>
          <Button name="do" value="preview">
            {t('preview')}
          </Button>
        </Actions>
      </Form>
      {shown ? <Letters c={c} words={shown} society={await societyName(ctx)} unsaved={preview} /> : null}
      {mailing && !preview ? (
        <Send c={c} mailing={mailing} errors={errors} people={(await reachable(ctx.db, mailing.audience)).length} />
      ) : null}
    </>,
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
  const progress = await progressOf(ctx, mailing.id)
  const head = progress.waiting > 0 ? <meta http-equiv="refresh" content={String(REFRESH)} /> : undefined
  return framed(
    c,
    { section: 'newsletter', title, head, ...flashOf(c) },
    <>
      <div class="work-head">
        <h1>{title}</h1>
        <Tag tone={mailing.state === 'sent' ? 'success' : 'info'}>
          {t(mailing.state === 'sent' && progress.waiting === 0 ? 'allSent' : mailing.state)}
        </Tag>
      </div>
      <p>
        {t('to')}: {groupWords(lang)(groupKey(mailing.audience))} ({t('nPeople', { n: mailing.recipients })})
      </p>
      <HowFar c={c} progress={progress} />
      {mailing.state === 'sending' ? (
        <Form action={path(c, `/manage/newsletter/${mailing.id}/stop`)} csrf={csrf} label={t('stop')}>
          <Actions>
            <Button kind="danger">{t('stop')}</Button>
          </Actions>
        </Form>
      ) : null}
      {mailing.audience.group === 'subscribers' && mailing.state !== 'stopped' ? (
        <OnSite c={c} mailing={mailing} />
      ) : null}
      <Letters c={c} words={mailing} society={await societyName(ctx)} />
    </>,
  )
}

/** Seconds after which a page of a mailing that goes on is read anew. */
const REFRESH = 10

function flashOf(c: Ctx) {
  const said = (['trial', 'sent'] as const).find((one) => c.req.query(one) !== undefined)
  if (!said) return {}
  const t = manageWords(c.var.lang)
  return { flash: <Notice tone="success" title={t(said === 'trial' ? 'trialSent' : 'mailingOut')} live /> }
}

async function save(c: Ctx, id: string | null): Promise<Response> {
  const { ctx, actor } = c.var
  const given = await posted(c)
  const shown = {
    audience: given.get('audience'),
    subject: given.text('subject'),
    body: given.text('body'),
    isPublic: given.checked('public'),
  }
  const audience = parseAudience(shown.audience)
  const known = id ? await mailingById(ctx, actor, id) : null
  if (id && known?.state !== 'draft') return c.notFound()
  if (given.get('do') === 'preview') return form(c, known, { ...shown, preview: true })
  const done = audience ? await saveMailing(ctx, actor, id, { ...shown, audience }) : invalid({ audience: 'required' })
  if (done.ok) return seeOther(c, `/manage/newsletter/${done.value.id}?saved=1`)
  if (done.code === 'not-found') return c.notFound()
  return form(c, known, {
    ...shown,
    errors: errorsOf(done),
    status: statusOf(done),
  })
}

function after(c: Ctx, done: Outcome<unknown>, said = 'saved'): Promise<Response> | Response {
  if (done.ok) return seeOther(c, `/manage/newsletter/${idOf(c)}?${said}=1`)
  return done.fields ? one(c, errorsOf(done), statusOf(done)) : c.notFound()
}

async function send(c: Ctx): Promise<Response> {
  const sure = (await posted(c)).checked('sure')
  return after(c, sure ? await sendMailing(c.var.ctx, c.var.actor, idOf(c)) : invalid({ sure: 'required' }), 'sent')
}
