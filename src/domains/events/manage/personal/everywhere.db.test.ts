import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { erasePerson, resolveFacilities } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { App } from '#src/platform/http/env.ts'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
import { ok } from '#src/platform/outcome.ts'
import { write } from '#src/platform/write.ts'
import { jobsOf } from '#src/worker.ts'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { somebody } from '../../../people/testing.ts'
import { changeEventState } from '../../event/event-commands.ts'
import type { Event } from '../../event/event.ts'
import { release } from '../../release/release-commands.ts'
import { anEvent, aWorkingCopy, somePeople, type Sample } from '../testing.ts'

const system = systemActor('test')
let ctx: TestContext
let app: App
let event: Event
let sample: Sample
let people: string[]
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  event = await anEvent(ctx)
  people = await somePeople(ctx, 'Chair Person', 'Unique Speaker', 'Second Speaker', 'Twin Recordname')
  await ctx.db.updateTable('person').set({ public_fields: '["page","facility"]' }).where('id', 'in', people).execute()
  sample = await aWorkingCopy(ctx, event, { chair: people[0]!, first: people[1]!, second: people[2]! })
  await changeEventState(ctx, system, event.id, 'published')
  await releaseNow('1.0')
})
afterEach(() => ctx.close())

async function releaseNow(name: string): Promise<void> {
  const { revision } = await ctx.db.selectFrom('event').select('revision').executeTakeFirstOrThrow()
  expect((await release(ctx, system, event.id, { name, note: {}, revision })).ok).toBe(true)
  await settle()
}

const settle = async (): Promise<void> => {
  await runDueJobs(ctx, jobsOf(ctx.domains))
  expect(
    await ctx.db.selectFrom('job').select(['name', 'last_error']).where('last_error', 'is not', null).execute(),
  ).toEqual([])
}

/** Everything public that names speakers. */
const naming = () => {
  const at = `/events/${event.slug}`
  return [
    `/en${at}/programme/2026-04-17`,
    `/en${at}/programme/list`,
    `/en${at}/programme/print`,
    `/en${at}/people`,
    `/en${at}/talks/${sample.talks[0]!.code}`,
    `/en/search?q=unique+speaker`,
    `${at}/schedule.json`,
    `${at}/schedule.xml`,
    `${at}/schedule.csv`,
    `${at}/schedule.ics?lang=en`,
    `/api/v1/events/${event.slug}`,
    `${at}/offline-bundle.json?lang=en`,
  ]
}
const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
const NAME = /Unique Speaker|unique-speaker|Speaker, Unique/

/** Tables in which a text stands, whatever the column. */
async function tablesWith(text: RegExp): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await ctx.db.introspection.getTables()) {
    const rows = await ctx.db
      .selectFrom(name as 'person')
      .selectAll()
      .execute()
    if (text.test(JSON.stringify(rows))) found.push(name)
  }
  return found
}

/** As the secretariat does it. */
async function merge(what: 'people' | 'facilities', from: string, into: string): Promise<void> {
  const secretary = await somebody(ctx, { society: ['secretariat'] })
  const done = await app.request(`/en/manage/${what}/${into}/merge`, {
    method: 'POST',
    body: new URLSearchParams({ from }),
    headers: { cookie: secretary.cookie, 'sec-fetch-site': 'same-origin' },
  })
  expect([done.status, done.headers.get('location')]).toEqual([303, expect.stringContaining('merged=1')])
  await settle()
}

describe('who is erased', () => {
  test('stands in nothing public any more: pages, files, search, offline copies; not for who asks by time either', async () => {
    const dates = new Map<string, string>()
    for (const path of naming()) {
      const answer = await get(path)
      expect([path, NAME.test(await answer.text())]).toEqual([path, true])
      const modified = answer.headers.get('last-modified')
      if (modified) dates.set(path, modified)
    }
    expect(dates.size).toBeGreaterThanOrEqual(5)
    ctx.clock.advance(60_000)
    expect((await erasePerson(ctx, system, people[1]!)).ok).toBe(true)
    await settle()
    for (const path of naming()) {
      const text = await (await get(path)).text()
      // The search page repeats what was asked for.
      const shown = path.includes('search') ? text.replaceAll(/unique speaker|unique\+speaker/g, '') : text
      expect([path, NAME.test(shown)]).toEqual([path, false])
    }
    for (const [path, since] of dates)
      expect([path, (await get(path, { 'if-modified-since': since })).status]).toEqual([path, 200])
    expect(await (await get(`/events/${event.slug}/schedule.json`)).text()).toContain('N. N.')
  })

  test('stands in no table, nor does the record that was merged into theirs', async () => {
    await merge('people', people[3]!, people[1]!)
    expect(await tablesWith(/Twin Recordname/)).not.toEqual([])
    expect((await erasePerson(ctx, system, people[1]!)).ok).toBe(true)
    await settle()
    expect(await tablesWith(/Unique|unique speaker|uniquespeaker/)).toEqual([])
    expect(await tablesWith(/Twin Recordname|twinrecordname|twin-recordname/)).toEqual([])
  })
})

test('of two records merged one stands in every table, page and file; the address of the other leads to it', async () => {
  expect(await tablesWith(new RegExp(people[1]!))).toEqual(expect.arrayContaining(['part', 'release']))
  const row = await ctx.db.selectFrom('person').select('slug').where('id', '=', people[1]!).executeTakeFirstOrThrow()
  await merge('people', people[1]!, people[2]!)
  expect(await tablesWith(new RegExp(people[1]!))).toEqual(['audit', 'person'])
  for (const path of naming().filter((path) => !path.includes('search'))) {
    const text = await (await get(path)).text()
    expect([path, NAME.test(text), /Second Speaker/.test(text)]).toEqual([path, false, true])
  }
  const moved = await get(`/en/people/${row.slug}`)
  expect([moved.status, moved.headers.get('location')]).toEqual([301, expect.stringContaining('second-speaker')])
  expect((await get(moved.headers.get('location')!)).status).toBe(200)
})

test('of two facilities merged one stands everywhere', async () => {
  const made = await write(ctx, system, async (tx) =>
    ok(await resolveFacilities(tx, [{ name: { en: 'Old Hospital' } }, { name: { en: 'Kept Hospital' } }])),
  )
  const [from, into] = made.ok ? made.value : []
  await ctx.db.updateTable('person').set({ facility_id: from! }).where('id', '=', people[1]!).execute()
  await releaseNow('1.1')
  expect(await tablesWith(new RegExp(from!))).toEqual(expect.arrayContaining(['person', 'release']))
  await merge('facilities', from!, into!)
  expect(await tablesWith(new RegExp(from!))).toEqual(['audit', 'facility'])
  const page = await (await get('/en/facilities/kept-hospital')).text()
  expect(page).toContain('Unique Speaker')
  const moved = await get('/en/facilities/old-hospital')
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/en/facilities/kept-hospital'])
})

test('what somebody shows no longer goes from what is released; the name and the programme stay', async () => {
  await ctx.db
    .updateTable('person')
    .set({ biography: '{"en":"A life told"}', country: 'VN', public_fields: '["page","biography","country"]' })
    .where('id', '=', people[1]!)
    .execute()
  await releaseNow('1.1')
  const api = () => get(`/api/v1/events/${event.slug}`).then((answer) => answer.text())
  expect(await api()).toContain('A life told')
  const secretary = await somebody(ctx, { society: ['secretariat'] })
  const choose = (body: [string, string][]) =>
    app.request(`/en/manage/people/${people[1]}/publicity`, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: { cookie: secretary.cookie, 'sec-fetch-site': 'same-origin' },
    })
  expect(
    (
      await choose([
        ['public', 'page'],
        ['public', 'country'],
      ])
    ).status,
  ).toBe(303)
  await settle()
  expect(await api()).not.toContain('A life told')
  expect(await api()).toContain('"country":"VN"')
  expect(await api()).toContain('Unique Speaker')
  expect(JSON.stringify(await ctx.db.selectFrom('release').selectAll().execute())).not.toContain('A life told')
  const before = await ctx.db.selectFrom('release').select('document').execute()
  expect(
    (
      await choose([
        ['public', 'page'],
        ['public', 'country'],
        ['public', 'biography'],
      ])
    ).status,
  ).toBe(303)
  await settle()
  expect(await ctx.db.selectFrom('release').select('document').execute()).toEqual(before)
})

test('files that somebody sent in go with them, bytes and all, unless another sent the same', async () => {
  const [own, shared] = await Promise.all(
    ['%PDF-own', '%PDF-shared'].map((text) => ctx.blobs.put(new TextEncoder().encode(text))),
  )
  const row = (hash: string, by: string) => ({
    id: ctx.ids.id(),
    event_id: event.id,
    talk_id: sample.talks[0]!.id,
    title: '',
    filename: 'x.pdf',
    media_type: 'application/pdf',
    hash,
    bytes: 8,
    uploaded_by: by,
    public: 1,
    created_at: 0,
  })
  const rows = [row(own!.hash, people[1]!), row(shared!.hash, people[1]!), row(shared!.hash, people[2]!)]
  await ctx.db.insertInto('attachment').values(rows).execute()
  expect((await erasePerson(ctx, system, people[1]!)).ok).toBe(true)
  await expect.poll(() => ctx.blobs.size(own!.hash)).toBeNull()
  expect(await ctx.blobs.size(shared!.hash)).toBe(11)
})
