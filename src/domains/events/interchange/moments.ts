import { addDays, isZone, offsetMinutes, parseLocal } from '#src/lib/time/zoned.ts'
import { programmeDate } from '../programme/days.ts'
import type { Day, Placement } from '../programme/programme.ts'
import { DAY_BREAK_HOUR, MAX_MINUTES } from './limits.ts'
import type { Problems } from './problems.ts'

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

/** An ISO 8601 date and time read exactly; `offset` in minutes east, null where the text leaves it to the zone. */
export interface Moment {
  readonly instant: number
  readonly offset: number | null
}

/** Reads `2026-04-17T08:00:00+07:00`, or without offset in the zone; null when it is no such thing. */
export function parseMoment(text: unknown, zone: string): Moment | null {
  const found = typeof text === 'string' ? ISO.exec(text.trim()) : null
  if (!found) return null
  const [, date, clock = '00:00', seconds = '0', east] = found
  if (Number(seconds) > 60) return null
  const extra = Math.min(Number(seconds), 59) * 1000
  const local = parseLocal(east ? 'UTC' : zone, date!, clock)
  if (local === null) return null
  if (!east) return { instant: local + extra, offset: null }
  const offset = east === 'Z' ? 0 : offsetOf(east)
  return Math.abs(offset) > 14 * 60 ? null : { instant: local + extra - offset * 60_000, offset }
}

function offsetOf(text: string): number {
  const digits = text.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))
  return text.startsWith('-') ? -minutes : minutes
}

/** `+07:00` for 420. */
export function offsetText(minutes: number): string {
  const abs = Math.abs(minutes)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(abs / 60))}:${two(abs % 60)}`
}

/** Whole minutes of `1:30`, `01:30:00` (seconds round), `90` or 90; null when malformed or above 99:59. */
export function parseDuration(value: unknown): number | null {
  let minutes: number | null = null
  if (typeof value === 'number') minutes = Math.round(value)
  else if (typeof value === 'string') {
    const clock = /^(\d{1,3}):(\d{2})(?::(\d{1,2}))?$/.exec(value.trim())
    if (clock) minutes = Number(clock[1]) * 60 + Number(clock[2]) + Math.round(Number(clock[3] ?? 0) / 60)
    else if (/^\d{1,5}$/.test(value.trim())) minutes = Number(value.trim())
  }
  return minutes !== null && minutes >= 0 && minutes <= MAX_MINUTES ? minutes : null
}

/** `01:30` for 90; at most 99:59. */
export function durationText(minutes: number): string {
  const bounded = Math.min(minutes, MAX_MINUTES)
  return `${String(Math.floor(bounded / 60)).padStart(2, '0')}:${String(bounded % 60).padStart(2, '0')}`
}

/**
 * The instant of a clock on a *programme* day: before the day break (or, where the day's first hour is known, before
 * that) the clock is already that of the next calendar date.
 */
export function clockOnDay(zone: string, date: string, clock: string): number | null {
  const hour = Number(clock.split(':')[0])
  const same = parseLocal(zone, date, clock.split(':').slice(0, 2).join(':'))
  if (same === null || hour >= DAY_BREAK_HOUR) return same
  return parseLocal(zone, addDays(date, 1), clock.split(':').slice(0, 2).join(':'))
}

/** Days from what takes place on them: from the first start to the last end of each programme date. */
export function daysFrom(zone: string, places: readonly Placement[]): Day[] {
  const days = new Map<string, { start: number; end: number }>()
  for (const { start, minutes } of places) {
    if (start === null) continue
    const date = programmeDate(zone, start)
    const end = start + minutes * 60_000
    const day = days.get(date)
    if (!day) days.set(date, { start, end })
    else {
      day.start = Math.min(day.start, start)
      day.end = Math.max(day.end, end)
    }
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([date, hours]) => ({ date, ...hours, title: {} }))
}

/** A programme day whose file gives only a date: from the day break to that of the next date. */
export function wholeDay(zone: string, date: string): { start: number; end: number } | null {
  const clock = `0${DAY_BREAK_HOUR}:00`
  const start = parseLocal(zone, date, clock)
  return start === null ? null : { start, end: parseLocal(zone, addDays(date, 1), clock) ?? start }
}

/**
 * The zone of a file: the one it names; else the event's, as long as the file's own offsets agree with it; else a fixed
 * offset (`Etc/GMT-1`). Says so whenever it is not simply the named one.
 */
export function chooseZone(
  named: unknown,
  sample: Moment | null,
  asked: string | undefined,
  path: string,
  problems: Problems,
): string {
  const agrees = (zone: string): boolean =>
    !sample || sample.offset === null || offsetMinutes(zone, sample.instant) === sample.offset
  const name = typeof named === 'string' ? named.trim() : ''
  if (name && isZone(name)) {
    if (!agrees(name)) problems.warn(path, 'zone-offset', { zone: name, offset: offsetText(sample?.offset ?? 0) })
    return name
  }
  const fallback = asked && isZone(asked) && agrees(asked) ? asked : fixedZone(sample, asked)
  if (name) problems.warn(path, 'zone-unknown', { value: name, zone: fallback })
  else problems.warn(path, 'zone-missing', { zone: fallback })
  return fallback
}

function fixedZone(sample: Moment | null, asked: string | undefined): string {
  const offset = sample?.offset
  if (offset === undefined || offset === null) return asked && isZone(asked) ? asked : 'UTC'
  if (offset === 0) return 'UTC'
  if (offset % 60 !== 0) return asked && isZone(asked) ? asked : 'UTC'
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset) / 60}`
}
