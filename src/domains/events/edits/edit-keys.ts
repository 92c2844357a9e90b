import { roomOf } from '../programme/programme.ts'
import type { Programme, Session, Talk } from '../programme/programme.ts'
import { isTalk, bySession } from '../programme/slots.ts'
import { comparingRooms } from '../programme/layout.ts'
import type { Command } from './edit-types.ts'

export const KEYS = ['earlier', 'later', 'room-before', 'room-after', 'shorter', 'longer'] as const
export type Key = (typeof KEYS)[number]

/**
 * The command of an arrow key on an item in the grid: by `step` minutes, or into the next room in order. null where
 * there is nowhere to go. A key is seldom pressed once: each press is an edit of its own and so is its undo.
 */
export function commandForKey(p: Programme, item: Session | Talk, key: Key, step = 5): Command | null {
  if (item.start === null) return null
  const roomId = isTalk(item) ? roomOf(item, bySession(p)) : item.roomId
  const { start, minutes } = item
  const on = {
    item: { type: isTalk(item) ? 'talk' : 'session', id: item.id },
    expect: { roomId, start, minutes },
  } as const
  if (key === 'earlier' || key === 'later') {
    return { ...on, kind: 'place', roomId, start: start + (key === 'later' ? step : -step) * 60_000 }
  }
  if (key === 'shorter' || key === 'longer') {
    const next = minutes + (key === 'longer' ? step : -step)
    return next >= 1 && next <= 1_440 ? { ...on, kind: 'resize', minutes: next } : null
  }
  const rooms = [...p.rooms].sort(comparingRooms)
  const at = rooms.findIndex((room) => room.id === roomId)
  const to = key === 'room-after' ? rooms[at + 1] : at > 0 ? rooms[at - 1] : undefined
  return to ? { ...on, kind: 'place', roomId: to.id, start } : null
}
