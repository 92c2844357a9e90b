import type { ComponentChildren } from 'preact'
import { clockOf, isoWithOffset } from '#src/lib/time/zoned.ts'
import { hueClass, type Hue } from './hues.ts'

export interface ItemSpeaker {
  readonly name: string
  /** Academic title before the name: "PGS.TS." */
  readonly title?: string
  readonly facility?: string
  readonly href?: string
}

/** `past` and `now` are also set by `reader.ts`; the others come from comparing releases. */
export type ItemState = 'past' | 'now' | 'cancelled' | 'moved' | 'fresh' | 'changed'

export interface AgendaItemProps {
  /** `session` is a heading with its talks as children, `talk` and `discussion` one line each, `break` a thin one. */
  level?: 'session' | 'talk' | 'discussion' | 'break'
  title: ComponentChildren
  /** Language of the title when it is not the page's. */
  titleLang?: string
  href?: string
  /** Epoch milliseconds; without a start it is not scheduled yet and shows no time. */
  start: number | null
  minutes: number
  zone: string
  room?: ComponentChildren
  speakers?: readonly ItemSpeaker[]
  /** Chairs of a session. */
  chairs?: readonly ItemSpeaker[]
  chairsLabel?: string
  /** Kind, languages, sample mark: short words behind the title. */
  marks?: ComponentChildren
  track?: { readonly name: ComponentChildren; readonly hue: Hue } | null
  state?: ItemState
  /** The state in words, shown and read: "Đã dời". */
  stateLabel?: string
  star?: ComponentChildren
  /** Talks of a session, each an `AgendaItem`. */
  children?: ComponentChildren
}

/** One entry of a programme, as a list item. Plain strings and few elements: a page may hold a thousand. */
export function AgendaItem(props: AgendaItemProps) {
  const { level = 'talk', title, titleLang, href, start, minutes, zone, room, speakers, chairs, track, state } = props
  const Heading = level === 'session' ? 'h3' : 'p'
  const look = `item item-${level}${track ? ` ${hueClass(track.hue)}` : ''}${state ? ` is-${state}` : ''}`
  return (
    <li class={look} data-minutes={start === null ? undefined : minutes}>
      <p class="item-time">{start === null ? null : <ItemTime start={start} minutes={minutes} zone={zone} />}</p>
      <div class="item-body">
        <Heading class="item-title" lang={titleLang}>
          {href ? <a href={href}>{title}</a> : title}
          {props.marks ? <span class="item-marks"> {props.marks}</span> : null}
        </Heading>
        {state && props.stateLabel ? <p class="item-state">{props.stateLabel}</p> : null}
        {speakers?.length ? <People people={speakers} look="item-people" /> : null}
        {chairs?.length ? <People people={chairs} look="item-people item-chairs" label={props.chairsLabel} /> : null}
        {room || track ? (
          <p class="item-meta">
            {room ? <span class="item-room">{room}</span> : null}
            {track ? <span class="track">{track.name}</span> : null}
          </p>
        ) : null}
      </div>
      {props.star}
      {props.children ? <ol class="item-inner">{props.children}</ol> : null}
    </li>
  )
}

/** Start as a marked instant with the end behind it. */
export function ItemTime({ start, minutes, zone }: { start: number; minutes: number; zone: string }) {
  return (
    <>
      <time datetime={isoWithOffset(zone, start)} data-instant="">
        {clockOf(zone, start)}
      </time>
      <span class="item-end">–{clockOf(zone, start + minutes * 60_000)}</span>
    </>
  )
}

function People({ people, look, label }: { people: readonly ItemSpeaker[]; look: string; label?: string }) {
  return (
    <p class={look}>
      {label ? <span class="item-role">{label} </span> : null}
      {people.map((person, n) => (
        <>
          {n > 0 ? ' · ' : null}
          <span class="person">
            {person.title ? <span class="person-title">{person.title} </span> : null}
            {person.href ? <a href={person.href}>{person.name}</a> : person.name}
            {person.facility ? <span class="person-facility">, {person.facility}</span> : null}
          </span>
        </>
      ))}
    </p>
  )
}

/** The list of a day, groups of equal start or sessions inside. */
export function Agenda({ children }: { children?: ComponentChildren }) {
  return <ol class="agenda">{children}</ol>
}

/** Entries that begin together, under their common time, which stays in sight while they scroll by. */
export function AgendaGroup({ start, zone, children }: { start: number; zone: string; children?: ComponentChildren }) {
  return (
    <li class="agenda-group">
      <h2 class="agenda-time">
        <time datetime={isoWithOffset(zone, start)} data-instant="">
          {clockOf(zone, start)}
        </time>
      </h2>
      <ol>{children}</ol>
    </li>
  )
}
