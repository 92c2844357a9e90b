import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { keyOf } from '../../edits/edit-patch.ts'
import type { Day, Participant, Programme, Room, Session, Talk, Track } from '../../programme/programme.ts'
import { loadWorkingCopy } from '../../working-copy/working-copy.ts'

/** What the grid needs of a programme: places, titles and people; long texts and links stay on the server. */
export const leanSession = (s: Session): Session => ({ ...s, description: {} })
export const leanTalk = (t: Talk): Talk => ({
  ...t,
  subtitle: {},
  abstract: {},
  description: {},
  links: [],
  attachments: [],
})
export const leanPerson = (p: Participant): Participant => ({ ...p, facility: {}, biography: {}, avatar: '' })

export const leanProgramme = (p: Programme): Programme => ({
  ...p,
  rooms: p.rooms.map((room) => ({ ...room, description: {} })),
  sessions: p.sessions.map(leanSession),
  talks: p.talks.map(leanTalk),
  people: p.people.map(leanPerson),
})

/** What changed, as it is now: an editor lays it over what it has. */
export interface LeanChanges {
  readonly sessions: readonly Session[]
  readonly talks: readonly Talk[]
  /** Ids and dates of what is no longer there. */
  readonly removed: readonly string[]
  /** Whole lists, when anything of them changed. */
  readonly days?: readonly Day[]
  readonly rooms?: readonly Room[]
  readonly tracks?: readonly Track[]
  /** The people of the changed items. */
  readonly people: readonly Participant[]
  readonly revisions: Readonly<Record<string, number>>
}

/** The changed things of a programme for an editor. Linear in the programme, without a statement. */
export function leanChanges(
  p: Programme,
  revisions: ReadonlyMap<string, number>,
  changed: Iterable<string>,
): LeanChanges {
  const wanted = new Set(changed)
  const has = (item: Parameters<typeof keyOf>[0]): boolean => wanted.has(keyOf(item))
  const sessions = p.sessions.filter(has).map(leanSession)
  const talks = p.talks.filter(has).map(leanTalk)
  const present = new Set(
    [...sessions, ...talks, ...p.rooms, ...p.tracks].map((item) => item.id).concat(p.days.map((d) => d.date)),
  )
  const removed = [...wanted].filter((id) => !present.has(id))
  // Something of the small lists is gone or changed: they are sent whole.
  const small = removed.length > 0 || [...p.days, ...p.rooms, ...p.tracks].some(has)
  const named = new Set(
    [...sessions.flatMap((s) => s.chairs), ...talks.flatMap((t) => t.speakers)].map((part) => part.personId),
  )
  return {
    sessions,
    talks,
    removed,
    ...(small ? { days: p.days, rooms: p.rooms, tracks: p.tracks } : {}),
    people: p.people.filter((person) => named.has(person.id)).map(leanPerson),
    revisions: Object.fromEntries([...wanted].flatMap((id) => (revisions.has(id) ? [[id, revisions.get(id)!]] : []))),
  }
}

interface Snapshot {
  readonly revision: number
  readonly programme: Programme
  readonly revisions: ReadonlyMap<string, number>
}

/** The working copies last looked at: all live connections of an event share one, and an edit leaves its result here. */
const kept = new WeakMap<object, Map<string, Snapshot>>()
const KEPT = 4

export function keepSnapshot(ctx: Context, eventId: string, snapshot: Snapshot): void {
  let cache = kept.get(ctx.bus)
  if (!cache) kept.set(ctx.bus, (cache = new Map()))
  cache.delete(eventId)
  cache.set(eventId, snapshot)
  if (cache.size > KEPT) cache.delete(cache.keys().next().value!)
}

/** The working copy at least as new as `revision`; loaded only when the one at hand is older. */
export async function snapshotOf(ctx: Context, db: AnyDb, eventId: string, revision: number): Promise<Snapshot | null> {
  const known = kept.get(ctx.bus)?.get(eventId)
  if (known && known.revision >= revision) return known
  const copy = await loadWorkingCopy(ctx, db, eventId)
  if (copy) keepSnapshot(ctx, eventId, copy)
  return copy
}
