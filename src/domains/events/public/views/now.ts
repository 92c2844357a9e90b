import type { Slot } from '../../programme/slots.ts'
import type { Book, BookRoom } from '../book.ts'
import { daysOf } from '../days.ts'

export interface NowRoom {
  readonly room: BookRoom
  readonly now: Slot | null
  readonly next: Slot | null
}

export interface NowBoard {
  readonly rooms: readonly NowRoom[]
  /** First start of the event when it has not begun, else null. */
  readonly begins: number | null
  readonly over: boolean
}

/** How far ahead "next" looks: what is on tomorrow is not next. */
const AHEAD = 6 * 3_600_000

/** What is on and what comes next in each room: the talk that is running rather than its session. */
export function nowBoard(book: Book, now: number): NowBoard {
  const slots = daysOf(book).flatMap((day) => day.slots)
  const withTalks = new Set(slots.flatMap((slot) => (slot.sessionId === null ? [] : [slot.sessionId])))
  const byRoom = new Map<string, Slot[]>()
  for (const slot of slots) {
    if (slot.roomId === null || slot.end <= now || slot.start > now + AHEAD) continue
    const list = byRoom.get(slot.roomId)
    if (list) list.push(slot)
    else byRoom.set(slot.roomId, [slot])
  }
  const rooms = book.rooms.flatMap((room) => {
    const own = byRoom.get(room.id) ?? []
    const running = own.filter((slot) => slot.start <= now)
    const on = running.find((slot) => slot.type === 'talk') ?? running[0] ?? null
    const coming = own.filter((slot) => slot.start > now)
    const first = coming[0]
    // A session that begins with its first talk is told by that talk.
    const next =
      first && withTalks.has(first.id)
        ? (coming.find((slot) => slot.sessionId === first.id && slot.start === first.start) ?? first)
        : (first ?? null)
    return on || next ? [{ room, now: on, next }] : []
  })
  const first = Math.min(...slots.map((slot) => slot.start))
  const last = Math.max(...slots.map((slot) => slot.end))
  return { rooms, begins: slots.length > 0 && now < first ? first : null, over: slots.length > 0 && now >= last }
}
