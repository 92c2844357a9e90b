import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANGS } from '#src/lib/text/multilingual.ts'
import { countOverlaps, overlap, sweep } from './overlaps.ts'
import type { Span } from './overlaps.ts'
import { aPerson, aProgramme, aRoom, aSession, aTalk, at, bigProgramme, parts } from './programme-samples.ts'
import { indexOf } from './programme.ts'
import type { Programme } from './programme.ts'
import { bySession, slotsOf } from './slots.ts'
import { sayWarning, warningHeadings, warningMessages } from './warning-messages.ts'
import { united, WARNING_CODES, warningChanges, warningsOf } from './warnings.ts'
import type { WarningOptions } from './warnings.ts'

const told = (p: Partial<Programme>, options?: WarningOptions): string[] =>
  warningsOf(aProgramme(p), options).map(
    (w) => `${w.code}${w.personId ? ` ${w.personId}` : ''}: ${w.items.map((i) => i.id).join(' ')}`,
  )

describe('sweep', () => {
  const span = fc.tuple(fc.nat(20), fc.nat(6)).map(([start, length]) => ({ start, end: start + length }))

  test('finds exactly the pairs that all pairs would give', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (raw) => {
        const spans = raw.map((s, id) => ({ ...s, id }))
        const pair = (a: { id: number }, b: { id: number }): string => [a.id, b.id].sort((x, y) => x - y).join('-')
        const naive = spans.flatMap((a, i) =>
          spans
            .slice(i + 1)
            .filter((b) => overlap(a, b))
            .map((b) => pair(a, b)),
        )
        const swept: string[] = []
        sweep(spans, (a, b) => swept.push(pair(a, b)))
        expect(swept.sort()).toEqual(naive.sort())
      }),
      { numRuns: 1_000 },
    )
  })

  test('what touches does not overlap', () => {
    const found: Span[] = []
    sweep(
      [
        { start: 1, end: 2 },
        { start: 0, end: 1 },
        { start: 1, end: 1 },
      ],
      (a) => found.push(a),
    )
    expect(found).toEqual([])
  })
})

describe('rooms', () => {
  test('two sessions in one room, said once and not for every talk in them', () => {
    const talks = ['a', 'b'].flatMap((s) =>
      [0, 1, 2].map((i) => aTalk(`${s}${i}`, { sessionId: s, start: at('08:00') + i * 900_000 })),
    )
    expect(told({ sessions: [aSession('a'), aSession('b')], talks })).toEqual(['room-overlap: a b'])
  })

  test('a session, its talks and its discussion are one use of the room', () => {
    const talks = [
      aTalk('t', { sessionId: 's', start: at('08:00') }),
      aTalk('d', { sessionId: 's', start: at('08:15'), kind: 'discussion' }),
    ]
    expect(told({ sessions: [aSession('s')], talks })).toEqual([])
  })

  test('talks without session, a talk that strays, touching ones, cancelled ones, none in a room unknown', () => {
    expect(
      told({
        sessions: [aSession('s')],
        talks: [
          aTalk('lone', { roomId: 'r1', start: at('09:15'), minutes: 30 }),
          aTalk('stray', { sessionId: 's', start: at('09:25'), minutes: 15 }),
          aTalk('after', { roomId: 'r1', start: at('09:45'), minutes: 5 }),
          aTalk('off', { roomId: 'r1', start: at('08:00'), cancelled: true }),
          aTalk('nowhere', { start: at('08:00') }),
        ],
      }),
    ).toEqual(['room-overlap: s lone', 'room-overlap: lone stray', 'talk-outside-session: stray s'])
  })

  test('nothing in a cancelled session counts', () => {
    const talks = [aTalk('t', { sessionId: 'a', start: at('08:00'), speakers: parts(['p'], 'pending') })]
    expect(told({ sessions: [aSession('a', { cancelled: true }), aSession('b')], talks })).toEqual([])
  })
})

describe('people', () => {
  test('speaker and chair in two places; who chairs a session may speak in it', () => {
    const p = {
      sessions: [aSession('a', { chairs: parts(['p', 'q']) }), aSession('b', { roomId: 'r2', chairs: parts(['p']) })],
      talks: [
        aTalk('own', { sessionId: 'a', start: at('08:00'), speakers: parts(['q']) }),
        aTalk('other', { sessionId: 'b', start: at('09:00'), speakers: parts(['q', 'q']) }),
      ],
    }
    expect(told(p)).toEqual(['person-overlap p: a b', 'person-overlap q: a other'])
  })

  test('who declined is not there, and that is said', () => {
    const p = {
      sessions: [
        aSession('a', { chairs: parts(['p'], 'declined') }),
        aSession('b', { roomId: 'r2', chairs: parts(['p']) }),
      ],
      talks: [aTalk('t', { roomId: 'r2', start: at('12:00'), speakers: parts(['q'], 'invited') })],
    }
    expect(told(p)).toEqual(['declined p: a', 'unconfirmed q: t'])
  })

  test('two posters of one session are one place', () => {
    const talks = ['x', 'y'].map((id) =>
      aTalk(id, { sessionId: 's', start: at('08:00'), minutes: 90, speakers: parts(['p']) }),
    )
    expect(told({ sessions: [aSession('s', { kind: 'poster' })], talks })).toEqual([])
    expect(told({ sessions: [aSession('s')], talks })).toEqual([
      'person-overlap p: x y',
      'talks-exceed-session: s',
      'talks-overlap: x y',
    ])
  })

  test('availability: united intervals, none given is not asked', () => {
    const talks = [aTalk('t', { roomId: 'r1', start: at('09:30'), minutes: 60, speakers: parts(['p', 'q']) })]
    const when = (...spans: [string, string][]): WarningOptions => ({
      availability: new Map([['p', spans.map(([a, b]) => ({ start: at(a), end: at(b) }))]]),
    })
    expect(told({ talks }, when(['10:00', '12:00'], ['08:00', '10:00']))).toEqual([])
    expect(told({ talks }, when(['10:01', '12:00'], ['08:00', '10:00']))).toEqual(['outside-availability p: t'])
    expect(told({ talks }, when())).toEqual(['outside-availability p: t'])
    expect(united([])).toEqual([])
  })
})

test('sessions: over length, talks outside, day, capacity; for a release what is open', () => {
  const p = {
    rooms: [aRoom('r1', { capacity: 50 }), aRoom('r2')],
    sessions: [
      aSession('long', { minutes: 20 }),
      aSession('full', { start: at('10:00'), expected: 51 }),
      aSession('early', { start: at('06:00'), roomId: 'r2' }),
      aSession('later', { start: null }),
      aSession('homeless', { start: at('11:00'), roomId: null }),
    ],
    talks: [
      aTalk('t1', { sessionId: 'long', start: at('08:00') }),
      aTalk('t2', { sessionId: 'long', start: at('08:15') }),
      aTalk('t3', { sessionId: 'later' }),
    ],
  }
  expect(told(p)).toEqual([
    'outside-day: early',
    'talks-exceed-session: long',
    'talk-outside-session: t2 long',
    'over-capacity: full',
  ])
  expect(told(p, { release: true }).slice(4)).toEqual(['no-room: homeless', 'unscheduled: later', 'unscheduled: t3'])
  const [, over] = warningsOf(aProgramme(p))
  expect(over!.figures).toEqual({ minutes: 10 })
})

test('keys are unique and do not depend on the order of the programme', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const p = bigProgramme({ talks: 80, rooms: 4, people: 15, days: 1, seed })
      const keys = warningsOf(p).map((w) => w.key)
      expect(new Set(keys).size).toBe(keys.length)
      const turned = { ...p, talks: [...p.talks].reverse(), sessions: [...p.sessions].reverse() }
      expect(
        warningsOf(turned)
          .map((w) => w.key)
          .sort(),
      ).toEqual([...keys].sort())
    }),
    { numRuns: 20 },
  )
})

test('person and room overlaps are those of all pairs', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const p = bigProgramme({ talks: 60, rooms: 3, people: 12, days: 1, seed })
      const slots = slotsOf(p, bySession(p))
      const people = new Set<string>()
      for (const [i, a] of slots.entries()) {
        for (const b of slots.slice(i + 1)) {
          if (!overlap(a, b) || a.sessionId === b.id || b.sessionId === a.id) continue
          for (const { personId } of a.parts) {
            if (b.parts.some((part) => part.personId === personId)) people.add([personId, a.id, b.id].sort().join(' '))
          }
        }
      }
      const warned = warningsOf(p).filter((w) => w.code === 'person-overlap')
      expect(new Set(warned.map((w) => [w.personId!, ...w.items.map((i) => i.id)].sort().join(' ')))).toEqual(people)

      const top = slots.filter((s) => s.type === 'session' || s.sessionId === null)
      const rooms = top.flatMap((a, i) => top.slice(i + 1).filter((b) => a.roomId === b.roomId && overlap(a, b)))
      expect(warningsOf(p).filter((w) => w.code === 'room-overlap')).toHaveLength(rooms.length)
    }),
    { numRuns: 20 },
  )
})

test('overlaps counted as a file gives them: talks only, cancelled too, once for each person shared', () => {
  const p = aProgramme({
    sessions: [aSession('s', { chairs: parts(['p']) })],
    talks: [
      aTalk('a', { sessionId: 's', start: at('08:00'), speakers: parts(['p', 'q']) }),
      aTalk('b', { roomId: 'r1', start: at('08:10'), speakers: parts(['q', 'p']), cancelled: true }),
      aTalk('c', { roomId: 'r1', start: at('08:25') }),
    ],
  })
  expect(countOverlaps(p)).toEqual({ rooms: 1, people: 2 })
})

test('what an edit changed', () => {
  const before = warningsOf(aProgramme({ sessions: [aSession('a'), aSession('b')] }))
  const after = warningsOf(
    aProgramme({ sessions: [aSession('a'), aSession('b', { roomId: 'r2', start: at('06:00') })] }),
  )
  const { added, gone } = warningChanges(before, after)
  expect([added.map((w) => w.code), gone.map((w) => w.code)]).toEqual([['outside-day'], ['room-overlap']])
})

test('said in three languages, with nothing left to fill in', () => {
  const p = aProgramme({
    rooms: [aRoom('r1', { capacity: 1, name: { vi: 'Hội trường A', en: 'Hall A', ko: 'A홀' } }), aRoom('r2')],
    people: [aPerson('p', { name: '홍길동', latin: 'Hong Gil-dong', title: { ko: '교수' } })],
    sessions: [
      aSession('a', { chairs: parts(['p'], 'invited'), expected: 9 }),
      aSession('b', { minutes: 10 }),
      aSession('c', { start: null }),
      aSession('d', { start: at('05:00'), roomId: null, chairs: parts(['p'], 'declined') }),
    ],
    talks: ['x', 'y'].map((id) => aTalk(id, { sessionId: 'b', start: at('08:00'), speakers: parts(['p']) })),
  })
  const all = warningsOf(p, { release: true, availability: new Map([['p', []]]) })
  expect(new Set(all.map((w) => w.code))).toEqual(new Set(WARNING_CODES))
  for (const w of all) {
    for (const lang of LANGS) {
      expect(sayWarning(w, indexOf(p), p.event, lang)).not.toMatch(/[{}]|undefined|NaN|“”|‘’/)
      expect(warningHeadings(lang)(w.code)).not.toBe('')
    }
  }
  const clash = all.find((w) => w.code === 'person-overlap' && w.items[0]!.id === 'x')!
  expect(LANGS.map((lang) => sayWarning(clash, indexOf(p), p.event, lang))).toEqual([
    'GS. Hong Gil-dong (홍길동) phải có mặt ở hai nơi cùng lúc: “Báo cáo x” và “Báo cáo y” (T6, 17/4 08:00–08:15)',
    'Prof. Hong Gil-dong (홍길동) is in two places at once: “Talk x” and “Talk y” (Fri 17 Apr 08:00–08:15)',
    '홍길동 교수: 같은 시간에 두 곳에 배정됨 – ‘Talk x’, ‘Talk y’(4월 17일(금) 08:00~08:15)',
  ])
  expect(Object.keys(warningMessages.table).sort()).toEqual([...WARNING_CODES].sort())
})
