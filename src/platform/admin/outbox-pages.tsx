import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Button, Form } from '#src/ui/forms.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { Facts, Section } from '#src/ui/listing.tsx'
import { Tabs } from '#src/ui/nav.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { Time, ZoneNote } from '#src/ui/time.tsx'
import type { App, Ctx } from '../http/env.ts'
import { discardBatch, discardMail, holdBatch, MAIL_STATES, retryMail, sendBatch } from '../mail/outbox.ts'
import { write } from '../write.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { back, MANAGE, show, zoneOf } from './frame.tsx'
import { ops } from './messages.ts'
import {
  heldBatches,
  mailCounts,
  mailLines,
  mailView,
  type BatchLine,
  type MailLine,
  type MailView,
} from './outbox-queries.ts'
import { mayMail } from './policy.ts'

const SIZE = 50

/** Mails by state and batch; held ones are sent or discarded here. */
export function outboxPages(app: App): void {
  app.get(MANAGE.outbox, list)
  app.get(`${MANAGE.outbox}/:id`, one)

  app.post(`${MANAGE.outbox}/batch`, async (c) => {
    const { actor, ctx } = c.var
    if (!mayMail(actor)) return c.notFound()
    const { batch, do: action } = await c.req.parseBody()
    if (typeof batch !== 'string' || batch === '') return c.notFound()
    if (action === 'send') return back(c, 'outbox', await write(ctx, actor, (tx) => sendBatch(tx, batch)), 'sent')
    if (action === 'hold') return back(c, 'outbox', await write(ctx, actor, (tx) => holdBatch(tx, batch)), 'held')
    if (action === 'discard')
      return back(c, 'outbox', await write(ctx, actor, (tx) => discardBatch(tx, batch)), 'discarded')
    return c.notFound()
  })

  app.post(`${MANAGE.outbox}/:id`, async (c) => {
    const { actor, ctx } = c.var
    const id = c.req.param('id')
    // What may not be seen may not be moved either.
    if (!(await mailView(ctx, actor, id))) return c.notFound()
    const action = (await c.req.parseBody())['do']
    if (action === 'send') return back(c, 'outbox', await write(ctx, actor, (tx) => retryMail(tx, id)), 'sent')
    if (action === 'discard')
      return back(c, 'outbox', await write(ctx, actor, (tx) => discardMail(tx, id)), 'discarded')
    return c.notFound()
  })
}

async function list(c: Ctx): Promise<Response> {
  const { actor, ctx, lang } = c.var
  if (!mayMail(actor)) return await c.notFound()
  const t = ops(lang)
  const counts = await mailCounts(ctx, actor)
  const batch = c.req.query('batch')
  const state = MAIL_STATES.find((s) => s === c.req.query('state')) ?? MAIL_STATES.find((s) => counts[s] > 0) ?? 'held'
  const mails = await mailLines(ctx, actor, { state, batch, limit: SIZE + 1, after: readCursor(c.req.query('after')) })
  const batches = await heldBatches(ctx, actor)
  const zone = await zoneOf(c)
  const path = to(lang, MANAGE.outbox)
  const last = mails.length > SIZE ? mails[SIZE - 1] : undefined
  return await show(c, 'outbox', t('outbox'), (shell) => (
    <>
      <h1>{t('outbox')}</h1>
      <ZoneNote zone={zone} at={ctx.clock.now()} />
      {ctx.config.smtpUrl ? null : <Notice title={t('noServer')} />}
      {batches.length > 0 ? (
        <DataTable<BatchLine>
          caption={t('batches')}
          rows={batches}
          rowKey={(line) => line.batch}
          columns={[
            {
              key: 'batch',
              head: t('batch'),
              primary: true,
              cell: (line) => <a href={withQuery(path, { state: 'held', batch: line.batch })}>{line.batch}</a>,
            },
            { key: 'mails', head: t('mails'), numeric: true, size: 'tight', cell: (line) => line.mails },
            {
              key: 'since',
              head: t('created'),
              size: 'tight',
              cell: (line) => <Time at={line.since} zone={zone} show="short" />,
            },
          ]}
          actions={(line) => (
            <Form action={`${path}/batch`} csrf={shell.csrf ?? ''} layout="row" label={line.batch}>
              <input type="hidden" name="batch" value={line.batch} />
              <Button size="small" kind="primary" name="do" value="send" label={`${t('sendBatch')}: ${line.batch}`}>
                {t('sendBatch')}
              </Button>
              <Button
                size="small"
                kind="danger"
                name="do"
                value="discard"
                label={`${t('discardBatch')}: ${line.batch}`}
              >
                {t('discardBatch')}
              </Button>
            </Form>
          )}
        />
      ) : null}
      <Tabs
        label={t('states')}
        items={MAIL_STATES.map((s) => ({
          label: t(s),
          href: withQuery(path, { state: s, batch: batch ?? null }),
          current: s === state,
          count: counts[s],
        }))}
      />
      {batch ? (
        <p>
          {t('batch')}: <span class="verbatim">{batch}</span> <a href={withQuery(path, { state })}>{t('clear')}</a>
        </p>
      ) : null}
      {batch && state === 'queued' && mails.length > 0 ? (
        <Form action={`${path}/batch`} csrf={shell.csrf ?? ''} label={t('holdBatch')}>
          <input type="hidden" name="batch" value={batch} />
          <Button name="do" value="hold">
            {t('holdBatch')}
          </Button>
        </Form>
      ) : null}
      <DataTable<MailLine>
        caption={t(state)}
        quietCaption
        rows={mails.slice(0, SIZE)}
        rowKey={(mail) => mail.id}
        rowTone={(mail) => (mail.state === 'failed' ? 'marked' : mail.state === 'discarded' ? 'muted' : undefined)}
        empty={<Empty title={t('noMails')} />}
        columns={[
          {
            key: 'subject',
            head: t('subject'),
            primary: true,
            size: 'wide',
            cell: (mail) => <a href={`${path}/${mail.id}`}>{mail.subject}</a>,
          },
          { key: 'to', head: t('recipient'), cell: (mail) => mail.name || mail.to },
          { key: 'batch', head: t('batch'), wideOnly: true, cell: (mail) => mail.batch },
          ...(state === 'failed' ? [{ key: 'error', head: t('error'), cell: (mail: MailLine) => mail.error }] : []),
          {
            key: 'at',
            head: state === 'sent' ? t('sentAt') : t('created'),
            size: 'tight',
            cell: (mail) => <Time at={mail.sentAt ?? mail.createdAt} zone={zone} show="short" />,
          },
        ]}
      />
      {last ? (
        <Button
          href={withQuery(path, {
            state,
            batch: batch ?? null,
            after: writeCursor({ at: last.createdAt, id: last.id }),
          })}
        >
          {t('more')}
        </Button>
      ) : null}
    </>
  ))
}

async function one(c: Ctx): Promise<Response> {
  const { actor, ctx, lang } = c.var
  const mail = await mailView(ctx, actor, c.req.param('id') ?? '')
  if (!mail) return await c.notFound()
  const t = ops(lang)
  const zone = await zoneOf(c)
  return await show(c, 'outbox', mail.subject, (shell) => (
    <>
      <p>
        <a href={to(lang, MANAGE.outbox)}>{t('outbox')}</a>
      </p>
      <h1 lang={mail.lang}>{mail.subject}</h1>
      <MailFacts mail={mail} zone={zone} lang={lang} />
      {mail.masked ? <Notice title={t('linksHidden')} /> : null}
      <Section title={t('text')} width="text">
        <div lang={mail.lang}>
          {mail.text.split(/\n\s*\n/).map((paragraph, n) => (
            <p key={n}>{paragraph.split('\n').flatMap((line, i) => (i === 0 ? [line] : [<br key={i} />, line]))}</p>
          ))}
        </div>
      </Section>
      {['held', 'failed', 'queued'].includes(mail.state) ? (
        <Form
          action={`${to(lang, MANAGE.outbox)}/${mail.id}`}
          csrf={shell.csrf ?? ''}
          layout="row"
          label={mail.subject}
        >
          {mail.state === 'queued' ? null : (
            <Button kind="primary" name="do" value="send">
              {t('sendNow')}
            </Button>
          )}
          <Button kind="danger" name="do" value="discard">
            {t('discard')}
          </Button>
        </Form>
      ) : null}
    </>
  ))
}

function MailFacts({ mail, zone, lang }: { mail: MailView; zone: string; lang: Ctx['var']['lang'] }) {
  const t = ops(lang)
  return (
    <Facts
      items={[
        { label: t('states'), value: <Tag tone={mail.state === 'failed' ? 'danger' : 'quiet'}>{t(mail.state)}</Tag> },
        { label: t('recipient'), value: [mail.name, mail.to].filter(Boolean).join(' · ') },
        { label: t('language'), value: mail.lang },
        { label: t('batch'), value: mail.batch },
        { label: t('created'), value: <Time at={mail.createdAt} zone={zone} show="full" withZone /> },
        {
          label: t('sentAt'),
          value: mail.sentAt === null ? null : <Time at={mail.sentAt} zone={zone} show="full" withZone />,
        },
        { label: t('error'), value: mail.error },
        { label: t('attachments'), value: mail.attachments.join(', ') },
      ]}
    />
  )
}
