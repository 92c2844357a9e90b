import { roomOf, type Programme } from '../programme.ts'
import type { ImportDraft } from './draft.ts'

/** How many pairs of entries collide. */
export interface OverlapCounts {
  readonly person: number
  readonly room: number
}

/**
 * Overlaps as a file gives them. Counted are unordered pairs of talks that are in the same room, or that have a person
 * in common, and whose half-open times [start, end) intersect: `a.start < b.end && b.start < a.end`. Touching is none;
 * every pair counts, not only neighbours; a pair counts once for each person it shares.
 *
 * For an import draft a person is what the *file* calls one (`fileKey`): the number where it is above 0, else the name.
 * So counted, 36C3 has 689 persons, 82 person overlaps and 261 room overlaps. That file was merged from several systems,
 * and 75 or so of its numbers belong to up to four people each; this importer tells those apart by name (923 persons), so the
 * imported programme has 64 person overlaps: the other 18 would send two different people a false alarm.
 * For a programme (no `fileKey`) a person is a person.
 */
export function countOverlaps(programme: Programme | ImportDraft): OverlapCounts {
  const sessions = new Map(programme.sessions.map((x) => [x.id, x]))
  const keyOf = new Map(programme.people.map((x) => [x.id, 'fileKey' in x ? String(x.fileKey) : x.id]))
  const inRoom = new Map<string, Interval[]>()
  const ofPerson = new Map<string, Interval[]>()
  for (const talk of programme.talks) {
    if (talk.start === null || talk.cancelled) continue
    const interval = { start: talk.start, end: talk.start + talk.minutes * 60_000 }
    const room = roomOf(talk, sessions)
    if (room) push(inRoom, room, interval)
    const keys = new Set(talk.speakers.map((x) => keyOf.get(x.personId) ?? x.personId))
    for (const key of keys) push(ofPerson, key, interval)
  }
  return { person: pairs(ofPerson), room: pairs(inRoom) }
}

interface Interval {
  readonly start: number
  readonly end: number
}

function push(groups: Map<string, Interval[]>, key: string, interval: Interval): void {
  const group = groups.get(key)
  if (group) group.push(interval)
  else groups.set(key, [interval])
}

/** Sorted by start, the pairs of an interval are those that begin before it ends: n log n and one step a pair. */
function pairs(groups: ReadonlyMap<string, readonly Interval[]>): number {
  let count = 0
  for (const group of groups.values()) {
    const sorted = group.toSorted((a, b) => a.start - b.start || a.end - b.end)
    for (const [i, a] of sorted.entries()) {
      for (let j = i + 1; j < sorted.length && sorted[j]!.start < a.end; j++) if (a.start < sorted[j]!.end) count++
    }
  }
  return count
}
