import { gridOf, type Box, type Column } from '../../programme/layout.ts'
import type { Session } from '../../programme/programme.ts'
import { isTalk, type Slot } from '../../programme/slots.ts'
import type { Book, BookRoom } from '../book.ts'
import type { PlannedDay } from '../days.ts'

/** One entry of a day's grid: lanes are counted over all rooms, from 1. */
export interface Cell {
  readonly slot: Slot
  readonly column: number
  readonly columns: number
  readonly room: BookRoom | null
  readonly inner: readonly Slot[]
}

export interface DayCells {
  readonly from: number
  readonly to: number
  readonly rooms: readonly { readonly id: string; readonly room: BookRoom | null; readonly lanes: number }[]
  /** In order of time, then of rooms: on a phone they are the day's agenda. */
  readonly cells: readonly Cell[]
}

const HALF_HOUR = 30 * 60_000

/**
 * The geometry of a day's page: rooms that have something, hours from the first entry to the last. A break at the same
 * time in neighbouring rooms is one cell over all of them, so that it is read once.
 */
export function dayCells(book: Book, day: PlannedDay, slots: readonly Slot[]): DayCells {
  const first = Math.min(...slots.map((slot) => slot.start))
  const last = Math.max(...slots.map((slot) => slot.end))
  const items = {
    ...book.programme,
    sessions: slots.flatMap((slot) => (isTalk(slot.item) ? [] : [slot.item])),
    talks: slots.flatMap((slot) => (isTalk(slot.item) ? [slot.item] : [])),
  }
  const grid = gridOf(items, day.day ?? { date: day.date, start: first, end: last, title: {} })
  const cells: Cell[] = []
  let offset = 1
  const rooms = grid.columns.map((column) => {
    const room = book.room(column.room?.id ?? null)
    for (const box of column.boxes) cells.push(cellOf(box, column, offset, room))
    offset += column.lanes
    return { id: column.room?.id ?? 'none', room, lanes: column.lanes }
  })
  cells.sort((a, b) => a.slot.start - b.slot.start || a.column - b.column || b.slot.end - a.slot.end)
  return {
    from: first - (first % HALF_HOUR),
    to: Math.ceil(last / HALF_HOUR) * HALF_HOUR,
    rooms,
    cells: joinBreaks(cells),
  }
}

/** The last lane of a group takes what its column has left, so that no strip stays empty. */
function cellOf(box: Box, column: Column, offset: number, room: BookRoom | null): Cell {
  const isLast = box.lane === box.lanes - 1
  return {
    slot: box.slot,
    column: offset + box.lane,
    columns: isLast ? column.lanes - box.lane : 1,
    room,
    inner: box.inner.map((inner) => inner.slot),
  }
}

function joinBreaks(cells: readonly Cell[]): Cell[] {
  const out: Cell[] = []
  for (const cell of cells) {
    const last = out.at(-1)
    if (last && isBreak(cell) && isBreak(last) && sameBreak(last, cell) && last.column + last.columns === cell.column) {
      out[out.length - 1] = { ...last, columns: last.columns + cell.columns, room: null }
    } else out.push(cell)
  }
  return out
}

const isBreak = (cell: Cell): boolean => cell.slot.item.kind === 'break'

const sameBreak = (a: Cell, b: Cell): boolean =>
  a.slot.start === b.slot.start &&
  a.slot.end === b.slot.end &&
  JSON.stringify((a.slot.item as Session).title) === JSON.stringify((b.slot.item as Session).title)
