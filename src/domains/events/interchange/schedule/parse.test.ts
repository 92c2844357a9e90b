import { describe, expect, it } from 'vitest'
import { parseScheduleJson } from './parse-json.ts'
import { parseScheduleXml } from './parse-xml.ts'

const GUID = '6a32cb72-a69d-423c-91b5-60d88eb8e6c7'
const good = {
  guid: GUID,
  id: 7,
  date: '2026-04-17T08:00:00+07:00',
  start: '08:00',
  duration: '0:20',
  title: '  Đốt u gan\u0007 ',
  language: 'vi, en',
  track: 'Gan',
  type: 'lecture',
  url: 'https://x.example/talk/AB12CD/',
  description: 'Một<br>hai',
  persons: [
    { id: 1, public_name: 'Nguyễn Văn A' },
    { id: 0, public_name: 'Khách' },
  ],
  links: ['https://x.example/a', { url: '/b', title: 'B' }, { url: 'javascript:1' }],
}
const fileOf = (events: unknown, more: object = {}) => ({
  schedule: {
    version: '1',
    base_url: 'https://x.example/',
    conference: {
      acronym: 'vsir',
      title: 'VSIR',
      time_zone_name: 'Asia/Ho_Chi_Minh',
      days: [
        {
          index: 1,
          date: '2026-04-17',
          day_start: '2026-04-17T07:00:00+07:00',
          day_end: '2026-04-18T02:00:00+07:00',
          rooms: { 'Hội trường A': events },
        },
      ],
      ...more,
    },
  },
})

describe('schedule.json', () => {
  it('becomes a draft: clean texts, two languages of a list, people, links, code from the address', () => {
    const { draft, problems } = parseScheduleJson(fileOf([good]))
    expect(draft?.talks[0]).toMatchObject({
      sourceId: `frab:talk:${GUID}`,
      guid: GUID,
      code: 'AB12CD',
      start: Date.UTC(2026, 3, 17, 1),
      minutes: 20,
      title: { vi: 'Đốt u gan' },
      description: { vi: 'Một\nhai' },
      langs: ['vi', 'en'],
      type: 'lecture',
      roomId: 'frab:room:Hội trường A',
      trackId: 'frab:track:gan',
      speakers: [
        { personId: 'frab:person:1', state: 'confirmed' },
        { personId: 'frab:person:khách', state: 'confirmed' },
      ],
      links: [
        { title: '', url: 'https://x.example/a', type: '' },
        { title: 'B', url: 'https://x.example/b', type: '' },
      ],
    })
    expect(problems.map((x) => [x.path, x.code])).toEqual([
      ['$.schedule.conference.days[0].rooms["Hội trường A"][0].links[2]', 'link-invalid'],
    ])
  })

  it('lists every problem with its path, and takes the rest', () => {
    const { draft, problems } = parseScheduleJson(
      fileOf([
        { ...good, title: '' },
        { ...good, guid: 'x', date: 'soon' },
        { ...good, duration: 'long' },
        'nonsense',
        { ...good, persons: 'me' },
      ]),
    )
    const path = (i: number, field: string) => `$.schedule.conference.days[0].rooms["Hội trường A"][${i}]${field}`
    expect(problems.filter((x) => x.code !== 'link-invalid').map((x) => [x.severity, x.path, x.code])).toEqual([
      ['error', path(3, ''), 'wrong-type'],
      ['error', path(0, '.title'), 'title-missing'],
      ['error', path(1, '.date'), 'time-invalid'],
      ['error', path(2, '.duration'), 'duration-invalid'],
      ['warning', path(4, '.persons'), 'wrong-type'],
    ])
    expect(draft?.talks).toHaveLength(1)
  })

  it('tells apart people who share a number, and a talk given twice', () => {
    const { draft } = parseScheduleJson(
      fileOf([
        { ...good, date: '2026-04-17T10:00:00+07:00' },
        { ...good, persons: [{ id: 1, public_name: 'Trần Thị B' }] },
      ]),
    )
    expect(draft?.people.map((x) => [x.name, x.fileKey])).toEqual([
      ['Nguyễn Văn A', '1'],
      ['Trần Thị B', '1'],
      ['Khách', 'khách'],
    ])
    expect(draft?.talks.map((x) => x.sourceId)).toEqual([`frab:talk:${GUID}~2`, `frab:talk:${GUID}`])
    expect(new Set(draft?.talks.map((x) => x.guid)).size).toBe(2)
  })

  it('reads a start without a date as one of the programme day, small hours on the next date', () => {
    const { draft } = parseScheduleJson(fileOf([{ ...good, date: undefined, start: '00:30' }]))
    expect(draft?.talks[0]?.start).toBe(Date.UTC(2026, 3, 17, 17, 30))
  })

  it('without days is no schedule', () => {
    for (const bad of [null, [], {}, { schedule: [] }, { schedule: { conference: {} } }]) {
      const { draft, problems } = parseScheduleJson(bad)
      expect(draft).toBe(null)
      expect(problems[0]?.code).toBe('part-missing')
    }
  })
})

const xml = (event: string) => `<?xml version="1.0"?>
<schedule><version>1</version><conference><acronym>vsir</acronym><title>A &amp; B</title>
<time_zone_name>Asia/Ho_Chi_Minh</time_zone_name></conference>
<day index="1" date="2026-04-17" start="2026-04-17T07:00:00+07:00" end="2026-04-18T02:00:00+07:00">
<room name="Hall">
${event}
</room></day></schedule>`

const event = `<event guid="${GUID}" id="7"><date>2026-04-17T08:00:00+07:00</date><duration>00:20</duration>
<title>One</title><persons><person id="4">Ai</person></persons><recording><license>CC</license><optout>true</optout></recording>
<links><link href="https://x.example/">L</link></links></event>`

describe('schedule.xml', () => {
  it('becomes the same kind of draft', () => {
    const { draft, problems } = parseScheduleXml(xml(event), { lang: 'en' })
    expect(problems).toEqual([])
    expect(draft?.event.title).toEqual({ en: 'A & B' })
    expect(draft?.talks[0]).toMatchObject({
      title: { en: 'One' },
      doNotRecord: true,
      licence: 'CC',
      links: [{ title: 'L', url: 'https://x.example/' }],
      speakers: [{ personId: 'frab:person:4' }],
    })
  })

  it('problems carry line and column', () => {
    const { problems } = parseScheduleXml(xml(event.replace('00:20', 'x').replace('<persons>', '\n<persons>')))
    expect(problems.map((x) => [x.path, x.code])).toEqual([['6:97', 'duration-invalid']])
  })

  it('of a truncated file what stands before the break is taken', () => {
    const whole = xml(`${event}\n${event.replace(GUID, GUID.replace('6a', '7b'))}`)
    const { draft, problems } = parseScheduleXml(whole.slice(0, whole.lastIndexOf('<persons>')))
    expect(problems.some((x) => x.code === 'xml-syntax' && /^\d+:\d+$/.test(x.path))).toBe(true)
    expect(draft?.talks).toHaveLength(2)
  })

  it('expands no entities of a DTD', () => {
    const bomb = `<!DOCTYPE schedule [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`
    const { problems } = parseScheduleXml(xml(event.replace('One', '&b;')).replace('?>', `?>${bomb}`))
    expect(problems[0]?.code).toBe('xml-syntax')
  })
})
