import { addDays, clockOf, parseLocal } from '#src/lib/time/zoned.ts'
import type { Span } from '../../programme/overlaps.ts'
import type { Posted } from '../form-data.ts'

/** One day of the form: a plain choice and up to two stretches, all of it native inputs that a thumb can work. */
export interface DayChoice {
  readonly choice: '' | 'all' | 'none' | 'part'
  /** Pairs of clock times; '' where blank. */
  readonly ranges: readonly (readonly [string, string])[]
}

type Day = { readonly date: string; readonly start: number; readonly end: number }

/** What was said, as the form shows it. Nothing said at all: every day open. */
export function choicesOf(zone: string, days: readonly Day[], spans: readonly Span[]): DayChoice[] {
  return days.map((day) => {
    if (spans.length === 0) return { choice: '', ranges: [] }
    const own = spans.filter((span) => span.start < day.end && day.start < span.end)
    if (own.length === 0) return { choice: 'none', ranges: [] }
    if (own.some((span) => span.start <= day.start && span.end >= day.end)) return { choice: 'all', ranges: [] }
    return { choice: 'part', ranges: own.map((span) => [clockOf(zone, span.start), clockOf(zone, span.end)] as const) }
  })
}

/**
 * Reads the form. null: nothing is said. A day left open among others that are not counts as whole: who only says
 * "not on Friday" can come on Saturday. `wrong`: an end is not after its start.
 */
export function readAvailability(form: Posted, zone: string, days: readonly Day[]): { spans: Span[] | null } | 'wrong' {
  const spans: Span[] = []
  let said = false
  for (const [n, day] of days.entries()) {
    const given = form.get(`day${n}`)
    const typed = ['from', 'to', 'from2', 'to2'].some((field) => form.get(`day${n}.${field}`) !== '')
    // Times typed in without touching the choice above them say enough.
    const choice = given !== 'unsaid' ? given : typed ? 'part' : ''
    if (choice !== '') said = true
    if (choice === 'none') continue
    if (choice !== 'part') {
      spans.push({ start: day.start, end: day.end })
      continue
    }
    for (const half of ['', '2']) {
      const [from, to] = [form.get(`day${n}.from${half}`), form.get(`day${n}.to${half}`)]
      if (from === '' && to === '') continue
      const start = parseLocal(zone, day.date, from)
      let end = parseLocal(zone, day.date, to)
      if (start === null || end === null) return 'wrong'
      // A day may run past midnight; an end in its small hours is on the next date.
      const after = parseLocal(zone, addDays(day.date, 1), to)!
      if (end <= start && after <= day.end) end = after
      if (end <= start) return 'wrong'
      spans.push({ start, end })
    }
  }
  return { spans: said ? spans : null }
}
