import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { erasePerson } from '#src/domains/people/index.ts'
import { systemActor } from '#src/platform/authz.ts'
import type { App } from '#src/platform/http/env.ts'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
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
  await ctx.db
    .updateTable('person')
    .set({ public_fields: '["page","facility"]' })
    .where('id', 'in', people)
    .execute()
  sample = await aWorkingCopy(ctx, event, { chair: people[0]!, first: people[1]!, second: people[2]! })
  await changeEventState(ctx, system, event.id, 'published')
  const { revision } = await ctx.db.selectFrom('event').select('revision').executeTakeFirstOrThrow()
  expect((await release(ctx, system, event.id, { name: '1.0', note: {}, revision })).ok).toBe(true)
  await settle()
})
afterEach(() => ctx.close())

const settle = async (): Promise<void> => {
  await runDueJobs(ctx, jobsOf(ctx.domains))
  expect(await ctx.db.selectFrom('job').select(['name', 'last_error']).where('last_error', 'is not', null).execute()).toEqual([])
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
    `/api/events/${event.slug}`,
    `${at}/offline-bundle.json?lang=en`,
  ]
}
const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
const NAME = /Unique Speaker|unique-speaker|Speaker, Unique/

/** Tables in which a text stands, whatever the column. */
async function tablesWith(text: RegExp): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await ctx.db.introspection.getTables()) {
    const rows = await ctx.db.selectFrom(name as 'person').selectAll().execute()
    if (text.test(JSON.stringify(rows))) found.push(name)
  }
  return found
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
    const secretary = await somebody(ctx, { society: ['secretariat'] })
    const merged = await app.request(`/en/manage/people/${people[1]}/merge`, {
      method: 'POST',
      body: new URLSearchParams({ from: people[3]! }),
      headers: { cookie: secretary.cookie, 'sec-fetch-site': 'same-origin' },
    })
    expect(merged.status).toBeLessThan(400)
    await settle()
    expect(await tablesWith(/Twin Recordname/)).not.toEqual([])
    expect((await erasePerson(ctx, system, people[1]!)).ok).toBe(true)
    await settle()
    expect(await tablesWith(/Unique|unique speaker|uniquespeaker/)).toEqual([])
    expect(await tablesWith(/Twin Recordname|twinrecordname|twin-recordname/)).toEqual([])
  })
})
