import { describe, expect, it } from 'vitest'
import { countOverlaps } from '../../programme/overlaps.ts'
import { parseIndicoEvent, parseIndicoTimetable } from './parse.ts'

// Shapes as in Indico's docs/source/http-api/exporters/event.rst and timetable.rst.
const at = (time: string) => ({ date: '2026-04-17', time, tz: 'Asia/Ho_Chi_Minh' })
const person = (first: string, last: string) => ({
  _type: 'Person',
  first_name: first,
  last_name: last,
  fullName: `${last}, ${first}`,
  affiliation: 'Bệnh viện Bạch Mai',
  email: 'never@kept.example',
  emailHash: 'abc',
})
const contribution = {
  _type: 'Contribution',
  id: '3',
  db_id: 30,
  title: 'Embolisation',
  description: '<p>Long <b>text</b></p>',
  startDate: at('08:30:00'),
  endDate: at('08:50:00'),
  duration: 20,
  track: 'Liver',
  session: 'Morning',
  type: 'Oral',
  room: 'Hall A',
  speakers: [person('Lan', 'Nguyễn')],
  subContributions: [{ title: 'Part one' }],
  folders: [{ attachments: [{ title: 'Slides', download_url: 'https://i.example/a.pdf' }] }],
}

describe('Indico event export', () => {
  const file = {
    count: 1,
    _type: 'HTTPAPIResult',
    results: [
      {
        id: '1',
        title: 'Congress',
        type: 'conference',
        timezone: 'Asia/Ho_Chi_Minh',
        sessions: [
          {
            id: '5',
            title: 'Morning',
            startDate: at('08:30:00'),
            endDate: at('10:00:00'),
            room: 'Hall A',
            isPoster: false,
            sessionConveners: [person('Lưu', 'Vũ')],
            contributions: [contribution],
          },
        ],
        contributions: [
          contribution,
          { ...contribution, id: '4', db_id: 40, title: 'Later', startDate: null, endDate: null },
        ],
      },
    ],
  }

  it('keeps sessions, their conveners, talks in them, and what is not scheduled', () => {
    const { draft, problems } = parseIndicoEvent(file)
    expect(problems).toEqual([])
    expect(draft?.event).toMatchObject({ kind: 'conference', title: { en: 'Congress' }, zone: 'Asia/Ho_Chi_Minh' })
    expect(draft?.sessions[0]).toMatchObject({ sourceId: 'indico:session:5', title: { en: 'Morning' }, minutes: 90 })
    expect(draft?.talks).toHaveLength(2)
    expect(draft?.talks[0]).toMatchObject({
      sourceId: 'indico:talk:30',
      sessionId: 'indico:session:5',
      start: Date.UTC(2026, 3, 17, 1, 30),
      minutes: 20,
      type: 'Oral',
      description: { en: 'Long **text**\n\n- Part one' },
      attachments: [{ title: 'Slides', url: 'https://i.example/a.pdf' }],
    })
    expect(draft?.talks[1]).toMatchObject({ title: { en: 'Later' }, start: null, sessionId: 'indico:session:5' })
    expect(draft?.people.map((x) => [x.name, x.facility])).toContainEqual(['Lan Nguyễn', { en: 'Bệnh viện Bạch Mai' }])
    expect(draft?.days).toMatchObject([{ date: '2026-04-17' }])
    expect(countOverlaps(draft!)).toEqual({ rooms: 0, people: 0 })
  })

  it('keeps no e-mail address', () => {
    expect(JSON.stringify(parseIndicoEvent(file))).not.toContain('never@kept')
    expect(JSON.stringify(parseIndicoEvent(file))).not.toContain('abc')
  })

  it('one broken contribution does not lose the rest', () => {
    const broken = { ...contribution, db_id: 50, startDate: { date: 'x', time: 'y', tz: 'z' } }
    const { draft, problems } = parseIndicoEvent({ results: [{ contributions: [broken, 5, contribution] }] })
    expect(draft?.talks).toHaveLength(1)
    expect(problems.filter((x) => x.severity === 'error').map((x) => [x.path, x.code])).toEqual([
      ['$.results[0].contributions[0].startDate', 'time-invalid'],
      ['$.results[0].contributions[1]', 'wrong-type'],
    ])
  })
})

describe('Indico timetable export', () => {
  it('keeps blocks, their entries, breaks and talks beside them', () => {
    const entry = (more: object) => ({ startDate: at('08:30:00'), endDate: at('09:00:00'), duration: 30, ...more })
    const { draft, problems } = parseIndicoTimetable({
      results: {
        '1': {
          '20260417': {
            s7: entry({
              entryType: 'Session',
              sessionId: 2,
              sessionSlotId: 7,
              title: 'Morning',
              conveners: [{ name: 'Vu, Luu', affiliation: '' }],
              entries: {
                c12: entry({
                  entryType: 'Contribution',
                  contributionId: 12,
                  title: 'In it',
                  presenters: [{ name: 'Doe, Jo' }],
                }),
              },
            }),
            b3: entry({ entryType: 'Break', title: 'Coffee', id: 'b3' }),
            c13: entry({ entryType: 'Contribution', contributionId: 13, title: 'Alone' }),
          },
        },
      },
    })
    expect(problems).toEqual([])
    expect(draft?.sessions.map((x) => [x.sourceId, x.kind])).toEqual([
      ['indico:session:7', 'oral'],
      ['indico:session:b3', 'break'],
    ])
    expect(draft?.talks.map((x) => [x.sourceId, x.sessionId])).toEqual([
      ['indico:talk:12', 'indico:session:7'],
      ['indico:talk:13', null],
    ])
    expect(draft?.people.map((x) => x.name)).toEqual(['Luu Vu', 'Jo Doe'])
  })
})
