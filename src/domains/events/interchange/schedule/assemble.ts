import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { EVENT_KINDS, SESSION_KINDS, type Day, type EventKind, type SessionKind } from '../../programme.ts'
import { draftBuilder, nameKeyOf, type DraftBuilder, type Mention } from '../builder.ts'
import { cleaner, type Cleaner } from '../clean.ts'
import type { Format, ImportDraft, ParseOptions, SourceId } from '../draft.ts'
import { asUuid, isCode, slugOf, uuidFrom } from '../identity.ts'
import { httpUrl, isObject, objectOr, type JsonObject } from '../json.ts'
import { languagesOf, majority } from '../languages.ts'
import { MAX_ENTRIES, MAX_PEOPLE_PER_ENTRY, MAX_ROOMS } from '../limits.ts'
import { linksOf } from '../links.ts'
import { chooseZone, clockOnDay, daysFrom, parseDuration, parseMoment, wholeDay, type Moment } from '../moments.ts'
import { collectProblems, type Problems } from '../problems.ts'
import type { Place, RawDay, RawItem, RawSchedule } from './raw.ts'

/** What all steps of the assembly share. */
interface Work {
  readonly raw: RawSchedule
  readonly zone: string
  readonly fileLang: string
  readonly askedLang: string | undefined
  readonly base: string | undefined
  readonly clean: Cleaner
  readonly build: DraftBuilder
  readonly problems: Problems
  readonly roomOf: (name: string) => SourceId
  readonly trackOf: (name: unknown, path: string) => SourceId | null
}

/** The draft of a schedule.json or schedule.xml; null only when nothing in it is an event. */
export function draftFromSchedule(
  raw: RawSchedule,
  format: Format,
  options: ParseOptions,
  problems: Problems,
): ImportDraft | null {
  const zone = chooseZone(raw.zone, firstMoment(raw), options.zone, raw.at('time_zone_name'), problems)
  const fileLang = options.lang ?? raw.ours?.lang ?? majority(spokenLanguages(raw), 'en')
  const clean = cleaner(problems, raw.ours === null)
  const build = draftBuilder('frab', format, problems)
  const work: Work = {
    raw,
    zone,
    fileLang,
    askedLang: options.lang ?? raw.ours?.lang,
    base: httpUrl(raw.baseUrl) ?? undefined,
    clean,
    build,
    problems,
    roomOf: roomFinder(raw, build, clean, fileLang, problems),
    trackOf: trackFinder(raw, build, clean, fileLang),
  }
  const sessions = new Set(raw.ours?.sessions.map((x) => String(x['guid'])))
  for (const session of raw.ours?.sessions ?? []) addSession(session, work)
  const starts: { start: number; minutes: number; roomId: null }[] = []
  const days = raw.days.flatMap((day) => dayFrom(day, zone, problems))
  for (const day of raw.days) {
    for (const room of day.rooms) {
      for (const event of room.events) {
        if (build.entryCount >= MAX_ENTRIES) {
          problems.error(event.at(), 'too-many', { limit: MAX_ENTRIES })
          return finish(work, days, starts)
        }
        if (sessions.has(String(event.fields['guid']).toLowerCase())) continue
        const placed = addTalk(event, room.name, day, work)
        if (placed) starts.push({ ...placed, roomId: null })
      }
    }
  }
  return finish(work, days, starts)
}

function finish(
  work: Work,
  days: readonly Day[],
  starts: readonly { start: number; minutes: number; roomId: null }[],
): ImportDraft {
  const { raw, clean, fileLang, zone, build } = work
  const meta = objectOr(raw.ours?.event)
  const acronym = clean.line(raw.acronym ?? '', raw.at('acronym'))
  const title = clean.line(raw.title ?? '', raw.at('title')) || acronym
  const kind = EVENT_KINDS.find((x) => x === meta['kind']) ?? ('congress' satisfies EventKind)
  const langs = Array.isArray(meta['langs']) ? meta['langs'].filter((x) => typeof x === 'string') : []
  return build.finish(
    {
      id: '',
      slug: typeof meta['slug'] === 'string' ? meta['slug'] : slugOf(acronym) || slugOf(title) || 'event',
      kind,
      title: cleanText({ [fileLang]: title }),
      zone,
      langs: langs.length > 0 ? langs : [fileLang],
    },
    days.length > 0 ? days : daysFrom(zone, starts),
    { sessions: raw.ours !== null && raw.ours.event['kind'] !== undefined, langs: [fileLang] },
  )
}

function firstMoment(raw: RawSchedule): Moment | null {
  for (const day of raw.days)
    for (const room of day.rooms)
      for (const event of room.events) {
        const moment = parseMoment(event.fields['date'], 'UTC')
        if (moment) return moment
      }
  return null
}

function spokenLanguages(raw: RawSchedule): string[][] {
  const quiet = collectProblems()
  return raw.days.flatMap((day) =>
    day.rooms.flatMap((room) => room.events.map((event) => languagesOf(event.fields['language'], '', quiet))),
  )
}

/** Rooms by guid where the guid names one room only, else by name. Listed rooms come first, in their order. */
function roomFinder(
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

function trackFinder(
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

/** The day's hours; a day whose date cannot be read is left out with a problem, its talks are not. */
function dayFrom(day: RawDay, zone: string, problems: Problems): Day[] {
  const date = String(day.fields['date'] ?? '').slice(0, 10)
  const whole = wholeDay(zone, date)
  if (!whole) {
    problems.error(day.at('date'), 'time-invalid', { value: String(day.fields['date'] ?? '') })
    return []
  }
  const read = (field: string, fallback: number): number => {
    const value = day.fields[field]
    if (value === undefined) return fallback
    const moment = parseMoment(value, zone)
    if (!moment) problems.warn(day.at(field), 'time-invalid', { value: String(value) })
    return moment?.instant ?? fallback
  }
  const start = read('day_start', whole.start)
  return [{ date, start, end: Math.max(start, read('day_end', whole.end)), title: {} }]
}

function addTalk(event: RawItem, roomName: string, day: RawDay, work: Work): { start: number; minutes: number } | null {
  const { clean, problems, zone, build } = work
  const { fields, at } = event
  const title = clean.line(fields['title'] ?? '', at('title'))
  if (!title) {
    problems.error(at('title'), 'title-missing')
    return null
  }
  const start = startOf(event, day, zone)
  if (start === null) {
    problems.error(at('date'), 'time-invalid', { value: String(fields['date'] ?? fields['start'] ?? '') })
    return null
  }
  const minutes = minutesOf(event, start, zone)
  if (minutes === null) {
    problems.error(at('duration'), 'duration-invalid', { value: String(fields['duration'] ?? '') })
    return null
  }
  if (minutes === 0) problems.warn(at('duration'), 'duration-zero')
  warnOutside(event, day, start, zone, problems)
  const langs = languagesOf(fields['language'], at('language'), problems)
  const lang = work.askedLang ?? langs[0] ?? work.fileLang
  const text = (field: string, value: string): Text => (value ? { [lang]: value } : {})
  const line = (field: string): string => clean.line(fields[field] ?? '', at(field))
  const block = (field: string): string => clean.block(fields[field], at(field))
  const guid = guidOf(event, problems)
  const meta = guid ? work.raw.ours?.talks.get(guid) : undefined
  const room = clean.line(roomName, at('room'))
  if (!room && !meta) problems.warn(at('room'), 'room-missing')
  const id = fields['id'] === undefined ? '' : String(fields['id']).slice(0, 100)
  if (!guid && !id) problems.warn(at('guid'), 'id-missing')
  build.talk({
    key: guid ?? (id || uuidFrom('talk', title)),
    path: at(),
    guid,
    code: codeOf(event, problems),
    kind: meta?.['kind'] === 'discussion' ? 'discussion' : 'talk',
    sessionId: meta?.['session'] ? `frab:session:${String(meta['session'])}` : null,
    roomId: room && meta?.['own_room'] !== false ? work.roomOf(room) : null,
    trackId: meta?.['own_track'] === false ? null : work.trackOf(fields['track'], at('track')),
    start,
    minutes,
    title: { [lang]: title },
    subtitle: text('subtitle', line('subtitle')),
    abstract: text('abstract', block('abstract')),
    description: text('description', block('description')),
    langs,
    speakers: mentionsOf(fields['persons'], at('persons'), lang, work),
    type: typeof meta?.['type'] === 'string' ? meta['type'] : line('type'),
    links: linksOf(fields['links'], at('links'), work.base, clean, problems),
    attachments: linksOf(fields['attachments'], at('attachments'), work.base, clean, problems),
    doNotRecord: fields['do_not_record'] === true,
    licence: line('recording_license'),
    generated: meta?.['generated'] === true,
    cancelled: false,
  })
  return { start, minutes }
}

function startOf({ fields }: RawItem, day: RawDay, zone: string): number | null {
  if (fields['date'] !== undefined && fields['date'] !== null && fields['date'] !== '')
    return parseMoment(fields['date'], zone)?.instant ?? null
  return clockOnDay(zone, String(day.fields['date'] ?? ''), String(fields['start'] ?? ''))
}

function minutesOf({ fields }: RawItem, start: number, zone: string): number | null {
  if (fields['duration'] !== undefined && fields['duration'] !== '') return parseDuration(fields['duration'])
  const end = parseMoment(fields['end'], zone)
  return end && end.instant >= start ? parseDuration((end.instant - start) / 60_000) : null
}

function warnOutside(event: RawItem, day: RawDay, start: number, zone: string, problems: Problems): void {
  const from = parseMoment(day.fields['day_start'], zone)
  const to = parseMoment(day.fields['day_end'], zone)
  if ((from && start < from.instant) || (to && start > to.instant))
    problems.warn(event.at('date'), 'day-outside', { date: String(day.fields['date'] ?? '') })
}

function guidOf({ fields, at }: RawItem, problems: Problems): string | null {
  const guid = asUuid(fields['guid'])
  if (!guid && fields['guid']) problems.warn(at('guid'), 'guid-invalid', { value: String(fields['guid']) })
  return guid
}

/** The event's code, or the one that older pretalx writes only into the address. */
function codeOf({ fields, at }: RawItem, problems: Problems): string | null {
  const code = fields['code']
  if (isCode(code)) return code
  if (code) problems.warn(at('code'), 'code-invalid', { value: String(code) })
  const url = fields['url']
  return (typeof url === 'string' ? /\/talk\/([0-9A-Z]{6})\/?$/.exec(url)?.[1] : undefined) ?? null
}

/**
 * The people of an event. A person is its guid; else its number, where 0 means "none" (36C3's 677 mentions from a wiki);
 * else its pretalx code; else its name.
 */
function mentionsOf(value: unknown, path: string, lang: string, work: Work): Mention[] {
  const { clean, problems, build } = work
  if (!Array.isArray(value)) {
    if (value !== undefined && value !== null) problems.warn(path, 'wrong-type', { expected: 'list' })
    return []
  }
  return value.slice(0, MAX_PEOPLE_PER_ENTRY).flatMap((item: unknown, i): Mention[] => {
    const here = `${path}[${i}]`
    const person: JsonObject = isObject(item) ? item : { name: item }
    const line = (field: string): string => clean.line(person[field] ?? '', `${here}.${field}`)
    const name = line('name') || line('public_name') || line('full_public_name')
    if (!name) {
      problems.warn(here, 'person-unnamed')
      return []
    }
    const code = person['code']
    if (code && !isCode(code)) problems.warn(`${here}.code`, 'code-invalid', { value: String(code) })
    const number = Number(person['id'])
    const guid = asUuid(person['guid'])
    const key =
      guid ?? (Number.isInteger(number) && number > 0 ? String(number) : isCode(code) ? code : nameKeyOf(name))
    const text = (field: string): Text => cleanText({ [lang]: line(field) })
    const avatar = httpUrl(person['avatar'] ?? person['avatar_url'], work.base) ?? ''
    return [
      build.person(
        {
          key,
          name,
          guid,
          code: isCode(code) ? code : null,
          latin: line('latin_name'),
          title: text('academic_title'),
          facility: text('affiliation'),
          country: line('country'),
          biography: cleanText({ [lang]: clean.block(person['biography'], `${here}.biography`) }),
          avatar,
        },
        here,
      ),
    ]
  })
}

/** A session of our own export. */
function addSession(session: JsonObject, work: Work): void {
  const { clean, build, zone, fileLang: lang, problems } = work
  const guid = asUuid(session['guid'])
  const path = '$.schedule.conference.meta.hoi.sessions'
  const place: Place = (field) => (field ? `${path}.${field}` : path)
  const title = clean.line(session['title'] ?? '', place('title'))
  if (!guid) return void problems.error(place('guid'), 'guid-invalid', { value: String(session['guid']) })
  const kind = SESSION_KINDS.find((x) => x === session['kind']) ?? ('oral' satisfies SessionKind)
  const room = clean.line(session['room'] ?? '', place('room'))
  const code = session['code']
  build.session({
    key: guid,
    path,
    guid,
    code: isCode(code) ? code : null,
    kind,
    title: cleanText({ [lang]: title }),
    description: cleanText({ [lang]: clean.block(session['description'], place('description')) }),
    roomId: room ? work.roomOf(room) : null,
    trackId: work.trackOf(session['track'], place('track')),
    start: parseMoment(session['start'], zone)?.instant ?? null,
    minutes: parseDuration(session['minutes']) ?? 0,
    chairs: mentionsOf(session['chairs'], place('chairs'), lang, work),
    expected: typeof session['expected'] === 'number' ? session['expected'] : null,
    cancelled: false,
  })
}
