import type { App, Ctx } from '#src/platform/http/env.ts'
import { invalid } from '#src/platform/outcome.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { Time } from '#src/ui/time.tsx'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, path, seeOther, societyZone, statusOf, Summary, wrong, type Errors, type Status } from '../kit.tsx'
import { groupWords } from '../messages/groups.ts'
import { manageWords } from '../messages/manage.ts'
import { markBounced, takeDsn, unmarkBounced, type Judged } from '../newsletter/bounces.ts'
import { groupKey } from '../newsletter/letter.ts'
import { mailDesk } from '../newsletter/queries.ts'
import { framed, guarded } from './frame.tsx'
import { mailingManage } from './mailing.tsx'

/** Mailings, and addresses that cannot be reached. */
export function newsletterManage(app: App): void {
  app.get(
    '/manage/newsletter',
    guarded((c) => desk(c)),
  )
  app.post('/manage/newsletter/bounces', guarded(bounces))
  mailingManage(app)
}

const TONE = { draft: 'warning', sending: 'info', sent: 'success', stopped: 'quiet' } as const

interface Told {
  readonly errors?: Errors
  readonly status?: Status
  /** What was typed and refused. */
  readonly given?: { readonly email?: string; readonly report?: string }
  /** What a report of non-delivery came to. */
  readonly judged?: readonly Judged[]
}

async function desk(c: Ctx, { errors = {}, status, given = {}, judged }: Told = {}): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const t = manageWords(lang)
  const found = await mailDesk(ctx, actor)
  if (!found) return c.notFound()
  const zone = await societyZone(ctx)
  const action = path(c, '/manage/newsletter/bounces')
  return framed(
    c,
    { section: 'newsletter', status, flash: judged ? <Verdicts c={c} judged={judged} /> : undefined },
    <>
      <div class="work-head">
        <h1>{t('newsletter')}</h1>
        <Actions>
          <Button kind="primary" href={to(lang, '/manage/newsletter/new')}>
            {t('newMailing')}
          </Button>
        </Actions>
      </div>
      <p>{t('subscribers', { n: found.subscribers })}</p>
      <DataTable
        caption={t('newsletter')}
        quietCaption
        rows={found.mailings}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('noMailings')}>
            <p>{t('noMailingsHint')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'subject',
            head: t('subject'),
            primary: true,
            size: 'wide',
            cell: (row) => <a href={to(lang, `/manage/newsletter/${row.id}`)}>{<Say text={row.subject} />}</a>,
          },
          { key: 'to', head: t('to'), cell: (row) => groupWords(lang)(groupKey(row.audience)) },
          {
            key: 'state',
            head: t('state'),
            size: 'tight',
            cell: (row) => (
              <>
                <Tag tone={TONE[row.state]}>{t(row.state)}</Tag>
                {row.isPublic ? <Tag tone="quiet">{t('publicTag')}</Tag> : null}
              </>
            ),
          },
          {
            key: 'recipients',
            head: t('recipients'),
            numeric: true,
            size: 'tight',
            cell: (row) => (row.state === 'draft' ? '' : row.recipients),
          },
          {
            key: 'date',
            head: t('date'),
            size: 'tight',
            cell: (row) => <Time at={row.sentAt ?? row.createdAt} zone={zone} show="short" />,
          },
        ]}
      />
      <Section title={t('bounces')} id="bounces">
        <p class="hint">{t('bouncesHint')}</p>
        <Summary lang={lang} errors={errors} />
        <DataTable
          caption={t('bounces')}
          quietCaption
          rows={found.bounces}
          rowKey={(row) => row.email}
          empty={<p class="quiet">{t('noBounces')}</p>}
          columns={[
            { key: 'email', head: t('email'), primary: true, cell: (row) => row.email },
            { key: 'detail', head: t('detail'), size: 'wide', cell: (row) => `${row.status} ${row.detail}`.trim() },
            { key: 'at', head: t('date'), size: 'tight', cell: (row) => <Time at={row.at} zone={zone} show="short" /> },
          ]}
          actions={(row) => (
            <form method="post" action={action}>
              <input type="hidden" name="_csrf" value={csrf} />
              <input type="hidden" name="email" value={row.email} />
              <Button size="small" name="do" value="unmark" label={`${t('unmark')}: ${row.email}`}>
                {t('unmark')}
              </Button>
            </form>
          )}
        />
        <Form action={action} csrf={csrf} layout="row" label={t('markBounced')}>
          <Field
            name="email"
            type="email"
            label={t('markBounced')}
            value={given.email}
            error={wrong(lang, errors, 'email')}
            required
          />
          <Button name="do" value="mark">
            {t('mark')}
          </Button>
        </Form>
        <Form action={action} csrf={csrf} label={t('dsn')}>
          <Field
            name="report"
            type="textarea"
            rows={4}
            label={t('dsn')}
            hint={t('dsnHint')}
            value={given.report}
            error={wrong(lang, errors, 'report')}
            required
            spellcheck={false}
          />
          <Actions>
            <Button name="do" value="report">
              {t('read')}
            </Button>
          </Actions>
        </Form>
      </Section>
    </>,
  )
}

function Verdicts({ c, judged }: { c: Ctx; judged: readonly Judged[] }) {
  const t = manageWords(c.var.lang)
  const all = judged.every((one) => one.verdict === 'marked')
  return (
    <Notice tone={all ? 'success' : 'info'} live>
      {judged.map(({ email, status, verdict }) => (
        <p key={email}>{t(`judged.${verdict}`, { email, status })}</p>
      ))}
    </Notice>
  )
}

async function bounces(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const form = await posted(c)
  const wish = form.get('do')
  const given = { email: form.get('email'), report: form.get('report') }
  if (wish === 'report') {
    const done = await takeDsn(ctx, actor, given.report)
    // Shown at once and not by a redirect: an address has no place in an address.
    return done.ok
      ? desk(c, { judged: done.value })
      : desk(c, { errors: errorsOf(done), status: statusOf(done), given: { report: given.report } })
  }
  const done =
    wish === 'mark'
      ? await markBounced(ctx, actor, given.email)
      : wish === 'unmark'
        ? await unmarkBounced(ctx, actor, given.email)
        : invalid({ '': 'other' })
  if (done.ok) return seeOther(c, '/manage/newsletter?saved=1#bounces')
  return done.code === 'not-found'
    ? c.notFound()
    : desk(c, { errors: errorsOf(done), status: statusOf(done), given: { email: given.email } })
}
