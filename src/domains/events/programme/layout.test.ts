import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeDay } from './days.ts'
import { agendaOf, gridOf } from './layout.ts'
import type { Box } from './layout.ts'
import { aProgramme, aRoom, aSession, aTalk, at, bigProgramme } from './programme-samples.ts'

const summary = (boxes: readonly Box[]) =>
  boxes.map(
    (b) => `${b.slot.id} ${b.row}+${b.rows} ${b.lane}/${b.lanes}${b.inner.length ? ` (${b.inner.length})` : ''}`,
  )

describe('grid', () => {
  const p = aProgramme({
    sessions: [
      aSession('s1'),
      aSession('s2', { start: at('09:00'), minutes: 60 }),
      aSession('s3', { start: at('09:30'), minutes: 60 }),
      aSession('s4', { start: at('12:00') }),
      aSession('s5', { roomId: null }),
    ],
    talks: [
      aTalk('t1', { sessionId: 's1', start: at('08:00'), minutes: 20 }),
      aTalk('t2', { sessionId: 's1', start: at('08:20'), minutes: 20 }),
      aTalk('late', { sessionId: 's1', start: at('09:20'), minutes: 20 }),
      aTalk('alone', { roomId: 'r9', start: at('06:57'), minutes: 3 }),
    ],
  })
  const grid = gridOf(p, p.days[0]!)

  test('overlaps share the width, and only where they overlap', () => {
    expect(summary(grid.columns[0]!.boxes)).toEqual([
      's1 13+18 0/3 (2)',
      's2 25+12 1/3',
      'late 29+4 2/3',
      's3 31+12 0/3',
      's4 61+18 0/1',
    ])
    expect(grid.columns[0]!.lanes).toBe(3)
    expect(summary(grid.columns[0]!.boxes[0]!.inner)).toEqual(['t1 13+4 0/1', 't2 17+4 0/1'])
  })

  test('only rooms in use, what has none at the end, and the day stretched to what sticks out', () => {
    expect(grid.columns.map((c) => c.room?.id ?? null)).toEqual(['r1', null])
    expect(summary(grid.columns[1]!.boxes)).toEqual(['alone 0+1 0/1', 's5 13+18 0/1'])
    expect(grid.from).toBe(at('06:55'))
    expect(grid.to).toBe(at('18:00'))
    expect(grid.hours[0]).toEqual({ row: 1, at: at('07:00'), clock: '07:00' })
    expect(grid.hours).toHaveLength(12)
    expect(gridOf(p, p.days[0]!, { allRooms: true }).columns.map((c) => c.room?.id)).toEqual(['r1', 'r2', undefined])
  })

  test('on the night when clocks go back the hour stands twice', () => {
    const night = makeDay('Europe/Berlin', '2026-10-24', '22:00', '04:00')!
    const empty = aProgramme({ event: { ...p.event, zone: 'Europe/Berlin' }, days: [night], sessions: [] })
    expect(gridOf(empty, night).hours.map((h) => h.clock)).toEqual([
      '22:00',
      '23:00',
      '00:00',
      '01:00',
      '02:00',
      '02:00',
      '03:00',
      '04:00',
    ])
  })

  test('no two boxes of a room stand on each other, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const big = bigProgramme({ talks: 80, rooms: 3, people: 9, days: 1, seed })
        const g = gridOf(big, big.days[0]!)
        let boxes = 0
        for (const column of g.columns) {
          for (const [i, a] of column.boxes.entries()) {
            boxes += 1 + a.inner.length
            expect(a.lane).toBeLessThan(a.lanes)
            expect(a.row + a.rows).toBeLessThanOrEqual(g.rows)
            for (const b of column.boxes.slice(i + 1)) {
              const overlap = a.row < b.row + b.rows && b.row < a.row + a.rows
              expect(overlap && (a.lane === b.lane || a.lanes !== b.lanes)).toBe(false)
            }
          }
        }
        expect(boxes).toBe(big.talks.length + big.sessions.length)
      }),
      { numRuns: 30 },
    )
  })
})

test('agenda: what begins together stands together, in the order of rooms', () => {
  const p = aProgramme({
    rooms: [aRoom('r2', { position: 2 }), aRoom('r1', { position: 1 })],
    sessions: [
      aSession('b', { roomId: 'r2' }),
      aSession('a'),
      aSession('n', { roomId: null }),
      aSession('x', { roomId: 'r1', start: at('10:00'), cancelled: true }),
    ],
    talks: [aTalk('t', { sessionId: 'a', start: at('08:00') }), aTalk('alone', { roomId: 'r1', start: at('09:30') })],
  })
  const flat = agendaOf(p, '2026-04-17').map((g) => g.items.map((i) => [i.slot.id, ...i.inner.map((t) => t.id)]))
  expect(flat).toEqual([[['a', 't'], ['b'], ['n']], [['alone']], [['x']]])
  expect(agendaOf(p, '2026-04-17', false)).toHaveLength(2)
})
