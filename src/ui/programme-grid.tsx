import type { ComponentChildren } from 'preact'
import { clockOf, isoWithOffset } from '#src/lib/time/zoned.ts'
import { hueClass, type Hue } from './hues.ts'
import type { ItemState } from './programme-agenda.tsx'

const STEP = 5 * 60_000
/** Rows and columns that `grid.css` has classes for: a day of five minutes, 128 lanes. */
export const MAX_ROWS = 288
export const MAX_COLUMNS = 128

/** Row of an instant in a grid that begins at `from`: 1 for the first five minutes. Kept inside the grid. */
export const gridRow = (from: number, at: number): number =>
  Math.min(MAX_ROWS, Math.max(1, Math.floor((at - from) / STEP) + 1))

export interface DayGridProps {
  /** What the grid shows, for those who hear it: "Chương trình ngày 17/4 theo phòng". */
  label: string
  /** Epoch milliseconds; `from` best on a full hour: a line is drawn every thirty minutes from there. */
  from: number
  to: number
  zone: string
  /** One column each; a room whose talks overlap takes several lanes. */
  rooms: readonly {
    readonly id: string
    readonly name: ComponentChildren
    readonly note?: string
    readonly lanes?: number
  }[]
  timeLabel: string
  /** `GridCell`s, in order of time. */
  children?: ComponentChildren
}

/**
 * Rooms × time, five minutes a row. On narrow screens the same cells, in their order, are the day's agenda, so the page
 * carries them once: give them in order of time, each with its `room`.
 */
export function DayGrid({ label, from, to, zone, rooms, timeLabel, children }: DayGridProps) {
  const ticks: number[] = []
  for (let at = from; at < to; at += 6 * STEP) ticks.push(at)
  const lanes = rooms.reduce((sum, room) => sum + (room.lanes ?? 1), 0)
  const fits = lanes <= 6
  // Lines run through the column of times and all rooms.
  const across = `w${lanes + 1}`
  let column = 1
  return (
    <section class={fits ? 'grid-frame grid-fit' : 'grid-frame'} aria-label={label} tabindex={fits ? undefined : 0}>
      <div class="grid" data-from={from} data-to={to}>
        <p class="grid-corner">{timeLabel}</p>
        {rooms.map((room) => {
          const own = room.lanes ?? 1
          const look = `grid-room c${column}${own > 1 ? ` w${own}` : ''}`
          column += own
          return (
            <h2 key={room.id} class={look} id={`room-${room.id}`}>
              {room.name}
              {room.note ? <span class="grid-room-note">{room.note}</span> : null}
            </h2>
          )
        })}
        {ticks.map((at) => (
          <p
            key={at}
            class={`grid-tick ${across} r${gridRow(from, at)}${clockOf(zone, at).endsWith(':00') ? ' grid-hour' : ''}`}
          >
            <time datetime={isoWithOffset(zone, at)} data-instant="">
              {clockOf(zone, at)}
            </time>
          </p>
        ))}
        {children}
        <p class={`grid-now ${across}`} hidden />
      </div>
    </section>
  )
}

export interface GridCellProps {
  /** Lane from 1, counted over all rooms. */
  column: number
  /** Lanes it covers: a plenary over all rooms covers them all. */
  columns?: number
  from: number
  start: number
  minutes: number
  zone: string
  title: ComponentChildren
  titleLang?: string
  href?: string
  /** One line below the title: speakers or chairs. */
  people?: string
  /** Name of the room, shown where there are no columns. */
  room?: ComponentChildren
  kind?: 'session' | 'talk' | 'discussion' | 'break'
  hue?: Hue | null
  trackName?: string
  state?: ItemState
  stateLabel?: string
  star?: ComponentChildren
  /** `CellTalk`s of a session. The row grows with them: nothing is cut off. */
  children?: ComponentChildren
}

/** A talk inside a session's cell. */
export function CellTalk(
  props: Pick<GridCellProps, 'start' | 'zone' | 'title' | 'titleLang' | 'href' | 'people' | 'star'>,
) {
  const { start, zone, title, href } = props
  return (
    <li>
      <time datetime={isoWithOffset(zone, start)} data-instant="">
        {clockOf(zone, start)}
      </time>
      <p lang={props.titleLang}>{href ? <a href={href}>{title}</a> : title}</p>
      {props.people ? <p class="cell-people">{props.people}</p> : null}
      {props.star}
    </li>
  )
}

/** One entry in the grid, placed by classes. */
export function GridCell(props: GridCellProps) {
  const { column, columns = 1, from, start, minutes, zone, title, kind = 'talk', hue, state } = props
  const span = Math.max(1, Math.round(minutes / 5))
  const size = span <= 3 ? ' cell-short' : ''
  const look = `cell cell-${kind} c${column}${columns > 1 ? ` w${columns}` : ''} r${gridRow(from, start)} n${Math.min(span, MAX_ROWS / 2)}${size}`
  return (
    <article
      class={`${look}${hue === null || hue === undefined ? '' : ` ${hueClass(hue)}`}${state ? ` is-${state}` : ''}`}
      data-minutes={minutes}
    >
      <p class="cell-title" lang={props.titleLang}>
        {props.href ? <a href={props.href}>{title}</a> : title}
      </p>
      <p class="cell-meta">
        <time datetime={isoWithOffset(zone, start)} data-instant="">
          {clockOf(zone, start)}
        </time>
        <span class="item-end">–{clockOf(zone, start + minutes * 60_000)}</span>
        {state && props.stateLabel ? <span class="item-state"> {props.stateLabel}</span> : null}
        {props.trackName ? <span class="unseen"> {props.trackName}</span> : null}
      </p>
      {props.people ? <p class="cell-people">{props.people}</p> : null}
      {props.room ? <p class="cell-room">{props.room}</p> : null}
      {props.children ? <ol class="cell-talks">{props.children}</ol> : null}
      {props.star}
    </article>
  )
}
