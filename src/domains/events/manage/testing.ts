import { Hono } from 'hono'
import { isLang } from '#src/lib/text/multilingual.ts'
import { stranger, type Actor, type EventRole, type SocietyRole } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { App, Env } from '#src/platform/http/env.ts'
import { csrf, securityHeaders } from '#src/platform/http/security.ts'
import { upsertPeople } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { createEvent } from '../event/event-commands.ts'
import type { Event } from '../event/event.ts'
import type { Part, Programme, Room, Session, Talk } from '../programme/programme.ts'
import { putProgramme } from '../working-copy/programme-commands.ts'
import { manageEndpoints, managePages } from './index.ts'

/** The pages of this folder as they are mounted, for an actor of the test's choice. */
export function appAs(ctx: Context, actor: Actor): App {
  const app: App = new Hono<Env>({ strict: false })
  app.use(async (c, next) => {
    c.set('ctx', ctx)
    c.set('client', '127.0.0.1')
    c.set('actor', actor)
    const first = c.req.path.split('/', 2)[1]
    c.set('lang', isLang(first) ? first : 'en')
    await next()
  })
  app.use(securityHeaders)
  app.notFound((c) => c.text('not found', 404))
  app.use(csrf)
  manageEndpoints(app)
  const pages: App = new Hono<Env>({ strict: false })
  managePages(pages)
  app.route('/:lang{vi|en|ko}', pages)
  return app
}

export const actorWith = (personId: string, ...society: SocietyRole[]): Actor => ({
  ...stranger,
  personId,
  name: `Person ${personId.slice(-4)}`,
  society: new Set(society),
})
export const actorIn = (personId: string, eventId: string, ...roles: EventRole[]): Actor => ({
  ...stranger,
  personId,
  name: `Person ${personId.slice(-4)}`,
  events: new Map([[eventId, new Set(roles)]]),
})
export const secretary = (personId: string): Actor => actorWith(personId, 'secretariat')
const system = systemActor('test')

/** Sends a form as a browser does. */
export const post = (
  app: App,
  path: string,
  fields: Record<string, string> | FormData,
  headers: Record<string, string> = {},
) =>
  Promise.resolve(
    app.request(path, {
      method: 'POST',
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    }),
  )

export const postJson = (app: App, path: string, body: unknown) =>
  Promise.resolve(
    app.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    }),
  )

/** People of the given names; ids in their order. */
export async function somePeople(ctx: Context, ...names: string[]): Promise<string[]> {
  const made = await write(ctx, system, async (tx) =>
    ok(
      await upsertPeople(
        tx,
        names.map((name) => ({ name, email: `${name.toLowerCase().replace(/[^a-z]/g, '')}@example.org` })),
      ),
    ),
  )
  if (!made.ok) throw new Error(made.code)
  return made.value
}

export async function anEvent(ctx: Context, slug = 'vsir-2026'): Promise<Event> {
  const made = await createEvent(ctx, system, {
    slug,
    kind: 'congress',
    title: { vi: 'Hội nghị', en: 'Congress' },
    zone: 'Asia/Ho_Chi_Minh',
    startsOn: '2026-04-17',
    endsOn: '2026-04-18',
    langs: ['vi', 'en'],
  })
  if (!made.ok) throw new Error(JSON.stringify(made))
  return made.value
}

/** 17 April 2026, `HH:MM` in Vietnam. */
export const at = (clock: string): number => Date.parse(`2026-04-17T${clock}:00+07:00`)

export interface Sample {
  readonly rooms: readonly Room[]
  readonly sessions: readonly Session[]
  readonly talks: readonly Talk[]
}

/** Two rooms; in the first a session 08:00–09:30 with talks 08:00 and 08:20, and a break 09:30–10:00. */
export async function aWorkingCopy(
  ctx: Context,
  event: Event,
  people: { chair?: string; first?: string; second?: string } = {},
): Promise<Sample> {
  const part = (id: string | undefined): Part[] => (id ? [{ personId: id, state: 'confirmed' }] : [])
  const id = () => ctx.ids.id()
  const room = (n: number): Room => ({
    id: id(),
    guid: id(),
    name: { vi: `Phòng ${n}`, en: `Room ${n}` },
    description: {},
    capacity: 100,
    position: n,
  })
  const rooms = [room(1), room(2)]
  const session = (over: Partial<Session>): Session => ({
    id: id(),
    guid: id(),
    code: ctx.ids.code(),
    kind: 'oral',
    title: { vi: 'Phiên', en: 'Session' },
    description: {},
    trackId: null,
    chairs: [],
    expected: null,
    cancelled: false,
    roomId: rooms[0]!.id,
    start: at('08:00'),
    minutes: 90,
    ...over,
  })
  const main = session({ title: { vi: 'Phiên một', en: 'Session one' }, chairs: part(people.chair) })
  const pause = session({ kind: 'break', title: { vi: 'Nghỉ', en: 'Break' }, start: at('09:30'), minutes: 30 })
  const talk = (over: Partial<Talk>): Talk => ({
    id: id(),
    guid: id(),
    code: ctx.ids.code(),
    kind: 'talk',
    sessionId: main.id,
    trackId: null,
    title: {},
    subtitle: {},
    abstract: {},
    description: {},
    langs: ['vi'],
    speakers: [],
    type: '',
    links: [],
    attachments: [],
    doNotRecord: false,
    licence: '',
    generated: false,
    cancelled: false,
    roomId: null,
    start: null,
    minutes: 20,
    ...over,
  })
  const talks = [
    talk({ title: { vi: 'Báo cáo một', en: 'Talk one' }, start: at('08:00'), speakers: part(people.first) }),
    talk({ title: { vi: 'Báo cáo hai', en: 'Talk two' }, start: at('08:20'), speakers: part(people.second) }),
    talk({ title: { vi: 'Chưa xếp', en: 'Loose' }, sessionId: null }),
  ]
  const put = await putProgramme(ctx, system, event.id, async (p): Promise<Programme> => ({
    ...p,
    rooms,
    sessions: [main, pause],
    talks,
  }))
  if (!put.ok) throw new Error(put.code)
  return { rooms, sessions: [main, pause], talks }
}
