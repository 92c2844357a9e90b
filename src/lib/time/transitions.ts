import { offsetMinutes } from './zoned.ts'

/** A change of a zone's offset: minutes east of UTC before and from the instant on. */
export interface Transition {
  readonly at: number
  readonly before: number
  readonly after: number
}

const STEP = 3 * 86_400_000

/** The first instant in (low, high] with another offset than at `low`, to the minute; low and high differ. */
function between(zone: string, low: number, high: number): Transition {
  const before = offsetMinutes(zone, low)
  let [from, to] = [Math.floor(low / 60_000), Math.ceil(high / 60_000)]
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (offsetMinutes(zone, middle * 60_000) === before) from = middle
    else to = middle
  }
  return { at: to * 60_000, before, after: offsetMinutes(zone, to * 60_000) }
}

/**
 * Changes of offset in (from, to], in order. Sampled every third day, which no zone's rules are finer than (the
 * shortest interval in use, Morocco's Ramadan, is a month); always the same days, so that the cache of offsets knows them.
 */
export function transitionsBetween(zone: string, from: number, to: number): Transition[] {
  const found: Transition[] = []
  for (let low = from; low < to;) {
    const high = Math.min((Math.floor(low / STEP) + 1) * STEP, to)
    if (offsetMinutes(zone, low) === offsetMinutes(zone, high)) {
      low = high
      continue
    }
    const change = between(zone, low, high)
    found.push(change)
    low = change.at
  }
  return found
}
