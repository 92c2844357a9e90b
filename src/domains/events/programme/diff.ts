import type { Text } from '#src/lib/text/multilingual.ts'
import { equal } from './equal.ts'
import { indexOf, roomOf } from './programme.ts'
import type { Part, Programme, ProgrammeIndex, Session, Talk } from './programme.ts'
import type { ItemRef } from './warnings.ts'

/** What happened to something; an item cancelled and one taken out are the same to whoever wanted to hear it. */
export type Change = 'new' | 'moved' | 'changed' | 'cancelled'
export const CHANGES: readonly Change[] = ['new', 'moved', 'changed', 'cancelled']

/** A field with what it was and is. Rooms, tracks, sessions and people are named, for they may be gone later. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** A room, track or session as the value of a field. */
export interface NamedRef {
  readonly id: string
  readonly name: Text
}

export interface ItemChange extends ItemRef {
  readonly change: Change
  readonly code: string
  /** As it is now, or was. */
  readonly title: Text
  readonly sessionId: string | null
  /** Where it is now, or was: epoch milliseconds and a room id. */
  readonly start: number | null
  readonly roomId: string | null
  /** Everything that differs; empty for what is new or cancelled. */
  readonly fields: readonly FieldChange[]
  /** A talk that only went along with its session: lists may leave it to the session's entry. */
  readonly withSession: boolean
  /** Speakers or chairs before and now, without those who declined. */
  readonly people: { readonly before: readonly string[]; readonly after: readonly string[] }
}

/** A change of a room, track, person or day (whose id is its date). */
export interface EntryChange {
  readonly id: string
  readonly change: 'new' | 'changed' | 'removed'
  readonly name: Text
  readonly fields: readonly FieldChange[]
}

/** The difference of two programmes as plain JSON: stored with a release and read by pages, feeds and mails. */
export interface ProgrammeDiff {
  readonly items: readonly ItemChange[]
  readonly days: readonly EntryChange[]
  readonly rooms: readonly EntryChange[]
  readonly tracks: readonly EntryChange[]
  readonly people: readonly EntryChange[]
}

/** What changed from one programme to the next, items in order of time. Linear in their sizes but for that order. */
export function diffProgrammes(before: Programme, after: Programme): ProgrammeDiff {
  const a = indexOf(before)
  const b = indexOf(after)
  const items: ItemChange[] = []
  const moved = new Map<string, number>()
  for (const [was, is] of pairs(before.sessions, after.sessions)) {
    const change = itemChange(was && faceOf(was, a), is && faceOf(is, b))
    if (!change) continue
    items.push(change)
    const by = change.change === 'moved' ? delta(change) : null
    if (by !== null) moved.set(change.id, by)
  }
  for (const [was, is] of pairs(before.talks, after.talks)) {
    const change = itemChange(was && faceOf(was, a), is && faceOf(is, b))
    if (change) items.push(alongWith(change, moved))
  }
  items.sort((x, y) => (x.start ?? Infinity) - (y.start ?? Infinity) || 0)
  return {
    items,
    days: entries(
      before.days,
      after.days,
      (d) => d.date,
      ['start', 'end', 'title'],
      (d) => d.title,
    ),
    rooms: entries(before.rooms, after.rooms, byId, ['name', 'description', 'capacity'], (r) => r.name),
    tracks: entries(before.tracks, after.tracks, byId, ['name', 'colour'], (t) => t.name),
    people: entries(before.people, after.people, byId, PERSON_FIELDS, (p) => ({ und: p.name })),
  }
}

const PERSON_FIELDS = ['name', 'latin', 'title', 'facility', 'country', 'biography', 'avatar'] as const
const byId = (x: { readonly id: string }): string => x.id

/** Each thing before with itself after; what is only on one side with undefined. */
function* pairs<T>(before: readonly T[], after: readonly T[], key = byId as (x: T) => string): Generator<[T?, T?]> {
  const left = new Map(before.map((x) => [key(x), x]))
  for (const is of after) {
    const was = left.get(key(is))
    if (was !== undefined) left.delete(key(is))
    yield [was, is]
  }
  for (const was of left.values()) yield [was, undefined]
}

/** What people see of an item, by the names of the fields that a difference tells. */
interface Face {
  readonly ref: ItemRef
  readonly code: string
  readonly sessionId: string | null
  readonly roomId: string | null
  readonly people: readonly string[]
  readonly fields: { readonly start: number | null; readonly title: Text; readonly [field: string]: unknown }
}

function faceOf(item: Session | Talk, index: ProgrammeIndex): Face | undefined {
  const talk = 'sessionId' in item ? item : null
  const session = talk?.sessionId ? index.sessions.get(talk.sessionId) : undefined
  if (item.cancelled || session?.cancelled) return undefined
  const roomId = talk ? roomOf(talk, index.sessions) : item.roomId
  const people = present('sessionId' in item ? item.speakers : item.chairs)
  const common = {
    start: item.start,
    room: named(roomId, index.rooms),
    minutes: item.minutes,
    title: item.title,
    kind: item.kind,
    track: named(item.trackId, index.tracks),
    description: item.description,
  }
  const names = people.map((id) => ({ id, name: index.people.get(id)?.name ?? '' }))
  const fields = talk
    ? {
        ...common,
        session: session ? { id: session.id, name: session.title } : null,
        speakers: names,
        subtitle: talk.subtitle,
        abstract: talk.abstract,
        langs: talk.langs,
        type: talk.type,
        links: talk.links,
        attachments: talk.attachments,
        doNotRecord: talk.doNotRecord,
        licence: talk.licence,
      }
    : { ...common, chairs: names }
  const ref: ItemRef = { type: talk ? 'talk' : 'session', id: item.id }
  return { ref, code: item.code, sessionId: session?.id ?? null, roomId, people, fields }
}

const present = (parts: readonly Part[]): string[] => [
  ...new Set(parts.filter((p) => p.state !== 'declined').map((p) => p.personId)),
]

function named(id: string | null, among: ReadonlyMap<string, { readonly name: Text }>): NamedRef | null {
  return id === null ? null : { id, name: among.get(id)?.name ?? {} }
}

/** References and people are the same when their ids are: a room renamed is the room's change, not the talk's. */
function sameField(field: string, before: unknown, after: unknown): boolean {
  if (!REFERENCES.has(field)) return equal(before, after)
  const ids = (value: unknown): unknown => (Array.isArray(value) ? value.map(idOf) : idOf(value))
  return equal(ids(before), ids(after))
}
const REFERENCES = new Set(['room', 'track', 'session', 'speakers', 'chairs'])
const idOf = (value: unknown): unknown => (value as NamedRef | null)?.id ?? null

function fieldChanges(before: Face['fields'], after: Face['fields']): FieldChange[] {
  const out: FieldChange[] = []
  for (const field of Object.keys(after)) {
    if (!sameField(field, before[field], after[field])) out.push({ field, before: before[field], after: after[field] })
  }
  return out
}

function itemChange(was: Face | undefined, is: Face | undefined): ItemChange | null {
  const face = is ?? was
  if (!face) return null
  const fields = was && is ? fieldChanges(was.fields, is.fields) : []
  if (was && is && fields.length === 0) return null
  const elsewhere = fields.some((f) => f.field === 'start' || f.field === 'room')
  return {
    ...face.ref,
    change: !was ? 'new' : !is ? 'cancelled' : elsewhere ? 'moved' : 'changed',
    code: face.code,
    title: face.fields.title,
    sessionId: face.sessionId,
    start: face.fields.start,
    roomId: face.roomId,
    fields,
    withSession: false,
    people: { before: was?.people ?? [], after: is?.people ?? [] },
  }
}

/** By how much something moved in time, 0 for a change of room alone; null if it got or lost its time. */
function delta({ fields }: ItemChange): number | null {
  const start = fields.find((f) => f.field === 'start')
  if (!start) return 0
  return typeof start.before === 'number' && typeof start.after === 'number' ? start.after - start.before : null
}

function alongWith(talk: ItemChange, sessions: ReadonlyMap<string, number>): ItemChange {
  const by = talk.sessionId === null ? undefined : sessions.get(talk.sessionId)
  const onlyMoved = talk.change === 'moved' && talk.fields.every((f) => f.field === 'start' || f.field === 'room')
  return by !== undefined && onlyMoved && delta(talk) === by ? { ...talk, withSession: true } : talk
}

function entries<T extends object>(
  before: readonly T[],
  after: readonly T[],
  key: (x: T) => string,
  fields: readonly (keyof T & string)[],
  nameOf: (x: T) => Text,
): EntryChange[] {
  const out: EntryChange[] = []
  for (const [was, is] of pairs(before, after, key)) {
    const it = (is ?? was)!
    const differing =
      was && is
        ? fields.filter((f) => !equal(was[f], is[f])).map((f) => ({ field: f, before: was[f], after: is[f] }))
        : []
    if (was && is && differing.length === 0) continue
    out.push({ id: key(it), change: !was ? 'new' : !is ? 'removed' : 'changed', name: nameOf(it), fields: differing })
  }
  return out
}

export const isEmptyDiff = (d: ProgrammeDiff): boolean =>
  d.items.length + d.days.length + d.rooms.length + d.tracks.length + d.people.length === 0

/** How many items are new, moved, changed, cancelled. */
export function countChanges(d: ProgrammeDiff): Record<Change, number> {
  const counts = { new: 0, moved: 0, changed: 0, cancelled: 0 }
  for (const item of d.items) counts[item.change]++
  return counts
}
