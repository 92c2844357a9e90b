import * as v from 'valibot'
import { calendarFile } from '#src/lib/calendar/calendar.ts'
import { isLang, say, type Lang } from '#src/lib/text/multilingual.ts'
import { stranger } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { ownPath } from '#src/platform/http/own-path.ts'
import { keep, sendKept } from '#src/platform/http/respond.ts'
import { renderFragment } from '#src/ui/html.ts'
import { Reader } from '#src/ui/context.tsx'
import { calendarItem } from '../exports/calendar-items.ts'
import { bookOf } from '../book.ts'
import { words } from '../messages.ts'
import { openEvent } from '../scope.ts'
import { CSRF_MARK, serve } from '../serve.tsx'
import { itemIdOf, mergeFavourites, renewCalendar, revokeCalendar, setFavourite } from './commands.ts'
import { FavouriteList, favouritesPage, needPage } from './page.tsx'
import { calendarToken, codeOf, favouritesOf, personOfToken } from './queries.ts'

/** The page of what one marked. */
export function favouritePages(app: App): void {
  app.get('/my/favourites', async (c) => {
    const { ctx, actor, lang } = c.var
    const events = actor.personId ? await favouritesOf(ctx, actor.personId) : []
    const token = actor.personId ? await calendarToken(ctx, actor.personId) : null
    const calendar = token ? `${ctx.config.baseUrl}/calendar/${token}.ics?lang=${lang}` : null
    return serve(c, {
      key: null,
      path: '/my/favourites',
      stars: new Set(
        events.flatMap(({ released, itemIds }) => [...itemIds].flatMap((id) => codeOf(released, id) ?? [])),
      ),
      content: () => favouritesPage({ lang, signedIn: actor.personId !== null, events, calendar, csrf: CSRF_MARK }),
    })
  })
  app.post('/my/calendar', async (c) => {
    const { ctx, actor, lang } = c.var
    if (actor.personId === null)
      return c.redirect(href(lang, `/sign-in?next=${encodeURIComponent(href(lang, '/my/favourites'))}`), 303)
    const form = await c.req.parseBody()
    await (form['do'] === 'revoke' ? revokeCalendar(ctx, actor) : renewCalendar(ctx, actor))
    return c.redirect(`${href(lang, '/my/favourites')}#calendar`, 303)
  })
}

/** The star's form, its script's calls, and the calendar feed. */
export function favouriteEndpoints(app: App): void {
  app.post('/events/:slug/favourites', star)
  app.get('/events/:slug/favourites', deviceList)
  app.get('/api/favourites', own)
  app.post('/api/favourites', change)
  app.get('/calendar/:file{[A-Za-z0-9_-]+\\.ics}', feed)
}

const langOf = (c: Ctx): Lang => {
  const asked = c.req.query('lang')
  return isLang(asked) ? asked : c.var.lang
}

/** A star pressed without JavaScript: switches and goes back, or says what it needs. */
async function star(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const lang = langOf(c)
  const form = await c.req.parseBody()
  const scope = await openEvent(c)
  const id = scope?.released && typeof form['talk'] === 'string' ? itemIdOf(scope.released, form['talk']) : undefined
  if (!scope || !id) return c.notFound()
  const back = ownPath(form['back'], href(lang, `/events/${scope.event.slug}`))
  if (actor.personId === null) {
    c.set('lang', lang)
    return serve(c, { key: null, path: '/my/favourites', content: () => needPage(lang, back) })
  }
  await setFavourite(ctx, actor, scope.event.id, id)
  return c.redirect(back, 303)
}

/** The items that a device has kept, as a piece of the favourites page. */
async function deviceList(c: Ctx): Promise<Response> {
  const lang = langOf(c)
  const scope = await openEvent(c, undefined, lang, stranger)
  if (!scope?.released) return c.notFound()
  const { event, released } = scope
  const codes = (c.req.query('items') ?? '').split(',').slice(0, 500)
  const itemIds = new Set(codes.flatMap((code) => itemIdOf(released, code) ?? []))
  const list = <FavouriteList favourites={{ event, released, itemIds }} lang={lang} csrf="" />
  return c.html(renderFragment(<Reader lang={lang}>{list}</Reader>))
}

/** A signed-in reader's favourites: event -> code -> title, so that a device can list them without the network. */
async function own(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  if (actor.personId === null) return c.json({ error: 'sign-in' }, 401)
  const events = await favouritesOf(ctx, actor.personId)
  const lang = langOf(c)
  const items = Object.fromEntries(
    events.map(({ event, released, itemIds }) => {
      const { talks, sessions } = released.index
      const titled = [...itemIds].flatMap((id) => {
        const code = codeOf(released, id)
        return code ? [[code, say((talks.get(id) ?? sessions.get(id))!.title, lang, event.langs)] as const] : []
      })
      return [event.slug, Object.fromEntries(titled)]
    }),
  )
  return c.json({ items }, 200, { 'cache-control': 'private, no-store' })
}

const changeInput = v.union([
  v.object({ event: v.pipe(v.string(), v.maxLength(80)), code: v.pipe(v.string(), v.maxLength(40)), on: v.boolean() }),
  v.object({
    merge: v.record(
      v.pipe(v.string(), v.maxLength(80)),
      v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(500)),
    ),
  }),
])

/** One item switched, or what a device kept handed over at sign-in. */
async function change(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  if (actor.personId === null) return c.json({ error: 'sign-in' }, 401)
  const body = v.safeParse(changeInput, await c.req.json().catch(() => null))
  if (!body.success) return c.json({ error: 'invalid' }, 422)
  if ('code' in body.output) {
    const { event: slug, code, on } = body.output
    const scope = await openEvent(c, slug)
    const id = scope?.released ? itemIdOf(scope.released, code) : undefined
    if (!scope || !id) return c.json({ error: 'not-found' }, 404)
    const done = await setFavourite(ctx, actor, scope.event.id, id, on)
    return done.ok ? c.json({ on: done.value }) : c.json({ error: done.code }, 401)
  }
  for (const [slug, codes] of Object.entries(body.output.merge).slice(0, 50)) {
    const scope = await openEvent(c, slug)
    const released = scope?.released
    if (released)
      await mergeFavourites(
        ctx,
        actor,
        scope.event.id,
        codes.flatMap((code) => itemIdOf(released, code) ?? []),
      )
  }
  return c.json({ merged: true })
}

/** What a person marked as a calendar that follows every release. */
async function feed(c: Ctx): Promise<Response> {
  const { ctx } = c.var
  const lang = langOf(c)
  const token = (c.req.param('file') ?? '').slice(0, -'.ics'.length)
  const personId = await personOfToken(ctx, token)
  if (personId === null) return c.notFound()
  const origin = ctx.config.baseUrl
  const items = (await favouritesOf(ctx, personId)).flatMap(({ event, released, itemIds }) => {
    const book = bookOf(released, lang)
    const source = { event, released, lang, origin }
    const there = daySlots(book, itemIds).map((slot) => calendarItem(source, slot))
    const gone = released.document.cancelled
      .filter((one) => itemIds.has(one.item.id))
      .flatMap((one) => {
        const slot = book.slot(one.item)
        return slot ? [calendarItem(source, slot, one.calendar)] : []
      })
    return [...there, ...gone]
  })
  const file = calendarFile({
    name: words(lang)('myFavourites'),
    zone: 'Asia/Ho_Chi_Minh',
    lang,
    items,
    source: `${origin}/calendar/${token}.ics?lang=${lang}`,
    refreshMinutes: 30,
  })
  return sendKept(c, keep(file), {
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, max-age=60',
    vary: 'accept-encoding',
  })
}

function daySlots(book: ReturnType<typeof bookOf>, itemIds: ReadonlySet<string>) {
  const { sessions, talks } = book.programme
  return [...sessions, ...talks].filter((item) => itemIds.has(item.id)).flatMap((item) => book.slot(item) ?? [])
}
