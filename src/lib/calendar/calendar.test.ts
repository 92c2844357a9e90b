import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { transitionsBetween } from '#src/lib/time/transitions.ts'
import { calendarFile } from './calendar.ts'
import type { CalendarFile, CalendarItem } from './calendar.ts'
import { colourName } from './colours.ts'
import { escapeText, foldLine, quoted, uri } from './lines.ts'

/** A reader written from the RFC, not from the writer. */
interface Component {
  readonly name: string
  readonly lines: { readonly name: string; readonly params: Record<string, string>; readonly value: string }[]
  readonly parts: Component[]
}

function parse(file: string): Component {
  expect(file.endsWith('\r\n')).toBe(true)
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const physical = file.slice(0, -2).split('\r\n')
  for (const l of physical) {
    expect(new TextEncoder().encode(l).length).toBeLessThanOrEqual(75)
    expect(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(l))).toBe(l)
  }
  const logical: string[] = []
  for (const l of physical) {
    if (l.startsWith(' ')) logical[logical.length - 1] += l.slice(1)
    else logical.push(l)
  }
  const root: Component = { name: '', lines: [], parts: [] }
  const open = [root]
  for (const l of logical) {
    const m = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(l)
    if (!m) throw new Error(`no content line: ${l}`)
    const [, name, params, value] = m as unknown as [string, string, string, string]
    if (name === 'BEGIN') {
      const part = { name: value, lines: [], parts: [] }
      open.at(-1)!.parts.push(part)
      open.push(part)
    } else if (name === 'END') {
      if (open.pop()!.name !== value) throw new Error(`END:${value} closes something else`)
    } else {
      const pairs = [...params.matchAll(/;([A-Z0-9-]+)=("[^"]*"|[^";:,]*)/g)].map((p) => [p[1]!, p[2]!])
      open.at(-1)!.lines.push({ name, params: Object.fromEntries(pairs) as Record<string, string>, value })
    }
  }
  expect(open).toHaveLength(1)
  return root.parts[0]!
}

const get = (c: Component, name: string) => c.lines.find((l) => l.name === name)
const text = (value = ''): string => value.replace(/\\(.)/gs, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c))
const offset = (value: string): number =>
  (value.startsWith('-') ? -1 : 1) * (Number(value.slice(1, 3)) * 60 + Number(value.slice(3, 5)))
const clock = (value: string): number => {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/.exec(value)!.map(Number)
  return Date.UTC(y!, mo! - 1, d, h, mi, s)
}

/** An instant as a client finds it: the offset of the last onset not after the local time. */
function instant(calendar: Component, l: { params: Record<string, string>; value: string }): number {
  if (l.value.endsWith('Z')) return clock(l.value)
  const zone = calendar.parts.find((p) => p.name === 'VTIMEZONE' && get(p, 'TZID')!.value === l.params['TZID'])
  if (!zone) throw new Error(`no VTIMEZONE for ${l.params['TZID']}`)
  const local = clock(l.value)
  const onsets = zone.parts
    .map((o) => ({ at: clock(get(o, 'DTSTART')!.value), to: offset(get(o, 'TZOFFSETTO')!.value) }))
    .filter((o) => o.at <= local)
    .sort((a, b) => b.at - a.at)
  if (onsets.length === 0) throw new Error('no observance for that time')
  return local - onsets[0]!.to * 60_000
}

const START = Date.UTC(2026, 3, 17, 1)
const item = (over: Partial<CalendarItem> = {}): CalendarItem => ({
  uid: '8b1d@hoi.example',
  start: START,
  end: START + 900_000,
  summary: 'Báo cáo',
  sequence: 0,
  modified: Date.UTC(2026, 2, 1),
  ...over,
})
const file = (items: CalendarItem[], over: Partial<CalendarFile> = {}): CalendarFile => ({
  name: 'VSIR 2026',
  zone: 'Asia/Ho_Chi_Minh',
  items,
  ...over,
})
const eventsOf = (c: Component): Component[] => c.parts.filter((p) => p.name === 'VEVENT')

describe('an entry', () => {
  const calendar = parse(
    calendarFile(
      file(
        [
          item({
            summary: 'Lấy huyết khối cơ học; kinh nghiệm, kết quả \\ 혈전제거술',
            description: 'Dòng một\r\nDòng hai',
            location: 'Hội trường A, Mường Thanh',
            geo: { latitude: 20.9566, longitude: 107.0186 },
            url: 'https://hoi.example/vsir/báo-cáo',
            categories: ['Não, mạch', 'AI'],
            colour: '#b01030',
            sequence: 3,
          }),
        ],
        { lang: 'vi', source: 'https://hoi.example/vsir.ics', colour: '#b01030', description: 'Chương trình' },
      ),
    ),
  )
  const [event] = eventsOf(calendar)

  test('says who, when, where, and which state of it this is', () => {
    const value = (name: string): string | undefined => get(event!, name)?.value
    expect(text(value('SUMMARY'))).toBe('Lấy huyết khối cơ học; kinh nghiệm, kết quả \\ 혈전제거술')
    expect(get(event!, 'SUMMARY')!.params).toEqual({ LANGUAGE: 'vi' })
    expect(text(value('DESCRIPTION'))).toBe('Dòng một\nDòng hai')
    expect(get(event!, 'DTSTART')).toMatchObject({ params: { TZID: 'Asia/Ho_Chi_Minh' }, value: '20260417T080000' })
    expect([value('UID'), value('SEQUENCE'), value('STATUS'), value('GEO'), value('COLOR'), value('URL')]).toEqual([
      '8b1d@hoi.example',
      '3',
      'CONFIRMED',
      '20.956600;107.018600',
      'firebrick',
      'https://hoi.example/vsir/b%C3%A1o-c%C3%A1o',
    ])
    expect([value('DTSTAMP'), value('LAST-MODIFIED')]).toEqual(['20260301T000000Z', '20260301T000000Z'])
    expect(value('CATEGORIES')).toBe('Não\\, mạch,AI')
  })

  test('the calendar names itself, its zone and where it comes from', () => {
    const value = (name: string): string | undefined => get(calendar, name)?.value
    expect(
      ['VERSION', 'NAME', 'X-WR-CALNAME', 'X-WR-TIMEZONE', 'COLOR', 'SOURCE', 'REFRESH-INTERVAL'].map(value),
    ).toEqual([
      '2.0',
      'VSIR 2026',
      'VSIR 2026',
      'Asia/Ho_Chi_Minh',
      'firebrick',
      'https://hoi.example/vsir.ics',
      'PT60M',
    ])
    expect(value('METHOD')).toBeUndefined()
    expect(calendar.parts.filter((p) => p.name === 'VTIMEZONE')).toHaveLength(1)
  })
})

test('cancelled stays in the file; methods, their stamp and their people', () => {
  const feed = parse(calendarFile(file([item(), item({ uid: 'x', cancelled: true, sequence: 2 })])))
  expect(eventsOf(feed).map((e) => get(e, 'STATUS')!.value)).toEqual(['CONFIRMED', 'CANCELLED'])
  const people = {
    organizer: { name: 'Ban thư ký "VSIR"', email: 'vp@vsir.example' },
    attendees: [
      { name: 'Vũ, A; B', email: 'a@b.example' },
      { name: 'x', email: 'not an address\r\nX:1' },
    ],
  }
  const mail = calendarFile(file([item(people)], { method: 'REQUEST', now: Date.UTC(2026, 2, 2) }))
  const request = parse(mail)
  expect(get(request, 'METHOD')!.value).toBe('REQUEST')
  const [event] = eventsOf(request)
  expect(get(event!, 'DTSTAMP')!.value).toBe('20260302T000000Z')
  expect(get(event!, 'ORGANIZER')).toMatchObject({
    params: { CN: `"Ban thư ký ^'VSIR^'"` },
    value: 'mailto:vp@vsir.example',
  })
  expect(event!.lines.filter((l) => l.name === 'ATTENDEE').map((l) => l.value)[0]).toBe('mailto:a@b.example')
  expect(event!.lines.some((l) => l.name === 'X')).toBe(false)
  expect(get(eventsOf(parse(calendarFile(file([item()], { method: 'CANCEL' }))))[0]!, 'STATUS')!.value).toBe(
    'CANCELLED',
  )
})

describe('time zones', () => {
  const ZONES = [
    'Asia/Ho_Chi_Minh',
    'Asia/Seoul',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'America/St_Johns',
    'UTC',
    'Pacific/Chatham',
  ]
  const changes = ZONES.flatMap((z) =>
    transitionsBetween(z, Date.UTC(2020, 0), Date.UTC(2032, 0)).map((t) => [z, t.at] as const),
  )
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -200, max: 200 }))
    .map(([[zone, at], m]) => ({ zone, start: at + m * 60_000 }))
  const any = fc.record({
    zone: fc.constantFrom(...ZONES),
    start: fc.integer({ min: Date.UTC(1998, 0) / 60_000, max: Date.UTC(2034, 0) / 60_000 }).map((m) => m * 60_000),
  })

  test('a client that knows no zones finds every instant, around clock changes too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(near, any), fc.integer({ min: 0, max: 3_000 })), { minLength: 1, maxLength: 5 }),
        (slots) => {
          const items = slots.map(([slot, minutes], i) =>
            item({ ...slot, uid: String(i), end: slot.start + minutes * 60_000 }),
          )
          const calendar = parse(calendarFile(file(items)))
          for (const [i, event] of eventsOf(calendar).entries()) {
            expect(instant(calendar, get(event, 'DTSTART')!)).toBe(items[i]!.start)
            expect(instant(calendar, get(event, 'DTEND')!)).toBe(items[i]!.end)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test('without changes one observance; with them each real one and the next', () => {
    const zoneOf = (zone: string, from: number, to: number): string[] => {
      const c = parse(calendarFile(file([item({ zone, start: from, end: to })])))
      const v = c.parts.find((p) => p.name === 'VTIMEZONE')!
      return v.parts.map((o) => [o.name, ...o.lines.map((l) => l.value)].join(' '))
    }
    expect(zoneOf('Asia/Ho_Chi_Minh', START, START)).toEqual(['STANDARD 19700101T000000 +0700 +0700 +07'])
    expect(zoneOf('Europe/Berlin', Date.UTC(2026, 9, 24), Date.UTC(2026, 9, 26))).toEqual([
      'DAYLIGHT 20260329T020000 +0100 +0200 +02',
      'STANDARD 20261025T030000 +0200 +0100 +01',
      'DAYLIGHT 20270328T020000 +0100 +0200 +02',
    ])
    expect(zoneOf('America/New_York', Date.UTC(2026, 6, 1), Date.UTC(2026, 6, 2))).toEqual([
      'DAYLIGHT 20260308T020000 -0500 -0400 -04',
      'STANDARD 20261101T020000 -0400 -0500 -05',
    ])
  })

  test('the hour that comes twice: the second time in UTC', () => {
    const c = calendarFile(
      file([item({ zone: 'Europe/Berlin', start: Date.UTC(2026, 9, 25, 1, 30), end: Date.UTC(2026, 9, 25, 3) })]),
    )
    expect(c).toContain('DTSTART:20261025T013000Z\r\nDTEND:20261025T030000Z')
  })
})

describe('lines', () => {
  test('any text survives, whatever it holds', () => {
    const unit = fc.oneof(
      fc.constantFrom('ộ', 'ế', '간', '한', '𠮷', '👩🏽‍⚕️', '\n', '\\', ';', ',', ':', '"', ' ', 'a'),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 120 }), (units) => {
        const said = units.join('')
        const readable = said.replace(/(?![\t\n\r])\p{Cc}/gu, '').replace(/\r\n?/g, '\n')
        const calendar = parse(
          calendarFile(file([item({ summary: `x${said}`, description: said })], { name: `x${said}` })),
        )
        expect(text(get(eventsOf(calendar)[0]!, 'SUMMARY')!.value)).toBe(`x${readable}`)
        expect(text(get(eventsOf(calendar)[0]!, 'DESCRIPTION')?.value)).toBe(readable)
        expect(text(get(calendar, 'NAME')!.value)).toBe(`x${readable}`)
      }),
      { numRuns: 300 },
    )
  })

  test('folding by octets, filled as far as they go', () => {
    expect(foldLine('a'.repeat(75))).toBe(`${'a'.repeat(75)}\r\n`)
    expect(foldLine('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a\r\n`)
    expect(foldLine(`${'a'.repeat(74)}간`)).toBe(`${'a'.repeat(74)}\r\n 간\r\n`)
    expect(foldLine('간'.repeat(26))).toBe(`${'간'.repeat(25)}\r\n 간\r\n`)
  })

  test('nothing breaks out of a line', () => {
    expect(escapeText('a\r\nEND:VEVENT')).toBe('a\\nEND:VEVENT')
    expect(escapeText('\u0000\ud800x')).toBe('\ufffdx')
    expect(quoted('a"\r\nX:1')).toBe(`"a^'^nX:1"`)
    expect(['javascript:alert(1)', 'x', ''].map(uri)).toEqual(['', '', ''])
    // As a browser does: line breaks within an address are dropped, not obeyed.
    expect(uri('https://a.example/\r\nX:1')).toBe('https://a.example/X:1')
  })

  test('the same input gives the same bytes; an empty calendar is one', () => {
    expect(calendarFile(file([item()]))).toBe(calendarFile(file([item()])))
    expect(parse(calendarFile(file([]))).parts).toEqual([])
  })

  test('colours by name', () => {
    expect(['#ff0000', '#FE0101', '#000080', 'red', ''].map(colourName)).toEqual(['red', 'red', 'navy', '', ''])
  })
})
