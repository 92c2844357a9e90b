import type { Programme } from './programme.ts'
import { bySession, slotsOf } from './slots.ts'

export interface Span {
  /** Epoch milliseconds, half-open: what ends when another begins does not overlap it. */
  readonly start: number
  readonly end: number
}

/** `a.start < b.end && b.start < a.end`: a span without length overlaps what it lies inside, not what it touches. */
export const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/**
 * Calls `found` for every pair that overlaps, the earlier first. A sweep in O(n log n + pairs): spans still running
 * when another begins overlap it, so every comparison is either a pair or the last one of the span that ended.
 */
export function sweep<T extends Span>(spans: readonly T[], found: (earlier: T, later: T) => void): void {
  if (spans.length < 2) return
  // Of those that begin together the shorter first: one without length must not meet them.
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end)
  const running: T[] = []
  for (const next of sorted) {
    let kept = 0
    for (const span of running) {
      if (span.end <= next.start) continue
      running[kept++] = span
      found(span, next)
    }
    running.length = kept
    running.push(next)
  }
}

/** Adds to the list of a key, making it on first use. */
export function gather<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/**
 * How many pairs of talks overlap as the programme gives them: every unordered pair whose half-open intervals
 * overlap, once for each room and once for each person that both have; cancelled ones and declined speakers count,
 * sessions and chairs do not (schedule files know neither). For 36C3 as its file gives it that is 261 for rooms and,
 * with persons told apart by the file's non-zero `id`, else by name, 82 for people.
 *
 * Our figures for people differ in two places, on purpose. An imported 36C3 has 64: its file was merged from several
 * systems and gives one id to quite different people, whom the importer tells apart by name. And `warningsOf` shows
 * what a secretariat can act on: nothing cancelled, no declined speaker, sessions and chairs too, a session instead
 * of each of the talks inside it, talks of one session under a code of their own.
 */
export function countOverlaps(p: Programme): { readonly rooms: number; readonly people: number } {
  const byRoom = new Map<string, Span[]>()
  const byPerson = new Map<string, Span[]>()
  for (const slot of slotsOf(p, bySession(p))) {
    if (slot.type !== 'talk') continue
    if (slot.roomId !== null) gather(byRoom, slot.roomId, slot)
    for (const id of new Set(slot.parts.map((part) => part.personId))) gather(byPerson, id, slot)
  }
  const pairs = (groups: Iterable<Span[]>): number => {
    let n = 0
    for (const group of groups) sweep(group, () => n++)
    return n
  }
  return { rooms: pairs(byRoom.values()), people: pairs(byPerson.values()) }
}
