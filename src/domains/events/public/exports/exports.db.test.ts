import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TestContext } from '#src/platform/testing.ts'
import { aPerson, aProgramme, aSession, aTalk, at, parts } from '../../programme/programme-samples.ts'
import { publicApp, publicContext, publish, releaseAgain } from '../testing.ts'

let ctx: TestContext
const PROGRAMME = aProgramme({
  tracks: [{ id: 'k1', name: { vi: 'Thần kinh' }, slug: 'neuro', colour: '#a83232', position: 0 }],
  sessions: [
    aSession('s1', { code: 'SSSSS1', kind: 'break', title: { vi: 'Nghỉ giải lao' }, start: at('09:30'), minutes: 15 }),
  ],
  talks: [
    aTalk('t1', {
      code: 'AAAAA1',
      roomId: 'r1',
      trackId: 'k1',
      start: at('08:00'),
      minutes: 20,
      speakers: parts(['p1']),
      title: { vi: 'Lấy huyết khối cơ học; kinh nghiệm tại Tuyên Quang, Hà Giang', ko: '기계적 혈전제거술' },
    }),
    aTalk('t2', { code: 'AAAAA2', roomId: 'r2', start: at('10:00') }),
  ],
  people: [aPerson('p1', { name: 'Vũ Đăng Lưu', title: { vi: 'PGS.TS.' } })],
})

beforeEach(async () => {
  ctx = await publicContext()
})
afterEach(() => ctx.close())

const get = (path: string, headers: Record<string, string> = {}) => publicApp(ctx).request(path, { headers })

test('each file: type, open to every origin, tag and time of the release, 304 by either', async () => {
  await publish(ctx, PROGRAMME)
  const types = {
    'schedule.json': 'application/json',
    'schedule.xml': 'application/xml',
    'schedule.ics': 'text/calendar',
    'schedule.csv': 'text/csv',
    'schedule.xlsx': 'application/vnd.openxmlformats',
    'talks/AAAAA1.ics': 'text/calendar',
    'sessions/SSSSS1.ics': 'text/calendar',
  }
  const paths = Object.entries(types).map(([file, type]) => [`/events/vsir-2026/${file}`, type] as const)
  for (const [path, type] of [
    ...paths,
    ['/api/v1/events/vsir-2026', 'application/json'],
    ['/api/v1/events/vsir-2026/schedule.json', 'application/json'],
  ] as const) {
    const answer = await get(path)
    expect(answer.status, path).toBe(200)
    expect(answer.headers.get('content-type'), path).toContain(type)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('last-modified')).toBe(new Date(ctx.clock.now()).toUTCString())
    expect((await get(path, { 'if-none-match': answer.headers.get('etag')! })).status, path).toBe(304)
    expect((await get(path, { 'if-modified-since': answer.headers.get('last-modified')! })).status, path).toBe(304)
    expect((await get(path, { 'if-modified-since': new Date(0).toUTCString() })).status, path).toBe(200)
  }
  expect(
    (await publicApp(ctx).request('/events/vsir-2026/schedule.json', { method: 'OPTIONS' })).headers.get(
      'access-control-allow-origin',
    ),
  ).toBe('*')
})

test('in the language asked for; an unknown one is the event’s first', async () => {
  await publish(ctx, PROGRAMME)
  expect(await (await get('/events/vsir-2026/schedule.json?lang=ko')).text()).toContain('기계적 혈전제거술')
  expect(await (await get('/events/vsir-2026/schedule.json?lang=xx')).text()).toContain('Lấy huyết khối')
})

test('the API lists what is published and gives a programme without answers to invitations', async () => {
  await publish(ctx, PROGRAMME)
  const list = (await (await get('/api/v1/events')).json()) as { events: { slug: string }[] }
  expect(list.events.map((e) => e.slug)).toEqual(['vsir-2026'])
  const text = await (await get('/api/v1/events/vsir-2026')).text()
  expect(text).not.toContain('confirmed')
  expect((await get('/api/v1/events/none')).status).toBe(404)
  const api = (await (await get('/api/openapi.json')).json()) as { paths: object }
  for (const path of Object.keys(api.paths))
    expect((await get(path.replace('{slug}', 'vsir-2026'))).status, path).toBe(200)
})

test('a calendar of one room or one track', async () => {
  await publish(ctx, PROGRAMME)
  const count = async (query: string) =>
    (await (await get(`/events/vsir-2026/schedule.ics${query}`)).text()).match(/BEGIN:VEVENT/g)?.length
  expect(await count('')).toBe(3)
  expect(await count('?room=hoi-truong-r2')).toBe(1)
  expect(await count('?track=neuro')).toBe(1)
  expect((await get('/events/vsir-2026/schedule.ics?room=none')).status).toBe(404)
})

test('the calendar, to the letter: folded by octets, local time with its zone, sequence, and what was cancelled', async () => {
  const first = await publish(ctx, PROGRAMME)
  ctx.clock.advance(86_400_000)
  await releaseAgain(ctx, { ...PROGRAMME, talks: [{ ...PROGRAMME.talks[0]!, roomId: 'r2' }] }, first.document, '2.0', 2)
  const file = await (await get('/events/vsir-2026/schedule.ics?lang=vi')).text()
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(file.replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
    "BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Hoi//Hoi 1//EN
    CALSCALE:GREGORIAN
    NAME:Hội nghị
    X-WR-CALNAME:Hội nghị
    X-WR-TIMEZONE:Asia/Ho_Chi_Minh
    LAST-MODIFIED:20260402T020000Z
    URL:http://hoi.test/vi/events/vsir-2026
    SOURCE;VALUE=URI:http://hoi.test/events/vsir-2026/schedule.ics?lang=vi
    REFRESH-INTERVAL;VALUE=DURATION:PT60M
    X-PUBLISHED-TTL:PT60M
    BEGIN:VTIMEZONE
    TZID:Asia/Ho_Chi_Minh
    BEGIN:STANDARD
    DTSTART:19700101T000000
    TZOFFSETFROM:+0700
    TZOFFSETTO:+0700
    TZNAME:+07
    END:STANDARD
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:guid-t1@hoi
    DTSTAMP:20260402T020000Z
    LAST-MODIFIED:20260402T020000Z
    SEQUENCE:1
    DTSTART;TZID=Asia/Ho_Chi_Minh:20260417T080000
    DTEND;TZID=Asia/Ho_Chi_Minh:20260417T082000
    SUMMARY;LANGUAGE=vi:Lấy huyết khối cơ học\\; kinh nghiệm tại Tu
     yên Quang\\, Hà Giang
    DESCRIPTION;LANGUAGE=vi:PGS.TS. Vũ Đăng Lưu
    LOCATION;LANGUAGE=vi:Hội trường r2\\, Khách sạn Mường Thanh
    URL:http://hoi.test/vi/events/vsir-2026/talks/AAAAA1
    CATEGORIES;LANGUAGE=vi:Thần kinh
    COLOR:firebrick
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:guid-s1@hoi
    DTSTAMP:20260401T020000Z
    LAST-MODIFIED:20260401T020000Z
    SEQUENCE:0
    DTSTART;TZID=Asia/Ho_Chi_Minh:20260417T093000
    DTEND;TZID=Asia/Ho_Chi_Minh:20260417T094500
    SUMMARY;LANGUAGE=vi:Nghỉ giải lao
    LOCATION;LANGUAGE=vi:Hội trường r1\\, Khách sạn Mường Thanh
    URL:http://hoi.test/vi/events/vsir-2026/sessions/SSSSS1
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:guid-t2@hoi
    DTSTAMP:20260402T020000Z
    LAST-MODIFIED:20260402T020000Z
    SEQUENCE:1
    DTSTART;TZID=Asia/Ho_Chi_Minh:20260417T100000
    DTEND;TZID=Asia/Ho_Chi_Minh:20260417T101500
    SUMMARY;LANGUAGE=vi:Báo cáo t2
    LOCATION;LANGUAGE=vi:Hội trường r2\\, Khách sạn Mường Thanh
    URL:http://hoi.test/vi/events/vsir-2026/talks/AAAAA2
    STATUS:CANCELLED
    END:VEVENT
    END:VCALENDAR
    "
  `)
})
