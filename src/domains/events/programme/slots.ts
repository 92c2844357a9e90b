import type { Part, Programme, Session, Talk } from './programme.ts'
import { roomOf } from './programme.ts'

/** A session or talk as it really stands: effective room and track, its end, cancelled with its session. */
export interface Slot {
  readonly type: 'session' | 'talk'
  readonly id: string
  readonly roomId: string | null
  readonly trackId: string | null
  /** Epoch milliseconds. */
  readonly start: number
  readonly end: number
  readonly sessionId: string | null
  readonly cancelled: boolean
  /** Chairs of a session, speakers of a talk. */
  readonly parts: readonly Part[]
  readonly item: Session | Talk
}

export const isTalk = (item: Session | Talk): item is Talk => 'sessionId' in item

/** The slot of a scheduled session, else null. */
export const sessionSlot = (s: Session): Slot | null =>
  s.start === null
    ? null
    : {
        type: 'session',
        id: s.id,
        roomId: s.roomId,
        trackId: s.trackId,
        start: s.start,
        end: s.start + s.minutes * 60_000,
        sessionId: null,
        cancelled: s.cancelled,
        parts: s.chairs,
        item: s,
      }

/** The slot of a scheduled talk in its session's room and track where it has none of its own, else null. */
export function talkSlot(t: Talk, sessions: ReadonlyMap<string, Session>): Slot | null {
  if (t.start === null) return null
  const session = t.sessionId ? sessions.get(t.sessionId) : undefined
  return {
    type: 'talk',
    id: t.id,
    roomId: roomOf(t, sessions),
    trackId: t.trackId ?? session?.trackId ?? null,
    start: t.start,
    end: t.start + t.minutes * 60_000,
    sessionId: session?.id ?? null,
    cancelled: t.cancelled || (session?.cancelled ?? false),
    parts: t.speakers,
    item: t,
  }
}

export const bySession = (p: Programme): Map<string, Session> => new Map(p.sessions.map((s) => [s.id, s]))

/** All scheduled slots, sessions first, in the programme's order. */
export function slotsOf(p: Programme, sessions: ReadonlyMap<string, Session> = bySession(p)): Slot[] {
  const slots: Slot[] = []
  for (const s of p.sessions) {
    const slot = sessionSlot(s)
    if (slot) slots.push(slot)
  }
  for (const t of p.talks) {
    const slot = talkSlot(t, sessions)
    if (slot) slots.push(slot)
  }
  return slots
}

/** By start, then the longer first (a session before its first talk), then sessions, then id: a total order. */
export const inOrder = (a: Slot, b: Slot): number =>
  a.start - b.start ||
  b.end - a.end ||
  (a.type === b.type ? 0 : a.type === 'session' ? -1 : 1) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
