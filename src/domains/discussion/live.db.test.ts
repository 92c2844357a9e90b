import { afterEach, beforeEach, expect, test } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { apply, type Board, type Frame } from './board.ts'
import { moderate } from './commands/moderate.ts'
import { setDiscussion } from './commands/discussion.ts'
import { vote } from './commands/votes.ts'
import { hubOf } from './live/hub.ts'
import { boardOf } from './queries/board.ts'
import { settingsOf, type Settings } from './settings.ts'
import { actorFor, aDevice, aHall, listen, question, sendJson, SLUG, type Event1, type Hall } from './testing.ts'

let ctx: TestContext
let app: App
let hall: Hall
let live: string
beforeEach(async () => {
  ctx = await testContext()
  app = testApp(ctx)
  hall = await aHall(ctx)
  live = `/events/${SLUG}/sessions/${hall.place.item.code}/discussion/live`
})
afterEach(async () => {
  hubOf(ctx).stop()
  await ctx.close()
})

const chair = () => actorFor(hall.chair)
const ask = async (body: string): Promise<string> => {
  const { body: answer } = await sendJson(app, hall.asker.cookie, `${hall.base}/questions`, question(body))
  return (answer.value as unknown as { id: string }).id
}
const publish = (id: string) => moderate(ctx, chair(), hall.place, { questionId: id, act: 'publish' })
const entries = (events: readonly Event1[]) => events.filter((e) => e.id !== null)
const fold = (board: Board, events: readonly Event1[]): Board =>
  events.reduce(
    (b, e) =>
      apply(b, { kind: e.event, data: JSON.parse(e.data) } as unknown as Frame, e.id === null ? null : Number(e.id)),
    board,
  )

test('a stranger hears the public stream alone; a draft’s or the chair’s is not there', async () => {
  expect((await app.request(`${live}?view=chair`)).status).toBe(404)
  expect((await app.request(`${live}?view=chair`, { headers: { cookie: hall.asker.cookie } })).status).toBe(404)
  expect((await app.request(live.replace(hall.place.item.code, 'NOSUCH'))).status).toBe(404)
  const public_ = await listen(app, live)
  expect([public_.status, public_.headers.get('content-type'), public_.headers.get('cache-control')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
    'no-store, no-transform',
  ])
  await public_.close()
  const own = await listen(app, `${live}?view=chair`, { cookie: hall.chair.cookie })
  expect(own.status).toBe(200)
  await own.close()
})

test('who comes back with the last number gets what was missed, once, and ends with the same board', async () => {
  const before = await boardOf(ctx, hall.place.item, 'public')
  const steady = await listen(app, `${live}?after=${before.seq}`)
  const first = await listen(app, `${live}?after=${before.seq}`)
  const ids = [await ask('one'), await ask('two'), await ask('three')]
  await publish(ids[0]!)
  await first.until((e) => entries(e).length >= 1)
  const last = entries(first.events).at(-1)!.id!
  await first.close()
  await publish(ids[1]!)
  await moderate(ctx, chair(), hall.place, { questionId: ids[0]!, act: 'take' })
  await moderate(ctx, chair(), hall.place, { questionId: ids[0]!, act: 'answered' })
  await publish(ids[2]!)
  // The process that served it is gone: a new one knows nothing but the log.
  hubOf(ctx).stop()
  const again = await listen(app, `${live}?after=0`, {
    'last-event-id': last,
  })
  await again.until((e) => entries(e).some((x) => x.data.includes('three')))
  await again.close()
  await steady.close()
  const numbers = [...entries(first.events), ...entries(again.events)].map((e) => Number(e.id))
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
  const rebuilt = fold(fold(before, first.events), again.events)
  const now = await boardOf(ctx, hall.place.item, 'public')
  expect({ ...rebuilt, questions: rebuilt.questions.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }).toEqual({
    ...now,
    questions: now.questions.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  })
})

test('readers that join while questions pour in miss none', async () => {
  const start = (await boardOf(ctx, hall.place.item, 'public')).seq
  const readers: Awaited<ReturnType<typeof listen>>[] = []
  for (let n = 0; n < 12; n++) {
    const id = await ask(`question ${n}`)
    const [reader] = await Promise.all([listen(app, `${live}?after=${start}`), publish(id)])
    readers.push(reader)
    ctx.clock.advance(60_000)
  }
  for (const reader of readers) {
    await reader.until(
      (e) =>
        new Set(
          entries(e)
            .filter((x) => x.event === 'question')
            .map((x) => (JSON.parse(x.data) as { id: string }).id),
        ).size === 12,
    )
    const numbers = entries(reader.events).map((e) => Number(e.id))
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
    await reader.close()
  }
})

test('counts come together and are the present ones', async () => {
  const id = await ask('counted')
  await publish(id)
  const reader = await listen(app, `${live}?after=${(await boardOf(ctx, hall.place.item, 'public')).seq}`)
  const settings: Settings = { ...(await settingsOf(ctx.db, hall.event.id)), asking: 'hall' }
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      vote(ctx, aDevice(ctx, hall, `device-${n}`), hall.place, settings, { questionId: id, on: true }),
    ),
  )
  await reader.until((e) => e.some((x) => x.event === 'tally' && x.data.includes(`"${id}":40`)))
  // Far fewer than votes, however busy the machine is.
  expect(reader.events.filter((x) => x.event === 'tally').length).toBeLessThan(20)
  await reader.close()
})

test('a number that the log cannot continue is answered with a reset', async () => {
  const reader = await listen(app, live, { 'last-event-id': '999' })
  await reader.until((e) => e.some((x) => x.event === 'reset'))
  await reader.close()
  await publish(await ask('a'))
  await publish(await ask('b'))
  await ctx.db.deleteFrom('discussion_log').where('seq', '<=', 2).execute()
  hubOf(ctx).stop()
  const old = await listen(app, live, { 'last-event-id': '1' })
  await old.until((e) => e.some((x) => x.event === 'reset'))
  await old.close()
})

test('opening and closing reach those who wait', async () => {
  const waiting = await listen(app, live.replace(`sessions/${hall.place.item.code}`, `talks/${hall.talk.item.code}`))
  await setDiscussion(ctx, chair(), hall.talk, 'open')
  await waiting.until((e) => e.some((x) => x.event === 'discussion' && x.data.includes('"open"')))
  await setDiscussion(ctx, chair(), hall.talk, 'closed')
  await waiting.until((e) => e.some((x) => x.event === 'discussion' && x.data.includes('"closed"')))
  await waiting.close()
})

test('what happens before the chair makes no difference to the public stream, not even in its numbers', async () => {
  const at = (await boardOf(ctx, hall.place.item, 'public')).seq
  const reader = await listen(app, `${live}?after=${at}`)
  const mine = await listen(app, `${live}?after=${at}`, { cookie: hall.asker.cookie })
  const ids = [await ask('secret one'), await ask('secret two')]
  await moderate(ctx, chair(), hall.place, { questionId: ids[0]!, act: 'dismiss' })
  await sendJson(app, hall.asker.cookie, `${hall.base}/withdraw`, { id: ids[1]! })
  const shown = await ask('shown')
  await publish(shown)
  await reader.until((e) => entries(e).length > 0)
  await mine.until((e) => entries(e).length > 0)
  expect(entries(reader.events).map((e) => [e.id, e.event])).toEqual([[String(at + 1), 'question']])
  expect(mine.events).toEqual(reader.events)
  expect(reader.raw()).not.toContain('secret')
  expect(reader.raw()).not.toContain(ids[0])
  for (const key of ['who', 'via', 'asker', 'person']) expect(reader.raw()).not.toContain(`"${key}`)
  await reader.close()
  await mine.close()
})
