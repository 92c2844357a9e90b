import { afterEach, beforeEach, expect, test } from 'vitest'
import { listenersOf } from '#src/platform/listeners.ts'
import { runDueJobs } from '#src/platform/jobs/run.ts'
import { jobsOf } from '#src/worker.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { editProgramme } from '../../edits/edit-commands.ts'
import type { Event } from '../../event/event.ts'
import { mailRelease } from './job.ts'
import { actorIn, anEvent, appAs, at, aWorkingCopy, post, secretary, somePeople, type Sample } from '../testing.ts'

let ctx: TestContext
let event: Event
let sample: Sample
let people: string[]
beforeEach(async () => {
  ctx = await testContext()
  event = await anEvent(ctx)
  people = await somePeople(ctx, 'Chair Person', 'First Speaker', 'Second Speaker')
  sample = await aWorkingCopy(ctx, event, { chair: people[0]!, first: people[1]!, second: people[2]! })
})
afterEach(() => ctx.close())

const revision = async (): Promise<number> =>
  (await ctx.db.selectFrom('event').select('revision').where('id', '=', event.id).executeTakeFirstOrThrow()).revision
const jobs = () => runDueJobs(ctx, jobsOf(ctx.domains))
const mailsOf = (batch: string) =>
  ctx.db.selectFrom('mail').selectAll().where('batch', '=', batch).orderBy('to_address').execute()
const releases = () =>
  ctx.db
    .selectFrom('release')
    .select(['id', 'number', 'name'])
    .where('event_id', '=', event.id)
    .orderBy('number')
    .execute()

test('a release mails those whom it concerns, in their language, held, once, with the right calendar file', async () => {
  expect(listenersOf(ctx.domains).get('events.released')).toContain('events:on:events.released')
  const app = appAs(ctx, secretary(people[0]!))
  const path = `/en/manage/events/${event.slug}/release`
  const shown = await (await app.request(path)).text()
  expect(shown).toContain('Session one')
  expect((await post(app, path, { name: '1.0', revision: String(await revision()) })).status).toBe(303)
  await jobs()
  const [first] = await releases()
  expect((await mailsOf(first!.id)).map((m) => m.person_id).toSorted()).toEqual(people.toSorted())
  expect((await mailsOf(first!.id)).every((m) => m.state === 'held')).toBe(true)

  await ctx.db.updateTable('person').set({ locale: 'ko' }).where('id', '=', people[2]!).execute()
  ctx.clock.advance(60_000)
  const talk = sample.talks[1]!
  const moved = await editProgramme(ctx, secretary(people[0]!), event.id, {
    kind: 'place',
    item: { type: 'talk', id: talk.id },
    roomId: sample.rooms[0]!.id,
    start: at('08:40'),
  })
  expect(moved.ok).toBe(true)
  expect((await post(app, path, { name: '1.1', revision: String(await revision()) })).status).toBe(303)
  await jobs()
  const second = (await releases())[1]!
  const mails = await mailsOf(second.id)
  expect(mails.map((m) => m.person_id)).toEqual([people[2]])
  expect(mails[0]!.lang).toBe('ko')
  expect(mails[0]!.subject).toContain('일정')
  const [file] = JSON.parse(mails[0]!.attachments) as { content: string; contentType: string }[]
  expect(file!.content).toContain('METHOD:PUBLISH')
  expect(file!.content).toContain('SEQUENCE:1')
  expect(file!.content).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20260417T084000')
  expect(file!.content).toContain(`UID:${talk.guid}@hoi`)
  // The job that runs again adds nothing.
  await mailRelease(ctx, { eventId: event.id, releaseId: second.id })
  expect(await mailsOf(second.id)).toHaveLength(1)
})

test('an edit after the page was opened refuses the release and shows the difference again', async () => {
  const app = appAs(ctx, secretary(people[0]!))
  const seen = await revision()
  await editProgramme(ctx, secretary(people[1]!), event.id, {
    kind: 'resize',
    item: { type: 'talk', id: sample.talks[0]!.id },
    minutes: 15,
  })
  const refused = await post(app, `/en/manage/events/${event.slug}/release`, { name: '1.0', revision: String(seen) })
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('1.0')
  expect(await releases()).toEqual([])
})

test('a chair sees what would be released and cannot release; a stranger sees nothing', async () => {
  const path = `/en/manage/events/${event.slug}/release`
  const chair = appAs(ctx, actorIn(people[0]!, event.id, 'chair'))
  const page = await chair.request(path)
  expect(page.status).toBe(200)
  expect(await page.text()).not.toContain('name="name"')
  await post(chair, path, { name: '1.0', revision: String(await revision()) })
  expect(await releases()).toEqual([])
  const delegate = appAs(ctx, actorIn(people[1]!, event.id, 'delegate'))
  expect((await delegate.request(path)).status).toBe(404)
  expect((await post(delegate, path, { name: '1.0', revision: String(await revision()) })).status).toBe(404)
})
