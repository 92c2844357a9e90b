import { say, type Text } from '#src/lib/text/multilingual.ts'
import { programmeDate } from '../../programme/days.ts'
import {
  roomOf,
  type Day,
  type Link,
  type Part,
  type Participant,
  type Programme,
  type Session,
  type Talk,
} from '../../programme/programme.ts'
import { stripControls } from '../clean.ts'
import { codesFor, numbersFor, slugOf } from '../identity.ts'
import { httpUrl } from '../json.ts'
import { daysFrom } from '../moments.ts'

export interface ExportOptions {
  /** Language of the file; a text without it falls back to the event's languages in their order. */
  readonly lang: string
  /** Where the site lives, e.g. `https://vsir.example`; relative links are completed by it. */
  readonly baseUrl: string
  /** Name of the release. */
  readonly version: string
  /** Address of a session, talk or person; default `<baseUrl>/<event>/<kind>/<code>`. */
  readonly urlOf?: (kind: 'session' | 'talk' | 'person', code: string) => string
}

/** One event of a schedule file: a talk, or a session that no exported talk stands for (break, ceremony, plenary). */
export interface Slot {
  readonly guid: string
  readonly code: string
  /** Positive and unique in the file; old readers key on it. */
  readonly number: number
  readonly isSession: boolean
  readonly roomName: string
  readonly trackName: string
  readonly start: number
  readonly minutes: number
  readonly title: string
  readonly subtitle: string
  readonly abstract: string
  readonly description: string
  readonly type: string
  readonly langs: readonly string[]
  readonly persons: readonly Participant[]
  readonly links: readonly Link[]
  readonly attachments: readonly Link[]
  readonly doNotRecord: boolean
  readonly licence: string
  readonly slug: string
  readonly url: string
}

export interface ExportDay extends Day {
  readonly index: number
  readonly slots: readonly Slot[]
}

/** A programme laid out for one language's file; the JSON, XML and sheet exporters and `asCarried` share it. */
export interface Layout {
  readonly acronym: string
  readonly title: string
  readonly days: readonly ExportDay[]
  readonly sessions: readonly Session[]
  readonly talks: readonly Talk[]
  readonly roomNames: ReadonlyMap<string, string>
  readonly trackNames: ReadonlyMap<string, string>
  readonly codes: ReadonlyMap<string, string>
  readonly personCodes: ReadonlyMap<string, string>
  readonly personNumbers: ReadonlyMap<string, number>
  readonly text: (text: Text) => string
  readonly links: (links: readonly Link[]) => Link[]
  readonly personsOf: (parts: readonly Part[]) => Participant[]
  readonly personUrl: (person: Participant) => string
}

/** Lays out what is scheduled, not cancelled, and not in a cancelled session. Linear but for sorting. */
export function layOut(programme: Programme, options: ExportOptions): Layout {
  const { event } = programme
  const text = (value: Text): string => stripControls(say(value, options.lang, event.langs))
  const sessions = programme.sessions.filter((x) => !x.cancelled)
  const sessionById = new Map(sessions.map((x) => [x.id, x]))
  const talks = programme.talks.filter(
    (x) => !x.cancelled && x.start !== null && (x.sessionId === null || sessionById.has(x.sessionId)),
  )
  const people = new Map(programme.people.map((x) => [x.id, x]))
  const roomNames = uniqueNames(programme.rooms, text)
  const trackNames = uniqueNames(programme.tracks, text)
  const acronym = acronymOf(event.slug)
  const entries = [...sessions, ...talks]
  const codes = codesFor(entries)
  const numbers = numbersFor(entries.map((x) => x.guid))
  const urlOf = options.urlOf ?? ((kind, code) => `${options.baseUrl.replace(/\/$/, '')}/${event.slug}/${kind}/${code}`)
  const links = (list: readonly Link[]): Link[] =>
    list.flatMap((x) => {
      const url = httpUrl(x.url, options.baseUrl)
      return url ? [{ title: stripControls(x.title), url, type: LINK_TYPES.has(x.type) ? x.type : '' }] : []
    })
  const personsOf = (parts: readonly Part[]): Participant[] =>
    parts.flatMap((x) => (x.state === 'declined' ? [] : (people.get(x.personId) ?? [])))
  const common = (x: Talk | Session, kind: 'talk' | 'session', title: string) => {
    const code = codes.get(x.guid)!
    const words = slugOf(title, 50)
    return {
      guid: x.guid,
      code,
      number: numbers.get(x.guid)!,
      start: x.start!,
      minutes: x.minutes,
      title,
      slug: `${acronym}-${code.toLowerCase()}${words ? `-${words}` : ''}`,
      url: urlOf(kind, code),
    }
  }
  const withTalks = new Set(talks.map((x) => x.sessionId))
  const slots: Slot[] = []
  for (const session of sessions) {
    if (session.start === null || withTalks.has(session.id)) continue
    slots.push({
      ...common(session, 'session', text(session.title) || session.kind),
      isSession: true,
      roomName: roomNames.get(session.roomId ?? '') ?? '',
      trackName: trackNames.get(session.trackId ?? '') ?? '',
      subtitle: '',
      abstract: '',
      description: text(session.description),
      type: session.kind,
      langs: [],
      persons: personsOf(session.chairs),
      links: [],
      attachments: [],
      doNotRecord: false,
      licence: '',
    })
  }
  for (const talk of talks) {
    const session = talk.sessionId ? sessionById.get(talk.sessionId) : undefined
    slots.push({
      ...common(talk, 'talk', text(talk.title) || (session && text(session.title)) || talk.kind),
      isSession: false,
      roomName: roomNames.get(roomOf(talk, sessionById) ?? '') ?? '',
      trackName: trackNames.get(talk.trackId ?? session?.trackId ?? '') ?? '',
      subtitle: text(talk.subtitle),
      abstract: text(talk.abstract),
      description: text(talk.description),
      type: stripControls(talk.type) || (talk.kind === 'discussion' ? 'discussion' : (session?.kind ?? '')),
      langs: talk.langs,
      persons: personsOf(talk.speakers),
      links: links(talk.links),
      attachments: links(talk.attachments),
      doNotRecord: talk.doNotRecord,
      licence: stripControls(talk.licence),
    })
  }
  return {
    acronym,
    title: text(event.title) || event.slug,
    days: daysOf(programme, slots),
    sessions,
    talks,
    roomNames,
    trackNames,
    codes,
    personCodes: codesFor(programme.people),
    personNumbers: numbersFor(programme.people.map((x) => x.guid)),
    text,
    links,
    personsOf,
    personUrl: (person) => urlOf('person', person.code),
  }
}

/** What the JSON schema allows as a link's type. */
const LINK_TYPES = new Set(['slides', 'paper', 'web', 'blog', 'article', 'media', 'related', 'activitypub'])

/** `[a-z0-9_]{4,}`, which both schemas and the slugs in them accept. */
export const acronymOf = (slug: string): string => (slugOf(slug).replaceAll('-', '_') || 'event').padEnd(4, '_')

/** Names by id; the files key rooms and tracks by name, so a name used twice gets a number. */
function uniqueNames(
  items: readonly { readonly id: string; readonly name: Text; readonly position: number }[],
  text: (text: Text) => string,
): Map<string, string> {
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const item of items.toSorted((a, b) => a.position - b.position)) {
    const base = text(item.name).replace(/\s+/g, ' ').trim() || `#${item.position + 1}`
    let name = base
    for (let n = 2; taken.has(name); n++) name = `${base} (${n})`
    taken.add(name)
    names.set(item.id, name)
  }
  return names
}

/**
 * The programme's days with their slots: a slot belongs to the day whose hours hold its start, else to the one of its
 * programme date (small hours count to the day before), else to the last day before it, so that none is lost.
 */
function daysOf(programme: Programme, slots: readonly Slot[]): ExportDay[] {
  const given =
    programme.days.length > 0
      ? programme.days
      : daysFrom(
          programme.event.zone,
          slots.map((x) => ({ ...x, roomId: null })),
        )
  const days = given.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.start - b.start))
  const lists = days.map((): Slot[] => [])
  for (const slot of slots) {
    let found = days.findIndex((day) => slot.start >= day.start && slot.start < day.end)
    if (found < 0) {
      const date = programmeDate(programme.event.zone, slot.start)
      found = Math.max(
        0,
        days.findLastIndex((day) => day.date <= date),
      )
    }
    lists[found]?.push(slot)
  }
  return days.map((day, i) => ({
    ...day,
    index: i + 1,
    slots: lists[i]!.toSorted((a, b) => a.start - b.start || (a.guid < b.guid ? -1 : 1)),
  }))
}

/** The slots of a day by room, rooms in the programme's order, roomless ones (name '') last; empty rooms are dropped. */
export function byRoom(day: ExportDay, layout: Layout): [string, Slot[]][] {
  const rooms = new Map<string, Slot[]>([...layout.roomNames.values(), ''].map((name) => [name, []]))
  for (const slot of day.slots) rooms.get(slot.roomName)!.push(slot)
  return [...rooms].filter(([, slots]) => slots.length > 0)
}
