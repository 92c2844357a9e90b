import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { addDays, isZone, parseLocal } from '#src/lib/time/zoned.ts'
import { draftBuilder, type DraftBuilder, type Mention } from './builder.ts'
import { cleaner, type Cleaner } from './clean.ts'
import type { ParseOptions, ParseResult, SourceId } from './draft.ts'
import { asUuid, isCode, slugOf } from './identity.ts'
import { at, isObject, objectOr, type JsonObject } from './json.ts'
import { languagesOf, majority } from './languages.ts'
import { linksOf } from './links.ts'
import { MAX_ENTRIES, MAX_PEOPLE_PER_ENTRY, MAX_ROOMS } from './limits.ts'
import { chooseZone, daysFrom, parseDuration, parseMoment, type Moment } from './moments.ts'
import { collectProblems, type Problems } from './problems.ts'

interface GridCell {
  readonly date: string
  readonly minute: number
  readonly roomId: string
  readonly talk: JsonObject
  readonly path: string
}

/**
 * Reads a pretalx API dump: slots keyed date -> minute of the day -> room id, in `schedule` and any grid beside it
 * (`sprints`); names and titles as text or as a map of languages; `extra` names the breaks. The title's language is the
 * talk's `content_locale`. Source: the API of pretalx 2024/2025 as AFPy/pyconfr-2025 stores it.
 */
export function parsePretalxDump(value: unknown, options: ParseOptions = {}): ParseResult {
  const problems = collectProblems()
  const dump = objectOr(value)
  const grids = Object.entries(dump).filter(([name, x]) => name !== 'extra' && isGrid(x))
  if (grids.length === 0) {
    problems.error('$.schedule', 'part-missing', { name: 'schedule' })
    return { draft: null, problems: problems.list }
  }
  const cells = grids.flatMap(([name, grid]) => cellsOf(objectOr(grid), at('$', name), problems))
  const lang =
    options.lang ??
    majority(
      cells.map((x) => [String(x.talk['content_locale'] ?? '')]),
      'en',
    )
  const clean = cleaner(problems)
  const build = draftBuilder('pretalx', 'pretalx-dump', problems)
  const zone = chooseZone(undefined, firstMoment(cells), options.zone, '$.schedule', problems)
  const rooms = new Map<string, SourceId>()
  const work: Work = { zone, lang, clean, build, problems, rooms, speakers: objectOr(dump['speakers']) }
  const listed = Array.isArray(dump['rooms']) ? dump['rooms'] : []
  for (const [i, room] of listed.slice(0, MAX_ROOMS).entries()) if (isObject(room)) addRoom(room, `$.rooms[${i}]`, work)
  const places = []
  for (const cell of cells.slice(0, MAX_ENTRIES)) {
    const placed = addTalk(cell, work)
    if (placed) places.push(placed)
  }
  if (cells.length > MAX_ENTRIES) problems.error('$.schedule', 'too-many', { limit: MAX_ENTRIES })
  addBreaks(
    objectOr(dump['extra']),
    places.map((x) => x.start),
    work,
  )
  const days = daysFrom(zone, places)
  const langs = new Set([lang, ...cells.map((x) => String(x.talk['content_locale'] ?? lang))])
  const event = objectOr(dump['event'])
  const draft = build.finish(
    {
      id: '',
      slug: slugOf(clean.line(event['slug'] ?? '', '$.event.slug')) || 'event',
      kind: 'conference',
      title: textOf(event['name'], '$.event.name', work),
      zone: zoneOfEvent(event, zone),
      langs: [...langs].filter(Boolean),
    },
    days,
    { sessions: false, langs: [...langs].filter(Boolean) },
  )
  return { draft, problems: problems.list }
}

interface Work {
  readonly zone: string
  readonly lang: string
  readonly clean: Cleaner
  readonly build: DraftBuilder
  readonly problems: Problems
  readonly rooms: Map<string, SourceId>
  readonly speakers: JsonObject
}

const DATE = /^\d{4}-\d{2}-\d{2}$/

/** Whether a value is a grid of slots keyed by date; used to recognise the format as well. */
export const isGrid = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(([k, v]) => DATE.test(k) && isObject(v))

const zoneOfEvent = (event: JsonObject, zone: string): string =>
  typeof event['timezone'] === 'string' && isZone(event['timezone']) ? event['timezone'] : zone

function cellsOf(grid: JsonObject, path: string, problems: Problems): GridCell[] {
  const cells: GridCell[] = []
  for (const [date, minutes] of Object.entries(grid))
    for (const [minute, rooms] of Object.entries(objectOr(minutes)))
      for (const [roomId, talk] of Object.entries(objectOr(rooms))) {
        const here = at(at(at(path, date), minute), roomId)
        if (isObject(talk)) cells.push({ date, minute: Number(minute), roomId, talk, path: here })
        else problems.error(here, 'wrong-type', { expected: 'object' })
      }
  return cells
}

/** The submission's slot that this cell stands for: same room and date, the nearest start. */
function slotOf(cell: GridCell): JsonObject | null {
  const slots = Array.isArray(cell.talk['slots']) ? cell.talk['slots'].filter(isObject) : []
  const inRoom = slots.filter((x) => String(objectOr(x['room'])['id'] ?? x['room']) === cell.roomId)
  const startsAt = (x: JsonObject): boolean => {
    const clock = /T(\d{2}):(\d{2})/.exec(String(x['start']))
    return Boolean(clock) && Math.abs(Number(clock![1]) * 60 + Number(clock![2]) - cell.minute) < 60
  }
  const onDate = inRoom.filter((x) => String(x['start']).startsWith(cell.date))
  return onDate.find(startsAt) ?? onDate[0] ?? null
}

function firstMoment(cells: readonly GridCell[]): Moment | null {
  for (const cell of cells) {
    const moment = parseMoment(slotOf(cell)?.['start'], 'UTC')
    if (moment) return moment
  }
  return null
}

/** A text or a map of languages. */
function textOf(value: unknown, path: string, { clean, lang }: Pick<Work, 'clean' | 'lang'>, own = lang): Text {
  if (isObject(value))
    return cleanText(
      Object.fromEntries(
        Object.entries(value)
          .slice(0, 30)
          .map(([k, v]) => [k, clean.line(v ?? '', at(path, k))]),
      ),
    )
  return cleanText({ [own]: clean.line(value ?? '', path) })
}

function addRoom(room: JsonObject, path: string, work: Work): SourceId {
  const { build, clean, lang } = work
  const guid = asUuid(room['guid']) ?? asUuid(room['uuid'])
  const description = room['description']
  const capacity = room['capacity']
  const id = build.room(guid ?? String(room['id'] ?? ''), {
    name: textOf(room['name'], at(path, 'name'), work),
    guid,
    description: isObject(description)
      ? textOf(description, at(path, 'description'), work)
      : cleanText({ [lang]: clean.block(description, at(path, 'description')) }),
    capacity: typeof capacity === 'number' && capacity >= 0 ? Math.round(capacity) : null,
  })
  work.rooms.set(String(room['id']), id)
  return id
}

function addTalk(cell: GridCell, work: Work): { start: number; minutes: number; roomId: null } | null {
  const { clean, problems, zone, build } = work
  const { talk, path } = cell
  const langs = languagesOf(talk['content_locale'], at(path, 'content_locale'), problems)
  const lang = langs[0] ?? work.lang
  const title = textOf(talk['title'], at(path, 'title'), work, lang)
  if (Object.keys(title).length === 0) {
    problems.error(at(path, 'title'), 'title-missing')
    return null
  }
  const slot = slotOf(cell)
  const clock = `${Math.floor(cell.minute / 60)}:${String(cell.minute % 60).padStart(2, '0')}`
  const start = slot ? parseMoment(slot['start'], zone)?.instant : parseLocal(zone, cell.date, clock)
  if (start === undefined || start === null) {
    problems.error(path, 'time-invalid', { value: String(slot?.['start'] ?? `${cell.date} ${clock}`) })
    return null
  }
  const end = parseMoment(slot?.['end'], zone)
  const minutes = end ? parseDuration((end.instant - start) / 60_000) : parseDuration(talk['duration'])
  if (minutes === null) {
    problems.error(at(path, 'duration'), 'duration-invalid', { value: String(talk['duration']) })
    return null
  }
  const code = talk['code']
  if (!isCode(code)) problems.warn(at(path, 'code'), 'code-invalid', { value: String(code) })
  const known = work.rooms.get(cell.roomId)
  const room = slot?.['room']
  const track = textOf(talk['track'], at(path, 'track'), work)
  const type = textOf(
    objectOr(talk['submission_type'])['name'] ?? talk['submission_type'],
    at(path, 'submission_type'),
    work,
  )
  const state = talk['state'] === 'confirmed' ? 'confirmed' : 'invited'
  const block = (field: string): Text => cleanText({ [lang]: clean.block(talk[field], at(path, field)) })
  build.talk({
    key: clean.line(code ?? '', at(path, 'code')) || `${cell.date}/${cell.minute}/${cell.roomId}`,
    path,
    guid: null,
    code: isCode(code) ? code : null,
    kind: 'talk',
    sessionId: null,
    roomId: known ?? (isObject(room) ? addRoom(room, `${path}.slots`, work) : null),
    trackId: Object.keys(track).length > 0 ? build.track(Object.values(track)[0]!, { name: track }) : null,
    start,
    minutes,
    title,
    subtitle: {},
    abstract: block('abstract'),
    description: block('description'),
    langs,
    speakers: speakersOf(talk['speakers'], at(path, 'speakers'), lang, state, work),
    type: type[lang] ?? Object.values(type)[0] ?? '',
    links: [],
    attachments: linksOf(
      (Array.isArray(talk['resources']) ? talk['resources'] : []).flatMap((x: unknown) =>
        // Newer dumps carry bare resource numbers, which only pretalx itself can resolve.
        isObject(x) ? [{ url: x['resource'] ?? x['link'] ?? x['url'], title: x['description'] ?? '', type: '' }] : [],
      ),
      at(path, 'resources'),
      undefined,
      clean,
      problems,
    ),
    doNotRecord: talk['do_not_record'] === true,
    licence: '',
    generated: false,
    cancelled: talk['state'] === 'canceled' || talk['state'] === 'withdrawn',
  })
  return { start, minutes, roomId: null }
}

function speakersOf(value: unknown, path: string, lang: string, state: Mention['state'], work: Work): Mention[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, MAX_PEOPLE_PER_ENTRY) : []
  return list.flatMap((item, i): Mention[] => {
    const here = `${path}[${i}]`
    const person = isObject(item) ? item : objectOr(work.speakers[String(item)])
    const name = work.clean.line(person['name'] ?? '', at(here, 'name'))
    if (!name) {
      work.problems.warn(here, 'person-unnamed')
      return []
    }
    const code = isCode(person['code']) ? person['code'] : null
    const avatar = String(person['avatar_url'] ?? person['avatar'] ?? '')
    const facts = {
      key: code ?? name,
      name,
      code,
      biography: cleanText({ [lang]: work.clean.block(person['biography'], at(here, 'biography')) }),
      avatar: /^https?:\/\//.test(avatar) ? avatar : '',
    }
    return [work.build.person(facts, here, state)]
  })
}

const LONGEST_BREAK = 90
const USUAL_BREAK = 30

/** Breaks have a start and no end: they last until the next talk of the day begins, within reason. */
function addBreaks(extra: JsonObject, starts: readonly number[], work: Work): void {
  const { zone, problems, build } = work
  const sorted = starts.toSorted((a, b) => a - b)
  for (const [date, minutes] of Object.entries(extra))
    for (const [minute, item] of Object.entries(objectOr(minutes))) {
      const path = at(at('$.extra', date), minute)
      const clock = `${Math.floor(Number(minute) / 60)}:${String(Number(minute) % 60).padStart(2, '0')}`
      const start = DATE.test(date) ? parseLocal(zone, date, clock) : null
      const title = textOf(objectOr(item)['title'], at(path, 'title'), work)
      if (start === null || Object.keys(title).length === 0) {
        problems.error(path, start === null ? 'time-invalid' : 'title-missing', { value: `${date} ${clock}` })
        continue
      }
      const next = sorted.find((x) => x > start)
      const gap =
        next === undefined || next >= (parseLocal(zone, addDays(date, 1)) ?? next) ? null : (next - start) / 60_000
      const length = gap !== null && gap <= LONGEST_BREAK ? Math.round(gap) : USUAL_BREAK
      problems.warn(path, 'duration-guessed', { minutes: length })
      build.session({
        key: work.clean.line(objectOr(item)['id'] ?? '', path) || `${date}/${minute}`,
        path,
        guid: null,
        code: null,
        kind: 'break',
        title,
        description: {},
        roomId: null,
        trackId: null,
        start,
        minutes: length,
        chairs: [],
        expected: null,
        cancelled: false,
      })
    }
}
