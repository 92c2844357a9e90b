import type { Programme } from '../../programme/programme.ts'
import type { Changes, EditorState } from './types.ts'

/** What the server is known to have. */
export interface Base {
  readonly programme: Programme
  readonly revisions: ReadonlyMap<string, number>
  readonly revision: number
}

export const baseOf = (state: EditorState): Base => ({
  programme: state.programme,
  revisions: new Map(Object.entries(state.revisions)),
  revision: state.revision,
})

/**
 * Lays changes from the server over what is known. An item that is known in a newer revision stays: answers and live
 * events overtake each other.
 */
export function lay(base: Base, changes: Changes, revision: number): Base {
  const p = base.programme
  const revisions = new Map(base.revisions)
  const isNews = (id: string): boolean => (changes.revisions[id] ?? 0) >= (base.revisions.get(id) ?? 0)
  const gone = new Set(changes.removed)
  const merge = <T extends { readonly id: string }>(old: readonly T[], fresh: readonly T[]): readonly T[] => {
    const news = new Map(fresh.filter((item) => isNews(item.id)).map((item) => [item.id, item]))
    if (news.size === 0 && !old.some((item) => gone.has(item.id))) return old
    const kept = old.filter((item) => !gone.has(item.id)).map((item) => news.get(item.id) ?? item)
    const known = new Set(old.map((item) => item.id))
    return [...kept, ...[...news.values()].filter((item) => !known.has(item.id))]
  }
  const people = new Map(p.people.map((person) => [person.id, person]))
  for (const person of changes.people) people.set(person.id, person)
  for (const [id, n] of Object.entries(changes.revisions)) if (isNews(id)) revisions.set(id, n)
  for (const id of gone) revisions.delete(id)
  const programme: Programme = {
    ...p,
    days: changes.days ?? p.days,
    rooms: changes.rooms ?? p.rooms,
    tracks: changes.tracks ?? p.tracks,
    sessions: merge(p.sessions, changes.sessions),
    talks: merge(p.talks, changes.talks),
    people: changes.people.length > 0 ? [...people.values()] : p.people,
  }
  return { programme, revisions, revision: Math.max(base.revision, revision) }
}
