/**
 * Wall-clock times in an IANA zone, on epoch milliseconds, in server and browser alike.
 * Intl is the only source of zone rules; offsets are cached by the quarter of an hour because a page asks for
 * thousands, and clocks hardly ever change within one (UTC instants).
 */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

const QUARTER = 15 * 60_000
const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Map<number, number>>()

function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    // There are some 600 zones; more keys are spellings ("asia/SEOUL") that somebody tries.
    if (formats.size > 1_000) formats.clear()
    formats.set(zone, found)
  }
  return found
}

/** Whether the runtime knows the IANA zone. */
export function isZone(zone: string): boolean {
  try {
    format(zone)
    return /^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(zone)
  } catch {
    return false
  }
}

function offsetAsked(zone: string, at: number): number {
  const parts: Record<string, number> = {}
  for (const part of format(zone).formatToParts(at)) parts[part.type] = Number(part.value)
  const { year, month, day, hour, minute, second } = parts as Record<string, number> & Record<'year' | 'month', number>
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  return Math.round((wall - Math.floor(at / 1_000) * 1_000) / 60_000)
}

function offsetAtQuarter(zone: string, quarter: number): number {
  let cache = offsets.get(zone)
  if (!cache) {
    if (offsets.size > 1_000) offsets.clear()
    offsets.set(zone, (cache = new Map()))
  }
  let found = cache.get(quarter)
  if (found === undefined) {
    found = offsetAsked(zone, quarter * QUARTER)
    if (cache.size > 20_000) cache.clear()
    cache.set(quarter, found)
  }
  return found
}

/** Offset of the zone from UTC at an instant, in minutes, east positive. Throws RangeError on an unknown zone. */
export function offsetMinutes(zone: string, epochMs: number): number {
  const quarter = Math.floor(epochMs / QUARTER)
  const before = offsetAtQuarter(zone, quarter)
  if (epochMs === quarter * QUARTER) return before
  // Newfoundland changed its clocks at 00:01 until 2011: where the next quarter differs, ask for the instant itself.
  return offsetAtQuarter(zone, quarter + 1) === before ? before : offsetAsked(zone, epochMs)
}

/** The wall-clock time that people at the zone read at an instant. */
export function wallTime(zone: string, epochMs: number): WallTime {
  const shifted = new Date(epochMs + offsetMinutes(zone, epochMs) * 60_000)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  }
}

/**
 * The instant of a wall-clock time. A time that a clock change skips is read with the offset before the change
 * (as RFC 5545 3.3.5 does); one that occurs twice is its first occurrence.
 */
export function instantOf(zone: string, wall: WallTime): number {
  const naive = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  const before = offsetMinutes(zone, naive - 86_400_000)
  const after = offsetMinutes(zone, naive + 86_400_000)
  const first = naive - before * 60_000
  if (offsetMinutes(zone, first) === before) return first
  const second = naive - after * 60_000
  return offsetMinutes(zone, second) === after ? second : first
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `YYYY-MM-DD` in the zone. */
export function dateOf(zone: string, epochMs: number): string {
  const w = wallTime(zone, epochMs)
  return `${String(w.year).padStart(4, '0')}-${two(w.month)}-${two(w.day)}`
}

/** `HH:MM` in the zone, 24 hours. */
export function clockOf(zone: string, epochMs: number): string {
  const w = wallTime(zone, epochMs)
  return `${two(w.hour)}:${two(w.minute)}`
}

/** The instant of `YYYY-MM-DD` at `HH:MM` in the zone; null when either is malformed or not a real date. */
export function parseLocal(zone: string, date: string, clock = '00:00'): number | null {
  const d = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  const c = /^(\d{1,2}):(\d{2})$/.exec(clock)
  if (!d || !c) return null
  const [year, month, day, hour, minute] = [+d[1]!, +d[2]!, +d[3]!, +c[1]!, +c[2]!]
  const check = new Date(Date.UTC(year, month - 1, day))
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day || hour > 23 || minute > 59) return null
  return instantOf(zone, { year, month, day, hour, minute })
}

/** ISO 8601 local time with the zone's offset, to the second: `2026-04-17T08:00:00+07:00`. */
export function isoWithOffset(zone: string, epochMs: number): string {
  const offset = offsetMinutes(zone, epochMs)
  const sign = offset < 0 ? '-' : '+'
  const abs = Math.abs(offset)
  const local = new Date(epochMs + offset * 60_000).toISOString().slice(0, 19)
  return `${local}${sign}${two(Math.floor(abs / 60))}:${two(abs % 60)}`
}

/** The calendar date `days` after a `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
