import { freeSlug, slugOf } from '#src/lib/text/slug.ts'
import { pick, type Lang, type Picked, type Text } from '#src/lib/text/multilingual.ts'
import { titledName } from '#src/lib/text/names.ts'
import { trackHues, type Hue } from '#src/ui/hues.ts'
import { comparingRooms } from '../programme/layout.ts'
import type { Part, Participant, Programme, Room, Session, Talk, Track } from '../programme/programme.ts'
import type { Released } from '../queries.ts'
import { bySession, isTalk, sessionSlot, talkSlot, type Slot } from '../programme/slots.ts'
import { addresses, type Addresses } from './addresses.ts'

/** A released programme made ready to be read in one language: what every page looks up, computed once. */
export interface Book {
  readonly lang: Lang
  readonly released: Released
  readonly programme: Programme
  readonly zone: string
  readonly at: Addresses
  readonly rooms: readonly BookRoom[]
  readonly tracks: readonly BookTrack[]
  room(id: string | null): BookRoom | null
  track(id: string | null): BookTrack | null
  /** Text in the reader's language, else in the event's. */
  text(text: Text): Picked
  /** Name with academic title as the reader writes it. */
  name(person: Participant): string
  people(parts: readonly Part[]): Participant[]
  session(code: string): Session | undefined
  talk(code: string): Talk | undefined
  person(code: string): Participant | undefined
  slot(item: Session | Talk): Slot | null
  href(item: Session | Talk): string
}

export interface BookRoom {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly capacity: number | null
  readonly room: Room
}

export interface BookTrack {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly hue: Hue
  readonly track: Track
}

const books = new WeakMap<Released, Map<Lang, Book>>()

/** The book of a release in a language; made once for as long as the release is in memory. */
export function bookOf(released: Released, lang: Lang): Book {
  let byLang = books.get(released)
  if (!byLang) books.set(released, (byLang = new Map()))
  let book = byLang.get(lang)
  if (!book) byLang.set(lang, (book = makeBook(released, lang)))
  return book
}

function makeBook(released: Released, lang: Lang): Book {
  const { programme, index } = released
  const { event } = programme
  const at = addresses(lang, event.slug)
  const text = (value: Text): Picked => pick(value, lang, event.langs)
  const slugs = roomSlugs(programme)
  const rooms = [...programme.rooms].sort(comparingRooms).map((room) => ({
    id: room.id,
    name: text(room.name).text,
    slug: slugs.get(room.id)!,
    capacity: room.capacity,
    room,
  }))
  const hues = trackHues(programme.tracks)
  const tracks = [...programme.tracks]
    .sort((a, b) => a.position - b.position)
    .map((track) => ({
      id: track.id,
      name: text(track.name).text,
      slug: track.slug,
      hue: hues.get(track.id) ?? 'grey',
      track,
    }))
  const roomsById = new Map(rooms.map((room) => [room.id, room]))
  const tracksById = new Map(tracks.map((track) => [track.id, track]))
  const sessions = bySession(programme)
  const byCode = <T extends { readonly code: string }>(items: readonly T[]) =>
    new Map(items.map((item) => [item.code, item]))
  const sessionCodes = byCode(programme.sessions)
  const talkCodes = byCode(programme.talks)
  const personCodes = byCode(programme.people)
  const names = new Map<string, string>()
  return {
    lang,
    released,
    programme,
    zone: event.zone,
    at,
    rooms,
    tracks,
    text,
    room: (id) => (id === null ? null : (roomsById.get(id) ?? null)),
    track: (id) => (id === null ? null : (tracksById.get(id) ?? null)),
    name(person) {
      let name = names.get(person.id)
      if (name === undefined) names.set(person.id, (name = titledName(person, lang)))
      return name
    },
    people: (parts) => parts.flatMap((part) => index.people.get(part.personId) ?? []),
    session: (code) => sessionCodes.get(code),
    talk: (code) => talkCodes.get(code),
    person: (code) => personCodes.get(code),
    slot: (item) => (isTalk(item) ? talkSlot(item, sessions) : sessionSlot(item)),
    href: (item) => (isTalk(item) ? at.talk(item.code) : at.session(item.code)),
  }
}

/**
 * Rooms have no address of their own, so it is made of the name in the event's first language: the same in every
 * language of the page, and told apart by number where two rooms have one name.
 */
export function roomSlugs(programme: Programme): Map<string, string> {
  const taken = new Set<string>()
  const slugs = new Map<string, string>()
  for (const room of [...programme.rooms].sort(comparingRooms)) {
    const name = pick(room.name, programme.event.langs[0] ?? 'vi', programme.event.langs).text
    const slug = freeSlug(slugOf(name, 'room'), (s) => taken.has(s))
    taken.add(slug)
    slugs.set(room.id, slug)
  }
  return slugs
}
