import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLocal } from '#src/lib/time/zoned.ts'
import { dayFinder, daysFromSlots, dayToShow, itemsOfDay, makeDay, programmeDate, slotsByDay } from './days.ts'
import { aProgramme, aSession, aTalk, at, bigProgramme, ZONE } from './programme-samples.ts'
import { slotsOf } from './slots.ts'

describe('programmeDate', () => {
  test('before 04:00 it is still the night before', () => {
    expect(programmeDate(ZONE, at('03:59', 18))).toBe('2026-04-17')
    expect(programmeDate(ZONE, at('04:00', 18))).toBe('2026-04-18')
    expect(programmeDate(ZONE, at('00:00', 18), '00:00')).toBe('2026-04-18')
  })

  test('on the nights when clocks change', () => {
    // Berlin 2026: 29 March 02:00 → 03:00, 25 October 03:00 → 02:00.
    expect(programmeDate('Europe/Berlin', Date.UTC(2026, 2, 29, 0, 59))).toBe('2026-03-28')
    expect(programmeDate('Europe/Berlin', Date.UTC(2026, 2, 29, 2, 0))).toBe('2026-03-29')
    expect(programmeDate('Europe/Berlin', Date.UTC(2026, 9, 25, 1, 30))).toBe('2026-10-24')
    expect(programmeDate('Europe/Berlin', Date.UTC(2026, 9, 25, 3, 0))).toBe('2026-10-25')
  })
})

test('a day of the programme wins over the clock; the later of two that overlap', () => {
  const night = makeDay(ZONE, '2026-04-17', '08:00', '06:00')!
  const next = makeDay(ZONE, '2026-04-18', '05:30', '18:00')!
  const dateFor = dayFinder(ZONE, [next, night])
  expect(dateFor(at('05:00', 18))).toBe('2026-04-17')
  expect(dateFor(at('05:45', 18))).toBe('2026-04-18')
  expect(dateFor(at('19:00', 18))).toBe('2026-04-18')
  expect(dateFor(at('03:00', 19))).toBe('2026-04-18')
  expect(dateFor(at('07:00', 17))).toBe('2026-04-17')
})

test('makeDay: past midnight, malformed, 25 hours', () => {
  expect(makeDay(ZONE, '2026-04-17', '08:00', '02:00')).toMatchObject({ start: at('08:00'), end: at('02:00', 18) })
  expect(makeDay(ZONE, '2026-02-30', '08:00', '18:00')).toBeNull()
  expect(makeDay(ZONE, '2026-04-17', '8', '18:00')).toBeNull()
  const long = makeDay('Europe/Berlin', '2026-10-25', '00:00', '00:00')!
  expect(long.end - long.start).toBe(25 * 3_600_000)
})

test('items of a day, in order, sessions before their talks, unscheduled nowhere', () => {
  const p = aProgramme({
    sessions: [aSession('s1'), aSession('s2', { start: at('01:00', 18) }), aSession('s3', { start: null })],
    talks: [aTalk('t1', { sessionId: 's1', start: at('08:00') }), aTalk('t2', { start: at('06:00', 20) })],
  })
  expect(itemsOfDay(p, '2026-04-17').map((s) => s.id)).toEqual(['s1', 't1', 's2'])
  expect([...slotsByDay(p).keys()]).toEqual(['2026-04-17', '2026-04-20'])
})

test('every scheduled slot is on exactly one day', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const p = bigProgramme({ talks: 60, rooms: 5, people: 20, seed })
      const byDay = slotsByDay(p)
      expect([...byDay.values()].flat()).toHaveLength(slotsOf(p).length)
      for (const [date, slots] of byDay) expect(itemsOfDay(p, date)).toEqual(slots)
    }),
    { numRuns: 20 },
  )
})

test('days from what is scheduled hold it all', () => {
  const slots = slotsOf(
    aProgramme({
      talks: [
        aTalk('a', { start: at('08:20'), minutes: 30 }),
        aTalk('b', { start: at('23:30'), minutes: 95 }),
        aTalk('c', { start: at('09:00', 18), minutes: 60 }),
      ],
    }),
  )
  expect(daysFromSlots(ZONE, slots)).toEqual([
    { date: '2026-04-17', start: at('08:00'), end: at('02:00', 18), title: {} },
    { date: '2026-04-18', start: at('09:00', 18), end: at('10:00', 18), title: {} },
  ])
})

test('the day to show', () => {
  const { days } = aProgramme()
  expect(dayToShow(days, at('12:00', 1))?.date).toBe('2026-04-17')
  expect(dayToShow(days, at('20:00', 17))?.date).toBe('2026-04-18')
  expect(dayToShow(days, at('20:00', 28))?.date).toBe('2026-04-18')
  expect(dayToShow([], 0)).toBeNull()
  expect(parseLocal(ZONE, '2026-04-17', '12:00')).toBe(at('12:00'))
})
