import type { ParseOptions, ParseResult } from '../draft.ts'
import { at, isObject, listOf, objectOr, type JsonObject } from '../json.ts'
import { collectProblems, type Problems } from '../problems.ts'
import { draftFromSchedule } from './assemble.ts'
import { readMeta } from './meta.ts'
import type { Place, RawDay, RawItem, RawSchedule } from './raw.ts'

/**
 * Reads the value of a schedule.json (frab and pretalx dialects). Never throws; every problem carries its JSON path.
 * Source: voc/schedule `validator/json/schema.json`, pretalx `schedule/interfaces/exporters.py`.
 */
export function parseScheduleJson(value: unknown, options: ParseOptions = {}): ParseResult {
  const problems = collectProblems()
  const schedule = objectOr(objectOr(value)['schedule'])
  const conference = schedule['conference']
  const root = '$.schedule.conference'
  if (!isObject(conference) || !Array.isArray(conference['days'])) {
    problems.error(root, 'part-missing', { name: isObject(conference) ? 'days' : 'schedule.conference' })
    return { draft: null, problems: problems.list }
  }
  if (schedule['version'] === undefined) problems.warn('$.schedule.version', 'part-missing', { name: 'version' })
  let rooms = conference['rooms']
  let roomsPath = at(root, 'rooms')
  if (rooms === undefined && schedule['rooms'] !== undefined) {
    rooms = schedule['rooms']
    roomsPath = '$.schedule.rooms'
    problems.warn(roomsPath, 'misplaced', { name: 'rooms' })
  }
  const ours = readMeta(conference['meta'])
  const raw: RawSchedule = {
    at: placeOf(root),
    title: conference['title'],
    acronym: conference['acronym'],
    zone: conference['time_zone_name'] ?? ours?.event['zone'],
    baseUrl: schedule['base_url'],
    rooms: itemsOf(rooms, roomsPath, problems),
    tracks: itemsOf(conference['tracks'], at(root, 'tracks'), problems),
    days: itemsOf(conference['days'], at(root, 'days'), problems).map((day) => dayOf(day, problems)),
    ours,
  }
  return { draft: draftFromSchedule(raw, 'schedule.json', options, problems), problems: problems.list }
}

const placeOf =
  (path: string): Place =>
  (field) =>
    field === undefined ? path : at(path, field)

function itemsOf(value: unknown, path: string, problems: Problems): RawItem[] {
  return listOf(value, path, problems).flatMap((fields, i): RawItem[] => {
    if (isObject(fields)) return [{ at: placeOf(at(path, i)), fields }]
    problems.error(at(path, i), 'wrong-type', { expected: 'object' })
    return []
  })
}

function dayOf(day: RawItem, problems: Problems): RawDay {
  const rooms = day.fields['rooms']
  if (!isObject(rooms)) problems.error(day.at('rooms'), 'wrong-type', { expected: 'object' })
  return {
    ...day,
    rooms: Object.entries(objectOr(rooms)).map(([name, events]) => {
      const list = itemsOf(events, at(day.at('rooms'), name), problems)
      for (const event of list) checkTypes(event, problems)
      return { name, guid: undefined, events: list }
    }),
  }
}

/** Types that the schema demands and the reading itself would pass over. */
function checkTypes({ fields, at: place }: RawItem, problems: Problems): void {
  const integer = (item: JsonObject, path: string): void => {
    const id = item['id']
    if (id !== undefined && id !== null && !Number.isInteger(id)) {
      problems.warn(path, 'wrong-type', { expected: 'integer' })
    }
  }
  integer(fields, place('id'))
  const persons = fields['persons']
  if (Array.isArray(persons))
    for (const [i, person] of persons.entries()) if (isObject(person)) integer(person, `${place('persons')}[${i}].id`)
}
