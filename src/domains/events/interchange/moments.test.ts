import { describe, expect, it } from 'vitest'
import { chooseZone, clockOnDay, durationText, parseDuration, parseMoment } from './moments.ts'
import { collectProblems } from './problems.ts'

const ZONE = 'Asia/Ho_Chi_Minh'

describe('moments', () => {
  it('are read with their own offset, or in the zone', () => {
    const instant = Date.UTC(2026, 3, 17, 1)
    expect(parseMoment('2026-04-17T08:00:00+07:00', 'UTC')).toEqual({ instant, offset: 420 })
    expect(parseMoment('2026-04-17T01:00:00Z', ZONE)).toEqual({ instant, offset: 0 })
    expect(parseMoment('2026-04-17T08:00', ZONE)).toEqual({ instant, offset: null })
    expect(parseMoment('2026-04-17 08:00:00.5+0700', 'UTC')?.instant).toBe(instant)
  })

  it('that do not exist are null', () => {
    for (const bad of [
      '2026-02-30T08:00:00+07:00',
      '2026-04-17T25:00',
      '17/04/2026',
      '',
      null,
      5,
      '2026-04-17T08:00+99:00',
    ])
      expect(parseMoment(bad, ZONE)).toBe(null)
  })

  it('durations are minutes however written', () => {
    expect(['1:30', '01:30:00', '90', 90, '00:00', '0:29:40'].map(parseDuration)).toEqual([90, 90, 90, 90, 0, 30])
    expect(['', 'x', -5, '100:00', Number.NaN, null].map(parseDuration)).toEqual([null, null, null, null, null, null])
    expect([0, 90, 5999, 10_000].map(durationText)).toEqual(['00:00', '01:30', '99:59', '99:59'])
  })

  it('a clock in the small hours is that of the next date', () => {
    expect(clockOnDay(ZONE, '2026-04-17', '23:30')).toBe(Date.UTC(2026, 3, 17, 16, 30))
    expect(clockOnDay(ZONE, '2026-04-17', '01:00')).toBe(Date.UTC(2026, 3, 17, 18))
  })

  it('the zone is the named one, else the event’s if the offsets agree, else a fixed one; each doubt is told', () => {
    const problems = collectProblems()
    const sample = { instant: Date.UTC(2026, 3, 17, 1), offset: 420 }
    expect(chooseZone('Asia/Bangkok', sample, undefined, '', problems)).toBe('Asia/Bangkok')
    expect(problems.list).toEqual([])
    expect(chooseZone(undefined, sample, ZONE, '', problems)).toBe(ZONE)
    expect(chooseZone(undefined, sample, 'Europe/Berlin', '', problems)).toBe('Etc/GMT-7')
    expect(chooseZone('Mars/Olympus', sample, undefined, '', problems)).toBe('Etc/GMT-7')
    expect(chooseZone('UTC', sample, undefined, '', problems)).toBe('UTC')
    expect(problems.list.map((x) => x.code)).toEqual(['zone-missing', 'zone-missing', 'zone-unknown', 'zone-offset'])
  })
})
