import type { Part, Placement, Programme } from '../programme/programme.ts'

/**
 * Whether two programmes say the same, whatever ids they use: rooms, sessions, talks and people are matched by guid,
 * tracks by slug, days by date; rooms and tracks in the same order; everything people read, see or are told is compared.
 */
export const equivalent = (a: Programme, b: Programme): boolean => differences(a, b, 1).length === 0

/** Where they differ, as paths into the canonical form (`talks[guid].title.vi: "a" / "b"`); at most `limit` of them. */
export function differences(a: Programme, b: Programme, limit = 50): string[] {
  const found: string[] = []
  compare(canonical(a), canonical(b), '', found, limit)
  return found
}

type Plain = string | number | boolean | null | { readonly [key: string]: Plain } | readonly Plain[]

function canonical(p: Programme): Plain {
  const room = new Map(p.rooms.map((x) => [x.id, x.guid]))
  const track = new Map(p.tracks.map((x) => [x.id, x.slug]))
  const session = new Map(p.sessions.map((x) => [x.id, x.guid]))
  const person = new Map(p.people.map((x) => [x.id, x.guid]))
  const ref = (map: ReadonlyMap<string, string>, id: string | null): string | null =>
    id === null ? null : (map.get(id) ?? `unknown ${id}`)
  const place = (x: Placement) => ({ room: ref(room, x.roomId), start: x.start, minutes: x.minutes })
  const parts = (list: readonly Part[]) => list.map((x) => ({ person: ref(person, x.personId), state: x.state }))
  const text = (value: { readonly [tag: string]: string }) => ({ ...value })
  const ranked = <T extends { readonly position: number }>(list: readonly T[]) =>
    list.toSorted((x, y) => x.position - y.position)
  const keyed = (entries: readonly (readonly [string, Plain])[]): Plain => Object.fromEntries(entries)
  return {
    event: {
      slug: p.event.slug,
      kind: p.event.kind,
      title: text(p.event.title),
      zone: p.event.zone,
      langs: [...p.event.langs],
    },
    days: keyed(p.days.map((x) => [x.date, { start: x.start, end: x.end, title: text(x.title) }])),
    rooms: keyed(
      ranked(p.rooms).map((x, i) => [
        x.guid,
        { name: text(x.name), description: text(x.description), capacity: x.capacity, rank: i },
      ]),
    ),
    tracks: keyed(ranked(p.tracks).map((x, i) => [x.slug, { name: text(x.name), colour: x.colour, rank: i }])),
    sessions: keyed(
      p.sessions.map((x) => [
        x.guid,
        {
          ...place(x),
          code: x.code,
          kind: x.kind,
          title: text(x.title),
          description: text(x.description),
          track: ref(track, x.trackId),
          chairs: parts(x.chairs),
          expected: x.expected,
          cancelled: x.cancelled,
        },
      ]),
    ),
    talks: keyed(
      p.talks.map((x) => [
        x.guid,
        {
          ...place(x),
          code: x.code,
          kind: x.kind,
          session: ref(session, x.sessionId),
          track: ref(track, x.trackId),
          title: text(x.title),
          subtitle: text(x.subtitle),
          abstract: text(x.abstract),
          description: text(x.description),
          langs: [...x.langs],
          speakers: parts(x.speakers),
          type: x.type,
          links: x.links.map((l) => ({ ...l })),
          attachments: x.attachments.map((l) => ({ ...l })),
          doNotRecord: x.doNotRecord,
          licence: x.licence,
          generated: x.generated,
          cancelled: x.cancelled,
        },
      ]),
    ),
    people: keyed(
      p.people.map((x) => [
        x.guid,
        {
          code: x.code,
          name: x.name,
          latin: x.latin,
          title: text(x.title),
          facility: text(x.facility),
          country: x.country,
          biography: text(x.biography),
          avatar: x.avatar,
        },
      ]),
    ),
  }
}

function compare(a: Plain | undefined, b: Plain | undefined, path: string, found: string[], limit: number): void {
  if (found.length >= limit || a === b) return
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  ) {
    found.push(`${path}: ${short(a)} / ${short(b)}`)
    return
  }
  const left = new Map<string, Plain>(Object.entries(a))
  const right = new Map<string, Plain>(Object.entries(b))
  for (const key of new Set([...left.keys(), ...right.keys()]))
    compare(left.get(key), right.get(key), path ? `${path}.${key}` : key, found, limit)
}

const short = (value: Plain | undefined): string => (JSON.stringify(value) ?? 'nothing').slice(0, 120)
