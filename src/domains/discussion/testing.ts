import {
  changeEventState,
  createEvent,
  eventBySlug,
  putProgramme,
  release,
  type Event,
  type Programme,
  type Session,
  type Talk,
} from '#src/domains/events/index.ts'
import { browser, somebody, type Somebody } from '#src/domains/people/testing.ts'
import { stranger, systemActor, type Actor, type EventRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { setDiscussion } from './commands/discussion.ts'
import { saveSettings } from './commands/settings.ts'
import { placeOf, type Place } from './items.ts'
import { hallCookie, HALL_COOKIE, keyOf, type Participant } from './participant.ts'
import type { SettingsInput } from './schema.ts'

const system = systemActor('test')
export const SLUG = 'vsir-2026'

/** A published event with one session of two talks; the chair and the speaker are persons with accounts. */
export interface Hall {
  readonly event: Event
  readonly chair: Somebody
  readonly speaker: Somebody
  readonly asker: Somebody
  readonly other: Somebody
  /** The session as it is discussed. */
  readonly place: Place
  readonly talk: Place
  /** Address of the session's discussion, in English. */
  readonly base: string
}

export async function aHall(
  ctx: Context,
  options: {
    settings?: Partial<SettingsInput>
    state?: 'open' | 'planned'
    names?: { chair?: string; speaker?: string; asker?: string }
  } = {},
): Promise<Hall> {
  const [chair, speaker, asker, other] = [
    await somebody(ctx, { name: options.names?.chair ?? 'Trần Chủ Tọa' }),
    await somebody(ctx, { name: options.names?.speaker ?? 'Lê Báo Cáo' }),
    await somebody(ctx, { name: options.names?.asker ?? 'Nguyễn Văn Hỏi' }),
    await somebody(ctx, { name: 'Phạm Thị Khác' }),
  ]
  const made = await createEvent(ctx, system, {
    slug: SLUG,
    kind: 'congress',
    title: { vi: 'Hội nghị', en: 'Congress' },
    zone: 'Asia/Ho_Chi_Minh',
    startsOn: '2026-04-17',
    endsOn: '2026-04-18',
    langs: ['vi', 'en'],
  })
  if (!made.ok) throw new Error(JSON.stringify(made))
  const { sessions, talks } = programmeParts(ctx, chair.personId, speaker.personId)
  const put = await putProgramme(ctx, system, made.value.id, async (p): Promise<Programme> => ({
    ...p,
    sessions,
    talks,
  }))
  if (!put.ok) throw new Error(JSON.stringify(put))
  await changeEventState(ctx, system, made.value.id, 'published')
  const released = await release(ctx, system, made.value.id, { name: '1.0', note: {}, revision: put.value.revision })
  if (!released.ok) throw new Error(JSON.stringify(released))
  const event = (await eventBySlug(ctx, stranger, SLUG))!
  const place = (await placeOf(ctx, stranger, SLUG, 'session', sessions[0]!.code))!
  const talk = (await placeOf(ctx, stranger, SLUG, 'talk', talks[0]!.code))!
  if (options.settings) await hold(ctx, event, options.settings)
  if (options.state !== 'planned') await setDiscussion(ctx, system, place, 'open')
  return {
    event,
    chair,
    speaker,
    asker,
    other,
    place,
    talk,
    base: `/en/events/${SLUG}/sessions/${place.item.code}/discussion`,
  }
}

/** Sets how the event holds its discussions. */
export async function hold(ctx: Context, event: Event, settings: Partial<SettingsInput>): Promise<void> {
  const all: SettingsInput = {
    asking: 'signed-in',
    moderated: true,
    naming: ['name', 'facility', 'anonymous'],
    chairSees: true,
    newCode: false,
    answerDays: 28,
    ...settings,
  }
  const done = await saveSettings(ctx, system, event, all)
  if (!done.ok) throw new Error(JSON.stringify(done))
}

const part = (personId: string) => [{ personId, state: 'confirmed' as const }]

function programmeParts(ctx: Context, chair: string, speaker: string): { sessions: Session[]; talks: Talk[] } {
  const id = () => ctx.ids.id()
  const start = Date.parse('2026-04-17T08:00:00+07:00')
  const session: Session = {
    id: id(),
    guid: id(),
    code: ctx.ids.code(),
    kind: 'oral',
    title: { vi: 'Can thiệp thần kinh', en: 'Neuro-intervention' },
    description: {},
    trackId: null,
    chairs: part(chair),
    expected: null,
    cancelled: false,
    roomId: null,
    start,
    minutes: 90,
  }
  const talk = (n: number, speakers: Talk['speakers']): Talk => ({
    id: id(),
    guid: id(),
    code: ctx.ids.code(),
    kind: 'talk',
    sessionId: session.id,
    trackId: null,
    title: { vi: `Báo cáo ${n}`, en: `Talk ${n}` },
    subtitle: {},
    abstract: {},
    description: {},
    langs: ['vi'],
    speakers,
    type: '',
    links: [],
    attachments: [],
    doNotRecord: false,
    licence: '',
    generated: false,
    cancelled: false,
    roomId: null,
    start: start + n * 1_200_000,
    minutes: 20,
  })
  return { sessions: [session], talks: [talk(0, part(speaker)), talk(1, [])] }
}

export const actorFor = (
  who: Somebody,
  roles: Readonly<Record<string, readonly EventRole[]>> = {},
  name = 'Nguyễn Văn Hỏi',
): Actor => ({
  ...stranger,
  personId: who.personId,
  name,
  events: new Map(Object.entries(roles).map(([id, held]) => [id, new Set(held)])),
})

/** The person as commands take them. */
export const asParticipant = (ctx: Context, hall: Hall, who: Somebody): Participant => ({
  actor: actorFor(who),
  inHall: false,
  keys: [keyOf(ctx, hall.event.id, { personId: who.personId })],
})

/** A device that has entered the hall. */
export const aDevice = (ctx: Context, hall: Hall, token: string): Participant => ({
  actor: stranger,
  inHall: true,
  keys: [keyOf(ctx, hall.event.id, { device: token })],
})

/** The cookie of a device that has entered the hall by the event's present code. */
export async function deviceCookie(ctx: Context, event: Event, token?: string): Promise<string> {
  const row = await ctx.db
    .selectFrom('discussion_setting')
    .select('hall_code')
    .where('event_id', '=', event.id)
    .executeTakeFirstOrThrow()
  return `${HALL_COOKIE}=${hallCookie(ctx, event.id, row.hall_code, token)}`
}

let keys = 0
/** Fields of a question as the form sends them. */
export const question = (body: string, more: Record<string, string> = {}): Record<string, string> => ({
  key: `key-of-the-test-${String(++keys).padStart(6, '0')}`,
  body,
  shown: 'name',
  ...more,
})

/** Sends a form as the island does and reads the answer. */
export async function sendJson(
  app: App,
  cookie: string,
  path: string,
  fields: Record<string, string | readonly string[]>,
): Promise<{ status: number; body: { ok: boolean; code?: string; value?: never; fields?: Record<string, string> } }> {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value as string]) body.append(name, one)
  const response = await app.request(`http://hoi.test${path}`, {
    method: 'POST',
    body,
    headers: { cookie, accept: 'application/json', 'sec-fetch-site': 'same-origin' },
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as never) : { ok: false } }
}

export interface Event1 {
  readonly id: string | null
  readonly event: string
  readonly data: string
}

/** Reads an event stream as a browser does; `until` waits for what is wanted. */
export async function listen(app: App, path: string, headers: Record<string, string> = {}) {
  const response = await app.request(`http://hoi.test${path}`, { headers })
  const events: Event1[] = []
  let raw = ''
  const wakers = new Set<() => void>()
  const reader = response.body?.getReader()
  const done = (async () => {
    let rest = ''
    for (;;) {
      const chunk = await reader?.read().catch(() => undefined)
      if (!chunk || chunk.done) return
      const text = new TextDecoder().decode(chunk.value)
      raw += text
      rest += text
      for (let at = rest.indexOf('\n\n'); at >= 0; at = rest.indexOf('\n\n')) {
        const lines = rest.slice(0, at).split('\n')
        rest = rest.slice(at + 2)
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
        if (field('data') !== undefined)
          events.push({ id: field('id') ?? null, event: field('event') ?? 'message', data: field('data')! })
      }
      for (const wake of wakers) wake()
    }
  })()
  return {
    status: response.status,
    headers: response.headers,
    events,
    raw: () => raw,
    async until(met: (events: readonly Event1[]) => boolean, ms = 30_000): Promise<void> {
      const late = Date.now() + ms
      while (!met(events)) {
        if (Date.now() > late) throw new Error(`not seen in time: ${JSON.stringify(events)}`)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 100)
          wakers.add(() => {
            clearTimeout(timer)
            resolve()
          })
        })
      }
    },
    async close() {
      await reader?.cancel().catch(() => {})
      await done
    },
  }
}

export { browser }
