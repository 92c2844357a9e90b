import { managesSociety } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { dateRange } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import { Empty, GeneratedMark, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button } from '#src/ui/forms.tsx'
import { DataTable } from '#src/ui/table.tsx'
import type { Event } from '../../event/event.ts'
import { canCreateEvent, canSeeWorkingCopy } from '../../policy.ts'
import { listEvents } from '../../queries.ts'
import { managePage, managePath, StateTag, textIn } from '../frame.tsx'
import { frameMessages } from '../frame-messages.ts'
import { homeMessages } from './messages.ts'
import { todoOf, type Todo } from './todo.ts'

/** The secretariat's first page and the list of events. */
export function homePages(app: App): void {
  app.get('/manage', async (c) => {
    const events = await ownEvents(c)
    return events ? dashboard(c, events) : c.notFound()
  })
  app.get('/manage/events', async (c) => {
    const events = await ownEvents(c)
    return events ? eventsPage(c, events) : c.notFound()
  })
}

/** The events whose working copy the actor sees; null for who has no business here. */
async function ownEvents(c: Ctx): Promise<Event[] | null> {
  const { ctx, actor } = c.var
  if (actor.personId === null && actor.system === undefined) return null
  const events = (await listEvents(ctx, actor)).filter((event) => canSeeWorkingCopy(actor, event))
  return managesSociety(actor) || events.length > 0 ? events : null
}

/** How many events the dashboard looks into: those to come and those just over. */
const LOOKED_AT = 8

async function dashboard(c: Ctx, events: readonly Event[]): Promise<Response> {
  const { ctx, lang } = c.var
  const t = homeMessages(lang)
  const open = events.filter((e) => e.state !== 'archived')
  const ahead = open.filter((e) => e.endsOn >= dateOf(e.zone, ctx.clock.now()))
  // Between two meetings the last ones are what there is to look after.
  const current = ahead.length > 0 ? ahead.toReversed().slice(0, LOOKED_AT) : open.slice(0, 3)
  const cards: { event: Event; todo: Todo }[] = []
  for (const event of current) cards.push({ event, todo: await todoOf(ctx, event) })
  const held = managesSociety(c.var.actor) ? await heldMails(c) : 0
  return managePage(c, {
    title: t('dashboard'),
    section: 'dashboard',
    children: (
      <>
        <h1>{t('dashboard')}</h1>
        {held > 0 ? (
          <p>
            <a href={href(lang, '/manage/outbox')}>{t('held', { n: held })}</a>
          </p>
        ) : null}
        {cards.length === 0 ? <NoEvents c={c} /> : null}
        {cards.map(({ event, todo }) => (
          <section key={event.id} class="todo">
            <h2>
              <a href={href(lang, managePath(event))}>{textIn(event.title, lang)}</a>{' '}
              <StateTag event={event} lang={lang} />
            </h2>
            <p class="hint">{dateRange(lang, event.startsOn, event.endsOn)}</p>
            <TodoList c={c} event={event} todo={todo} />
          </section>
        ))}
      </>
    ),
  })
}

async function heldMails(c: Ctx): Promise<number> {
  const row = await c.var.ctx.db
    .selectFrom('mail')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '=', 'held')
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

function TodoList({ c, event, todo }: { c: Ctx; event: Event; todo: Todo }) {
  const { lang } = c.var
  const t = homeMessages(lang)
  const items: {
    n: number
    key: 'errors' | 'warnings' | 'declined' | 'toInvite' | 'toAnswer' | 'unscheduled'
    part: string
  }[] = [
    { n: todo.errors, key: 'errors', part: '/programme#warnings' },
    { n: todo.declined, key: 'declined', part: '/speakers?state=declined' },
    { n: todo.warnings, key: 'warnings', part: '/programme#warnings' },
    { n: todo.unscheduled, key: 'unscheduled', part: '/programme#unscheduled' },
    { n: todo.toInvite, key: 'toInvite', part: '/speakers?state=pending' },
    { n: todo.toAnswer, key: 'toAnswer', part: '/speakers?state=invited' },
  ]
  const open = items.filter((item) => item.n > 0)
  const link = (part: string, text: string) => <a href={href(lang, managePath(event, part))}>{text}</a>
  return (
    <>
      {open.length === 0 && todo.release === 'same' ? <p class="nothing">{t('allDone')}</p> : null}
      <ul class="plain">
        {open.map(({ n, key, part }) => (
          <li key={key}>{link(part, t(key, { n }))}</li>
        ))}
        {todo.release === 'same' ? null : (
          <li>{link('/release', t(todo.release === 'never' ? 'neverReleased' : 'unreleased'))}</li>
        )}
        <li>{link('/completeness', t('missing'))}</li>
      </ul>
    </>
  )
}

function NoEvents({ c }: { c: Ctx }) {
  const t = homeMessages(c.var.lang)
  return (
    <Empty
      title={t('noEvents')}
      action={
        canCreateEvent(c.var.actor) ? (
          <Button kind="primary" href={href(c.var.lang, '/manage/events/new')}>
            {t('newEvent')}
          </Button>
        ) : null
      }
    >
      <p>{t('noEventsHint')}</p>
    </Empty>
  )
}

function eventsPage(c: Ctx, events: readonly Event[]): Promise<Response> {
  const { lang } = c.var
  const t = homeMessages(lang)
  const tf = frameMessages(lang)
  return managePage(c, {
    title: t('events'),
    section: 'events',
    children: (
      <>
        <h1>{t('events')}</h1>
        {canCreateEvent(c.var.actor) && events.length > 0 ? (
          <Actions>
            <Button kind="primary" href={href(lang, '/manage/events/new')}>
              {t('newEvent')}
            </Button>
          </Actions>
        ) : null}
        <DataTable
          caption={t('events')}
          quietCaption
          rows={events}
          rowKey={(event) => event.id}
          rowTone={(event) => (event.state === 'archived' ? 'muted' : undefined)}
          empty={<NoEvents c={c} />}
          columns={[
            {
              key: 'title',
              head: t('event'),
              primary: true,
              size: 'wide',
              cell: (event) => (
                <>
                  <a href={href(lang, managePath(event))}>{textIn(event.title, lang)}</a>{' '}
                  {event.generated ? <GeneratedMark short /> : null}
                </>
              ),
            },
            { key: 'kind', head: t('kind'), cell: (event) => <Tag tone="quiet">{tf(event.kind)}</Tag> },
            { key: 'dates', head: t('dates'), cell: (event) => dateRange(lang, event.startsOn, event.endsOn) },
            { key: 'state', head: t('state'), size: 'tight', cell: (event) => <StateTag event={event} lang={lang} /> },
          ]}
        />
      </>
    ),
  })
}
