import { equal } from '../programme/equal.ts'
import type { Day, Programme, Room, Session, Talk, Track } from '../programme/programme.ts'

/** What a programme consists of, by the name of its list. */
interface Lists {
  readonly days: Day
  readonly rooms: Room
  readonly tracks: Track
  readonly sessions: Session
  readonly talks: Talk
}

/** One thing made (`before` null), changed, or removed (`after` null). */
export type Change = {
  [L in keyof Lists]: { readonly list: L; readonly before: Lists[L] | null; readonly after: Lists[L] | null }
}[keyof Lists]

/**
 * A change of content: what the forms do, where `Command` is what the grid does. It carries what it found, so that it
 * is taken only if that still stands, and its inverse is the same thing backwards.
 */
export interface Patch {
  readonly kind: 'patch'
  readonly changes: readonly Change[]
}

export type Patched =
  | { readonly ok: true; readonly programme: Programme; readonly changed: readonly string[]; readonly inverse: Patch }
  | { readonly ok: false; readonly changed: readonly string[] }

/** The id of a thing of the programme; days go by their date. */
export const keyOf = (item: Lists[keyof Lists]): string => ('id' in item ? item.id : item.date)

/** Carries out a patch, or names what is no longer as the patch found it. Untouched items stay the same objects. */
export function applyPatch(p: Programme, patch: Patch): Patched {
  const stale: string[] = []
  const lists: { [L in keyof Lists]: Lists[L][] } = {
    days: [...p.days],
    rooms: [...p.rooms],
    tracks: [...p.tracks],
    sessions: [...p.sessions],
    talks: [...p.talks],
  }
  for (const change of patch.changes) {
    const list = lists[change.list] as Lists[keyof Lists][]
    const key = keyOf((change.before ?? change.after)!)
    const at = list.findIndex((item) => keyOf(item) === key)
    if (!equal(at < 0 ? null : list[at], change.before)) stale.push(key)
    else if (change.after === null) list.splice(at, 1)
    else if (at < 0) list.push(change.after)
    else list[at] = change.after
  }
  if (stale.length > 0) return { ok: false, changed: stale }
  const changed = patch.changes.filter((c) => !equal(c.before, c.after)).map((c) => keyOf((c.before ?? c.after)!))
  return {
    ok: true,
    programme: { ...p, ...lists },
    changed,
    inverse: { kind: 'patch', changes: patch.changes.map(reversed).reverse() },
  }
}

const reversed = (change: Change): Change => ({ ...change, before: change.after, after: change.before }) as Change

/** Removes a room: what took place in it has none. */
export function removeRoom(p: Programme, room: Room): Patch {
  const without = <T extends Session | Talk>(item: T): T => ({ ...item, roomId: null })
  return {
    kind: 'patch',
    changes: [
      ...p.sessions
        .filter((s) => s.roomId === room.id)
        .map((s): Change => ({ list: 'sessions', before: s, after: without(s) })),
      ...p.talks
        .filter((t) => t.roomId === room.id)
        .map((t): Change => ({ list: 'talks', before: t, after: without(t) })),
      { list: 'rooms', before: room, after: null },
    ],
  }
}

/** Removes a track: what belonged to it belongs to none. */
export function removeTrack(p: Programme, track: Track): Patch {
  const without = <T extends Session | Talk>(item: T): T => ({ ...item, trackId: null })
  return {
    kind: 'patch',
    changes: [
      ...p.sessions
        .filter((s) => s.trackId === track.id)
        .map((s): Change => ({ list: 'sessions', before: s, after: without(s) })),
      ...p.talks
        .filter((t) => t.trackId === track.id)
        .map((t): Change => ({ list: 'talks', before: t, after: without(t) })),
      { list: 'tracks', before: track, after: null },
    ],
  }
}

/** Removes a session: its talks stay where they are, by themselves, in the room they were in. */
export function removeSession(p: Programme, session: Session): Patch {
  return {
    kind: 'patch',
    changes: [
      ...p.talks
        .filter((t) => t.sessionId === session.id)
        .map((t): Change => ({
          list: 'talks',
          before: t,
          after: { ...t, sessionId: null, roomId: t.roomId ?? session.roomId, trackId: t.trackId ?? session.trackId },
        })),
      { list: 'sessions', before: session, after: null },
    ],
  }
}
