import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { nameKeyOf, type DraftBuilder } from '../builder.ts'
import type { Cleaner } from '../clean.ts'
import type { SourceId } from '../draft.ts'
import { asUuid, slugOf } from '../identity.ts'
import { isObject } from '../json.ts'
import { MAX_ROOMS } from '../limits.ts'
import type { Problems } from '../problems.ts'
import type { RawItem, RawSchedule } from './raw.ts'

/** Rooms by guid where the guid names one room only, else by name. Listed rooms come first, in their order. */
export function roomFinder(
  raw: RawSchedule,
  build: DraftBuilder,
  clean: Cleaner,
  lang: string,
  problems: Problems,
): (name: string) => SourceId {
  const guidOf = new Map<string, string>()
  const namesOf = new Map<string, Set<string>>()
  const note = (name: string, value: unknown, path: string): void => {
    const guid = asUuid(value)
    if (!guid) {
      if (value) problems.warn(path, 'guid-invalid', { value: String(value) })
      return
    }
    if (!guidOf.has(name)) guidOf.set(name, guid)
    const names = namesOf.get(guid) ?? new Set()
    namesOf.set(guid, names.add(name))
  }
  const listed = raw.rooms.slice(0, MAX_ROOMS)
  for (const room of listed)
    note(clean.line(room.fields['name'] ?? '', room.at('name')), room.fields['guid'], room.at('guid'))
  for (const day of raw.days) for (const room of day.rooms) note(clean.line(room.name, day.at()), room.guid, day.at())
  for (const [guid, names] of namesOf)
    if (names.size > 1) problems.warn(raw.at('rooms'), 'room-guid-shared', { value: guid })
  const keyOf = (name: string): { key: string; guid: string | null } => {
    const guid = guidOf.get(name)
    return guid && namesOf.get(guid)!.size === 1 ? { key: guid, guid } : { key: name, guid: null }
  }
  for (const room of listed) {
    const name = clean.line(room.fields['name'] ?? '', room.at('name'))
    if (!name) continue
    const { key, guid } = keyOf(name)
    const capacity = room.fields['capacity']
    build.room(key, {
      name: { [lang]: name },
      guid,
      description: describe(room, lang, clean),
      capacity: typeof capacity === 'number' && capacity >= 0 ? Math.round(capacity) : null,
    })
  }
  return (name) => {
    const { key, guid } = keyOf(name)
    return build.room(key, { name: { [lang]: name }, guid })
  }
}

function describe(room: RawItem, lang: string, clean: Cleaner): Text {
  const value = room.fields['description']
  if (isObject(value))
    return cleanText(
      Object.fromEntries(Object.entries(value).map(([k, v]) => [k, clean.block(v, room.at('description'))])),
    )
  return cleanText({ [lang]: clean.block(value, room.at('description')) })
}

/** Tracks by their listed slug, else by the slug of their name. */
export function trackFinder(
  raw: RawSchedule,
  build: DraftBuilder,
  clean: Cleaner,
  lang: string,
): (name: unknown, path: string) => SourceId | null {
  const byName = new Map<string, SourceId>()
  const add = (name: string, slug = '', colour = ''): SourceId => {
    const id = build.track(slug || slugOf(name) || nameKeyOf(name), { name: { [lang]: name }, slug, colour })
    byName.set(name, id)
    return id
  }
  for (const track of raw.tracks.slice(0, MAX_ROOMS)) {
    const name = clean.line(track.fields['name'] ?? '', track.at('name'))
    const text = (field: string): string => clean.line(track.fields[field] ?? '', track.at(field))
    if (name) add(name, slugOf(text('slug')), text('color'))
  }
  return (value, path) => {
    const name = clean.line(value ?? '', path)
    return name === '' ? null : (byName.get(name) ?? add(name))
  }
}
