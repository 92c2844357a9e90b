import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { transitionsBetween } from './transitions.ts'
import {
  addDays,
  clockOf,
  dateOf,
  instantOf,
  isoWithOffset,
  isZone,
  offsetMinutes,
  parseLocal,
  wallTime,
} from './zoned.ts'

const ZONES = [
  'Asia/Ho_Chi_Minh',
  'Asia/Seoul',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'UTC',
]
const local = (zone: string, text: string): string => {
  const at = parseLocal(zone, text.slice(0, 10), text.slice(11))
  return at === null ? 'none' : new Date(at).toISOString().slice(0, 16)
}

describe('without clock changes', () => {
  test('Vietnam and Korea', () => {
    expect(local('Asia/Ho_Chi_Minh', '2026-04-17 08:00')).toBe('2026-04-17T01:00')
    expect(local('Asia/Seoul', '2026-04-17 08:00')).toBe('2026-04-16T23:00')
    expect(dateOf('Asia/Ho_Chi_Minh', Date.UTC(2026, 3, 17, 16, 59))).toBe('2026-04-17')
    expect(dateOf('Asia/Ho_Chi_Minh', Date.UTC(2026, 3, 17, 17, 0))).toBe('2026-04-18')
    expect(clockOf('Asia/Ho_Chi_Minh', Date.UTC(2026, 3, 17, 17, 0))).toBe('00:00')
    expect(isoWithOffset('Asia/Ho_Chi_Minh', Date.UTC(2026, 3, 17, 1))).toBe('2026-04-17T08:00:00+07:00')
  })

  test('west, half hours, years in leaps', () => {
    expect(isoWithOffset('America/St_Johns', Date.UTC(2026, 0, 1, 3, 0))).toBe('2025-12-31T23:30:00-03:30')
    expect(isoWithOffset('UTC', Date.UTC(2024, 1, 29, 12))).toBe('2024-02-29T12:00:00+00:00')
    expect(offsetMinutes('Asia/Kathmandu', 0)).toBe(330)
    expect(offsetMinutes('Asia/Kathmandu', Date.UTC(2026, 0, 1))).toBe(345)
  })
})

describe('clocks forward: a time that is skipped is read with the offset before', () => {
  test('Berlin, 29 March 2026, 02:00 → 03:00', () => {
    expect(local('Europe/Berlin', '2026-03-29 01:59')).toBe('2026-03-29T00:59')
    expect(local('Europe/Berlin', '2026-03-29 02:30')).toBe('2026-03-29T01:30')
    expect(local('Europe/Berlin', '2026-03-29 03:00')).toBe('2026-03-29T01:00')
    expect(clockOf('Europe/Berlin', Date.UTC(2026, 2, 29, 1, 30))).toBe('03:30')
  })

  test('New York, 8 March 2026', () => {
    expect(local('America/New_York', '2026-03-08 01:59')).toBe('2026-03-08T06:59')
    expect(local('America/New_York', '2026-03-08 02:00')).toBe('2026-03-08T07:00')
    expect(local('America/New_York', '2026-03-08 03:00')).toBe('2026-03-08T07:00')
  })

  test('Apia skipped a whole day in 2011', () => {
    expect(local('Pacific/Apia', '2011-12-29 23:59')).toBe('2011-12-30T09:59')
    expect(local('Pacific/Apia', '2011-12-31 00:00')).toBe('2011-12-30T10:00')
    expect(dateOf('Pacific/Apia', Date.UTC(2011, 11, 30, 10))).toBe('2011-12-31')
  })
})

describe('clocks back: a time that occurs twice is its first occurrence', () => {
  test('Berlin, 25 October 2026, 03:00 → 02:00', () => {
    expect(local('Europe/Berlin', '2026-10-25 02:30')).toBe('2026-10-25T00:30')
    expect(local('Europe/Berlin', '2026-10-25 03:00')).toBe('2026-10-25T02:00')
    expect(isoWithOffset('Europe/Berlin', Date.UTC(2026, 9, 25, 1, 30))).toBe('2026-10-25T02:30:00+01:00')
  })

  test('New York, 1 November 2026; Lord Howe by half an hour', () => {
    expect(local('America/New_York', '2026-11-01 01:30')).toBe('2026-11-01T05:30')
    expect(local('America/New_York', '2026-11-01 02:00')).toBe('2026-11-01T07:00')
    expect(local('Australia/Lord_Howe', '2026-04-05 01:45')).toBe('2026-04-04T14:45')
  })
})

describe('for every instant', () => {
  const zone = fc.constantFrom(...ZONES)
  const minute = fc.integer({ min: Date.UTC(1975, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 }).map((m) => m * 60_000)
  // Half of them around clock changes, where it matters.
  const changes = ZONES.flatMap((z) =>
    transitionsBetween(z, Date.UTC(2010, 0), Date.UTC(2030, 0)).map((t) => [z, t.at] as const),
  )
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -1_500, max: 1_500 }))
    .map(([[z, at], minutes]) => [z, at + minutes * 60_000] as const)
  const instant = fc.oneof(near, fc.tuple(zone, minute))

  test('reading the clock and setting it by that gives the instant, or its first occurrence', () => {
    fc.assert(
      fc.property(instant, ([z, at]) => {
        const back = instantOf(z, wallTime(z, at))
        expect(wallTime(z, back)).toEqual(wallTime(z, at))
        expect(back).toBeLessThanOrEqual(at)
        // By exactly what the clock went back.
        expect(at - back).toBe((offsetMinutes(z, back) - offsetMinutes(z, at)) * 60_000)
      }),
      { numRuns: 2_000 },
    )
  })

  test('agrees with what Intl writes', () => {
    const formats = new Map(
      ZONES.map((z) => [z, new Intl.DateTimeFormat('sv-SE', { timeZone: z, dateStyle: 'short', timeStyle: 'short' })]),
    )
    fc.assert(
      fc.property(instant, ([z, at]) => {
        expect(`${dateOf(z, at)} ${clockOf(z, at)}`).toBe(formats.get(z)!.format(at))
        expect(Date.parse(isoWithOffset(z, at))).toBe(at)
        expect(parseLocal(z, dateOf(z, at), clockOf(z, at))).toBe(instantOf(z, wallTime(z, at)))
      }),
      { numRuns: 2_000 },
    )
  })
})

test('transitions', () => {
  const year = (z: string): string[] =>
    transitionsBetween(z, Date.UTC(2026, 0), Date.UTC(2027, 0)).map(
      (t) => `${new Date(t.at).toISOString().slice(0, 16)} ${t.before} → ${t.after}`,
    )
  expect(year('Europe/Berlin')).toEqual(['2026-03-29T01:00 60 → 120', '2026-10-25T01:00 120 → 60'])
  expect(year('America/New_York')).toEqual(['2026-03-08T07:00 -300 → -240', '2026-11-01T06:00 -240 → -300'])
  expect(year('Asia/Ho_Chi_Minh')).toEqual([])
  expect(year('Australia/Lord_Howe')).toEqual(['2026-04-04T15:00 660 → 630', '2026-10-03T15:30 630 → 660'])
  expect(transitionsBetween('Europe/Berlin', Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 2, 30))).toEqual([])
  expect(transitionsBetween('Europe/Berlin', Date.UTC(2026, 2, 29, 0, 59), Date.UTC(2026, 2, 29, 1))).toHaveLength(1)
})

test('what is no zone, date or clock', () => {
  expect(['Asia/Ho_Chi_Minh', 'Etc/GMT+7', 'UTC', 'America/Port-au-Prince'].map(isZone)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['', 'Asia/Nowhere', '+07:00', 'ICT;X=1', '../etc'].map(isZone)).toEqual([false, false, false, false, false])
  expect(() => offsetMinutes('Asia/Nowhere', 0)).toThrow(RangeError)
  for (const [date, clock] of [
    ['2026-02-29', '10:00'],
    ['2026-13-01', '10:00'],
    ['2026-4-17', '10:00'],
    ['2026-04-17', '24:00'],
    ['2026-04-17', '10:60'],
    ['2026-04-17', '10'],
  ] as const) {
    expect(parseLocal('UTC', date, clock)).toBeNull()
  }
  expect([addDays('2026-02-28', 1), addDays('2024-02-28', 1), addDays('2026-01-01', -1)]).toEqual([
    '2026-03-01',
    '2024-02-29',
    '2025-12-31',
  ])
})
