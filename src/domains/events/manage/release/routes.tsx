import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { shortDateTime } from '#src/lib/time/format.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { managesSociety } from '#src/platform/authz.ts'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, ErrorSummary, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { affected } from '../../programme/affected.ts'
import { availabilityOf } from '../../speakers/availability.ts'
import type { Event } from '../../event/event.ts'
import { isEmpty } from '../../working-copy/import-commands.ts'
import { currentRelease, listReleases, type ReleaseSummary } from '../../queries.ts'
import { pendingDifference, release } from '../../release/release-commands.ts'
import { warningsOf } from '../../programme/warnings.ts'
import { contactsOf } from '../contacts.ts'
import { managePage, managePath } from '../frame.tsx'
import { fieldMessage } from '../frame-messages.ts'
import { posted, type Posted } from '../form-data.ts'
import { editing, type Editing } from '../programme/editing.ts'
import { Warnings } from '../programme/day-page.tsx'
import { DiffView } from './diff-view.tsx'
import { releaseMessages } from './messages.ts'

/** What a release would change, the form that makes it, and those made before. */
export function releasePages(app: App): void {
  app.get('/manage/events/:slug/release', async (c) => {
    const open = await editing(c)
    return open ? releasePage(c, open) : c.notFound()
  })
  app.post('/manage/events/:slug/release', async (c) => {
    const open = await editing(c)
    if (!open) return c.notFound()
    const { ctx, actor, lang } = c.var
    const form = await posted(c)
    const done = await release(ctx, actor, open.event.id, {
      name: form.get('name'),
      note: form.text('note'),
      revision: form.number('revision') ?? 0,
    })
    if (done.ok) return c.redirect(href(lang, `${managePath(open.event, '/release')}?done=${done.value.number}`), 303)
    if (done.code === 'not-found') return c.notFound()
    return releasePage(c, open, {
      form,
      errors: done.fields ?? {},
      changed: done.detail?.['reason'] === 'changed-meanwhile',
    })
  })
}

interface Refused {
  readonly form: Posted
  readonly errors: Readonly<Record<string, string>>
  readonly changed: boolean
}

async function releasePage(c: Ctx, open: Editing, refused?: Refused): Promise<Response> {
  const { lang, ctx } = c.var
  const t = releaseMessages(lang)
  const { event, copy, can } = open
  const last = await currentRelease(ctx, event)
  const difference = pendingDifference(last?.document ?? null, copy.programme)
  const nothing = isEmpty(difference)
  const warnings = warningsOf(copy.programme, { availability: await availabilityOf(ctx.db, event.id), release: true })
  const concerned = [...affected(difference).keys()]
  const contacts = await contactsOf(ctx.db, concerned)
  const unreachable = [...contacts.values()].filter((contact) => contact.email === '')
  const releases = await listReleases(ctx, event.id)
  const mails = await mailsOf(c, event)
  const done = c.req.query('done')
  return managePage(c, {
    title: t('title'),
    section: 'release',
    managed: open,
    status: refused ? (refused.changed ? 409 : 422) : 200,
    flash: done ? (
      <Notice tone="success" live>
        {<p>{t('released', { n: Number(done) || '' })}</p>}
      </Notice>
    ) : null,
    children: (
      <>
        <h1>{t('title')}</h1>
        <p>{t('intro')}</p>
        {refused?.changed ? (
          <Notice tone="warning" live>
            {<p>{t('changedMeanwhile')}</p>}
          </Notice>
        ) : null}
        {event.state === 'draft' ? <Notice>{<p>{t('draftEvent')}</p>}</Notice> : null}
        <section id="difference" class="manage-work">
          <h2>{t('difference')}</h2>
          <p class="hint">{last ? t('sinceNumber', { n: last.number, name: last.name }) : t('firstOne')}</p>
          {nothing ? (
            <Empty title={t('nothing')} />
          ) : (
            <DiffView lang={lang} diff={difference} event={copy.programme.event} />
          )}
        </section>
        <Warnings lang={lang} editing={open} warnings={warnings} />
        {can.edit && !nothing ? (
          <section id="form" class="manage-work">
            <p>{t('concerned', { n: concerned.length })}</p>
            {unreachable.length > 0 ? (
              <p class="hint">
                {t('withoutMail', {
                  n: unreachable.length,
                  names: unreachable
                    .slice(0, 20)
                    .map((p) => p.name)
                    .join(', '),
                })}
              </p>
            ) : null}
            <ReleaseForm
              c={c}
              event={event}
              revision={copy.revision}
              refused={refused}
              suggested={`${(last?.number ?? 0) + 1}.0`}
            />
          </section>
        ) : null}
        <ReleaseList lang={lang} event={event} releases={releases} mails={managesSociety(c.var.actor) ? mails : null} />
      </>
    ),
  })
}

function ReleaseForm({
  c,
  event,
  revision,
  refused,
  suggested,
}: {
  c: Ctx
  event: Event
  revision: number
  refused?: Refused
  suggested: string
}) {
  const { lang } = c.var
  const t = releaseMessages(lang)
  const errors = refused?.errors ?? {}
  return (
    <Form action={href(lang, managePath(event, '/release'))} csrf={c.var.csrf}>
      <ErrorSummary
        errors={Object.entries(errors).map(([field, code]) => ({
          field,
          message: `${t('name')}: ${fieldMessage(lang, code)}`,
        }))}
      />
      <input type="hidden" name="revision" value={revision} />
      <Field
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        required
        size="medium"
        maxlength={100}
        value={refused?.form.get('name') ?? suggested}
        error={errors['name'] ? fieldMessage(lang, errors['name']) : null}
      />
      <MultilingualField
        name="note"
        label={t('note')}
        hint={t('noteHint')}
        langs={event.langs}
        multiline
        rows={3}
        value={refused?.form.text('note')}
      />
      <Actions>
        <Button kind="primary">{t('releaseNow')}</Button>
      </Actions>
    </Form>
  )
}

/** How many mails each release made. */
async function mailsOf(c: Ctx, event: Event): Promise<Map<string, number>> {
  const rows = await c.var.ctx.db
    .selectFrom('mail')
    .select(['batch', (eb) => eb.fn.countAll<number>().as('n')])
    .where('event_id', '=', event.id)
    .where('batch', 'is not', null)
    .groupBy('batch')
    .execute()
  return new Map(rows.map((row) => [row.batch ?? '', Number(row.n)]))
}

function ReleaseList({
  lang,
  event,
  releases,
  mails,
}: {
  lang: Lang
  event: Event
  releases: readonly ReleaseSummary[]
  mails: ReadonlyMap<string, number> | null
}) {
  const t = releaseMessages(lang)
  if (releases.length === 0) return null
  return (
    <section id="releases">
      <DataTable
        caption={t('list')}
        rows={releases}
        rowKey={(r) => r.id}
        columns={[
          { key: 'number', head: t('number'), numeric: true, cell: (r) => r.number },
          {
            key: 'name',
            head: t('name'),
            primary: true,
            size: 'wide',
            cell: (r) => (
              <>
                {r.name} {r.id === event.releaseId ? <Tag tone="success">{t('current')}</Tag> : null}
              </>
            ),
          },
          { key: 'note', head: t('note'), cell: (r) => say(JSON.parse(r.note) as Record<string, string>, lang) },
          { key: 'when', head: t('when'), size: 'tight', cell: (r) => shortDateTime(lang, event.zone, r.at) },
          ...(mails
            ? [
                {
                  key: 'mails',
                  head: t('mails'),
                  cell: (r: ReleaseSummary) =>
                    mails.has(r.id) ? (
                      <a href={href(lang, `/manage/outbox?batch=${r.id}`)}>
                        {t('mailCount', { n: mails.get(r.id) ?? 0 })} · {t('toOutbox')}
                      </a>
                    ) : (
                      '–'
                    ),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
