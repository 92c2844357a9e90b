import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { isZone } from '#src/lib/time/zoned.ts'
import { EVENT_KINDS, SESSION_KINDS, type Day, type PartState } from '../programme/programme.ts'
import { draftBuilder, type DraftBuilder, type Mention } from './builder.ts'
import { cleaner, type Cleaner } from './clean.ts'
import type { ParseOptions, ParseResult, SourceId } from './draft.ts'
import { asUuid, isCode } from './identity.ts'
import { at, isObject, listOf, objectOr, type JsonObject } from './json.ts'
import { MAX_ENTRIES, MAX_LINKS, MAX_PEOPLE_PER_ENTRY, MAX_ROOMS } from './limits.ts'
import { parseDuration, parseMoment } from './moments.ts'
import { collectProblems, type Problems } from './problems.ts'

const STATES: readonly PartState[] = ['pending', 'invited', 'confirmed', 'declined']

/** Reads the JSON document of `/api/v1` (`exportApi`) back, in all languages and without loss. */
export function parseHoi(value: unknown, options: ParseOptions = {}): ParseResult {
  const problems = collectProblems()
  const file = objectOr(value)
  const event = file['event']
  if (file['format'] !== 'hoi' || !isObject(event)) {
    problems.error('$', 'part-missing', { name: 'event' })
    return { draft: null, problems: problems.list }
  }
  const zoneName = typeof event['zone'] === 'string' ? event['zone'] : ''
  const zone = isZone(zoneName) ? zoneName : (options.zone ?? 'UTC')
  if (zone !== zoneName) problems.warn('$.event.zone', 'zone-unknown', { value: zoneName, zone })
  const read = reader(zone, draftBuilder('hoi', 'hoi', problems), problems)
  for (const x of read.items(file, 'rooms', MAX_ROOMS)) read.room(x)
  for (const x of read.items(file, 'tracks', MAX_ROOMS)) read.track(x)
  for (const x of read.items(file, 'people', MAX_ENTRIES)) read.person(x)
  for (const x of read.items(file, 'sessions', MAX_ENTRIES)) read.session(x)
  for (const x of read.items(file, 'talks', MAX_ENTRIES)) read.talk(x)
  const days = read.items(file, 'days', 1000).flatMap((x) => read.day(x))
  const langs = Array.isArray(event['langs']) ? event['langs'].filter((x) => typeof x === 'string') : []
  const draft = read.build.finish(
    {
      id: typeof event['id'] === 'string' ? event['id'] : '',
      slug: read.clean.line(event['slug'] ?? '', '$.event.slug') || 'event',
      kind: EVENT_KINDS.find((x) => x === event['kind']) ?? 'congress',
      title: read.text({ fields: event, path: '$.event' }, 'title', 'line'),
      zone,
      langs,
    },
    days,
    { sessions: true, langs: null },
  )
  return { draft, problems: problems.list }
}

interface Item {
  readonly fields: JsonObject
  readonly path: string
}

interface Reader {
  readonly build: DraftBuilder
  readonly clean: Cleaner
  items(parent: JsonObject, name: string, limit: number): Item[]
  text(item: Item, field: string, form: 'line' | 'block'): Text
  room(item: Item): void
  track(item: Item): void
  person(item: Item): void
  session(item: Item): void
  talk(item: Item): void
  day(item: Item): Day[]
}

function reader(zone: string, build: DraftBuilder, problems: Problems): Reader {
  const clean = cleaner(problems, false)
  const rooms = new Map<string, SourceId>()
  const tracks = new Map<string, SourceId>()
  const sessions = new Map<string, SourceId>()
  const people = new Map<string, (state: PartState) => Mention>()

  const line = ({ fields, path }: Item, field: string): string => clean.line(fields[field] ?? '', at(path, field))
  const text = ({ fields, path }: Item, field: string, form: 'line' | 'block'): Text =>
    cleanText(
      Object.fromEntries(
        Object.entries(objectOr(fields[field]))
          .slice(0, 30)
          .map(([lang, value]) => [lang, clean[form](value ?? '', `${at(path, field)}.${lang}`)]),
      ),
    )
  const keyOf = (item: Item): string => line(item, 'id') || asUuid(item.fields['guid']) || item.path
  const slot = (item: Item) => {
    const { fields, path } = item
    const guid = asUuid(fields['guid'])
    if (!guid) problems.warn(at(path, 'guid'), 'guid-invalid', { value: String(fields['guid'] ?? '') })
    return { key: keyOf(item), path, guid, code: isCode(fields['code']) ? fields['code'] : null }
  }
  const ref = (item: Item, field: string, map: ReadonlyMap<string, SourceId>): SourceId | null => {
    const id = item.fields[field]
    return typeof id === 'string' ? (map.get(id) ?? null) : null
  }
  /** Null (with the problem told) when the entry cannot be taken. */
  const placement = (item: Item) => {
    const { fields, path } = item
    const moment = parseMoment(fields['start'], zone)
    if (!moment && fields['start'] !== null) {
      problems.error(at(path, 'start'), 'time-invalid', { value: String(fields['start']) })
      return null
    }
    const minutes = parseDuration(fields['minutes'])
    if (minutes === null) {
      problems.error(at(path, 'minutes'), 'duration-invalid', { value: String(fields['minutes']) })
      return null
    }
    return { roomId: ref(item, 'roomId', rooms), start: moment?.instant ?? null, minutes }
  }
  const parts = ({ fields, path }: Item, field: string): Mention[] =>
    listOf(fields[field], at(path, field), problems)
      .slice(0, MAX_PEOPLE_PER_ENTRY)
      .flatMap((x) => {
        const part = objectOr(x)
        const state = STATES.find((s) => s === part['state']) ?? 'confirmed'
        return people.get(String(part['personId']))?.(state) ?? []
      })
  const links = ({ fields, path }: Item, field: string) =>
    listOf(fields[field], at(path, field), problems)
      .slice(0, MAX_LINKS)
      .flatMap((x, i) => {
        const link = { fields: objectOr(x), path: `${at(path, field)}[${i}]` }
        const url = line(link, 'url')
        // Addresses on the own site are relative; anything that is neither is no link.
        if (/^(?:https?:\/\/|mailto:|\/(?!\/))/i.test(url))
          return [{ title: line(link, 'title'), url, type: line(link, 'type') }]
        problems.warn(link.path, 'link-invalid', { value: url })
        return []
      })
  const count = (item: Item, field: string): number | null => {
    const value = item.fields[field]
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null
  }

  return {
    build,
    clean,
    text,
    items: (parent, name, limit) => {
      const path = at('$', name)
      const list = listOf(parent[name], path, problems)
      if (list.length > limit) problems.error(path, 'too-many', { limit })
      return list.slice(0, limit).flatMap((x, i) => {
        if (isObject(x)) return [{ fields: x, path: at(path, i) }]
        problems.error(at(path, i), 'wrong-type', { expected: 'object' })
        return []
      })
    },
    room: (item) => {
      const id = build.room(keyOf(item), {
        name: text(item, 'name', 'line'),
        guid: asUuid(item.fields['guid']),
        description: text(item, 'description', 'block'),
        capacity: count(item, 'capacity'),
      })
      rooms.set(line(item, 'id'), id)
    },
    track: (item) => {
      const facts = { name: text(item, 'name', 'line'), slug: line(item, 'slug'), colour: line(item, 'colour') }
      tracks.set(line(item, 'id'), build.track(keyOf(item), facts))
    },
    person: (item) => {
      const name = line(item, 'name')
      if (!name) return problems.warn(item.path, 'person-unnamed')
      const facts = {
        key: keyOf(item),
        name,
        guid: asUuid(item.fields['guid']),
        code: line(item, 'code'),
        latin: line(item, 'latin'),
        title: text(item, 'title', 'line'),
        facility: text(item, 'facility', 'line'),
        country: line(item, 'country'),
        biography: text(item, 'biography', 'block'),
        avatar: line(item, 'avatar'),
      }
      const mention = build.person(facts, item.path)
      people.set(line(item, 'id'), (state) => ({ ...mention, state }))
    },
    session: (item) => {
      const place = placement(item)
      if (!place) return
      const id = build.session({
        ...slot(item),
        ...place,
        kind: SESSION_KINDS.find((x) => x === item.fields['kind']) ?? 'oral',
        title: text(item, 'title', 'line'),
        description: text(item, 'description', 'block'),
        trackId: ref(item, 'trackId', tracks),
        chairs: parts(item, 'chairs'),
        expected: count(item, 'expected'),
        cancelled: item.fields['cancelled'] === true,
      })
      sessions.set(line(item, 'id'), id)
    },
    talk: (item) => {
      const place = placement(item)
      if (!place) return
      build.talk({
        ...slot(item),
        ...place,
        kind: item.fields['kind'] === 'discussion' ? 'discussion' : 'talk',
        sessionId: ref(item, 'sessionId', sessions),
        trackId: ref(item, 'trackId', tracks),
        title: text(item, 'title', 'line'),
        subtitle: text(item, 'subtitle', 'line'),
        abstract: text(item, 'abstract', 'block'),
        description: text(item, 'description', 'block'),
        langs: listOf(item.fields['langs'], at(item.path, 'langs'), problems).filter((x) => typeof x === 'string'),
        speakers: parts(item, 'speakers'),
        type: line(item, 'type'),
        links: links(item, 'links'),
        attachments: links(item, 'attachments'),
        doNotRecord: item.fields['doNotRecord'] === true,
        licence: line(item, 'licence'),
        generated: item.fields['generated'] === true,
        cancelled: item.fields['cancelled'] === true,
      })
    },
    day: ({ fields, path }) => {
      const date = String(fields['date'] ?? '')
      const start = parseMoment(fields['start'], zone)
      const end = parseMoment(fields['end'], zone)
      if (start && end && /^\d{4}-\d{2}-\d{2}$/.test(date))
        return [{ date, start: start.instant, end: end.instant, title: text({ fields, path }, 'title', 'line') }]
      problems.error(path, 'time-invalid', { value: date })
      return []
    },
  }
}
