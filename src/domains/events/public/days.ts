import type { Lang } from '#src/lib/text/multilingual.ts'
import { dayLabel } from '#src/lib/time/format.ts'
import { slotsByDay } from '../programme/days.ts'
import type { Day } from '../programme/programme.ts'
import type { Slot } from '../programme/slots.ts'
import type { Book } from './book.ts'

/** A day of the released programme with what is on it, in order. */
export interface PlannedDay {
  readonly date: string
  /** Null: something is scheduled on a date that is no day of the event. */
  readonly day: Day | null
  readonly slots: readonly Slot[]
}

const plans = new WeakMap<object, readonly PlannedDay[]>()

/** All days of the event and all dates on which something is scheduled; computed once a release. */
export function daysOf(book: Book): readonly PlannedDay[] {
  let plan = plans.get(book.released)
  if (!plan) {
    const slots = slotsByDay(book.programme)
    const days = new Map(book.programme.days.map((day) => [day.date, day]))
    const dates = [...new Set([...days.keys(), ...slots.keys()])].sort()
    plan = dates.map((date) => ({ date, day: days.get(date) ?? null, slots: slots.get(date) ?? [] }))
    plans.set(book.released, plan)
  }
  return plan
}

/** The day that is on at an instant or comes next, else the first: what "programme" opens with. */
export function dayOpen(days: readonly PlannedDay[], now: number): PlannedDay | null {
  const held = days.filter((day) => day.slots.length > 0)
  const from = (day: PlannedDay): number => day.slots[0]!.start
  const to = (day: PlannedDay): number => Math.max(...day.slots.map((slot) => slot.end))
  if (held.length === 0) return days[0] ?? null
  if (now > to(held.at(-1)!)) return held[0]!
  return held.find((day) => now < to(day) && from(day) <= now) ?? held.find((day) => now < to(day)) ?? held[0]!
}

export const dayName = (lang: Lang, day: PlannedDay): string => dayLabel(lang, day.date)
