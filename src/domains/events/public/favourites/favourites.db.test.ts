import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stranger, type Actor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import type { TestContext } from '#src/platform/testing.ts'
import { aProgramme, aSession, aTalk, at } from '../../programme/programme-samples.ts'
import { insertPerson, publicApp, publicContext, publish, releaseAgain } from '../testing.ts'

let ctx: TestContext
const reader: Actor = { ...stranger, personId: 'p-reader', name: 'Người đọc' }
const other: Actor = { ...stranger, personId: 'p-other', name: 'Người khác' }
const PROGRAMME = aProgramme({
  sessions: [aSession('s1', { code: 'SSSSS1' })],
  talks: [aTalk('t1', { code: 'AAAAA1', start: at('10:00') }), aTalk('t2', { code: 'AAAAA2', start: at('11:00') })],
})

beforeEach(async () => {
  ctx = await publicContext()
  await insertPerson(ctx, 'p-reader')
  await insertPerson(ctx, 'p-other')
  await publish(ctx, PROGRAMME)
})
afterEach(() => ctx.close())

const form = (actor: Actor, talk: string, back = '/vi/events/vsir-2026/talks/AAAAA1') =>
  publicApp(ctx, actor).request('/events/vsir-2026/favourites?lang=vi', {
    method: 'POST',
    body: new URLSearchParams({ talk, back }),
  })
const post = (actor: Actor, body: unknown) =>
  publicApp(ctx, actor).request('/api/favourites', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const items = async (actor: Actor) =>
  ((await (await publicApp(ctx, actor).request('/api/favourites')).json()) as { items: unknown }).items
const page = async (path: string, actor: Actor) => (await publicApp(ctx, actor).request(path)).text()

describe('without JavaScript', () => {
  test('a stranger is told what it needs, and nothing is kept', async () => {
    const answer = await form(stranger, 'talks/AAAAA1')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('Hãy đăng nhập, hoặc bật JavaScript')
    expect(await ctx.db.selectFrom('favourite').selectAll().execute()).toEqual([])
  })

  test('signed in: switched on and off, back to the page, which shows it', async () => {
    const on = await form(reader, 'talks/AAAAA1')
    expect([on.status, on.headers.get('location')]).toEqual([303, '/vi/events/vsir-2026/talks/AAAAA1'])
    const day = await page('/vi/events/vsir-2026/programme/2026-04-17', reader)
    expect(day).toMatch(/value="talks\/AAAAA1"[^>]*aria-pressed="true"/)
    expect(day).toMatch(/value="talks\/AAAAA2"[^>]*aria-pressed="false"/)
    expect(await page('/vi/events/vsir-2026/programme/2026-04-17', other)).not.toContain(
      'aria-pressed="true" aria-label="Đánh dấu: ',
    )
    await form(reader, 'talks/AAAAA1')
    expect(await items(reader)).toEqual({})
  })

  test('never back to another site', async () => {
    for (const back of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect((await form(reader, 'talks/AAAAA1', back)).headers.get('location'), back).toBe('/vi/events/vsir-2026')
    }
    expect((await form(reader, 'talks/NNNNNN')).status).toBe(404)
  })
})

describe('with JavaScript', () => {
  test('a stranger has none and cannot keep any', async () => {
    expect((await publicApp(ctx).request('/api/favourites')).status).toBe(401)
    expect((await post(stranger, { event: 'vsir-2026', code: 'talks/AAAAA1', on: true })).status).toBe(401)
  })

  test('set twice is kept once; what a device had is added, not replaced', async () => {
    await post(reader, { event: 'vsir-2026', code: 'talks/AAAAA1', on: true })
    await post(reader, { event: 'vsir-2026', code: 'talks/AAAAA1', on: true })
    await post(reader, {
      merge: { 'vsir-2026': ['talks/AAAAA1', 'sessions/SSSSS1', 'talks/NNNNNN'], nowhere: ['talks/X'] },
    })
    expect(Object.keys((await items(reader)) as object)).toEqual(['vsir-2026'])
    expect(Object.keys(((await items(reader)) as Record<string, object>)['vsir-2026']!).sort()).toEqual([
      'sessions/SSSSS1',
      'talks/AAAAA1',
    ])
    expect(await items(other)).toEqual({})
  })

  test('what is no request of ours is refused', async () => {
    for (const body of [null, 'x', {}, { event: 'vsir-2026', code: 5, on: true }, { merge: ['x'] }])
      expect((await post(reader, body)).status).toBe(422)
  })
})

test('the page lists them by event and day, says what was cancelled, and counts the same statements for one and three', async () => {
  const counted = async (): Promise<number> => {
    const counter = { count: 0 }
    const app = publicApp(ctx, reader)
    await statements.run(counter, () => app.request('/vi/my/favourites'))
    return counter.count
  }
  await form(reader, 'talks/AAAAA1')
  await counted()
  const one = await counted()
  await post(reader, { merge: { 'vsir-2026': ['talks/AAAAA2', 'sessions/SSSSS1'] } })
  expect(await counted()).toBe(one)
  const first = await ctx.db.selectFrom('release').select('document').executeTakeFirstOrThrow()
  ctx.clock.advance(1_000)
  await releaseAgain(ctx, { ...PROGRAMME, talks: PROGRAMME.talks.slice(0, 1) }, JSON.parse(first.document), '2.0', 2)
  const html = await page('/vi/my/favourites', reader)
  expect(html).toContain('Báo cáo t1')
  expect(html).toMatch(/Không còn trong chương trình[^]*<s>Báo cáo t2/)
  expect(await page('/vi/my/favourites', stranger)).toContain('Chưa đánh dấu mục nào')
})

describe('the calendar', () => {
  const act = (actor: Actor, what: string) =>
    publicApp(ctx, actor).request('/vi/my/calendar', { method: 'POST', body: new URLSearchParams({ do: what }) })
  const token = async () => (await ctx.db.selectFrom('calendar_feed').select('token').executeTakeFirst())?.token
  const feed = (t: string | undefined) => publicApp(ctx).request(`/calendar/${t}.ics?lang=vi`)

  test('a stranger gets no address; a wrong, replaced or revoked one opens nothing', async () => {
    expect((await act(stranger, 'renew')).headers.get('location')).toContain('/sign-in')
    expect(await token()).toBeUndefined()
    expect((await feed('x'.repeat(43))).status).toBe(404)
    await act(reader, 'renew')
    const first = await token()
    expect((await feed(first)).status).toBe(200)
    await act(reader, 'renew')
    expect((await feed(first)).status).toBe(404)
    const second = await token()
    await act(reader, 'revoke')
    expect((await feed(second)).status).toBe(404)
  })

  test('it holds what is marked and follows the release: moved with a higher sequence, cancelled in its place', async () => {
    await post(reader, { merge: { 'vsir-2026': ['talks/AAAAA1', 'talks/AAAAA2'] } })
    await act(reader, 'renew')
    const before = await (await feed(await token())).text()
    expect(before.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(before).toContain('SEQUENCE:0')
    const first = await ctx.db.selectFrom('release').select('document').executeTakeFirstOrThrow()
    ctx.clock.advance(60_000)
    await releaseAgain(
      ctx,
      { ...PROGRAMME, talks: [{ ...PROGRAMME.talks[0]!, start: at('15:00') }] },
      JSON.parse(first.document),
      '2.0',
      2,
    )
    const after = await (await feed(await token())).text()
    expect(after).toMatch(/UID:guid-t1@hoi[^]*SEQUENCE:1[^]*DTSTART;TZID=Asia\/Ho_Chi_Minh:20260417T150000/)
    expect(after).toMatch(/UID:guid-t2@hoi[^]*SEQUENCE:1[^]*STATUS:CANCELLED/)
  })
})
