import { gridOf, type Box, type Column, type Grid } from '../../programme/layout.ts'
import type { Day, Programme } from '../../programme/programme.ts'

/** Pixels of five minutes, of the narrowest column of a room, of the rule of hours and the head; the stylesheet has the same. */
export const ROW = 9
const COLUMN = 220
export const GUTTER = 56
export const HEAD = 52
/** Share of a column that a session's own box keeps where its talks stand beside it. */
const HOST = 0.36
export const SNAP = 5

/** A box of the grid with where it is drawn, in pixels inside its column. */
export interface Drawn {
  readonly box: Box
  readonly top: number
  readonly height: number
  /** Percent of the column. */
  readonly left: number
  readonly width: number
  readonly inner: boolean
  /** A session with talks inside: its words stand in its own strip. */
  readonly host: boolean
}

export interface EditorGrid {
  readonly grid: Grid
  readonly columns: readonly Column[]
  readonly height: number
}

/** The day's grid; with many rooms only those in use unless all are wanted. */
export function editorGrid(p: Programme, day: Day, allRooms: boolean): EditorGrid {
  const grid = gridOf(p, day, { stepMinutes: SNAP, allRooms })
  return { grid, columns: grid.columns, height: grid.rows * ROW }
}

/** All boxes of a column, sessions before the talks that lie on them. */
export function drawn(column: Column): Drawn[] {
  const out: Drawn[] = []
  for (const box of column.boxes) {
    const width = 100 / box.lanes
    const left = box.lane * width
    const host = box.inner.length > 0
    out.push({ box, ...span(box), left, width, inner: false, host })
    for (const inner of box.inner) {
      const room = width * (1 - HOST)
      const own = room / inner.lanes
      out.push({
        box: inner,
        ...span(inner),
        left: left + width * HOST + inner.lane * own,
        width: own,
        inner: true,
        host: false,
      })
    }
  }
  return out
}

const span = (box: Box) => ({ top: box.row * ROW, height: box.rows * ROW })

/** The instant of a height in the grid, at whole steps. */
export const instantAt = (grid: Grid, y: number): number => grid.from + Math.round(y / ROW) * SNAP * 60_000

/** The height of an instant in the grid. */
export const heightOf = (grid: Grid, at: number): number => ((at - grid.from) / (SNAP * 60_000)) * ROW

/** How wide a column is: few rooms share the frame's width, many are scrolled. */
export const columnWidth = (frame: number, columns: number): number =>
  Math.max(COLUMN, Math.floor((frame - GUTTER - 2) / Math.max(1, columns)))
