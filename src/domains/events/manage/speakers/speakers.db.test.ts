import { afterEach, beforeEach, expect, test } from 'vitest'
import { stranger } from '#src/platform/authz.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { changeEventState } from '../../event/event-commands.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { Event } from '../../event/event.ts'
import type { PartState } from '../../programme/programme.ts'
import { release } from '../../release/release-commands.ts'
import { loadWorkingCopy } from '../../working-copy/working-copy.ts'
import {
  actorIn,
  actorWith,
  anEvent,
  appAs,
  aWorkingCopy,
  post,
  secretary,
  somePeople,
  type Sample,
} from '../testing.ts'

let ctx: TestContext
let event: Event
let sample: Sample
let people: string[]
const system = systemActor('test')
beforeEach(async () => {
  ctx = await testContext()
  event = await anEvent(ctx)
  people = await somePeople(ctx, 'Chair Person', 'First Speaker', 'Second Speaker')
  sample = await aWorkingCopy(ctx, event, { chair: people[0]!, first: people[1]!, second: people[2]! })
  await ctx.db.updateTable('part').set({ state: 'pending' }).where('event_id', '=', event.id).execute()
})
afterEach(() => ctx.close())

const page = () => `/en/manage/events/${event.slug}/speakers`
const mails = () => ctx.db.selectFrom('mail').selectAll().orderBy('to_address').execute()
const states = async (): Promise<PartState[]> =>
  (await ctx.db.selectFrom('part').select('state').orderBy('person_id').execute()).map((row) => row.state)
const linkIn = (text: string): string => new URL(/https?:\/\/\S+\/speak\/\S+/.exec(text)![0]).pathname
const pdf = (name = 'Báo cáo "một".pdf') => {
  const form = new FormData()
  form.set('talk', sample.talks[0]!.id)
  form.set('title', 'Slides')
  form.set('public', 'on')
  form.set('file', new File(['%PDF-1.7\nhello slides'], name, { type: 'text/plain' }))
  return form
}

test('everybody is invited by mail with a link of their own; a reminder goes to those without an answer and replaces it', async () => {
  const app = appAs(ctx, secretary(people[0]!))
  const invited = await post(app, page(), { do: 'invite', everybody: 'yes' })
  expect(invited.headers.get('location')).toContain('sent=3')
  expect(await mails()).toHaveLength(3)
  expect(await states()).toEqual(['invited', 'invited', 'invited'])
  const first = (await mails()).find((mail) => mail.person_id === people[1])!
  const link = linkIn(first.text)
  const anyone = appAs(ctx, stranger)
  const shown = await anyone.request(link)
  expect(shown.status).toBe(200)
  const html = await shown.text()
  expect(html).toContain('Báo cáo một')
  expect(html).not.toContain('Báo cáo hai')

  expect(
    (await post(anyone, `${link}/answer`, { item: `talk:${sample.talks[0]!.id}`, answer: 'confirmed' })).status,
  ).toBe(303)
  const talk = (await loadWorkingCopy(ctx, ctx.db, event.id))!.programme.talks.find(
    (t) => t.id === sample.talks[0]!.id,
  )!
  expect(talk.speakers).toEqual([{ personId: people[1], state: 'confirmed' }])
  expect(
    await ctx.db.selectFrom('role_grant').select(['person_id', 'role']).where('event_id', '=', event.id).execute(),
  ).toEqual([{ person_id: people[1], role: 'speaker' }])

  const reminded = await post(app, page(), { do: 'remind', everybody: 'yes' })
  expect(reminded.headers.get('location')).toContain('sent=2')
  expect((await anyone.request(link)).status).toBe(200)
  const old = linkIn((await mails()).find((mail) => mail.person_id === people[2])!.text)
  expect((await anyone.request(old)).status).toBe(404)
})

test('a link answers for its person only: not for others, not at other events, nothing else', async () => {
  const app = appAs(ctx, secretary(people[0]!))
  await post(app, page(), { do: 'invite', person: people[1]! })
  const [mail] = await mails()
  const link = linkIn(mail!.text)
  const anyone = appAs(ctx, stranger)
  expect(
    (await post(anyone, `${link}/answer`, { item: `talk:${sample.talks[1]!.id}`, answer: 'declined' })).status,
  ).toBe(404)
  expect((await post(anyone, `${link}/files/none`, { do: 'remove' })).status).toBe(404)
  expect((await anyone.request('/en/speak/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).status).toBe(404)
  expect((await anyone.request('/en/my/talks')).status).toBe(303)
  for (const part of ['answer', 'availability', 'files', 'files/x'])
    expect((await post(anyone, `/en/my/talks/${event.slug}/${part}`, {})).status).toBe(404)
  expect(await states()).toEqual(expect.arrayContaining(['pending', 'pending', 'invited']))
})

test('who runs the event invites, a chair looks on, others find nothing', async () => {
  for (const actor of [stranger, actorWith(people[1]!), actorIn(people[1]!, event.id, 'speaker')]) {
    expect((await appAs(ctx, actor).request(page())).status).toBe(404)
    expect((await post(appAs(ctx, actor), page(), { do: 'invite', everybody: 'yes' })).status).toBe(404)
  }
  const chair = appAs(ctx, actorIn(people[0]!, event.id, 'chair'))
  expect((await chair.request(page())).status).toBe(200)
  expect((await post(chair, page(), { do: 'invite', everybody: 'yes' })).headers.get('location')).toContain('refused')
  expect(await mails()).toEqual([])
})

test('availability is said by the day, warns the editor, and can be taken back', async () => {
  const own = appAs(ctx, actorWith(people[1]!))
  const path = `/vi/my/talks/${event.slug}/availability`
  const said = await post(own, path, { day0: 'part', 'day0.from': '13:00', 'day0.to': '17:00', day1: 'unsaid' })
  expect(said.status).toBe(303)
  const rows = await ctx.db.selectFrom('availability').select(['start', 'end']).orderBy('start').execute()
  expect(rows[0]).toEqual({
    start: Date.parse('2026-04-17T13:00:00+07:00'),
    end: Date.parse('2026-04-17T17:00:00+07:00'),
  })
  expect(rows).toHaveLength(2)
  const editor = await appAs(ctx, secretary(people[0]!)).request(`/en/manage/events/${event.slug}/programme`)
  expect(await editor.text()).toContain('outside the times when')
  expect((await post(own, path, { day0: 'part', 'day0.from': '17:00', 'day0.to': '13:00', day1: 'none' })).status).toBe(
    422,
  )
  await post(own, path, { day0: 'none', day1: 'none' })
  expect(await ctx.db.selectFrom('availability').select(['start', 'end']).execute()).toEqual([{ start: 0, end: 0 }])
  await post(own, path, { day0: 'unsaid', day1: 'unsaid' })
  expect(await ctx.db.selectFrom('availability').selectAll().execute()).toEqual([])
})

test('slides: sniffed, private until released and public, served in ranges under a safe name', async () => {
  const own = appAs(ctx, actorWith(people[1]!))
  const path = `/en/my/talks/${event.slug}/files`
  expect((await post(own, path, pdf())).headers.get('location')).toContain('done=uploaded')
  const [file] = await ctx.db.selectFrom('attachment').selectAll().execute()
  expect(file).toMatchObject({ media_type: 'application/pdf', public: 1, talk_id: sample.talks[0]!.id })
  const disguised = new FormData()
  disguised.set('talk', sample.talks[0]!.id)
  disguised.set('file', new File(['<script>alert(1)</script>'], 'slides.pdf', { type: 'application/pdf' }))
  expect((await post(own, path, disguised)).status).toBe(415)
  const others = pdf()
  others.set('talk', sample.talks[1]!.id)
  expect((await post(own, path, others)).status).toBe(404)

  const media = `/media/attachments/${file!.id}`
  const anyone = appAs(ctx, stranger)
  const readers: [string, number][] = []
  const look = async (when: string) => {
    for (const [who, app] of [
      ['stranger', anyone],
      ['other', appAs(ctx, actorWith(people[2]!))],
      ['own', own],
      ['chair', appAs(ctx, actorIn(people[0]!, event.id, 'chair'))],
    ] as const)
      readers.push([`${when} ${who}`, (await app.request(media)).status])
  }
  await look('draft')
  await changeEventState(ctx, system, event.id, 'published')
  await look('published')
  const { revision } = await ctx.db
    .selectFrom('event')
    .select('revision')
    .where('id', '=', event.id)
    .executeTakeFirstOrThrow()
  expect((await release(ctx, system, event.id, { name: '1', note: {}, revision })).ok).toBe(true)
  await look('released')
  await post(own, `${path}/${file!.id}`, { do: 'private' })
  await look('private')
  expect(readers).toEqual([
    ['draft stranger', 404],
    ['draft other', 404],
    ['draft own', 200],
    ['draft chair', 200],
    ['published stranger', 404],
    ['published other', 404],
    ['published own', 200],
    ['published chair', 200],
    ['released stranger', 200],
    ['released other', 200],
    ['released own', 200],
    ['released chair', 200],
    ['private stranger', 404],
    ['private other', 404],
    ['private own', 200],
    ['private chair', 200],
  ])

  const part = await own.request(media, { headers: { range: 'bytes=5-7' } })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 5-7/21', '1.7'])
  expect((await own.request(media, { headers: { range: 'bytes=99-' } })).status).toBe(416)
  const whole = await own.request(media)
  expect(whole.headers.get('content-disposition')).toBe(
    `attachment; filename="B_o c_o _m_t_.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%22m%E1%BB%99t%22.pdf`,
  )
  expect(whole.headers.get('content-security-policy')).toContain('sandbox')
  await post(own, `${path}/${file!.id}`, { do: 'remove' })
  expect((await own.request(media)).status).toBe(404)
})
