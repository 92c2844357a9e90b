import type { ComponentChildren } from 'preact'
import { clockOf, isoWithOffset } from '#src/lib/time/zoned.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { ui } from './messages.ts'

export interface BoardSlot {
  readonly title: ComponentChildren
  readonly start: number
  readonly people?: string
}

export interface BoardProps {
  lang: Lang
  event: ComponentChildren
  /** The moment it shows, epoch milliseconds; the page's script keeps it up to date. */
  now: number
  zone: string
  rooms: readonly {
    readonly id: string
    readonly name: ComponentChildren
    readonly now?: BoardSlot
    readonly next?: BoardSlot
  }[]
  note?: ComponentChildren
}

/** What is on and what comes next in each room, for the screen in the hall. Uses `ENTRIES.board` alone. */
export function Board({ lang, event, now, zone, rooms, note }: BoardProps) {
  const t = ui(lang)
  const slot = (kind: 'now' | 'next', label: string, it: BoardSlot | undefined) =>
    it ? (
      <div class={`board-${kind}`}>
        <p class="board-label">{label}</p>
        <time datetime={isoWithOffset(zone, it.start)}>{clockOf(zone, it.start)}</time>
        <p class="board-title">{it.title}</p>
        {it.people ? <p class="board-people">{it.people}</p> : null}
      </div>
    ) : null
  return (
    <main class="board">
      <header class="board-head">
        <h1>{event}</h1>
        <time class="board-clock" datetime={isoWithOffset(zone, now)}>
          {clockOf(zone, now)}
        </time>
      </header>
      <ul class="board-rooms">
        {rooms.map((room) => (
          <li key={room.id} class="board-room">
            <h2>{room.name}</h2>
            {slot('now', t('now'), room.now)}
            {slot('next', t('upNext'), room.next)}
          </li>
        ))}
      </ul>
      <footer class="board-foot">{note}</footer>
    </main>
  )
}
