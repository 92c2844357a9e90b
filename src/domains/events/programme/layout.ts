import { clockOf } from '#src/lib/time/zoned.ts'
import { itemsOfDay } from './days.ts'
import { comparing } from '#src/lib/text/collate.ts'
import type { Day, Programme, Room } from './programme.ts'
import type { Slot } from './slots.ts'

/** A slot in the grid. Rows are steps from the grid's top, counted from 0; lanes split a column where slots overlap. */
export interface Box {
  readonly slot: Slot
  readonly row: number
  readonly rows: number
  readonly lane: number
  /** Lanes of the group of overlapping boxes that this one is in: its share of the column's width is 1 / lanes. */
  readonly lanes: number
  /** The session's talks that lie inside it in room and time, laid out in lanes of their own. */
  readonly inner: readonly Box[]
}

export interface Column {
  /** Null: scheduled without a room. */
  readonly room: Room | null
  readonly lanes: number
  readonly boxes: readonly Box[]
}

/** Geometry of rooms × time for a day; only rooms with something in them have a column. */
export interface Grid {
  readonly from: number
  readonly to: number
  readonly stepMinutes: number
  readonly rows: number
  readonly columns: readonly Column[]
  /** Full hours of the clock, for the rule at the side. On the day of a clock change an hour may be missing or twice. */
  readonly hours: readonly { readonly row: number; readonly at: number; readonly clock: string }[]
}

export interface GridOptions {
  readonly stepMinutes?: number
  /** Keep a column for rooms with nothing in them (the editor does). */
  readonly allRooms?: boolean
  readonly showCancelled?: boolean
}

type Unplaced = { slot: Slot; inner: Slot[] }

/** The slots that stand by themselves, each session with the talks inside it. Input and output in order. */
export function nested(slots: readonly Slot[]): Unplaced[] {
  const sessions = new Map<string, Unplaced>()
  const out: Unplaced[] = []
  for (const slot of slots) {
    if (slot.type !== 'session') continue
    sessions.set(slot.id, { slot, inner: [] })
  }
  for (const slot of slots) {
    const host = slot.type === 'session' ? sessions.get(slot.id)! : sessions.get(slot.sessionId ?? '')
    if (slot.type === 'session') out.push(host!)
    else if (host && inside(slot, host.slot)) host.inner.push(slot)
    else out.push({ slot, inner: [] })
  }
  return out
}

const inside = (talk: Slot, session: Slot): boolean =>
  talk.roomId === session.roomId && talk.start >= session.start && talk.end <= session.end

/** Lays boxes in lanes: each takes the lowest lane free at its start; boxes that touch in time share a group. */
function inLanes(items: readonly Unplaced[], from: number, step: number): { boxes: Box[]; lanes: number } {
  const boxes: Box[] = []
  let most = 1
  let group: (Omit<Box, 'lanes'> & { lanes: number })[] = []
  let ends: number[] = []
  let groupEnd = -Infinity
  const close = (): void => {
    for (const box of group) box.lanes = ends.length
    most = Math.max(most, ends.length)
    boxes.push(...group)
    group = []
    ends = []
  }
  for (const { slot, inner } of items) {
    const row = Math.floor((slot.start - from) / step)
    // A slot shorter than a step still takes one row, and keeps it to itself.
    const end = Math.max(Math.ceil((slot.end - from) / step), row + 1)
    if (row >= groupEnd) close()
    groupEnd = Math.max(groupEnd, end)
    let lane = ends.findIndex((e) => e <= row)
    if (lane < 0) lane = ends.length
    ends[lane] = end
    const laid =
      inner.length > 0
        ? inLanes(
            inner.map((s) => ({ slot: s, inner: [] })),
            from,
            step,
          ).boxes
        : []
    group.push({ slot, row, rows: end - row, lane, lanes: 1, inner: laid })
  }
  close()
  return { boxes, lanes: most }
}

function hoursBetween(zone: string, from: number, to: number, step: number): Grid['hours'] {
  const hours: { row: number; at: number; clock: string }[] = []
  const past = Number(clockOf(zone, from).slice(3)) * 60_000
  for (let at = past === 0 ? from : from - past + 3_600_000; at <= to; at += 3_600_000) {
    hours.push({ row: Math.round((at - from) / step), at, clock: clockOf(zone, at) })
  }
  return hours
}

/**
 * The grid of a programme day. It spans the day's hours and whatever sticks out of them, at steps of 5 minutes unless
 * told. O(n log n) in the day's slots plus the rooms; rows count elapsed time, so a clock change distorts nothing.
 */
export function gridOf(p: Programme, day: Day, options: GridOptions = {}): Grid {
  const { stepMinutes = 5, allRooms = false, showCancelled = true } = options
  const step = stepMinutes * 60_000
  const slots = itemsOfDay(p, day.date).filter((s) => showCancelled || !s.cancelled)
  let first = day.start
  let last = day.end
  for (const slot of slots) {
    first = Math.min(first, slot.start)
    last = Math.max(last, slot.end)
  }
  const from = first - (((first % step) + step) % step)
  const byRoom = new Map<string | null, Unplaced[]>()
  for (const item of nested(slots)) {
    const list = byRoom.get(item.slot.roomId)
    if (list) list.push(item)
    else byRoom.set(item.slot.roomId, [item])
  }
  const columns: Column[] = []
  for (const room of [...p.rooms].sort(comparingRooms)) {
    const items = byRoom.get(room.id)
    if (items || allRooms) columns.push({ room, ...inLanes(items ?? [], from, step) })
    byRoom.delete(room.id)
  }
  // Without a room, or in one the programme does not know: never lost from sight.
  const rest = [...byRoom.values()].flat()
  if (rest.length > 0) {
    rest.sort((a, b) => a.slot.start - b.slot.start)
    columns.push({ room: null, ...inLanes(rest, from, step) })
  }
  const rows = Math.ceil((last - from) / step)
  const to = from + rows * step
  return { from, to, stepMinutes, rows, columns, hours: hoursBetween(p.event.zone, from, to, step) }
}

/** Rooms in the order that the organisers gave them. */
export const comparingRooms = (a: Room, b: Room): number =>
  a.position - b.position || comparing<Room>('vi', (r) => Object.values(r.name)[0] ?? r.id)(a, b)

export interface AgendaGroup {
  readonly start: number
  readonly items: readonly { readonly slot: Slot; readonly inner: readonly Slot[] }[]
}

/** The day as a list: what begins at the same instant stands together, in the order of the rooms. */
export function agendaOf(p: Programme, date: string, showCancelled = true): AgendaGroup[] {
  const order = new Map([...p.rooms].sort(comparingRooms).map((room, i) => [room.id as string | null, i]))
  const place = (roomId: string | null): number => order.get(roomId) ?? Infinity
  const groups = new Map<number, { slot: Slot; inner: Slot[] }[]>()
  for (const item of nested(itemsOfDay(p, date).filter((s) => showCancelled || !s.cancelled))) {
    const group = groups.get(item.slot.start)
    if (group) group.push(item)
    else groups.set(item.slot.start, [item])
  }
  return [...groups].map(([start, items]) => ({
    start,
    // Two rooms unknown: Infinity − Infinity is NaN, which `||` turns into "as they were".
    items: items.sort((a, b) => place(a.slot.roomId) - place(b.slot.roomId) || 0),
  }))
}
