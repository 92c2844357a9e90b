import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '#src/platform/http/env.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { bundleScript, startKillable, type Killable } from '#tests/support/killable.ts'
import { boardOf } from './queries/board.ts'
import { aHall, deviceCookie, listen, question, sendJson, SLUG, type Event1, type Hall } from './testing.ts'

/**
 * Two processes of the operating system on one PostgreSQL, as behind a proxy: requests by HTTP to either, readers at both.
 * SQLite has one process, so there is nothing to share; where PostgreSQL is missing the whole project `postgres` is, and
 * `npm test` says so (with HOI_TEST_ALL it fails).
 */
const DEVICES = 40

let ctx: TestContext
let hall: Hall
const processes: { running: Killable; url: string; app: App }[] = []

beforeAll(async () => {
  ctx = await testContext()
  hall = await aHall(ctx, { settings: { asking: 'hall', moderated: false } })
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(ctx.db)
  const database = Object.assign(new URL(process.env['HOI_TEST_POSTGRES']!), { pathname: `/${rows[0]!.name}` }).href
  const script = await bundleScript(path.join(import.meta.dirname, 'processes.script.ts'))
  for (const name of ['one', 'two']) {
    const dataDir = path.join(ctx.config.dataDir, name)
    mkdirSync(dataDir)
    const running = startKillable(script, [], {
      HOI_DATA: dataDir,
      DATABASE_URL: database,
      HOI_SECRET: ctx.secret,
      HOST: '127.0.0.1',
      // Vitest has a BASE_URL of its own in the environment.
      BASE_URL: 'http://hoi.test',
      PORT: '0',
      LOG_LEVEL: 'silent',
    })
    await running.until(/^ready /)
    const url = running.lines.find((line) => line.startsWith('ready '))!.slice(6)
    // The helpers of the tests speak to an application; this one is at the other end of a socket.
    const request = (to: string, init?: RequestInit) => fetch(to.replace('http://hoi.test', url), init)
    processes.push({ running, url, app: { request } as unknown as App })
  }
})

afterAll(async () => {
  for (const { running } of processes) await running.kill()
  await ctx?.close()
})

const entries = (events: readonly Event1[]) => events.filter((event) => event.id !== null)
const live = () => `/events/${SLUG}/sessions/${hall.place.item.code}/discussion/live`

test('two processes share one discussion: every reader hears everything once and in order, votes are exact, one may be killed', async () => {
  const [one, two] = processes as [(typeof processes)[0], (typeof processes)[0]]
  expect(one.running.child.pid).not.toBe(two.running.child.pid)
  const after = (await boardOf(ctx, hall.place.item, 'public')).seq
  const readers = await Promise.all([one, two, one, two].map(({ app }) => listen(app, `${live()}?after=${after}`)))

  // Questions to both, several at the same moment, each from a device of its own.
  const asked = await Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      const cookie = await deviceCookie(ctx, hall.event, `asker${String(n).padStart(17, '0')}`)
      const sent = await sendJson(
        processes[n % 2]!.app,
        cookie,
        `${hall.base}/questions`,
        question(`Question ${n}`, { shown: 'anonymous' }),
      )
      expect([n, sent.body]).toMatchObject([n, { ok: true }])
      return (sent.body.value as unknown as { id: string }).id
    }),
  )
  const [first, second, third] = asked as [string, string, string]

  // Each device votes for two of them at both processes at once; every fourth then takes one vote back at the other.
  const cookies = await Promise.all(
    Array.from({ length: DEVICES }, (_, n) => deviceCookie(ctx, hall.event, `voter${String(n).padStart(17, '0')}`)),
  )
  const vote = async (at: number, cookie: string, id: string, on: boolean) => {
    const { body } = await sendJson(processes[at]!.app, cookie, `${hall.base}/votes`, {
      question: id,
      on: on ? '1' : '0',
    })
    expect(body).toMatchObject({ ok: true })
  }
  await Promise.all(
    cookies.flatMap((cookie) => [0, 1].flatMap((at) => [first, second].map((id) => vote(at, cookie, id, true)))),
  )
  await Promise.all(cookies.flatMap((cookie, n) => (n % 4 === 0 ? [vote(n % 8 ? 0 : 1, cookie, first, false)] : [])))

  const tally = (events: readonly Event1[], id: string) =>
    Number(
      events
        .flatMap((event) => (event.event === 'tally' ? [new RegExp(`"${id}":(\\d+)`).exec(event.data)?.[1]] : []))
        .findLast((count) => count !== undefined),
    )
  for (const reader of readers)
    await reader.until(
      (events) =>
        entries(events).length === asked.length &&
        tally(events, first) === (DEVICES * 3) / 4 &&
        tally(events, second) === DEVICES,
    )

  // One dies without a word. What its readers missed they get at the other, from where they were.
  await one.running.kill()
  const orphans = [readers[0]!, readers[2]!]
  const cookie = await deviceCookie(ctx, hall.event, `asker${'9'.repeat(17)}`)
  const late = await sendJson(two.app, cookie, `${hall.base}/questions`, question('Late', { shown: 'anonymous' }))
  expect(late.body).toMatchObject({ ok: true })
  await vote(1, cookies[0]!, third, true)
  const back = await Promise.all(
    orphans.map((reader) =>
      listen(two.app, `${live()}?after=${after}`, { 'last-event-id': entries(reader.events).at(-1)!.id! }),
    ),
  )
  for (const reader of [...back, readers[1]!, readers[3]!])
    await reader.until((events) => entries(events).some((event) => event.data.includes('Late')))

  const heard = [
    [...orphans[0]!.events, ...back[0]!.events],
    readers[1]!.events,
    [...orphans[1]!.events, ...back[1]!.events],
    readers[3]!.events,
  ].map((events) => entries(events).map((event) => [Number(event.id), (JSON.parse(event.data) as { id: string }).id]))
  expect(heard[0]!.map(([seq]) => seq)).toEqual(Array.from({ length: 11 }, (_, n) => after + 1 + n))
  expect(new Set(heard[0]!.map(([, id]) => id))).toEqual(
    new Set([...asked, (late.body.value as unknown as { id: string }).id]),
  )
  for (const other of heard) expect(other).toEqual(heard[0])
  const board = await boardOf(ctx, hall.place.item, 'public')
  const votes = new Map(board.questions.map((q) => [q.id, q.votes]))
  expect([first, second, third].map((id) => votes.get(id))).toEqual([(DEVICES * 3) / 4, DEVICES, 1])
  for (const reader of [...readers, ...back]) await reader.close()
}, 150_000)
