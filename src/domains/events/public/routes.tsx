import type { ComponentChildren } from 'preact'
import { societyName } from '#src/platform/society.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import { stranger } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { keep, sendKept } from '#src/platform/http/respond.ts'
import { getSetting } from '#src/platform/settings.ts'
import { renderDocument } from '#src/ui/html.ts'
import { shellOf } from '#src/ui/shell.ts'
import { listEvents, listReleases } from '../queries.ts'
import type { Book } from './book.ts'
import { dayOpen, daysOf } from './days.ts'
import { filteredHref, readFilters } from './filters.ts'
import { changesPage } from './pages/changes-page.tsx'
import { dayPage } from './pages/day-page.tsx'
import { eventsPage, homePage } from './pages/home-pages.tsx'
import { sessionPage, talkPage } from './pages/item-pages.tsx'
import { listPage, printPage, roomPage, trackPage } from './pages/list-pages.tsx'
import { NotYet, overviewPage } from './pages/overview-page.tsx'
import { EventNav } from './pages/frame.tsx'
import { eventTail, itemTail } from './pages/item-tail.tsx'
import { NowPage } from './pages/now-page.tsx'
import { peoplePage, personPage } from './pages/people-pages.tsx'
import { listSeries, seriesById } from './queries.ts'
import { openEvent, type Scope } from './scope.ts'
import { serve, type Content } from './serve.tsx'
import { words } from './messages.ts'
import { releaseView } from './views/changes.ts'
import { changesFeed } from './views/changes-feed.ts'

const originOf = (c: Ctx): string => c.var.ctx.config.baseUrl

/** Home, events and everything below an event that its release shows. */
export function eventPages(app: App): void {
  app.get('/', (c) => home(c, 'home'))
  app.get('/events', (c) => home(c, 'events'))
  app.get('/events/:slug', overview)
  app.get('/events/:slug/programme', (c) => programme(c))
  app.get('/events/:slug/programme/list', (c) =>
    released(c, 'list', (scope, book) => {
      const filters = readFilters(book, c.req.query())
      const path = filteredHref(book.at.list, filters)
      return { path, key: path, content: () => listPage({ ...scope, book, origin: originOf(c) }, filters) }
    }),
  )
  app.get('/events/:slug/programme/print', (c) =>
    released(c, 'print', (scope, book) => ({
      path: book.at.print,
      content: () => printPage({ ...scope, book, origin: originOf(c) }),
    })),
  )
  app.get('/events/:slug/programme/rooms/:room', (c) =>
    released(c, 'room', (scope, book) => {
      const room = book.rooms.find((r) => r.slug === c.req.param('room'))
      return room
        ? { path: book.at.room(room.slug), content: () => roomPage({ ...scope, book, origin: originOf(c) }, room) }
        : null
    }),
  )
  app.get('/events/:slug/programme/tracks/:track', (c) =>
    released(c, 'track', (scope, book) => {
      const track = book.tracks.find((r) => r.slug === c.req.param('track'))
      return track
        ? { path: book.at.track(track.slug), content: () => trackPage({ ...scope, book, origin: originOf(c) }, track) }
        : null
    }),
  )
  app.get('/events/:slug/programme/:date', (c) =>
    released(c, 'day', (scope, book) => {
      const day = daysOf(book).find((d) => d.date === c.req.param('date'))
      if (!day) return null
      const filters = readFilters(book, c.req.query())
      const path = filteredHref(book.at.day(day.date), filters)
      return { path, key: path, content: () => dayPage(scope.event, book, day, filters, originOf(c)) }
    }),
  )
  app.get('/events/:slug/sessions/:code', (c) =>
    released(
      c,
      'session',
      (scope, book) => {
        const session = book.session(c.req.param('code'))
        const content = () => sessionPage({ ...scope, book, origin: originOf(c) }, session!)
        return session ? { path: book.at.session(session.code), content } : null
      },
      async ({ event }, book) => itemTail(c, event.slug, 'session', book.session(c.req.param('code'))!),
    ),
  )
  app.get('/events/:slug/talks/:code', (c) =>
    released(
      c,
      'talk',
      (scope, book) => {
        const talk = book.talk(c.req.param('code'))
        const content = () => talkPage({ ...scope, book, origin: originOf(c) }, talk!)
        return talk ? { path: book.at.talk(talk.code), content } : null
      },
      async ({ event }, book) => itemTail(c, event.slug, 'talk', book.talk(c.req.param('code'))!),
    ),
  )
  app.get('/events/:slug/people', (c) =>
    released(c, 'people', (scope, book) => ({
      path: book.at.people,
      content: () => peoplePage({ ...scope, book, origin: originOf(c) }),
    })),
  )
  app.get('/events/:slug/people/:code', (c) =>
    released(c, 'person', (scope, book) => {
      const person = book.person(c.req.param('code').toUpperCase())
      return person
        ? {
            path: book.at.person(person.code),
            content: () => personPage({ ...scope, book, origin: originOf(c) }, person),
          }
        : null
    }),
  )
  app.get('/events/:slug/changes', changes)
  app.get('/events/:slug/changes.atom', feed)
  app.get('/events/:slug/now', now)
}

async function home(c: Ctx, which: 'home' | 'events'): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const events = await listEvents(ctx, actor)
  const series = await listSeries(ctx)
  const society = await societyName(ctx)
  const about = await getSetting<Text>(ctx, 'society.about', {})
  const parts: ComponentChildren[] = []
  if (which === 'home') for (const domain of ctx.domains) parts.push(await domain.homeSection?.(ctx, actor, lang))
  const props = { lang, origin: originOf(c), now: ctx.clock.now(), society, about, events, series, parts }
  return serve(c, {
    key: null,
    path: which === 'home' ? '/' : '/events',
    content: () => (which === 'home' ? homePage(props) : eventsPage(props)),
  })
}

async function overview(c: Ctx): Promise<Response> {
  const scope = await openEvent(c)
  if (!scope) return c.notFound()
  const { event, book, face } = scope
  const series = event.seriesId ? await seriesById(c.var.ctx, event.seriesId) : null
  const props = {
    event,
    book,
    lang: c.var.lang,
    origin: originOf(c),
    series,
    logo: (hash: string) => `/media/logo/${hash}.webp`,
  }
  return serve(c, {
    key: `${face}\noverview\n${JSON.stringify(series)}`,
    path: `/events/${event.slug}`,
    content: () => overviewPage(props),
    tail: await eventTail(c, event.slug),
  })
}

/** To the day that is on, else the first; a redirect, because it depends on the clock. */
async function programme(c: Ctx): Promise<Response> {
  const scope = await openEvent(c)
  if (!scope) return c.notFound()
  if (!scope.book) return notYet(c, scope, 'programme')
  const day = dayOpen(daysOf(scope.book), c.var.ctx.clock.now())
  return c.redirect(day ? scope.book.at.day(day.date) : scope.book.at.list, 302)
}

interface Shown {
  /** Full address; the language prefix is taken off. */
  readonly path: string
  readonly key?: string
  readonly content: () => Content
}

/** A page of the released programme; 404 for what is not in it, a kind word before the first release. */
async function released(
  c: Ctx,
  view: string,
  show: (scope: Scope, book: Book) => Shown | null,
  tail?: (scope: Scope, book: Book) => Promise<ComponentChildren>,
): Promise<Response> {
  const scope = await openEvent(c)
  if (!scope) return c.notFound()
  if (!scope.book) return notYet(c, scope, view === 'people' ? 'people' : 'programme')
  const shown = show(scope, scope.book)
  if (!shown) return c.notFound()
  return serve(c, {
    ...shown,
    path: shown.path.slice(3),
    key: `${scope.face}\n${view}\n${shown.key ?? shown.path}`,
    eventId: scope.event.id,
    tail: await tail?.(scope, scope.book),
  })
}

function notYet(c: Ctx, { event }: Scope, current: 'programme' | 'people' | 'changes'): Promise<Response> {
  const { lang } = c.var
  const t = words(lang)
  return serve(c, {
    key: null,
    path: c.req.path.slice(3),
    content: () => ({
      title: t('noRelease'),
      width: 'wide',
      noindex: true,
      nav: <EventNav event={event} lang={lang} current={current} />,
      main: (
        <>
          <h1>{t('noRelease')}</h1>
          <NotYet lang={lang} />
        </>
      ),
    }),
  })
}

async function changes(c: Ctx): Promise<Response> {
  const scope = await openEvent(c)
  if (!scope) return c.notFound()
  const { book, event, face } = scope
  if (!book) return notYet(c, scope, 'changes')
  return serve(c, {
    key: `${face}\nchanges`,
    path: book.at.changes.slice(3),
    content: async () => {
      const releases = await listReleases(c.var.ctx, event.id)
      return changesPage(
        event,
        book,
        releases.map((release) => releaseView(book, release)),
        originOf(c),
      )
    },
  })
}

async function feed(c: Ctx): Promise<Response> {
  const scope = await openEvent(c, undefined, undefined, stranger)
  if (!scope?.book) return c.notFound()
  const { book, event } = scope
  const releases = await listReleases(c.var.ctx, event.id)
  const atom = changesFeed(
    book,
    releases.map((release) => releaseView(book, release)),
    originOf(c),
  )
  return sendKept(c, keep(atom), {
    'content-type': 'application/atom+xml; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'last-modified': new Date(releases[0]?.at ?? 0).toUTCString(),
    'access-control-allow-origin': '*',
    vary: 'accept-encoding',
  })
}

/** The board of the hall: made for the minute, refreshed by a header where there is no JavaScript. */
async function now(c: Ctx): Promise<Response> {
  const scope = await openEvent(c)
  if (!scope) return c.notFound()
  if (!scope.book) return notYet(c, scope, 'programme')
  const { event, book } = scope
  const shell = { ...(await shellOf(c)), nonce: null }
  const at = c.var.ctx.clock.now()
  return sendKept(c, keep(renderDocument(<NowPage event={event} book={book} now={at - (at % 60_000)} shell={shell} />)))
}
