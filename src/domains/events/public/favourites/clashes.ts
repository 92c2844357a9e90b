import type { Slot } from '../../programme/slots.ts'

type Timed = Pick<Slot, 'id' | 'start' | 'end' | 'roomId' | 'sessionId'>

/** Ids of slots that overlap another one in another room: nobody hears both. A session and its own talks do not clash. Pure. */
export function clashesOf(slots: readonly Timed[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [n, one] of slots.entries())
    for (const other of slots.slice(n + 1))
      if (
        one.start < other.end &&
        other.start < one.end &&
        one.roomId !== other.roomId &&
        one.sessionId !== other.id &&
        other.sessionId !== one.id
      )
        found.add(one.id).add(other.id)
  return found
}
