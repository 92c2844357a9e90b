import { afterEach, beforeEach, expect, test } from 'vitest'
import { statements } from '#src/platform/db/connect.ts'
import { search } from '#src/platform/search/index.ts'
import type { TestContext } from '#src/platform/testing.ts'
import { aPerson, aProgramme, aSession, aTalk, at, parts } from '../programme/programme-samples.ts'
import { publicApp, publicContext, publish, releaseAgain } from '../public/testing.ts'
import { indexEvent } from './jobs.ts'

let ctx: TestContext
const PROGRAMME = aProgramme({
  sessions: [aSession('s1', { code: 'SSSSS1', title: { vi: 'Can thiệp mạch não' }, chairs: parts(['p1']) })],
  talks: [
    aTalk('t1', {
      code: 'AAAAA1',
      sessionId: 's1',
      start: at('08:00'),
      title: { vi: 'Đặt stent chuyển dòng', ko: '혈류전환 스텐트' },
      abstract: { vi: 'Phình động mạch <b>não</b> khổng lồ' },
      speakers: parts(['p2']),
    }),
  ],
  people: [
    aPerson('p1', { name: 'Vũ Đăng Lưu' }),
    aPerson('p2', { code: 'PPPPP2', name: '홍길동', latin: 'Hong Gil-dong' }),
  ],
})

beforeEach(async () => {
  ctx = await publicContext()
})
afterEach(() => ctx.close())

const refs = async (q: string) => (await search(ctx, q)).found.map((f) => `${f.kind} ${f.ref}`).sort()
const page = async (query: string) => (await publicApp(ctx).request(`/vi/search?${query}`)).text()

test('what is released is found in three scripts, by title, abstract and speaker', async () => {
  await publish(ctx, PROGRAMME)
  await indexEvent(ctx, 'e1')
  expect(await refs('dat stent')).toEqual(['talk t1'])
  expect(await refs('phinh dong mach')).toEqual(['talk t1'])
  expect(await refs('스텐트')).toEqual(['talk t1'])
  expect(await refs('길동')).toEqual(['person p2', 'talk t1'])
  expect(await refs('vu dang luu')).toEqual(['person p1', 'session s1'])
  expect(await refs('mach nao')).toEqual(['session s1', 'talk t1'])
})

test('a draft is not found, nor what a later release or its withdrawal took away', async () => {
  const first = await publish(ctx, PROGRAMME, { state: 'draft' })
  await indexEvent(ctx, 'e1')
  expect(await refs('stent')).toEqual([])
  await ctx.db.updateTable('event').set({ state: 'published' }).execute()
  await indexEvent(ctx, 'e1')
  expect(await refs('stent')).toEqual(['talk t1'])
  await releaseAgain(
    ctx,
    { ...PROGRAMME, talks: PROGRAMME.talks.map((t) => ({ ...t, abstract: {} })) },
    first.document,
    '2',
    2,
  )
  await indexEvent(ctx, 'e1')
  expect(await refs('khong lo')).toEqual([])
  await ctx.db.updateTable('event').set({ state: 'draft' }).execute()
  await indexEvent(ctx, 'e1')
  expect(await ctx.db.selectFrom('search_term').selectAll().execute()).toEqual([])
})

test('the page: marked, escaped, at most six statements, kind words for nothing', async () => {
  await publish(ctx, PROGRAMME)
  await indexEvent(ctx, 'e1')
  const counter = { count: 0 }
  const app = publicApp(ctx)
  await app.request('/vi/search?q=x')
  await statements.run(counter, () => app.request('/vi/search?q=nao'))
  expect(counter.count).toBeLessThanOrEqual(6)
  const html = await page('q=nao')
  expect(html).toContain('<mark>não</mark>')
  expect(html).not.toContain('<b>')
  expect(html).toContain('/vi/events/vsir-2026/talks/AAAAA1')
  expect(await page('q=%3Cscript%3E')).not.toContain('<script>')
  expect(await page('q=khongcogi')).toContain('Không tìm thấy')
  expect(await page('q=nao&kind=talk')).not.toContain('/sessions/SSSSS1')
})

test('one list of all kinds, the likest first, each said beside it; a kind narrows it and keeps the counts', async () => {
  await publish(ctx, PROGRAMME)
  await indexEvent(ctx, 'e1')
  const order = (html: string) =>
    [...html.matchAll(/class="listing-title"[^>]*><a href="\/vi\/([^"]+)"/g)].map((m) => m[1])
  // The session has both words in its title, the talk has them in its abstract.
  const all = await page('q=mach+nao')
  expect(order(all)).toEqual(['events/vsir-2026/sessions/SSSSS1', 'events/vsir-2026/talks/AAAAA1'])
  expect(all).toMatch(/class="listing-aside">Phiên</)
  expect(all).toMatch(/class="listing-aside">Báo cáo</)
  // By a name: the person first, then what they speak of.
  expect(order(await page(`q=${encodeURIComponent('길동')}`))).toEqual([
    'events/vsir-2026/people/PPPPP2',
    'events/vsir-2026/talks/AAAAA1',
  ])
  const talks = await page('q=mach+nao&kind=talk')
  expect(order(talks)).toEqual(['events/vsir-2026/talks/AAAAA1'])
  expect(talks).not.toContain('listing-aside')
  expect(talks).toContain('href="/vi/search?q=mach+nao&amp;kind=session"')
})

test('too many searches are asked to wait', async () => {
  const app = publicApp(ctx)
  const status: number[] = []
  for (let n = 0; n < 42; n++) status.push((await app.request('/vi/search?q=x')).status)
  expect(status.filter((s) => s === 429).length).toBeGreaterThan(0)
  expect((await app.request('/vi/search')).status).toBe(200)
})
