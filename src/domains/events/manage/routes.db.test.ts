import { afterEach, beforeEach, expect, test } from 'vitest'
import { stranger } from '#src/platform/authz.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { changeEventState } from '../event/event-commands.ts'
import type { Event } from '../event/event.ts'
import { systemActor } from '#src/platform/authz.ts'
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
} from './testing.ts'

let ctx: TestContext
let event: Event
let sample: Sample
let person: string
beforeEach(async () => {
  ctx = await testContext()
  event = await anEvent(ctx)
  const people = await somePeople(ctx, 'Nguyễn Văn An', 'Trần Thị Bình')
  person = people[0]!
  sample = await aWorkingCopy(ctx, event, { chair: people[0], first: people[1] })
})
afterEach(() => ctx.close())

const pagesOf = (): string[] => {
  const base = `/en/manage/events/${event.slug}`
  return [
    base,
    `${base}/programme`,
    `${base}/programme/rooms`,
    `${base}/programme/tracks`,
    `${base}/programme/days`,
    `${base}/programme/sessions/${sample.sessions[0]!.id}`,
    `${base}/programme/talks/${sample.talks[0]!.id}`,
  ]
}
const writersOf = (): string[] => {
  const base = `/en/manage/events/${event.slug}`
  return [
    ...pagesOf().filter((path) => !path.endsWith('/programme')),
    `${base}/programme/edit`,
    `${base}/programme/undo`,
    `${base}/programme/sessions/new`,
    `${base}/programme/talks/new`,
    `${base}/programme/sessions/${sample.sessions[0]!.id}/delete`,
    `${base}/state/published`,
  ]
}

test('a stranger, a delegate and an organiser of another event are told that nothing is there', async () => {
  for (const actor of [
    stranger,
    actorWith(person),
    actorIn(person, event.id, 'delegate', 'speaker'),
    actorIn(person, 'another', 'organiser'),
  ]) {
    const app = appAs(ctx, actor)
    for (const path of pagesOf()) expect([path, (await app.request(path)).status]).toEqual([path, 404])
    for (const path of writersOf())
      expect([path, (await post(app, path, { 'title.en': 'x' })).status]).toEqual([path, 404])
    expect((await app.request('/en/manage/events/new')).status).toBe(404)
  }
  expect((await appAs(ctx, stranger).request('/en/manage')).status).toBe(404)
  expect((await appAs(ctx, actorWith(person)).request('/vi/manage/events')).status).toBe(404)
})

test('secretariat and organiser open every page in three languages; a chair reads without forms to send', async () => {
  for (const actor of [secretary(person), actorIn(person, event.id, 'organiser')]) {
    const app = appAs(ctx, actor)
    for (const lang of ['vi', 'en', 'ko']) {
      for (const path of ['/en/manage', '/en/manage/events', ...pagesOf()]) {
        const answer = await app.request(path.replace('/en/', `/${lang}/`))
        expect([path, answer.status]).toEqual([path, 200])
        expect(await answer.text()).toContain(`<html lang="${lang}"`)
      }
    }
  }
  const chair = appAs(ctx, actorIn(person, event.id, 'chair'))
  for (const path of pagesOf()) expect([path, (await chair.request(path)).status]).toEqual([path, 200])
  expect((await chair.request(`/en/manage/events/${event.slug}/programme/sessions/new`)).status).toBe(404)
  const refused = await post(chair, `/en/manage/events/${event.slug}/programme/edit`, {
    kind: 'unschedule',
    item: `session:${sample.sessions[0]!.id}`,
  })
  expect(refused.headers.get('location')).toContain('refused=')
})

test('an archived event is shown and not changed', async () => {
  const system = systemActor('test')
  await changeEventState(ctx, system, event.id, 'published')
  await changeEventState(ctx, system, event.id, 'archived')
  const app = appAs(ctx, secretary(person))
  for (const path of pagesOf()) expect((await app.request(path)).status).toBe(200)
  const before = await ctx.db
    .selectFrom('event')
    .select('revision')
    .where('id', '=', event.id)
    .executeTakeFirstOrThrow()
  for (const path of writersOf().filter((p) => !p.includes('/state/'))) {
    const status = (
      await post(app, path, { 'title.en': 'x', kind: 'unschedule', item: `session:${sample.sessions[0]!.id}` })
    ).status
    expect([path, [303, 404, 409, 422].includes(status)]).toEqual([path, true])
  }
  expect(
    await ctx.db.selectFrom('event').select('revision').where('id', '=', event.id).executeTakeFirstOrThrow(),
  ).toEqual(before)
})
