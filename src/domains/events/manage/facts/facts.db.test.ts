import { afterEach, beforeEach, expect, test } from 'vitest'
import { stranger, type Actor } from '#src/platform/authz.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { editProgramme } from '../../edits/edit-commands.ts'
import type { Event } from '../../event/event.ts'
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
let person: string
beforeEach(async () => {
  ctx = await testContext()
  event = await anEvent(ctx)
  person = (await somePeople(ctx, 'An Nguyen'))[0]!
  sample = await aWorkingCopy(ctx, event)
})
afterEach(() => ctx.close())

const path = () => `/en/manage/events/${event.slug}`
const stored = () => ctx.db.selectFrom('event').selectAll().where('id', '=', event.id).executeTakeFirstOrThrow()
const base = async (): Promise<string> =>
  /name="base" value="([^"]*)"/.exec(await (await appAs(ctx, secretary(person)).request(path())).text())![1]!
const facts = (over: Record<string, string>): URLSearchParams =>
  new URLSearchParams({
    'title.vi': 'Hội nghị',
    'title.en': 'Congress',
    kind: 'congress',
    slug: event.slug,
    zone: 'Asia/Ho_Chi_Minh',
    startsOn: '2026-04-17',
    endsOn: '2026-04-18',
    langs: 'vi',
    organiserCount: '0',
    ...over,
  })
const send = (fields: URLSearchParams) => post(appAs(ctx, secretary(person)), path(), Object.fromEntries(fields))

test('facts are changed; an edit of the programme in between is no conflict', async () => {
  const seen = await base()
  await editProgramme(ctx, secretary(person), event.id, {
    kind: 'resize',
    item: { type: 'talk', id: sample.talks[0]!.id },
    minutes: 25,
  })
  const saved = await send(
    facts({
      base: seen,
      'venueName.en': 'Mường Thanh Luxury Quảng Ninh',
      organiserCount: '1',
      'organiser0.name.en': 'VSIR',
      'organiser0.role': 'organiser',
    }),
  )
  expect(saved.headers.get('location')).toContain('done=saved')
  const now = await stored()
  expect(now.venue_name).toContain('Mường Thanh')
  expect(JSON.parse(now.organisers)).toEqual([{ name: { en: 'VSIR' }, url: '', logo: '', role: 'organiser' }])
})

test('somebody else changed the facts meanwhile: nothing is overwritten, both are shown, saving again works', async () => {
  const seen = await base()
  await send(facts({ base: seen, contactPhone: '024 1111' }))
  const late = await send(facts({ base: seen, contactPhone: '024 2222' }))
  expect(late.status).toBe(409)
  const html = await late.text()
  expect(html).toContain('024 1111')
  expect(html).toContain('value="024 2222"')
  expect((await stored()).contact_phone).toBe('024 1111')
  const again = /name="base" value="([^"]*)"/.exec(html)![1]!
  expect((await send(facts({ base: again, contactPhone: '024 2222' }))).status).toBe(303)
  expect((await stored()).contact_phone).toBe('024 2222')
})

test('what is wrong is said at its field and everything typed stays', async () => {
  const wrong = await send(
    facts({ base: await base(), zone: 'Mars/Olympus', endsOn: '2026-04-01', contactEmail: 'nobody' }),
  )
  expect(wrong.status).toBe(422)
  const html = await wrong.text()
  for (const text of ['There is no such time zone', 'Not a valid e-mail address', 'value="Mars/Olympus"'])
    expect(html).toContain(text)
})

test('role × step: who may publish, take back, archive', async () => {
  const roles: [string, Actor][] = [
    ['stranger', stranger],
    ['delegate', actorIn(person, event.id, 'delegate')],
    ['chair', actorIn(person, event.id, 'chair')],
    ['organiser', actorIn(person, event.id, 'organiser')],
    ['secretariat', secretary(person)],
    ['administrator', actorWith(person, 'administrator')],
  ]
  const steps = [
    ['draft', 'published'],
    ['published', 'draft'],
    ['published', 'archived'],
    ['archived', 'published'],
    ['draft', 'archived'],
  ] as const
  const may: Record<string, string[]> = {}
  for (const [name, actor] of roles) {
    for (const [from, to] of steps) {
      await ctx.db.updateTable('event').set({ state: from }).where('id', '=', event.id).execute()
      const app = appAs(ctx, actor)
      const asked = (await app.request(`${path()}/state/${to}`)).status === 200
      await post(app, `${path()}/state/${to}`, {})
      const done = (await stored()).state === to
      expect([name, from, to, asked]).toEqual([name, from, to, done])
      if (done) (may[name] ??= []).push(`${from}→${to}`)
    }
  }
  const all = ['draft→published', 'published→draft', 'published→archived', 'archived→published']
  expect(may).toEqual({ organiser: ['draft→published'], secretariat: all, administrator: all })
})

test('an empty form for a new event asks for the name, not for the address that is made from it', async () => {
  const answer = await post(
    appAs(ctx, secretary(person)),
    '/en/manage/events/new',
    Object.fromEntries(facts({ 'title.vi': '', 'title.en': '', slug: '' })),
  )
  const page = await answer.text()
  expect(answer.status).toBe(422)
  expect(page).toContain('error-summary')
  expect(page).not.toContain('href="#f-slug"')
})
