import type { Text } from '#src/lib/text/multilingual.ts'
import type {
  Day,
  EventFacts,
  Participant,
  Part,
  PartState,
  Room,
  Session,
  Talk,
  Track,
} from '../programme/programme.ts'
import {
  sourceId,
  type Carries,
  type DraftPerson,
  type Format,
  type ImportDraft,
  type SourceId,
  type Sourced,
  type SourceSystem,
} from './draft.ts'
import { asUuid, codesFor, isCode, slugOf, uuidFrom } from './identity.ts'
import type { Problems } from './problems.ts'

/** A mention of a person; who that is, is decided when all mentions are known. */
export interface Mention {
  readonly key: string
  readonly nameKey: string
  readonly state: PartState
}

export interface PersonFacts {
  /** How the file tells its people apart. */
  readonly key: string
  readonly name: string
  readonly guid?: string | null
  readonly code?: string | null
  readonly latin?: string
  readonly title?: Text
  readonly facility?: Text
  readonly country?: string
  readonly biography?: Text
  readonly avatar?: string
}

interface Slot {
  /** The file's identifier of this entry. */
  readonly key: string
  readonly path: string
  readonly guid: string | null
  readonly code: string | null
}

export type NewTalk = Slot & Omit<Talk, 'id' | 'guid' | 'code' | 'speakers'> & { readonly speakers: readonly Mention[] }
export type NewSession = Slot &
  Omit<Session, 'id' | 'guid' | 'code' | 'chairs'> & { readonly chairs: readonly Mention[] }

export interface DraftBuilder {
  readonly roomCount: number
  readonly entryCount: number
  room(key: string, facts: { name: Text; guid?: string | null; description?: Text; capacity?: number | null }): SourceId
  track(key: string, facts: { name: Text; slug?: string; colour?: string }): SourceId
  person(facts: PersonFacts, path: string, state?: PartState): Mention
  /** Adds a session and returns the id that its talks refer to. */
  session(session: NewSession): SourceId
  talk(talk: NewTalk): void
  finish(event: EventFacts, days: readonly Day[], carries: Carries): ImportDraft
}

const DEFAULT_COLOUR = '#5b6770'

export const nameKeyOf = (name: string): string => name.normalize('NFC').toLowerCase()

/** Collects what a parser reads and gives every thing its source id, guid and code at the end. */
export function draftBuilder(system: SourceSystem, format: Format, problems: Problems): DraftBuilder {
  const rooms = new Map<string, Omit<Sourced<Room>, 'guid'> & { guid: string | null }>()
  const tracks = new Map<string, Sourced<Track>>()
  const people = new Map<string, Map<string, { facts: PersonFacts; path: string }>>()
  const sessions: NewSession[] = []
  const talks: NewTalk[] = []

  const room: DraftBuilder['room'] = (key, facts) => {
    const id = sourceId(system, 'room', key)
    const known = rooms.get(key)
    const guid = facts.guid ?? known?.guid ?? null
    rooms.set(key, {
      id,
      sourceId: id,
      guid,
      name: { ...facts.name, ...known?.name },
      description: { ...facts.description, ...known?.description },
      capacity: known?.capacity ?? facts.capacity ?? null,
      position: known?.position ?? rooms.size,
    })
    return id
  }

  const track: DraftBuilder['track'] = (key, facts) => {
    const id = sourceId(system, 'track', key)
    if (!tracks.has(key)) {
      const slug = facts.slug || slugOf(Object.values(facts.name)[0] ?? '') || `track-${tracks.size + 1}`
      const colour = /^#[0-9a-f]{6}$/i.test(facts.colour ?? '') ? facts.colour!.toLowerCase() : DEFAULT_COLOUR
      tracks.set(key, { id, sourceId: id, name: facts.name, slug, colour, position: tracks.size })
    }
    return id
  }

  const person: DraftBuilder['person'] = (facts, path, state = 'confirmed') => {
    const nameKey = nameKeyOf(facts.name)
    let names = people.get(facts.key)
    if (!names) people.set(facts.key, (names = new Map()))
    const known = names.get(nameKey)
    names.set(nameKey, { facts: known ? merged(known.facts, facts) : facts, path: known?.path ?? path })
    return { key: facts.key, nameKey, state }
  }

  const idOf = (mention: Pick<Mention, 'key' | 'nameKey'>): SourceId =>
    sourceId(
      system,
      'person',
      (people.get(mention.key)?.size ?? 0) > 1 ? `${mention.key}#${mention.nameKey}` : mention.key,
    )
  const partsOf = (mentions: readonly Mention[]): Part[] => {
    const parts = new Map<string, Part>()
    for (const mention of mentions) {
      const personId = idOf(mention)
      if (!parts.has(personId)) parts.set(personId, { personId, state: mention.state })
    }
    return [...parts.values()]
  }

  return {
    get roomCount() {
      return rooms.size
    },
    get entryCount() {
      return sessions.length + talks.length
    },
    room,
    track,
    person,
    session: (session) => {
      sessions.push(session)
      return sourceId(system, 'session', session.key)
    },
    talk: (talk) => void talks.push(talk),
    finish: (event, days, carries) => {
      const guids = new Set<string>()
      const named = [...identify(system, 'session', sessions, guids, problems)]
      const given = [...identify(system, 'talk', talks, guids, problems)]
      const codes = codesFor([...named, ...given].map((x) => ({ guid: x.guid, code: x.slot.code ?? '' })))
      return {
        system,
        format,
        carries,
        event,
        days,
        rooms: finishRooms([...rooms.values()], problems),
        tracks: [...tracks.values()],
        sessions: named.map(({ slot, id, guid }) => {
          const { key: _key, path: _path, ...facts } = slot
          return { ...facts, id, sourceId: id, guid, code: codes.get(guid)!, chairs: partsOf(slot.chairs) }
        }),
        talks: given.map(({ slot, id, guid }) => {
          const { key: _key, path: _path, ...facts } = slot
          return { ...facts, id, sourceId: id, guid, code: codes.get(guid)!, speakers: partsOf(slot.speakers) }
        }),
        people: finishPeople(people, idOf, problems),
      }
    },
  }
}

/** Later mentions fill what earlier ones left open. */
const merged = (a: PersonFacts, b: PersonFacts): PersonFacts => ({
  key: a.key,
  name: a.name,
  guid: a.guid ?? b.guid,
  code: a.code ?? b.code,
  latin: a.latin || b.latin,
  title: { ...b.title, ...a.title },
  facility: { ...b.facility, ...a.facility },
  country: a.country || b.country,
  biography: { ...b.biography, ...a.biography },
  avatar: a.avatar || b.avatar,
})

interface Identified<T> {
  readonly slot: T
  readonly id: SourceId
  readonly guid: string
}

/**
 * Source ids and guids. An identifier that a file uses several times (a talk given twice) is told apart by order of
 * start, so that the answer does not depend on the order in the file.
 */
function* identify<T extends Slot & { readonly start: number | null }>(
  system: SourceSystem,
  kind: 'session' | 'talk',
  slots: readonly T[],
  guids: Set<string>,
  problems: Problems,
): Generator<Identified<T>> {
  const groups = new Map<string, T[]>()
  for (const slot of slots) {
    const group = groups.get(slot.key)
    if (group) group.push(slot)
    else groups.set(slot.key, [slot])
  }
  const turns = new Map<T, number>()
  for (const group of groups.values()) {
    if (group.length > 1) group.sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity))
    for (const [turn, slot] of group.entries()) turns.set(slot, turn)
  }
  for (const slot of slots) {
    const turn = turns.get(slot)!
    if (turn > 0) problems.warn(slot.path, 'id-duplicate', { value: slot.key })
    const id = sourceId(system, kind, turn === 0 ? slot.key : `${slot.key}~${turn + 1}`)
    let guid = turn === 0 && slot.guid ? slot.guid : uuidFrom(id)
    if (guids.has(guid)) guid = uuidFrom(id, 'again')
    guids.add(guid)
    yield { slot, id, guid }
  }
}

function finishRooms(
  rooms: readonly (Omit<Sourced<Room>, 'guid'> & { guid: string | null })[],
  problems: Problems,
): Sourced<Room>[] {
  const seen = new Set<string>()
  return rooms.map((room) => {
    let guid = room.guid
    if (guid && seen.has(guid)) {
      problems.warn('', 'room-guid-shared', { value: guid })
      guid = null
    }
    guid ??= uuidFrom(room.id)
    seen.add(guid)
    return { ...room, guid }
  })
}

function finishPeople(
  people: ReadonlyMap<string, ReadonlyMap<string, { facts: PersonFacts; path: string }>>,
  idOf: (mention: Pick<Mention, 'key' | 'nameKey'>) => SourceId,
  problems: Problems,
): DraftPerson[] {
  const list: (Omit<DraftPerson, 'code'> & { code: string })[] = []
  const guids = new Set<string>()
  for (const [key, names] of people) {
    if (names.size > 1) {
      const all = [...names.values()]
      const shown = all.map((x) => x.facts.name).toSorted()
      problems.warn(all[0]!.path, 'person-id-shared', { value: key, names: shown.slice(0, 5).join('; ') })
    }
    for (const [nameKey, { facts }] of names) {
      const id = idOf({ key, nameKey })
      let guid = names.size === 1 ? asUuid(facts.guid) : null
      if (!guid || guids.has(guid)) guid = uuidFrom(id)
      guids.add(guid)
      list.push(participant(id, guid, key, facts))
    }
  }
  const codes = codesFor(list)
  return list.map((x) => ({ ...x, code: codes.get(x.guid)! }))
}

const participant = (id: SourceId, guid: string, fileKey: string, facts: PersonFacts): DraftPerson =>
  ({
    id,
    sourceId: id,
    fileKey,
    guid,
    code: isCode(facts.code) ? facts.code : '',
    name: facts.name,
    latin: facts.latin ?? '',
    title: facts.title ?? {},
    facility: facts.facility ?? {},
    facilityId: null,
    country: facts.country ?? '',
    biography: facts.biography ?? {},
    avatar: facts.avatar ?? '',
  }) satisfies DraftPerson & Participant
