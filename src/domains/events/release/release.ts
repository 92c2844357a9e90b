import { indexOf, roomOf, type Programme, type Session, type Talk } from '../programme/programme.ts'

/**
 * What a release freezes: the programme as the public sees it, and what a calendar must know of each item.
 * Immutable but for one thing: a person who is erased is made nameless in it (erase.ts), because the law says so.
 */
export interface ReleaseDocument {
  /** Set where the document was changed after it was made, because a person was taken out or two records became one. */
  readonly rewrittenAt?: number
  readonly programme: Programme
  /** By item id. A calendar entry is updated only when its sequence rises (RFC 5545 3.8.7.4). */
  readonly calendar: { readonly [itemId: string]: CalendarState }
  /** Items of earlier releases that are no longer there: their calendar entries must say so, not vanish. */
  readonly cancelled: readonly CancelledItem[]
}

export interface CalendarState {
  readonly sequence: number
  /** Instant of the release that last changed it. */
  readonly modified: number
}

export type CancelledItem =
  | { readonly kind: 'session'; readonly item: Session; readonly calendar: CalendarState }
  | { readonly kind: 'talk'; readonly item: Talk; readonly calendar: CalendarState }

/**
 * The part of the working copy that may be public: what has a time of its own or stands in a session that has one.
 * Who declined is not listed; who has not answered yet is, because organisers announce before all have answered.
 * People who then have no part any more are left out too.
 */
export function publicProgramme(p: Programme): Programme {
  const sessions = p.sessions
    .filter((s) => s.start !== null && !s.cancelled)
    .map((s) => ({ ...s, chairs: s.chairs.filter((c) => c.state !== 'declined') }))
  const shown = new Set(sessions.map((s) => s.id))
  const talks = p.talks
    .filter((t) => !t.cancelled && (t.sessionId ? shown.has(t.sessionId) : t.start !== null))
    .map((t) => ({ ...t, speakers: t.speakers.filter((s) => s.state !== 'declined') }))
  const named = new Set(
    [...sessions.flatMap((s) => s.chairs), ...talks.flatMap((t) => t.speakers)].map((part) => part.personId),
  )
  return { ...p, sessions, talks, people: p.people.filter((person) => named.has(person.id)) }
}

/** Freezes a working copy after the release before it (null: the first one). `at` is the instant of release. */
export function freeze(workingCopy: Programme, previous: ReleaseDocument | null, at: number): ReleaseDocument {
  const programme = publicProgramme(workingCopy)
  const before = new Map<string, string>()
  const old = previous?.programme
  if (old) {
    const face = facesOf(old)
    for (const item of [...old.sessions, ...old.talks]) before.set(item.id, face(item))
  }
  const face = facesOf(programme)
  const tombstones = new Map(previous?.cancelled.map((c) => [c.item.id, c.calendar]))
  const calendar: Record<string, CalendarState> = {}
  const present = new Set<string>()
  for (const item of [...programme.sessions, ...programme.talks]) {
    present.add(item.id)
    calendar[item.id] = nextState(
      previous?.calendar[item.id] ?? tombstones.get(item.id),
      before.get(item.id) !== face(item),
      at,
    )
  }
  const cancelled: CancelledItem[] = (previous?.cancelled ?? []).filter((c) => !present.has(c.item.id))
  for (const item of old?.sessions ?? [])
    if (!present.has(item.id)) cancelled.push({ kind: 'session', item, calendar: gone(previous!, item.id, at) })
  for (const item of old?.talks ?? [])
    if (!present.has(item.id)) cancelled.push({ kind: 'talk', item, calendar: gone(previous!, item.id, at) })
  return { programme, calendar, cancelled }
}

function nextState(was: CalendarState | undefined, differs: boolean, at: number): CalendarState {
  if (!was) return { sequence: 0, modified: at }
  return differs ? { sequence: was.sequence + 1, modified: at } : was
}

const gone = (previous: ReleaseDocument, id: string, at: number): CalendarState => ({
  sequence: (previous.calendar[id]?.sequence ?? 0) + 1,
  modified: at,
})

/** Everything of an item that its calendar entry shows; two equal faces are the same entry. */
function facesOf(p: Programme): (item: Session | Talk) => string {
  const { sessions, rooms } = indexOf(p)
  return (item) => {
    const roomId = 'chairs' in item ? item.roomId : roomOf(item, sessions)
    const parts = 'chairs' in item ? item.chairs : item.speakers
    return JSON.stringify([
      item.start,
      item.minutes,
      roomId ? rooms.get(roomId)?.name : null,
      item.title,
      item.description,
      parts.map((part) => part.personId),
    ])
  }
}
