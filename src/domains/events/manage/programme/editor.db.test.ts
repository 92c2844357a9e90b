import { afterEach, beforeEach, expect, test } from 'vitest'
import { stranger } from '#src/platform/authz.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import type { Event } from '../../event/event.ts'
import type { Programme } from '../../programme/programme.ts'
import { loadWorkingCopy } from '../../working-copy/working-copy.ts'
import {
  actorIn,
  anEvent,
  appAs,
  at,
  aWorkingCopy,
  post,
  postJson,
  secretary,
  somePeople,
  type Sample,
} from '../testing.ts'
import type { LeanChanges } from './lean.ts'

let ctx: TestContext
let event: Event
let sample: Sample
let people: string[]
beforeEach(async () => {
  ctx = await testContext()
  event = await anEvent(ctx)
  people = await somePeople(ctx, 'An Nguyen', 'Binh Tran', 'Chi Le')
  sample = await aWorkingCopy(ctx, event, { chair: people[0]!, first: people[1]!, second: people[1]! })
})
afterEach(() => ctx.close())

interface State {
  number: number
  revision: number
  programme: Programme
  revisions: Record<string, number>
}
interface Answer {
  number: number
  revision: number
  changed: string[]
  changes: LeanChanges
  warnings: { added: { code: string }[]; gone: { code: string }[]; total: number }
  error?: string
  reason?: string
  by?: string
  items?: string[]
}
const api = (part: string) => `/api/events/${event.slug}/${part}`
const json = async <T>(answer: Promise<Response>): Promise<{ status: number; body: T }> => {
  const got = await answer
  return { status: got.status, body: (await got.json()) as T }
}
const state = async (app = appAs(ctx, secretary(people[0]!))): Promise<State> =>
  (await json<State>(Promise.resolve(app.request(api('editor'))))).body
const working = async (): Promise<Programme> => (await loadWorkingCopy(ctx, ctx.db, event.id))!.programme
const talk = (n: number) => ({ type: 'talk', id: sample.talks[n]!.id })

test('an edit answers what changed, its number and the warnings that came and went', async () => {
  const app = appAs(ctx, secretary(people[0]!))
  const before = await state(app)
  expect(before.programme.talks).toHaveLength(3)
  const { status, body } = await json<Answer>(
    postJson(app, api('edits'), {
      edit: { kind: 'place', item: talk(1), roomId: sample.rooms[1]!.id, start: at('08:10') },
      revisions: { [sample.talks[1]!.id]: 1 },
    }),
  )
  expect(status).toBe(200)
  expect(body.number).toBe(1)
  expect(body.changed).toEqual([sample.talks[1]!.id])
  expect(body.changes.revisions[sample.talks[1]!.id]).toBe(2)
  // Binh now speaks in two rooms at once.
  expect(body.warnings.added.map((w) => w.code)).toContain('person-overlap')
  expect((await state(app)).revisions[sample.talks[1]!.id]).toBe(2)
})

test('two editors: the second, who saw the old place, overwrites nothing and is told what stands now and by whom', async () => {
  const one = appAs(ctx, { ...secretary(people[0]!), name: 'An Nguyen' })
  const other = appAs(ctx, secretary(people[1]!))
  const seen = await state(other)
  const edit = (minutes: number) => ({
    edit: { kind: 'resize', item: talk(0), minutes },
    revisions: { [sample.talks[0]!.id]: seen.revisions[sample.talks[0]!.id] },
  })
  expect((await postJson(one, api('edits'), edit(25))).status).toBe(200)
  const { status, body } = await json<Answer>(postJson(other, api('edits'), edit(40)))
  expect(status).toBe(409)
  expect(body).toMatchObject({
    error: 'conflict',
    reason: 'changed-meanwhile',
    by: 'An Nguyen',
    items: [sample.talks[0]!.id],
  })
  expect(body.changes.talks[0]!.minutes).toBe(25)
  expect((await working()).talks.find((t) => t.id === sample.talks[0]!.id)!.minutes).toBe(25)
})

test('undo takes back my own last edit, and refuses when somebody has changed the same since', async () => {
  const one = appAs(ctx, secretary(people[0]!))
  const other = appAs(ctx, { ...secretary(people[1]!), name: 'Binh Tran' })
  const before = await working()
  await postJson(one, api('edits'), { edit: { kind: 'push', item: talk(0), minutes: 15 } })
  await postJson(other, api('edits'), { edit: { kind: 'cancel', item: talk(2), cancelled: true } })
  expect((await postJson(one, api('undo'), {})).status).toBe(200)
  const after = await working()
  expect(after.sessions).toEqual(before.sessions)
  expect(after.talks.find((t) => t.id === sample.talks[2]!.id)!.cancelled).toBe(true)
  expect((await json<Answer>(postJson(one, api('undo'), {}))).body.reason).toBe('nothing-to-undo')

  await postJson(one, api('edits'), { edit: { kind: 'resize', item: talk(0), minutes: 10 } })
  await postJson(other, api('edits'), { edit: { kind: 'resize', item: talk(0), minutes: 30 } })
  const refused = await json<Answer>(postJson(one, api('undo'), {}))
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({ reason: 'changed-meanwhile', by: 'Binh Tran' })
  expect((await working()).talks.find((t) => t.id === sample.talks[0]!.id)!.minutes).toBe(30)
})

test('push moves everything after it in the room; a plain form does the same', async () => {
  const app = appAs(ctx, secretary(people[0]!))
  await postJson(app, api('edits'), { edit: { kind: 'push', item: talk(0), minutes: 10 } })
  const pushed = await working()
  expect(pushed.talks.find((t) => t.id === sample.talks[1]!.id)!.start).toBe(at('08:30'))
  expect(pushed.sessions.find((s) => s.kind === 'break')!.start).toBe(at('09:40'))
  expect(pushed.sessions.find((s) => s.kind === 'oral')!.minutes).toBe(100)
  const formed = await post(app, `/en/manage/events/${event.slug}/programme/edit`, {
    kind: 'push',
    item: `talk:${sample.talks[0]!.id}`,
    minutes: '-10',
  })
  expect(formed.headers.get('location')).toContain('done=moved')
  expect((await working()).sessions.find((s) => s.kind === 'break')!.start).toBe(at('09:30'))
})

test('forms make, change and delete sessions and talks, with people; all of it can be undone', async () => {
  const app = appAs(ctx, secretary(people[0]!))
  const base = `/en/manage/events/${event.slug}/programme`
  const made = await post(app, `${base}/sessions/new`, {
    'title.vi': 'Phiên mới',
    kind: 'plenary',
    minutes: '60',
    date: '2026-04-18',
    time: '09:00',
    room: sample.rooms[1]!.id,
    person: 'Chi Le',
  })
  expect(made.status).toBe(303)
  const session = (await working()).sessions.find((s) => s.title['vi'] === 'Phiên mới')!
  expect(session).toMatchObject({
    kind: 'plenary',
    start: Date.parse('2026-04-18T09:00:00+07:00'),
    chairs: [{ personId: people[2], state: 'pending' }],
  })

  const own = `${base}/sessions/${session.id}`
  const unknown = await post(app, own, {
    'title.vi': 'Phiên mới',
    kind: 'plenary',
    person: 'Nobody Known',
    revision: '1',
  })
  expect(unknown.status).toBe(422)
  expect(await unknown.text()).toContain('Somebody new: Nobody Known')
  const added = await post(app, own, {
    'title.vi': 'Phiên mới',
    'title.en': 'New session',
    kind: 'plenary',
    person: 'Nobody Known',
    choice: 'new',
    revision: '1',
  })
  expect(added.headers.get('location')).toContain('done=saved')
  expect((await working()).sessions.find((s) => s.id === session.id)!.chairs).toHaveLength(2)

  // The form that was opened before is told, and keeps what was typed.
  const late = await post(app, own, { 'title.vi': 'Tên khác', kind: 'plenary', revision: '1' })
  expect(late.status).toBe(409)
  const shown = await late.text()
  expect(shown).toContain('Tên khác')
  expect(shown).toContain('New session')

  expect((await post(app, `${own}/delete`, { revision: '2' })).headers.get('location')).toContain('done=deleted')
  expect((await working()).sessions.some((s) => s.id === session.id)).toBe(false)
  await post(app, `${base}/undo`, {})
  expect((await working()).sessions.find((s) => s.id === session.id)!.chairs).toHaveLength(2)

  const talkForm = await post(app, `${base}/talks/new`, {
    'title.en': 'New talk',
    kind: 'discussion',
    minutes: '15',
    sessionId: session.id,
  })
  expect(talkForm.status).toBe(303)
  expect((await working()).talks.find((t) => t.title['en'] === 'New talk')).toMatchObject({
    kind: 'discussion',
    sessionId: session.id,
    start: null,
  })
})

test('rooms, tracks and days by form; a deleted room leaves its entries without one', async () => {
  const app = appAs(ctx, secretary(people[0]!))
  const base = `/en/manage/events/${event.slug}/programme`
  expect(
    (await post(app, `${base}/rooms`, { id: '', 'name.en': 'Hall', capacity: '300' })).headers.get('location'),
  ).toContain('done=saved')
  expect((await post(app, `${base}/rooms`, { id: '', 'name.en': '' })).status).toBe(422)
  expect(
    (await post(app, `${base}/tracks`, { id: '', 'name.en': 'Neuro', colour: '#aa3300' })).headers.get('location'),
  ).toContain('done=saved')
  expect(
    (await post(app, `${base}/days`, { id: '2026-04-17', date: '2026-04-17', from: '08:00', to: '01:00' })).headers.get(
      'location',
    ),
  ).toContain('done=saved')
  const now = await working()
  expect(now.rooms.map((r) => r.name['en'])).toContain('Hall')
  expect(now.tracks[0]).toMatchObject({ slug: 'neuro', colour: '#aa3300' })
  expect(now.days[0]!.end).toBe(Date.parse('2026-04-18T01:00:00+07:00'))
  expect(
    (await post(app, `${base}/rooms`, { id: sample.rooms[0]!.id, revision: '7', remove: 'on' })).headers.get(
      'location',
    ),
  ).toContain('refused=')
  await post(app, `${base}/rooms`, { id: sample.rooms[0]!.id, revision: '1', remove: 'on' })
  expect((await working()).sessions.every((s) => s.roomId !== sample.rooms[0]!.id)).toBe(true)
})

test('strangers, delegates and chairs: nothing, nothing, and reading', async () => {
  for (const actor of [stranger, actorIn(people[0]!, event.id, 'delegate'), actorIn(people[0]!, event.id, 'speaker')]) {
    const app = appAs(ctx, actor)
    expect((await app.request(api('editor'))).status).toBe(404)
    expect((await app.request(`/manage/events/${event.slug}/live`)).status).toBe(404)
    expect((await postJson(app, api('edits'), { edit: { kind: 'resize', item: talk(0), minutes: 5 } })).status).toBe(
      404,
    )
    expect((await postJson(app, api('undo'), {})).status).toBe(404)
  }
  const chair = appAs(ctx, actorIn(people[0]!, event.id, 'chair'))
  expect((await chair.request(api('editor'))).status).toBe(200)
  expect((await postJson(chair, api('edits'), { edit: { kind: 'resize', item: talk(0), minutes: 5 } })).status).toBe(
    409,
  )
  expect(
    (
      await postJson(appAs(ctx, secretary(people[0]!)), api('edits'), {
        edit: { kind: 'restore', set: [], remove: [], add: [] },
      })
    ).status,
  ).toBe(422)
})

test('a live connection tells others’ edits with their numbers, who is there, and resumes where it broke', async () => {
  const one = appAs(ctx, { ...secretary(people[0]!), name: 'An' })
  const other = appAs(ctx, { ...secretary(people[1]!), name: 'Binh' })
  const open = async (from?: number) => {
    const abort = new AbortController()
    const answer = await other.request(`/manage/events/${event.slug}/live`, {
      signal: abort.signal,
      headers: from === undefined ? {} : { 'last-event-id': String(from) },
    })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    return { reader: answer.body!.pipeThrough(new TextDecoderStream()).getReader(), abort }
  }
  const until = async (reader: ReadableStreamDefaultReader<string>, pattern: RegExp): Promise<string> => {
    let text = ''
    while (!pattern.test(text)) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`ended before ${pattern}: ${text}`)
      text += value
    }
    return text
  }
  const first = await open()
  expect(await until(first.reader, /event: hello\n.*\n/)).toContain('"Binh"')
  await postJson(one, api('edits'), { edit: { kind: 'resize', item: talk(0), minutes: 25 } })
  const told = await until(first.reader, /event: edit\n[^\n]*\nid: 1\n|id: 1\n/)
  expect(told).toContain('"minutes":25')
  expect(told).toContain('"by":"An"')
  first.abort.abort()
  await first.reader.cancel()
  await postJson(one, api('edits'), { edit: { kind: 'resize', item: talk(0), minutes: 35 } })
  const second = await open(1)
  const resumed = await until(second.reader, /event: hello/)
  expect(resumed).toContain('"number":2')
  expect(resumed).toContain('"minutes":35')
  expect(resumed).not.toContain('"number":1,')
  second.abort.abort()
  await second.reader.cancel()
})
