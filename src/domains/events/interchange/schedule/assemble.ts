import { cleanText } from '#src/lib/text/multilingual.ts'
import { EVENT_KINDS, SESSION_KINDS, type Day, type EventKind, type SessionKind } from '../../programme/programme.ts'
import { draftBuilder } from '../builder.ts'
import { cleaner } from '../clean.ts'
import type { Format, ImportDraft, ParseOptions } from '../draft.ts'
import { asUuid, isCode, slugOf } from '../identity.ts'
import { httpUrl, objectOr, type JsonObject } from '../json.ts'
import { languagesOf, majority } from '../languages.ts'
import { MAX_ENTRIES } from '../limits.ts'
import { chooseZone, daysFrom, parseDuration, parseMoment, wholeDay, type Moment } from '../moments.ts'
import { collectProblems, type Problems } from '../problems.ts'
import { mentionsOf } from './people.ts'
import { roomFinder, trackFinder } from './places.ts'
import type { Place, RawDay, RawSchedule } from './raw.ts'
import { addTalk } from './talk.ts'
import type { Work } from './work.ts'

/** The draft of a schedule.json or schedule.xml; null only when nothing in it is an event. */
export function draftFromSchedule(
  raw: RawSchedule,
  format: Format,
  options: ParseOptions,
  problems: Problems,
): ImportDraft | null {
  const zone = chooseZone(raw.zone, firstMoment(raw), options.zone, raw.at('time_zone_name'), problems)
  // A file that says its language knows better than whoever imports it.
  const askedLang = raw.ours?.lang ?? options.lang
  const fileLang = askedLang ?? majority(spokenLanguages(raw), 'en')
  const clean = cleaner(problems, raw.ours === null)
  const build = draftBuilder('frab', format, problems)
  const work: Work = {
    raw,
    zone,
    fileLang,
    askedLang,
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

/** A session of our own export. */
function addSession(session: JsonObject, work: Work): void {
  const { clean, build, zone, fileLang: lang, problems } = work
  const guid = asUuid(session['guid'])
  const path = '$.schedule.conference.meta.hoi.sessions'
  const place: Place = (field) => (field ? `${path}.${field}` : path)
  const title = clean.line(session['title'] ?? '', place('title'))
  if (!guid) return problems.error(place('guid'), 'guid-invalid', { value: String(session['guid']) })
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
