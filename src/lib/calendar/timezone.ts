import { transitionsBetween } from '#src/lib/time/transitions.ts'
import { offsetMinutes } from '#src/lib/time/zoned.ts'
import { stamp } from './lines.ts'

const YEAR = 366 * 86_400_000
const two = (n: number): string => String(n).padStart(2, '0')

/** `+0700`, `-0330`: a UTC offset of minutes as RFC 5545 3.3.14 writes it. */
const utcOffset = (minutes: number): string => {
  const abs = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(abs / 60))}${two(abs % 60)}`
}

/** The IANA data base itself writes zones without an established abbreviation so: `+07`, `+0545`. */
const zoneAbbreviation = (minutes: number): string => utcOffset(minutes).replace(/00$/, '')

function observance(onset: number, before: number, after: number): string[] {
  // An onset is written in the local time before it (3.6.5).
  const local = new Date(onset + before * 60_000)
  const kind = after > before ? 'DAYLIGHT' : 'STANDARD'
  return [
    `BEGIN:${kind}`,
    `DTSTART:${stamp(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate(), local.getUTCHours(), local.getUTCMinutes())}`,
    `TZOFFSETFROM:${utcOffset(before)}`,
    `TZOFFSETTO:${utcOffset(after)}`,
    `TZNAME:${zoneAbbreviation(after)}`,
    `END:${kind}`,
  ]
}

/**
 * The VTIMEZONE of an IANA zone that is right from `from` to `to` (epoch milliseconds): the change in force at the
 * beginning, every real one within, and the next after, each written out; no rule is guessed. A zone without changes
 * in that time has one STANDARD.
 */
export function timezoneLines(zone: string, from: number, to: number): string[] {
  const around = transitionsBetween(zone, from - YEAR, to + YEAR)
  const last = around.findLastIndex((t) => t.at <= from)
  const next = around.findIndex((t) => t.at > to)
  const within = around.slice(Math.max(0, last), next < 0 ? undefined : next + 1)
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`]
  if (last < 0) {
    const offset = offsetMinutes(zone, Math.min(from, within[0]?.at ?? from) - 60_000)
    lines.push(...observance(-offset * 60_000, offset, offset))
  }
  for (const t of within) lines.push(...observance(t.at, t.before, t.after))
  return [...lines, 'END:VTIMEZONE']
}
