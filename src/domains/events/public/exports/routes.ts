import { calendarFile } from '#src/lib/calendar/calendar.ts'
import { societyName } from '#src/platform/society.ts'
import { isLang, say, type Lang } from '#src/lib/text/multilingual.ts'
import { stranger } from '#src/platform/authz.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import {
  API_PATHS,
  exportApi,
  exportCsv,
  exportScheduleJson,
  exportScheduleXml,
  exportXlsx,
  openApi,
} from '../../interchange/index.ts'
import { listEvents, type Released } from '../../queries.ts'
import type { Slot } from '../../programme/slots.ts'
import { addresses } from '../addresses.ts'
import { bookOf } from '../book.ts'
import { faceOfRelease, openEvent, type Scope } from '../scope.ts'
import { calendarItem, calendarItems, type CalendarSource } from './calendar-items.ts'
import { preflight, sendFile } from './send.ts'

const JSON_TYPE = 'application/json; charset=utf-8'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type FileKind = 'json' | 'xml' | 'ics' | 'csv' | 'xlsx'

/** The released programme as files, and the JSON API. Open to every origin; nothing here needs or looks at a session. */
export function exportEndpoints(app: App): void {
  const both = (path: string, apiPath: string, kind: FileKind): void => {
    for (const one of [path, apiPath.replace('{slug}', ':slug')]) {
      app.get(one, (c) => schedule(c, kind))
      app.options(one, preflight)
    }
  }
  both('/events/:slug/schedule.json', API_PATHS.scheduleJson, 'json')
  both('/events/:slug/schedule.xml', API_PATHS.scheduleXml, 'xml')
  both('/events/:slug/schedule.ics', API_PATHS.calendar, 'ics')
  both('/events/:slug/schedule.csv', API_PATHS.csv, 'csv')
  both('/events/:slug/schedule.xlsx', API_PATHS.xlsx, 'xlsx')
  app.get('/events/:slug/talks/:file{[0-9A-Z]+\\.ics}', (c) => oneItem(c, 'talk'))
  app.get('/events/:slug/sessions/:file{[0-9A-Z]+\\.ics}', (c) => oneItem(c, 'session'))
  app.get(API_PATHS.events, events)
  app.get(API_PATHS.event.replace('{slug}', ':slug'), eventDocument)
  app.get('/api/openapi.json', async (c) => {
    const { ctx } = c.var
    const title = say(await societyName(ctx), 'en')
    const baseUrl = ctx.config.baseUrl
    return sendFile(c, {
      key: `openapi\n${title}\n${baseUrl}`,
      type: JSON_TYPE,
      modified: 0,
      make: () => JSON.stringify(openApi({ baseUrl, title })),
    })
  })
  for (const path of [API_PATHS.events, API_PATHS.event.replace('{slug}', ':slug'), '/api/openapi.json'])
    app.options(path, preflight)
}

interface Open extends Scope {
  readonly released: Released
  readonly lang: string
}

/**
 * The event with its release as anyone sees it, and the language asked for if there is such a one; null stands for 404.
 * Always a stranger's view: files may be kept by proxies, so no session may open a draft here.
 */
async function open(c: Ctx): Promise<Open | null> {
  const asked = c.req.query('lang') ?? ''
  const scope = await openEvent(c, undefined, isLang(asked) ? asked : 'vi', stranger)
  if (!scope?.released) return null
  const { langs } = scope.event
  const lang = isLang(asked) || langs.includes(asked) ? asked : (langs[0] ?? 'vi')
  return { ...scope, released: scope.released, lang }
}

async function schedule(c: Ctx, kind: FileKind): Promise<Response> {
  const scope = await open(c)
  if (!scope) return c.notFound()
  const { released, lang, face, event } = scope
  const { programme } = released
  const filter = kind === 'ics' ? slotFilter(c, scope) : { key: '', wanted: () => true }
  if (!filter) return c.notFound()
  const baseUrl = c.var.ctx.config.baseUrl
  const pageLang: Lang = isLang(lang) ? lang : 'en'
  const options = {
    lang,
    baseUrl,
    version: released.name,
    urlOf: (what: 'session' | 'talk' | 'person', code: string) => {
      const at = addresses(pageLang, programme.event.slug)
      return `${baseUrl}${what === 'session' ? at.session(code) : what === 'talk' ? at.talk(code) : at.person(code)}`
    },
  }
  const source: CalendarSource = { event, released, lang, origin: baseUrl }
  const makers: { readonly [K in FileKind]: { type: string; make: () => string | Promise<Uint8Array> } } = {
    json: { type: JSON_TYPE, make: () => JSON.stringify(exportScheduleJson(programme, options)) },
    xml: { type: 'application/xml; charset=utf-8', make: () => exportScheduleXml(programme, options) },
    ics: { type: 'text/calendar; charset=utf-8', make: () => calendar(source, filter.wanted, c.req.path) },
    csv: { type: 'text/csv; charset=utf-8', make: () => exportCsv(programme, lang) },
    xlsx: { type: XLSX_TYPE, make: () => exportXlsx(programme, lang) },
  }
  return sendFile(c, {
    key: [face, kind, lang, filter.key, baseUrl].join('\n'),
    modified: released.modified,
    ...(kind === 'json' || kind === 'xml'
      ? {}
      : { filename: `${event.slug}${filter.key ? `-${filter.key.replace(/[^\w-]+/g, '-')}` : ''}.${kind}` }),
    ...makers[kind],
  })
}

/** `?room=` and `?track=` narrow the calendar; null when there is no such room or track. */
function slotFilter(c: Ctx, { released }: Open): { key: string; wanted: (slot: Slot) => boolean } | null {
  const book = bookOf(released, 'vi')
  const { room: roomSlug, track: trackSlug } = c.req.query()
  const room = roomSlug === undefined ? null : book.rooms.find((r) => r.slug === roomSlug)
  const track = trackSlug === undefined ? null : book.tracks.find((r) => r.slug === trackSlug)
  if (room === undefined || track === undefined) return null
  return {
    key: [room?.slug, track?.slug].filter(Boolean).join('-'),
    wanted: (slot) => (!room || slot.roomId === room.id) && (!track || slot.trackId === track.id),
  }
}

function calendar(source: CalendarSource, wanted: (slot: Slot) => boolean, path: string): string {
  const { event, released, lang, origin } = source
  return calendarFile({
    name: say(released.programme.event.title, lang, event.langs),
    zone: event.zone,
    lang,
    items: calendarItems(source, wanted),
    source: `${origin}${path}?lang=${lang}`,
    refreshMinutes: 60,
    url: `${origin}${href(isLang(lang) ? lang : 'en', `/events/${event.slug}`)}`,
  })
}

/** One session or talk as a file to be opened by the calendar application; also after it was cancelled. */
async function oneItem(c: Ctx, type: 'session' | 'talk'): Promise<Response> {
  const scope = await open(c)
  if (!scope) return c.notFound()
  const { released, event, lang, face } = scope
  const code = (c.req.param('file') ?? '').slice(0, -'.ics'.length)
  const book = bookOf(released, 'vi')
  const item = type === 'talk' ? book.talk(code) : book.session(code)
  const gone = item ? undefined : released.document.cancelled.find((x) => x.kind === type && x.item.code === code)
  const slot = item ? book.slot(item) : gone ? book.slot(gone.item) : null
  if (!slot) return c.notFound()
  const source: CalendarSource = { event, released, lang, origin: c.var.ctx.config.baseUrl }
  return sendFile(c, {
    key: [face, type, code, lang, source.origin].join('\n'),
    type: 'text/calendar; charset=utf-8',
    modified: released.modified,
    filename: `${event.slug}-${code}.ics`,
    make: () =>
      calendarFile({
        name: say(released.programme.event.title, lang, event.langs),
        zone: event.zone,
        lang,
        method: 'PUBLISH',
        items: [calendarItem(source, slot, gone?.calendar)],
      }),
  })
}

/** What is published, as anyone sees it: a session cookie changes nothing, so the answer may be shared. */
async function events(c: Ctx): Promise<Response> {
  const { ctx } = c.var
  const list = (await listEvents(ctx, stranger)).map(({ id, slug, kind, title, zone, langs }) => ({
    id,
    slug,
    kind,
    title,
    zone,
    langs,
  }))
  const body = JSON.stringify({ events: list })
  return sendFile(c, { key: `events\n${body}`, type: JSON_TYPE, modified: ctx.clock.now(), make: () => body })
}

async function eventDocument(c: Ctx): Promise<Response> {
  const scope = await open(c)
  if (!scope) return c.json({ error: 'not-found' }, 404, { 'access-control-allow-origin': '*' })
  const { released } = scope
  return sendFile(c, {
    key: `api\n${faceOfRelease(released)}`,
    type: JSON_TYPE,
    modified: released.modified,
    make: () =>
      JSON.stringify(
        exportApi(released.programme, {
          audience: 'public',
          release: { name: released.name, publishedAt: released.at },
        }),
      ),
  })
}
