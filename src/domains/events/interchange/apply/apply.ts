import { equal } from '../../programme/equal.ts'
import type { Participant, Programme, Room, Session, Talk, Track } from '../../programme/programme.ts'
import type { DraftPerson, ImportDraft, SourceId, SourceKind, Sourced } from '../draft.ts'
import { codesFor, uuidFrom } from '../identity.ts'
import { mergeDays, mergePerson, mergeRoom, mergeSession, mergeTalk, mergeTrack } from './merge.ts'
import { matchAll, type Matches } from './match.ts'

export interface ApplyInput {
  readonly current: Programme
  /** What earlier imports into this event were given: source id -> id. */
  readonly known: ReadonlyMap<string, string>
  readonly draft: ImportDraft
  /** A new id for a thing of the file; called once for each, in the order of the file. */
  readonly newId: (kind: SourceKind, sourceId: SourceId) => string
  /** What becomes of entries that an earlier file of the same system had and this one lacks. Default: cancelled. */
  readonly missing?: 'cancel' | 'remove' | 'keep'
}

export interface Applied {
  readonly programme: Programme
  /** `known` with this file's ids: to be stored with the programme. */
  readonly ids: ReadonlyMap<string, string>
  /** Sessions and talks, by what became of them. */
  readonly counts: Readonly<Record<'created' | 'updated' | 'unchanged' | 'cancelled' | 'removed', number>>
}

/**
 * The working copy after an import. What the file carries replaces what is there; what it cannot say (other languages,
 * sessions of a source without sessions, answers of speakers, details of people and rooms) stays. Ids, guids and codes
 * of what exists never change. Things of the secretariat's own are not touched. Deterministic, and applying the same
 * file a second time changes nothing.
 */
export function applyDraft({ current, known, draft, newId, missing = 'cancel' }: ApplyInput): Applied {
  const matches = matchAll(current, known, draft)
  const ids = new Map(known)
  const give = (kind: SourceKind, items: readonly { readonly sourceId: SourceId }[]): void => {
    for (const { sourceId } of items)
      ids.set(sourceId, matches.get(sourceId) ?? known.get(sourceId) ?? newId(kind, sourceId))
  }
  give('room', draft.rooms)
  give('track', draft.tracks)
  give('person', draft.people)
  give('session', draft.sessions)
  give('talk', draft.talks)
  const idOf = (sourceId: string): string => ids.get(sourceId)!
  const refer = (sourceId: string | null): string | null => (sourceId === null ? null : (ids.get(sourceId) ?? null))

  const entryCodes = new Set([...current.sessions, ...current.talks].map((x) => x.code))
  const guids = new Set([...current.rooms, ...current.people, ...current.sessions, ...current.talks].map((x) => x.guid))
  const codes = newCodes([...draft.sessions, ...draft.talks], matches, entryCodes)
  const personCodes = newCodes(draft.people, matches, new Set(current.people.map((x) => x.code)))
  const freeGuid = (wanted: string, id: string): string => {
    let guid = wanted
    for (let n = 0; guids.has(guid); n++) guid = uuidFrom(id, String(n))
    guids.add(guid)
    return guid
  }
  const fresh = <T extends { readonly guid: string; readonly sourceId: SourceId }>(item: T): T & { id: string } => {
    const id = idOf(item.sourceId)
    return { ...item, id, guid: freeGuid(item.guid, id) }
  }

  const gone = missingIds(known, draft, missing, idOf)
  const carries = draft.carries
  const rooms = upsert(current.rooms, draft.rooms, idOf, (old, x: Sourced<Room>, at) =>
    old ? mergeRoom(old, x, carries) : { ...bare(fresh(x)), position: at },
  )
  const tracks = upsert(current.tracks, draft.tracks, idOf, (old, x: Sourced<Track>, at) =>
    old ? mergeTrack(old, x, carries) : { ...bare(x), id: idOf(x.sourceId), position: at },
  )
  const people = upsert(current.people, draft.people, idOf, (old, x: DraftPerson) =>
    old ? mergePerson(old, x, carries) : { ...barePerson(fresh(x)), code: personCodes.get(x.sourceId)! },
  )
  const sessions = upsert(current.sessions, draft.sessions, idOf, (old, x: Sourced<Session>) => {
    const session: Session = {
      ...bare(x),
      roomId: refer(x.roomId),
      trackId: refer(x.trackId),
      chairs: x.chairs.map((p) => ({ ...p, personId: idOf(p.personId) })),
    }
    return old
      ? mergeSession(old, session, draft)
      : { ...session, id: idOf(x.sourceId), guid: freeGuid(x.guid, idOf(x.sourceId)), code: codes.get(x.sourceId)! }
  })
  const talks = upsert(current.talks, draft.talks, idOf, (old, x: Sourced<Talk>) => {
    const talk: Talk = {
      ...bare(x),
      sessionId: refer(x.sessionId),
      roomId: refer(x.roomId),
      trackId: refer(x.trackId),
      speakers: x.speakers.map((p) => ({ ...p, personId: idOf(p.personId) })),
    }
    return old
      ? mergeTalk(old, talk, draft)
      : { ...talk, id: idOf(x.sourceId), guid: freeGuid(x.guid, idOf(x.sourceId)), code: codes.get(x.sourceId)! }
  })

  const kept = dropMissing({ ...current, rooms, tracks, people, sessions, talks }, gone, missing)
  const programme = { ...kept, days: mergeDays(current.days, draft, kept) }
  return { programme, ids, counts: count(current, programme) }
}

/** Without what only the draft has. */
function bare<T extends { readonly sourceId: SourceId }>(item: T): Omit<T, 'sourceId'> {
  const { sourceId: _sourceId, ...rest } = item
  return rest
}
function barePerson(item: DraftPerson): Participant {
  const { fileKey: _fileKey, sourceId: _sourceId, ...rest } = item
  return rest
}

/** Existing things in their order, merged where the file has them; new ones behind. Unchanged things keep identity. */
function upsert<T extends { readonly id: string }, D extends { readonly sourceId: SourceId }>(
  current: readonly T[],
  incoming: readonly D[],
  idOf: (sourceId: SourceId) => string,
  merge: (old: T | null, item: D, position: number) => T,
): T[] {
  const byId = new Map(incoming.map((x) => [idOf(x.sourceId), x]))
  const merged = current.map((old) => {
    const item = byId.get(old.id)
    if (!item) return old
    byId.delete(old.id)
    const next = merge(old, item, -1)
    return equal(old, next) ? old : next
  })
  const last = current.reduce((max, x) => Math.max(max, 'position' in x ? Number(x.position) : -1), -1)
  return [...merged, ...[...byId.values()].map((item, i) => merge(null, item, last + 1 + i))]
}

function newCodes(
  items: readonly { readonly sourceId: SourceId; readonly guid: string; readonly code: string }[],
  matches: Matches,
  taken: ReadonlySet<string>,
): Map<SourceId, string> {
  const fresh = items.filter((x) => !matches.has(x.sourceId))
  const codes = codesFor(fresh, taken)
  return new Map(fresh.map((x) => [x.sourceId, codes.get(x.guid)!]))
}

/** Ids that this system gave before and that the file no longer has. */
function missingIds(
  known: ReadonlyMap<string, string>,
  draft: ImportDraft,
  missing: string,
  idOf: (sourceId: string) => string,
): Set<string> {
  if (missing === 'keep') return new Set()
  const all = [...draft.rooms, ...draft.tracks, ...draft.people, ...draft.sessions, ...draft.talks]
  const present = new Set<string>(all.map((x) => x.sourceId))
  const gone = new Set<string>()
  for (const [sourceId, id] of known)
    if (sourceId.startsWith(`${draft.system}:`) && !present.has(sourceId)) gone.add(id)
  // Another name of something that the file still has (its JSON and its XML may differ) is not missing.
  for (const sourceId of present) gone.delete(idOf(sourceId))
  return gone
}

function dropMissing(p: Programme, gone: ReadonlySet<string>, missing: string): Programme {
  if (gone.size === 0) return p
  if (missing === 'cancel') {
    const cancel = <T extends Session | Talk>(x: T): T =>
      gone.has(x.id) && !x.cancelled ? { ...x, cancelled: true } : x
    return { ...p, sessions: p.sessions.map(cancel), talks: p.talks.map(cancel) }
  }
  const sessions = p.sessions.filter((x) => !gone.has(x.id))
  const stay = new Set(sessions.map((x) => x.id))
  const talks = p.talks
    .filter((x) => !gone.has(x.id))
    .map((x) => (x.sessionId && !stay.has(x.sessionId) ? { ...x, sessionId: null } : x))
  const used = new Set<string | null>()
  for (const x of [...sessions, ...talks]) {
    used.add(x.roomId).add(x.trackId)
    for (const part of 'chairs' in x ? x.chairs : x.speakers) used.add(part.personId)
  }
  const stays = (x: { readonly id: string }): boolean => !gone.has(x.id) || used.has(x.id)
  return {
    ...p,
    sessions,
    talks,
    rooms: p.rooms.filter(stays),
    tracks: p.tracks.filter(stays),
    people: p.people.filter(stays),
  }
}

function count(before: Programme, after: Programme): Applied['counts'] {
  const old = new Map([...before.sessions, ...before.talks].map((x) => [x.id, x]))
  const counts = { created: 0, updated: 0, unchanged: 0, cancelled: 0, removed: 0 }
  for (const entry of [...after.sessions, ...after.talks]) {
    const was = old.get(entry.id)
    old.delete(entry.id)
    if (!was) counts.created++
    else if (was === entry) counts.unchanged++
    else if (entry.cancelled && !was.cancelled) counts.cancelled++
    else counts.updated++
  }
  return { ...counts, removed: old.size }
}
