import type { Text } from '#src/lib/text/multilingual.ts'
import { asUuid, isCode, uuidFrom } from '../identity.ts'
import { languagesOf } from '../languages.ts'
import { linksOf } from '../links.ts'
import { clockOnDay, parseDuration, parseMoment } from '../moments.ts'
import type { Problems } from '../problems.ts'
import { mentionsOf } from './people.ts'
import type { RawDay, RawItem } from './raw.ts'
import type { Work } from './work.ts'

/** Adds an event as a talk; null, with the problem told, when its title, time or duration cannot be read. */
export function addTalk(
  event: RawItem,
  roomName: string,
  day: RawDay,
  work: Work,
): { start: number; minutes: number } | null {
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
