import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { affected } from './affected.ts'
import { countChanges, diffProgrammes, isEmptyDiff } from './diff.ts'
import { isDiffField } from './diff-messages.ts'
import { applyEdit } from '../edits/edits.ts'
import { aPerson, aProgramme, aRoom, aSession, aTalk, at, bigProgramme, parts } from './programme-samples.ts'
import type { Programme, Session, Talk } from './programme.ts'

const base = aProgramme({
  people: [aPerson('p'), aPerson('q')],
  sessions: [aSession('s', { chairs: parts(['c']) })],
  talks: [
    aTalk('t', { sessionId: 's', start: at('08:00'), speakers: parts(['p']) }),
    aTalk('u', { sessionId: 's', start: at('08:15'), speakers: parts(['q']) }),
  ],
})

const withTalk = (id: string, over: Partial<Talk>): Programme => ({
  ...base,
  talks: base.talks.map((t) => (t.id === id ? { ...t, ...over } : t)),
})
const withSession = (over: Partial<Session>): Programme => ({
  ...base,
  sessions: base.sessions.map((s) => ({ ...s, ...over })),
})
const told = (after: Programme, before = base): string[] =>
  diffProgrammes(before, after).items.map(
    (i) => `${i.id} ${i.change}${i.withSession ? ' along' : ''}: ${i.fields.map((f) => f.field).join(' ')}`,
  )
const hear = (after: Programme, before = base): string[] =>
  [...affected(diffProgrammes(before, after))].flatMap(([id, all]) =>
    all.map((a) => `${id} ${a.role} ${a.item.id} ${a.change}`),
  )

describe('items', () => {
  test('new, cancelled by flag, by absence and with the session, back again', () => {
    const without = { ...base, talks: base.talks.slice(1) }
    expect(told(without)).toEqual(['t cancelled: '])
    expect(told(base, without)).toEqual(['t new: '])
    expect(told(withTalk('t', { cancelled: true }))).toEqual(['t cancelled: '])
    expect(told(withSession({ cancelled: true }))).toEqual(['s cancelled: ', 't cancelled: ', 'u cancelled: '])
    expect(told(base, withSession({ cancelled: true }))).toEqual(['s new: ', 't new: ', 'u new: '])
    expect(told(withTalk('t', { cancelled: true }), without)).toEqual([])
  })

  test('moved with everything else that differs; changed by field, before and after', () => {
    expect(told(withTalk('t', { start: at('09:00'), title: { vi: 'Khác' } }))).toEqual(['t moved: start title'])
    const [item] = diffProgrammes(base, withTalk('t', { title: { vi: 'Khác' } })).items
    expect(item).toMatchObject({
      change: 'changed',
      code: '00000T',
      fields: [{ field: 'title', before: base.talks[0]!.title, after: { vi: 'Khác' } }],
    })
    expect(told(withTalk('t', { minutes: 20, langs: ['en'] }))).toEqual(['t changed: minutes langs'])
    const room = diffProgrammes(base, withTalk('t', { roomId: 'r2' })).items[0]!.fields[0]!
    expect(room).toEqual({
      field: 'room',
      before: { id: 'r1', name: base.rooms[0]!.name },
      after: { id: 'r2', name: base.rooms[1]!.name },
    })
  })

  test('talks that only go along with their session say so', () => {
    const moved = applyEdit(base, {
      kind: 'place',
      item: { type: 'session', id: 's' },
      roomId: 'r2',
      start: at('10:00'),
    })
    if (!moved.ok) throw new Error(moved.code)
    expect(told(moved.programme)).toEqual([
      's moved: start room',
      't moved along: start room',
      'u moved along: start room',
    ])
    expect(told(withSession({ roomId: 'r2' }))).toEqual(['s moved: room', 't moved along: room', 'u moved along: room'])
    const also = {
      ...moved.programme,
      talks: moved.programme.talks.map((t) => (t.id === 'u' ? { ...t, start: at('11:00') } : t)),
    }
    expect(told(also).at(-1)).toBe('u moved: start room')
  })

  test('what nobody sees is no change', () => {
    expect(told(withSession({ expected: 99 }))).toEqual([])
    expect(told(withTalk('t', { guid: 'x', speakers: parts(['p'], 'invited') }))).toEqual([])
    expect(told({ ...base, talks: [...base.talks].reverse() })).toEqual([])
    const renamed = { ...base, rooms: base.rooms.map((r) => ({ ...r, name: { vi: 'Khác' } })) }
    expect(told(renamed)).toEqual([])
    expect(diffProgrammes(base, renamed).rooms.map((r) => [r.id, r.change, r.fields[0]!.field])).toEqual([
      ['r1', 'changed', 'name'],
      ['r2', 'changed', 'name'],
    ])
  })
})

test('rooms, tracks, people, days', () => {
  const after: Programme = {
    ...base,
    rooms: [...base.rooms.slice(1), aRoom('r3', { capacity: 9 })],
    tracks: [{ id: 'k', name: { vi: 'Não' }, slug: 'nao', colour: '#aa0000', position: 0 }],
    people: [aPerson('p', { facility: { vi: 'Bệnh viện Bạch Mai' } }), aPerson('q')],
    days: [{ ...base.days[0]!, end: base.days[0]!.end + 1 }],
  }
  const d = diffProgrammes(base, after)
  const short = (list: typeof d.rooms): string[] => list.map((e) => `${e.id} ${e.change}`)
  expect([d.rooms, d.tracks, d.people, d.days].map(short)).toEqual([
    ['r3 new', 'r1 removed'],
    ['k new'],
    ['p changed'],
    ['2026-04-17 changed', '2026-04-18 removed'],
  ])
})

describe('affected', () => {
  test('who speaks in what moved, and nobody else', () => {
    expect(hear(withTalk('t', { start: at('09:00') }))).toEqual(['p speaker t moved'])
    expect(hear(withTalk('t', { minutes: 5 }))).toEqual(['p speaker t changed'])
    expect(hear(withTalk('t', { abstract: { vi: 'dài' }, links: [] }))).toEqual([])
    expect(hear(withSession({ roomId: 'r2' }))).toEqual(['c chair s moved', 'p speaker t moved', 'q speaker u moved'])
    expect(hear(withSession({ description: { vi: 'x' } }))).toEqual([])
  })

  test('who was put on or taken off, not who stays; declined is gone', () => {
    expect(hear(withTalk('t', { speakers: parts(['p', 'n']) }))).toEqual(['n speaker t new'])
    expect(hear(withTalk('t', { speakers: parts(['n']), start: at('09:00') }))).toEqual([
      'n speaker t new',
      'p speaker t cancelled',
    ])
    expect(hear(withTalk('t', { speakers: parts(['p'], 'declined') }))).toEqual(['p speaker t cancelled'])
    expect(hear(withSession({ chairs: parts(['p']) }))).toEqual(['p chair s new', 'c chair s cancelled'])
  })
})

describe('of any two programmes', () => {
  const seeds = fc.tuple(fc.integer(), fc.integer())
  const make = (seed: number): Programme => bigProgramme({ talks: 30, rooms: 4, people: 8, days: 2, seed })

  test('none of one with itself, even after a journey through JSON', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const p = make(seed)
        expect(isEmptyDiff(diffProgrammes(p, p))).toBe(true)
        expect(isEmptyDiff(diffProgrammes(p, JSON.parse(JSON.stringify(p)) as Programme))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  test('there and back count the same, each item once, fields all have names', () => {
    fc.assert(
      fc.property(seeds, ([one, two]) => {
        const [a, b] = [make(one), make(two)]
        const there = diffProgrammes(a, b)
        const back = diffProgrammes(b, a)
        const [x, y] = [countChanges(there), countChanges(back)]
        expect([x.new, x.cancelled, x.moved, x.changed]).toEqual([y.cancelled, y.new, y.moved, y.changed])
        expect(new Set(there.items.map((i) => `${i.type} ${i.id}`)).size).toBe(there.items.length)
        for (const item of there.items) for (const { field } of item.fields) expect(isDiffField(field)).toBe(true)
        expect(JSON.parse(JSON.stringify(there))).toEqual(there)
      }),
      { numRuns: 20 },
    )
  })

  test('what an edit changed is what the difference tells', () => {
    fc.assert(
      fc.property(fc.nat(29), fc.integer({ min: 1, max: 60 }), (n, minutes) => {
        const p = make(3)
        const edited = applyEdit(p, { kind: 'push', item: { type: 'talk', id: `t${n}` }, minutes })
        if (!edited.ok) return
        const d = diffProgrammes(p, edited.programme)
        expect(d.items.map((i) => i.id).sort()).toEqual([...edited.changed].sort())
      }),
    )
  })
})
