import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { MARKS, type OfflineBundle } from '#src/offline/bundle.ts'
import type { Context } from '#src/platform/context.ts'
import { renderDocument } from '#src/ui/html.ts'
import { Page, type Shell } from '#src/ui/page.tsx'
import type { Event } from '../../event/event.ts'
import type { Book } from '../book.ts'
import { daysOf } from '../days.ts'
import { NO_FILTERS } from '../filters.ts'
import { dayPage } from '../pages/day-page.tsx'
import { sessionPage, talkPage } from '../pages/item-pages.tsx'
import { listPage, roomPage, trackPage } from '../pages/list-pages.tsx'
import { overviewPage } from '../pages/overview-page.tsx'
import { peoplePage, personPage } from '../pages/people-pages.tsx'
import { PROGRAMME_SCRIPTS } from '../scripts.ts'
import { CSRF_MARK, renderContent, type Content } from '../serve.tsx'

const compress = promisify(brotliCompress)

/** A bundle ready to be sent, and its size on the line. */
export interface PackedBundle {
  readonly version: string
  readonly br: Uint8Array
  readonly json: Uint8Array
}

/** Milliseconds that rendering may hold up other readers before it lets them through. */
const SLICE = 12

/**
 * All pages of an event's release in one file, for reading without the network: rendered by the same code as the pages,
 * in slices so that a congress of a thousand talks holds nobody up, and compressed off the main thread.
 */
export async function packBundle(
  ctx: Context,
  shell: Shell,
  event: Event,
  book: Book,
  version: string,
  light: boolean,
): Promise<PackedBundle> {
  const { lang, released } = book
  const { id, number, name, at } = released
  const navs: string[] = []
  const pages: Record<string, [string, number, string]> = {}
  let since = performance.now()
  for (const [path, content] of contents(ctx, event, book, light)) {
    const fragment = renderContent(lang, content())
    let nav = navs.indexOf(fragment.nav)
    if (nav < 0) nav = navs.push(fragment.nav) - 1
    pages[path] = [fragment.title, nav, fragment.main.replaceAll(CSRF_MARK, '')]
    if (performance.now() - since > SLICE) {
      await turn()
      since = performance.now()
    }
  }
  const days = daysOf(book)
    .filter((day) => day.slots.length > 0)
    .map((day) => ({
      path: book.at.day(day.date),
      start: day.slots[0]!.start,
      end: Math.max(...day.slots.map((slot) => slot.end)),
    }))
  const bundle: OfflineBundle = {
    version,
    release: { id, number, name, at },
    shell: shellDocument(shell, lang),
    navs,
    days,
    pages,
    light,
  }
  const json = Buffer.from(JSON.stringify(bundle))
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 6,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: json.length,
  }
  return { version, json, br: await compress(json, { params }) }
}

/** The pages of the event by address. The light bundle leaves out what other pages of it say too. */
function* contents(ctx: Context, event: Event, book: Book, light: boolean): Generator<[string, () => Content]> {
  const origin = ctx.config.baseUrl
  const props = { event, book, origin, bare: true }
  const { at, lang, programme } = book
  const logo = (): null => null
  yield [at.overview, () => overviewPage({ event, book, lang, origin, series: null, logo })]
  for (const day of daysOf(book)) yield [at.day(day.date), () => dayPage(event, book, day, NO_FILTERS, origin)]
  for (const session of programme.sessions)
    yield [at.session(session.code), () => sessionPage(props, light ? { ...session, description: {} } : session)]
  for (const talk of programme.talks)
    yield [at.talk(talk.code), () => talkPage(props, light ? { ...talk, abstract: {}, description: {} } : talk)]
  yield [at.people, () => peoplePage(props)]
  for (const person of programme.people)
    yield [at.person(person.code), () => personPage(props, light ? { ...person, biography: {} } : person)]
  if (light) return
  yield [at.list, () => listPage(props, NO_FILTERS)]
  for (const room of book.rooms) yield [at.room(room.slug), () => roomPage(props, room)]
  for (const track of book.tracks) yield [at.track(track.slug), () => trackPage(props, track)]
}

/** The document around every kept page, as someone not signed in has it. */
function shellDocument(shell: Shell, lang: Lang): string {
  const plain: Shell = { ...shell, lang, viewer: null, csrf: null, nonce: null, path: `/${MARKS.path}` }
  return renderDocument(
    <Page shell={plain} title={MARKS.title} width="wide" scripts={PROGRAMME_SCRIPTS} nav={MARKS.nav}>
      {MARKS.main}
    </Page>,
  )
}
