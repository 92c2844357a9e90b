import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stranger, type Actor } from '#src/platform/authz.ts'
import { statements } from '#src/platform/db/connect.ts'
import type { TestContext } from '#src/platform/testing.ts'
import type { Programme } from '../programme/programme.ts'
import { aPerson, aProgramme, aSession, aTalk, at, bigProgramme, parts } from '../programme/programme-samples.ts'
import { publicApp, publicContext, publish, releaseAgain } from './testing.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await publicContext()
})
afterEach(() => ctx.close())

const get = async (path: string, actor: Actor = stranger, headers: Record<string, string> = {}) =>
  publicApp(ctx, actor).request(path, { headers })
const read = async (path: string, actor?: Actor): Promise<string> => (await get(path, actor)).text()
const organiser: Actor = {
  ...stranger,
  personId: 'p0',
  name: 'Ban tổ chức',
  events: new Map([['e1', new Set(['organiser' as const])]]),
}

const EVIL = '<script>alert(1)</script>"\'&'
const SMALL: Programme = aProgramme({
  tracks: [
    { id: 'k1', name: { vi: 'Can thiệp thần kinh', en: 'Neuro' }, slug: 'neuro', colour: '#a83232', position: 0 },
  ],
  sessions: [aSession('s1', { code: 'SSSSS1', trackId: 'k1', chairs: parts(['p1']), start: at('08:00') })],
  talks: [
    aTalk('t1', {
      code: 'AAAAA1',
      sessionId: 's1',
      start: at('08:00'),
      speakers: parts(['p2']),
      abstract: { vi: 'Nội dung **quan trọng**' },
    }),
    aTalk('t2', { code: 'AAAAA2', start: at('10:00', 18), roomId: 'r2', langs: ['en', 'ko'] }),
  ],
  people: [
    aPerson('p1', { code: 'PPPPP1', name: 'Vũ Đăng Lưu', title: { vi: 'PGS.TS.' } }),
    aPerson('p2', { code: 'PPPPP2' }),
  ],
})

const PAGES = [
  '',
  '/programme/2026-04-17',
  '/programme/list',
  '/programme/print',
  '/programme/rooms/hoi-truong-r1',
  '/programme/tracks/neuro',
  '/sessions/SSSSS1',
  '/talks/AAAAA1',
  '/people',
  '/people/PPPPP1',
  '/changes',
  '/changes.atom',
  '/now',
]
const FILES = [
  'schedule.json',
  'schedule.xml',
  'schedule.ics',
  'schedule.csv',
  'schedule.xlsx',
  'talks/AAAAA1.ics',
  'sessions/SSSSS1.ics',
  'offline.json',
  'live',
]

describe('who may read', () => {
  test('a draft does not exist for strangers, released or not, and is in no list', async () => {
    await publish(ctx, SMALL, { state: 'draft' })
    for (const page of PAGES) expect((await get(`/vi/events/vsir-2026${page}`)).status, page).toBe(404)
    expect((await get('/vi/events/vsir-2026/programme')).status).toBe(404)
    for (const file of FILES) expect((await get(`/events/vsir-2026/${file}`)).status, file).toBe(404)
    expect((await get('/api/v1/events/vsir-2026')).status).toBe(404)
    expect(await read('/vi')).not.toContain('vsir-2026')
    expect(await read('/vi/events')).not.toContain('vsir-2026')
    expect(await read('/api/v1/events')).toBe('{"events":[]}')
  })

  test('who runs it sees the draft, marked; files stay closed because proxies may keep them', async () => {
    await publish(ctx, SMALL, { state: 'draft' })
    expect(await read('/vi/events/vsir-2026', organiser)).toContain('Bản nháp')
    expect((await get('/events/vsir-2026/schedule.json', organiser)).status).toBe(404)
    expect((await get('/vi/events/vsir-2026')).status).toBe(404)
  })

  test('every page of a published event, and nothing that is not in its release', async () => {
    await publish(ctx, SMALL)
    for (const page of PAGES) expect((await get(`/vi/events/vsir-2026${page}`)).status, page).toBe(200)
    for (const page of [
      '/talks/NNNNNN',
      '/sessions/AAAAA1',
      '/people/NNNNNN',
      '/programme/2026-01-01',
      '/programme/rooms/x',
      '/programme/tracks/x',
      '/x',
    ]) {
      expect((await get(`/vi/events/vsir-2026${page}`)).status, page).toBe(404)
    }
  })

  test('without a release every page says so kindly', async () => {
    await publish(ctx, SMALL, { released: false })
    expect(await read('/vi/events/vsir-2026')).toContain('Chương trình chưa được công bố')
    expect(await read('/en/events/vsir-2026/programme')).toContain('has not been published yet')
    expect(await read('/ko/events/vsir-2026/talks/AAAAA1')).toContain('아직 공개되지 않았습니다')
    expect((await get('/events/vsir-2026/schedule.ics')).status).toBe(404)
  })
})

describe('what is said', () => {
  test('titles, names and abstracts are text, wherever they stand', async () => {
    const evil = { vi: EVIL, en: EVIL }
    await publish(
      ctx,
      {
        ...SMALL,
        event: { ...SMALL.event, title: evil },
        rooms: SMALL.rooms.map((room) => ({ ...room, name: evil, description: evil })),
        tracks: SMALL.tracks.map((track) => ({ ...track, name: evil })),
        sessions: SMALL.sessions.map((session) => ({ ...session, title: evil, description: evil })),
        talks: SMALL.talks.map((talk) => ({
          ...talk,
          title: evil,
          subtitle: evil,
          abstract: evil,
          links: [{ title: EVIL, url: 'javascript:alert(1)', type: '' }],
        })),
        people: SMALL.people.map((person) => ({ ...person, name: EVIL, facility: evil, biography: evil })),
      },
      { summary: evil },
    )
    for (const page of [...PAGES.filter((p) => !p.includes('rooms')), '/programme/rooms/script-alert-1-script']) {
      const html = await read(`/vi/events/vsir-2026${page}`)
      expect(html, page).not.toMatch(/<script>alert|javascript:/)
      expect(html, page).toMatch(/alert\(1\)/)
    }
  })

  test('the language switch keeps the page and its filters, and nothing else of the query', async () => {
    await publish(ctx, SMALL)
    const html = await read('/vi/events/vsir-2026/programme/2026-04-17?track=neuro&utm_source=x&kind=nonsense')
    expect(html).toContain('href="/ko/events/vsir-2026/programme/2026-04-17?track=neuro"')
    expect(html).not.toContain('utm_source')
    expect(html).not.toContain('nonsense')
  })

  test('times name the zone, times are marked up, and the abstract stays off the day page', async () => {
    await publish(ctx, SMALL)
    const day = await read('/vi/events/vsir-2026/programme/2026-04-17')
    expect(day).toContain('Giờ Việt Nam (GMT+7)')
    expect(day).toContain('datetime="2026-04-17T08:00:00+07:00"')
    expect(day).not.toContain('quan trọng')
    expect(await read('/vi/events/vsir-2026/talks/AAAAA1')).toContain('<strong>quan trọng</strong>')
  })

  test('filters leave what they name', async () => {
    await publish(ctx, SMALL)
    const list = (query: string) => read(`/vi/events/vsir-2026/programme/list${query}`)
    expect(await list('')).toMatch(/AAAAA1[^]*AAAAA2/)
    expect(await list('?lang=ko')).not.toContain('AAAAA1')
    const neuro = await list('?track=neuro')
    expect(neuro).toContain('AAAAA1')
    expect(neuro).not.toContain('AAAAA2')
    expect(await list('?room=hoi-truong-r2')).not.toContain('AAAAA1')
    expect(await list('?kind=oral')).not.toContain('AAAAA2')
  })

  test('the programme opens with the day that is on, before it with the first', async () => {
    await publish(ctx, SMALL)
    const opens = async () => (await get('/vi/events/vsir-2026/programme')).headers.get('location')
    expect(await opens()).toBe('/vi/events/vsir-2026/programme/2026-04-17')
    ctx.clock.set(at('10:05', 18))
    expect(await opens()).toBe('/vi/events/vsir-2026/programme/2026-04-18')
    ctx.clock.set(at('10:05', 28))
    expect(await opens()).toBe('/vi/events/vsir-2026/programme/2026-04-17')
  })

  test('the board shows what is on and what comes next', async () => {
    await publish(ctx, SMALL)
    ctx.clock.set(at('08:05'))
    const board = await read('/vi/events/vsir-2026/now')
    expect(board).toMatch(/board-now[^]*Báo cáo t1/)
    expect(board).toContain('http-equiv="refresh"')
    ctx.clock.set(at('07:00'))
    expect(await read('/en/events/vsir-2026/now')).toMatch(/Begins Friday 17 April 2026, 08:00/)
  })

  test('changes: what is new, moved and cancelled, on the page and in the feed', async () => {
    const first = await publish(ctx, SMALL)
    ctx.clock.advance(3_600_000)
    const [session] = SMALL.sessions
    const next = {
      ...SMALL,
      talks: [aTalk('t3', { code: 'AAAAA3', start: at('15:00') })],
      sessions: [{ ...session!, start: at('09:00') }],
    }
    await releaseAgain(ctx, next, first.document, '2.0', 2)
    const html = await read('/vi/events/vsir-2026/changes')
    for (const part of ['Phiên bản 2.0', '1 mới', '2 huỷ', 'trước đây: 08:00 17/04/2026', 'Bản công bố đầu tiên'])
      expect(html).toContain(part)
    const atom = await get('/vi/events/vsir-2026/changes.atom')
    expect(atom.headers.get('content-type')).toContain('application/atom+xml')
    expect(await atom.text()).toContain('<title>Phiên bản 2.0</title>')
  })
})

describe('how it is served', () => {
  const DAY = '/vi/events/vsir-2026/programme/2026-04-17'
  const counted = async (path: string, actor?: Actor): Promise<number> => {
    const counter = { count: 0 }
    const app = publicApp(ctx, actor)
    await statements.run(counter, () => app.request(path))
    return counter.count
  }

  test('statements of a day page: the same for one talk and for 1,351, cold and warm, signed in or not', async () => {
    await publish(ctx, {
      ...SMALL,
      sessions: [],
      talks: SMALL.talks.slice(0, 1).map((talk) => ({ ...talk, sessionId: null, roomId: 'r1' })),
    })
    const one = [await counted(DAY), await counted(DAY), await counted(DAY, organiser)]
    const big = bigProgramme()
    await publish(ctx, { ...big, event: { ...big.event, id: 'e2', slug: 'large' } })
    const path = DAY.replace('vsir-2026', 'large')
    const many = [await counted(path), await counted(path), await counted(path, organiser)]
    expect(many[0]).toBeLessThanOrEqual(6)
    expect(many[2]).toBeLessThanOrEqual(6)
    // The very first page of the process also reads the society's settings; after that all are alike.
    expect(one[0]).toBeLessThanOrEqual(6)
    expect(one.slice(1)).toEqual(many.slice(1))
  })

  test('a second request with the tag is answered without a body, another release has another tag', async () => {
    const first = await publish(ctx, SMALL)
    const page = await get(DAY)
    const etag = page.headers.get('etag')!
    expect(page.headers.get('cache-control')).toBe('private, no-cache')
    expect((await get(DAY, stranger, { 'if-none-match': etag })).status).toBe(304)
    expect((await get(`${DAY}?utm_source=x`, stranger, { 'if-none-match': etag })).status).toBe(304)
    await releaseAgain(ctx, { ...SMALL, sessions: [], talks: [] }, first.document, '2.0', 2)
    expect((await get(DAY, stranger, { 'if-none-match': etag })).status).toBe(200)
  })

  test('an edit of the working copy changes no public page', async () => {
    await publish(ctx, SMALL)
    const etag = (await get(DAY)).headers.get('etag')
    await ctx.db.updateTable('event').set({ revision: 77, updated_at: 1 }).where('id', '=', 'e1').execute()
    expect((await get(DAY)).headers.get('etag')).toBe(etag)
  })

  test('a signed-in reader has a page of their own around the shared content', async () => {
    await publish(ctx, SMALL)
    const mine = await read(DAY, organiser)
    expect(mine).toContain('Ban tổ chức')
    expect(await read(DAY)).not.toContain('Ban tổ chức')
  })

  test('no inline script or style, no nonce in what is shared', async () => {
    await publish(ctx, SMALL)
    for (const page of PAGES.filter((p) => !p.endsWith('.atom'))) {
      const html = await read(`/vi/events/vsir-2026${page}`)
      expect(html, page).not.toMatch(/ style="|<style|nonce=|<script(?![^>]*(?:src=|ld\+json))/)
    }
  })
})
