import { addDays, clockOf, dateOf, parseLocal } from '#src/lib/time/zoned.ts'
import type { Day, Programme } from './programme.ts'
import { inOrder, slotsOf } from './slots.ts'
import type { Slot } from './slots.ts'

/** Where one programme day ends and the next begins unless the programme says: talks at 03:00 are of the night before. */
export const DAY_STARTS = '04:00'

/** The calendar date of the programme day that an instant belongs to, by the clock in the zone. */
export function programmeDate(zone: string, instant: number, dayStarts = DAY_STARTS): string {
  const date = dateOf(zone, instant)
  return clockOf(zone, instant) < dayStarts ? addDays(date, -1) : date
}

/**
 * Finds the date of an instant among given days: the day that contains it (the later one where two do), else the
 * day by the clock. Days may be given in any order; the function returned takes O(log days).
 */
export function dayFinder(zone: string, days: readonly Day[], dayStarts = DAY_STARTS): (instant: number) => string {
  const sorted = [...days].sort((a, b) => a.start - b.start)
  return (instant) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]!.start <= instant) low = middle + 1
      else high = middle
    }
    const day = sorted[low - 1]
    return day && instant < day.end ? day.date : programmeDate(zone, instant, dayStarts)
  }
}

/** Scheduled slots by programme date, dates and slots in order. Dates outside the programme's days have entries too. */
export function slotsByDay(p: Programme, dayStarts = DAY_STARTS): Map<string, Slot[]> {
  const dateFor = dayFinder(p.event.zone, p.days, dayStarts)
  const found = new Map<string, Slot[]>()
  for (const slot of slotsOf(p).sort(inOrder)) {
    const date = dateFor(slot.start)
    const list = found.get(date)
    if (list) list.push(slot)
    else found.set(date, [slot])
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Scheduled slots that begin on one programme date, in order. One pass over the programme. */
export function itemsOfDay(p: Programme, date: string, dayStarts = DAY_STARTS): Slot[] {
  const dateFor = dayFinder(p.event.zone, p.days, dayStarts)
  return slotsOf(p)
    .filter((slot) => dateFor(slot.start) === date)
    .sort(inOrder)
}

/**
 * A day from its date and two clock times in the zone; an end not after its start is on the next date.
 * Null when date or clock is malformed.
 */
export function makeDay(zone: string, date: string, from: string, to: string): Day | null {
  const start = parseLocal(zone, date, from)
  const sameDate = parseLocal(zone, date, to)
  if (start === null || sameDate === null) return null
  const end = sameDate > start ? sameDate : parseLocal(zone, addDays(date, 1), to)!
  return { date, start, end, title: {} }
}

/**
 * Days that hold everything scheduled, for imports whose source names none: from the first start to the last end of
 * each date, at whole hours of the clock outward.
 */
export function daysFromSlots(zone: string, slots: readonly Slot[], dayStarts = DAY_STARTS): Day[] {
  const spans = new Map<string, { start: number; end: number }>()
  for (const { start, end } of slots) {
    const date = programmeDate(zone, start, dayStarts)
    const span = spans.get(date)
    if (span) {
      span.start = Math.min(span.start, start)
      span.end = Math.max(span.end, end)
    } else spans.set(date, { start, end })
  }
  const HOUR = 3_600_000
  const pastHour = (at: number): number => Number(clockOf(zone, at).slice(3)) * 60_000
  return [...spans]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, { start, end }]) => ({
      date,
      start: start - pastHour(start),
      end: pastHour(end) === 0 ? end : end - pastHour(end) + HOUR,
      title: {},
    }))
}

/** The day on at an instant, else the next to come, else the last: what a page opens with. Null without days. */
export function dayToShow(days: readonly Day[], now: number): Day | null {
  const sorted = [...days].sort((a, b) => a.start - b.start)
  return sorted.find((d) => now < d.end) ?? sorted.at(-1) ?? null
}
