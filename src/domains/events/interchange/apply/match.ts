import type { Text } from '#src/lib/text/multilingual.ts'
import type { Participant, Programme, Room, Session, Talk, Track } from '../../programme/programme.ts'
import { nameKeyOf } from '../builder.ts'
import type { ImportDraft, SourceId, Sourced } from '../draft.ts'

/** Which existing thing each thing of a file is: source id -> id. */
export type Matches = ReadonlyMap<string, string>

/**
 * Finds what the file's things already are. First by source id, then by guid, then: sheets by code (their `id` column is
 * one), rooms and tracks by slug or name, a sheet's people by name. Each existing thing is taken once at most.
 */
export function matchAll(current: Programme, known: ReadonlyMap<string, string>, draft: ImportDraft): Matches {
  const matches = new Map<string, string>()
  const sheet = draft.system === 'sheet'
  const guid = (x: { readonly guid: string }): string[] => [x.guid]
  const code = (x: { readonly code: string }): string[] => (sheet ? [x.code] : [])
  const names = (x: { readonly name: Text }): string[] => Object.values(x.name).map(nameKeyOf)
  const slug = (x: Track): string[] => [x.slug]
  const ownName = (x: Participant): string[] => (sheet ? [nameKeyOf(x.name)] : [])
  match<Room>(draft.rooms, current.rooms, known, matches, [guid, names])
  match<Track>(draft.tracks, current.tracks, known, matches, [slug, names])
  match<Participant>(draft.people, current.people, known, matches, [guid, ownName])
  match<Session>(draft.sessions, current.sessions, known, matches, [guid, code])
  match<Talk>(draft.talks, current.talks, known, matches, [guid, code])
  return matches
}

function match<T extends { readonly id: string }>(
  incoming: readonly Sourced<T>[],
  current: readonly T[],
  known: ReadonlyMap<string, string>,
  matches: Map<string, string>,
  keys: readonly ((item: T) => readonly string[])[],
): void {
  const exists = new Set(current.map((x) => x.id))
  const taken = new Set<string>()
  const take = (sourceId: SourceId, id: string | undefined): void => {
    if (!id || !exists.has(id) || taken.has(id)) return
    taken.add(id)
    matches.set(sourceId, id)
  }
  for (const { sourceId } of incoming) take(sourceId, known.get(sourceId))
  for (const keysOf of keys) {
    const byKey = new Map<string, string | null>()
    // A key that several existing things share says nothing about any of them.
    for (const item of current) for (const key of new Set(keysOf(item))) byKey.set(key, byKey.has(key) ? null : item.id)
    for (const item of incoming) {
      for (const key of keysOf(item)) {
        if (matches.has(item.sourceId)) break
        take(item.sourceId, byKey.get(key) ?? undefined)
      }
    }
  }
}
