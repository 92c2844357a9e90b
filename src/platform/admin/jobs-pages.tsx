import { Empty } from '#src/ui/feedback.tsx'
import { Button, Form } from '#src/ui/forms.tsx'
import { to, withQuery } from '#src/ui/link.ts'
import { Tabs } from '#src/ui/nav.tsx'
import { DataTable } from '#src/ui/table.tsx'
import { Time, ZoneNote } from '#src/ui/time.tsx'
import { countJobs, discardJob, listJobs, retryDeadJobs, retryJob, type JobView } from '../jobs/admin.ts'
import type { App } from '../http/env.ts'
import { write } from '../write.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { back, MANAGE, show, zoneOf } from './frame.tsx'
import { ops } from './messages.ts'
import { mayOperate } from './policy.ts'

const STATES = ['dead', 'ready', 'running'] as const
const LABEL = { dead: 'jobsDead', ready: 'jobsReady', running: 'jobsRunning' } as const
const SIZE = 50

/** The queue, dead letters first: see why, run again, discard. */
export function jobsPages(app: App): void {
  app.get(MANAGE.jobs, async (c) => {
    const { actor, ctx, lang } = c.var
    if (!mayOperate(actor)) return c.notFound()
    const t = ops(lang)
    const state = STATES.find((s) => s === c.req.query('state')) ?? 'dead'
    const after = readCursor(c.req.query('after'))
    const counts = await countJobs(ctx)
    const jobs = await listJobs(ctx, {
      state,
      limit: SIZE + 1,
      after: after ? { runAt: after.at, id: after.id } : undefined,
    })
    const last = jobs.length > SIZE ? jobs[SIZE - 1] : undefined
    const zone = await zoneOf(c)
    const path = to(lang, MANAGE.jobs)
    return await show(c, 'jobs', t('jobs'), (shell) => (
      <>
        <h1>{t('jobs')}</h1>
        <p>{t('jobsAbout')}</p>
        <ZoneNote zone={zone} at={ctx.clock.now()} />
        <Tabs
          label={t('states')}
          items={STATES.map((s) => ({
            label: t(LABEL[s]),
            href: withQuery(path, { state: s }),
            current: s === state,
            count: counts[s],
          }))}
        />
        <DataTable<JobView>
          caption={t(LABEL[state])}
          quietCaption
          rows={jobs.slice(0, SIZE)}
          rowKey={(job) => job.id}
          empty={<Empty title={t('noJobs')} />}
          columns={[
            { key: 'name', head: t('job'), primary: true, cell: (job) => job.name },
            { key: 'error', head: t('error'), size: 'wide', cell: (job) => job.lastError },
            { key: 'payload', head: t('payload'), cell: (job) => <code class="verbatim">{short(job.payload)}</code> },
            { key: 'attempts', head: t('attempts'), numeric: true, size: 'tight', cell: (job) => job.attempts },
            {
              key: 'due',
              head: t('due'),
              size: 'tight',
              cell: (job) => <Time at={job.runAt} zone={zone} show="short" />,
            },
          ]}
          actions={
            state === 'running'
              ? undefined
              : (job) => (
                  <Form action={`${path}/${job.id}`} csrf={shell.csrf ?? ''} layout="row" label={job.name}>
                    <Button size="small" name="do" value="retry" label={`${t('retry')}: ${job.name}`}>
                      {t('retry')}
                    </Button>
                    <Button size="small" kind="danger" name="do" value="discard" label={`${t('discard')}: ${job.name}`}>
                      {t('discard')}
                    </Button>
                  </Form>
                )
          }
        />
        {state === 'dead' && counts.dead > 1 ? (
          <Form action={`${path}/all`} csrf={shell.csrf ?? ''} label={t('retryAll')}>
            <Button name="do" value="retry">
              {t('retryAll')}
            </Button>
          </Form>
        ) : null}
        {last ? (
          <Button href={withQuery(path, { state, after: writeCursor({ at: last.runAt, id: last.id }) })}>
            {t('more')}
          </Button>
        ) : null}
      </>
    ))
  })

  app.post(`${MANAGE.jobs}/:id`, async (c) => {
    const { actor, ctx } = c.var
    if (!mayOperate(actor)) return c.notFound()
    const id = c.req.param('id')
    const discards = (await c.req.parseBody())['do'] === 'discard'
    if (id === 'all') return back(c, 'jobs', await write(ctx, actor, retryDeadJobs), 'retried')
    const outcome = await write(ctx, actor, (tx) => (discards ? discardJob(tx, id) : retryJob(tx, id)))
    return back(c, 'jobs', outcome, discards ? 'discarded' : 'retried')
  })
}

const short = (payload: string): string => (payload.length > 200 ? `${payload.slice(0, 200)}…` : payload)
