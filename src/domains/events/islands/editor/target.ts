import type { Command } from '../../edits/edits.ts'
import { roomOf, type Programme } from '../../programme/programme.ts'
import { bySession, isTalk } from '../../programme/slots.ts'
import type { ItemRef } from '../../programme/warnings.ts'
import { columnWidth, GUTTER, HEAD, heightOf, instantAt, SNAP, type EditorGrid } from './geometry.ts'
import { findItem } from './words.ts'

/** Where a dragged item would land. */
export type Target =
  | {
      readonly kind: 'place'
      readonly column: number
      readonly roomId: string | null
      readonly start: number
      readonly minutes: number
    }
  | { readonly kind: 'unscheduled' }

/** The place under a pointer, in steps of five minutes; null outside of grid and list. */
export function targetAt(
  frame: HTMLElement,
  laid: EditorGrid,
  programme: Programme,
  ref: ItemRef,
  mode: 'move' | 'resize',
  grab: number,
  x: number,
  y: number,
): Target | null {
  const item = findItem(programme, ref)
  if (!item) return null
  const box = frame.getBoundingClientRect()
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) {
    const over = document.elementFromPoint(x, y)?.closest('[data-drop="unscheduled"]')
    return over && mode === 'move' ? { kind: 'unscheduled' } : null
  }
  const left = x - box.left + frame.scrollLeft - GUTTER
  const top = y - box.top + frame.scrollTop - HEAD
  if (mode === 'resize') {
    if (item.start === null) return null
    const roomId = isTalk(item) ? roomOf(item, bySession(programme)) : item.roomId
    const minutes = Math.max(SNAP, Math.round((instantAt(laid.grid, top) - item.start) / 60_000))
    return {
      kind: 'place',
      column: Math.max(
        0,
        laid.columns.findIndex((c) => (c.room?.id ?? null) === roomId),
      ),
      roomId,
      start: item.start,
      minutes: Math.min(1_440, minutes),
    }
  }
  const column = Math.min(
    laid.columns.length - 1,
    Math.max(0, Math.floor(left / columnWidth(frame.clientWidth, laid.columns.length))),
  )
  const start = instantAt(laid.grid, Math.max(0, top - grab))
  return { kind: 'place', column, roomId: laid.columns[column]?.room?.id ?? null, start, minutes: item.minutes }
}

/** The height and length of a target in the grid. */
export const ghostBox = (laid: EditorGrid, target: Target & { kind: 'place' }) => ({
  column: target.column,
  top: heightOf(laid.grid, target.start),
  height: Math.max(14, heightOf(laid.grid, target.start + target.minutes * 60_000) - heightOf(laid.grid, target.start)),
})

/** The command of a drop. A talk dropped onto a session joins it, one dropped beside any stands by itself. */
export function commandOf(p: Programme, ref: ItemRef, mode: 'move' | 'resize', target: Target): Command | null {
  const item = findItem(p, ref)
  if (!item) return null
  const roomId = isTalk(item) ? roomOf(item, bySession(p)) : item.roomId
  const on = { item: ref, expect: { roomId, start: item.start, minutes: item.minutes } }
  if (target.kind === 'unscheduled') return item.start === null ? null : { ...on, kind: 'unschedule' }
  if (mode === 'resize')
    return target.minutes === item.minutes ? null : { ...on, kind: 'resize', minutes: target.minutes }
  if (target.start === item.start && target.roomId === roomId) return null
  const placed = { ...on, kind: 'place' as const, roomId: target.roomId, start: target.start }
  if (!isTalk(item)) return placed
  const host = p.sessions.find(
    (s) =>
      s.kind !== 'break' &&
      !s.cancelled &&
      s.start !== null &&
      s.roomId === target.roomId &&
      s.start <= target.start &&
      target.start < s.start + s.minutes * 60_000,
  )
  return { ...placed, sessionId: host?.id ?? null }
}
