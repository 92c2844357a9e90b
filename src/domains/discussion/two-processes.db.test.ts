import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testApp, testContext, type TestContext } from '#tests/support/context.ts'
import { postgresBus } from '#src/platform/bus-postgres.ts'
import { inProcessBus } from '#src/platform/bus.ts'
import type { Context } from '#src/platform/context.ts'
import { connect } from '#src/platform/db/connect.ts'
import { ask } from './commands/ask.ts'
import { moderate } from './commands/moderate.ts'
import { vote } from './commands/votes.ts'
import { hubOf } from './live/hub.ts'
import { boardOf } from './queries/board.ts'
import { settingsOf, type Settings } from './settings.ts'
import { actorFor, aDevice, aHall, asParticipant, listen, SLUG, type Hall } from './testing.ts'

/**
 * Two processes as far as the domain can tell: each has its own connections and its own end of the bus. On SQLite, which
 * has one process, they share the connection and hear nothing of each other.
 */
let ctx: TestContext
let one: Context
let two: Context
let hall: Hall
let settings: Settings
const postgres = process.env['HOI_TEST_DB'] === 'postgres'

async function process_(): Promise<Context> {
  if (!postgres) return { ...ctx, bus: inProcessBus() }
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(ctx.db)
  const url = new URL(process.env['HOI_TEST_POSTGRES']!)
  url.pathname = `/${rows[0]!.name}`
  const { db, engine } = connect({ url: url.href, poolSize: 6 })
  return { ...ctx, db, engine, bus: await postgresBus(url.href, ctx.log) }
}

beforeEach(async () => {
  ctx = await testContext()
  hall = await aHall(ctx, { settings: { asking: 'hall', moderated: false } })
  settings = await settingsOf(ctx.db, hall.event.id)
  ;[one, two] = [await process_(), await process_()]
})
afterEach(async () => {
  for (const each of [one, two]) {
    hubOf(each).stop()
    await each.bus.close()
    if (postgres) await each.db.destroy()
  }
  await ctx.close()
})

const input = (body: string, n: number) => ({
  key: `two-processes-000-${n}`,
  body,
  shown: 'anonymous' as const,
  name: '',
  facility: '',
  consent: false,
  talkId: null,
  slide: null,
  caseCode: '',
})
const askAt = async (at: Context, body: string, n: number) => {
  const done = await ask(at, asParticipant(ctx, hall, hall.asker), hall.place, settings, input(body, n), 'en')
  if (!done.ok) throw new Error(done.code)
  return done.value.id
}

test('votes that reach two processes at once are counted exactly, a device once', async () => {
  const ids = [await askAt(one, 'a', 1), await askAt(two, 'b', 2)]
  const work: Promise<unknown>[] = []
  for (let n = 0; n < 80; n++) {
    for (const at of [one, two])
      for (const id of n % 2 ? ids : ids.toReversed())
        work.push(vote(at, aDevice(ctx, hall, `d${n}`), hall.place, settings, { questionId: id, on: true }))
    if (n % 16 === 0)
      work.push(
        moderate(n % 32 ? one : two, actorFor(hall.chair), hall.place, { questionId: ids[(n / 16) % 2]!, act: 'take' }),
      )
  }
  await Promise.all(work)
  expect((await boardOf(ctx, hall.place.item, 'public')).questions.map((q) => q.votes)).toEqual([80, 80])
})

test('the same question sent to both processes at once is one question', async () => {
  const sent = await Promise.allSettled([askAt(one, 'x', 7), askAt(two, 'x', 7), askAt(one, 'x', 7)])
  expect(new Set(sent.map((s) => (s.status === 'fulfilled' ? s.value : 'failed'))).size).toBe(1)
  expect((await boardOf(ctx, hall.place.item, 'public')).questions).toHaveLength(1)
})

test('a reader at one process hears what happens at the other, in the order of the log', async () => {
  const readers = await Promise.all(
    [one, two].map((at) =>
      listen(testApp(at), `/events/${SLUG}/sessions/${hall.place.item.code}/discussion/live?after=1`),
    ),
  )
  const ids: string[] = []
  for (let n = 0; n < 6; n++) ids.push(await askAt(n % 2 ? one : two, `question ${n}`, n))
  await vote(two, aDevice(ctx, hall, 'x'), hall.place, settings, { questionId: ids[0]!, on: true })
  for (const reader of readers) {
    // On SQLite there is no hint between processes: the log is looked at every ten seconds.
    await reader.until(
      (e) =>
        e.filter((x) => x.id !== null).length === 6 &&
        (!postgres || e.some((x) => x.event === 'tally' && x.data.includes(`"${ids[0]}":1`))),
      60_000,
    )
    expect(
      reader.events.filter((e) => e.id !== null).map((e) => [Number(e.id), (JSON.parse(e.data) as { id: string }).id]),
    ).toEqual(ids.map((id, n) => [n + 2, id]))
    await reader.close()
  }
}, 150_000)
