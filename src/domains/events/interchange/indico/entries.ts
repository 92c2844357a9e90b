import { cleanText } from '#src/lib/text/multilingual.ts'
import { isZone, parseLocal } from '#src/lib/time/zoned.ts'
import type { Placement } from '../../programme/programme.ts'
import { nameKeyOf, type DraftBuilder, type Mention } from '../builder.ts'
import type { Cleaner } from '../clean.ts'
import type { SourceId } from '../draft.ts'
import { at, isObject, objectOr, type JsonObject } from '../json.ts'
import { languagesOf } from '../languages.ts'
import { MAX_PEOPLE_PER_ENTRY } from '../limits.ts'
import { linksOf } from '../links.ts'
import { parseDuration, parseMoment } from '../moments.ts'
import type { Problems } from '../problems.ts'

export interface Work {
  readonly build: DraftBuilder
  readonly clean: Cleaner
  readonly problems: Problems
  readonly zone: string
  readonly lang: string
  /** Everything placed so far, from which the days are made. */
  readonly places: Placement[]
  /** Indico names a contribution's session by title only. */
  readonly sessionsByTitle: Map<string, { readonly id: SourceId; readonly roomId: SourceId | null }>
}

/** `{date,time,tz}` or an ISO text. Undefined: there is none; null: it cannot be read. */
function instantOf(value: unknown, zone: string): number | null | undefined {
  if (value === null || value === undefined || value === '') return undefined
  if (typeof value === 'string') return parseMoment(value, zone)?.instant ?? null
  const { date, time, tz } = objectOr(value)
  const named = typeof tz === 'string' && isZone(tz) ? tz : zone
  return parseLocal(named, String(date), String(time).split(':').slice(0, 2).join(':'))
}

/** Start and minutes of an entry; null, with the problem told, when they cannot be read. */
function placeOf(item: JsonObject, path: string, work: Work): { start: number | null; minutes: number } | null {
  const start = instantOf(item['startDate'], work.zone)
  const end = instantOf(item['endDate'], work.zone)
  if (start === null) {
    work.problems.error(at(path, 'startDate'), 'time-invalid', { value: JSON.stringify(item['startDate']) })
    return null
  }
  // A block's own duration may be in hours or leave pauses out; where both ends are known they decide.
  const span = typeof start === 'number' && typeof end === 'number' && end >= start ? (end - start) / 60_000 : null
  const minutes = span === null ? parseDuration(item['duration']) : parseDuration(span)
  if (minutes === null) {
    work.problems.error(at(path, 'duration'), 'duration-invalid', { value: String(item['duration'] ?? '') })
    return null
  }
  work.places.push({ roomId: null, start: start ?? null, minutes })
  return { start: start ?? null, minutes }
}

function roomOf(item: JsonObject, path: string, { build, clean, lang }: Work): SourceId | null {
  const name = clean.line(item['room'] || item['roomFullname'] || item['location'] || '', at(path, 'room'))
  return name ? build.room(name, { name: { [lang]: name } }) : null
}

/** A session, or one of its blocks; returns the id that its contributions refer to, '' if it was not taken. */
export function addSessionBlock(item: JsonObject, key: string, path: string, work: Work): SourceId | '' {
  const { clean, lang, build } = work
  const inner = objectOr(item['session'])
  const title = clean.line(item['title'] || inner['title'] || '', at(path, 'title'))
  const slotTitle = clean.line(item['slotTitle'] ?? '', at(path, 'slotTitle'))
  if (!title) work.problems.error(at(path, 'title'), 'title-missing')
  const place = title ? placeOf(item, path, work) : null
  if (!place) return ''
  const roomId = roomOf(item, path, work)
  const people = item['conveners'] ?? item['sessionConveners'] ?? inner['sessionConveners'] ?? inner['conveners']
  const poster = item['isPoster'] === true || inner['isPoster'] === true
  const id = build.session({
    key: String(item['sessionSlotId'] ?? item['slot_id'] ?? item['id'] ?? (key || title)),
    path,
    guid: null,
    code: null,
    kind: poster ? 'poster' : 'oral',
    title: { [lang]: slotTitle && slotTitle !== title ? `${title}: ${slotTitle}` : title },
    description: cleanText({ [lang]: clean.block(item['description'], at(path, 'description')) }),
    roomId,
    trackId: null,
    ...place,
    chairs: peopleOf(people, at(path, 'conveners'), work),
    expected: null,
    cancelled: false,
  })
  if (!work.sessionsByTitle.has(title)) work.sessionsByTitle.set(title, { id, roomId })
  return id
}

export function addBreak(item: JsonObject, key: string, path: string, work: Work): void {
  const { clean, lang, build } = work
  const title = clean.line(item['title'] ?? '', at(path, 'title'))
  if (!title) return work.problems.error(at(path, 'title'), 'title-missing')
  const place = placeOf(item, path, work)
  if (!place) return
  build.session({
    key: String(item['id'] ?? key),
    path,
    guid: null,
    code: null,
    kind: 'break',
    title: { [lang]: title },
    description: cleanText({ [lang]: clean.block(item['description'], at(path, 'description')) }),
    roomId: roomOf(item, path, work),
    trackId: null,
    ...place,
    chairs: [],
    expected: null,
    cancelled: false,
  })
}

export function addContribution(item: JsonObject, key: string, session: string | null, path: string, work: Work): void {
  const { clean, lang, build, problems } = work
  const title = clean.line(item['title'] ?? '', at(path, 'title'))
  if (!title) return problems.error(at(path, 'title'), 'title-missing')
  const place = placeOf(item, path, work)
  if (!place) return
  const named = isObject(item['session']) ? item['session']['title'] : item['session']
  const byTitle = work.sessionsByTitle.get(clean.line(named ?? '', at(path, 'session')))
  const sessionId = session === null ? (byTitle?.id ?? null) : session || null
  const roomId = roomOf(item, path, work)
  const track = clean.line(item['track'] ?? '', at(path, 'track'))
  const speakers = [item['speakers'], item['presenters']].find((x) => Array.isArray(x) && x.length > 0)
  build.talk({
    key,
    path,
    guid: null,
    code: null,
    kind: 'talk',
    sessionId: sessionId,
    roomId,
    trackId: track ? build.track(track, { name: { [lang]: track } }) : null,
    ...place,
    title: { [lang]: title },
    subtitle: {},
    abstract: {},
    description: cleanText({ [lang]: descriptionOf(item, path, work) }),
    langs: languagesOf(item['language'], at(path, 'language'), problems),
    speakers: peopleOf(speakers ?? item['primaryauthors'], at(path, 'speakers'), work),
    type: clean.line(item['type'] ?? '', at(path, 'type')),
    links: linksOf(
      item['url'] ? [{ url: item['url'], title: 'Indico', type: '' }] : [],
      at(path, 'url'),
      undefined,
      clean,
      problems,
    ),
    attachments: linksOf(attachmentsOf(item), at(path, 'folders'), undefined, clean, problems),
    doNotRecord: false,
    licence: '',
    generated: false,
    cancelled: false,
  })
}

/** Parts of a contribution have no times of their own; they are kept as a list in its description. */
function descriptionOf(item: JsonObject, path: string, { clean }: Work): string {
  const parts = Array.isArray(item['subContributions']) ? item['subContributions'].filter(isObject) : []
  const lines = parts.map((x, i) => `- ${clean.line(x['title'] ?? '', `${path}.subContributions[${i}].title`)}`)
  return [clean.block(item['description'], at(path, 'description')), lines.join('\n')].filter(Boolean).join('\n\n')
}

function attachmentsOf(item: JsonObject): unknown[] {
  const folders = [item['folders'], objectOr(item['attachments'])['folders']].flatMap((x) =>
    Array.isArray(x) ? x : [],
  )
  const files = Array.isArray(item['attachments'])
    ? item['attachments']
    : [...folders.map((x) => objectOr(x)['attachments']), objectOr(item['attachments'])['files']]
  return files.flat().flatMap((x: unknown) => {
    const file = objectOr(x)
    const url = file['download_url'] ?? file['link_url'] ?? file['url']
    return url ? [{ url, title: file['title'] ?? '', type: '' }] : []
  })
}

/**
 * People by name and affiliation: Indico's own numbers name a person's place in one talk, and its e-mail hashes are
 * personal data that has no business here.
 */
function peopleOf(value: unknown, path: string, work: Work): Mention[] {
  const { clean, lang, build, problems } = work
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, MAX_PEOPLE_PER_ENTRY) : []
  return list.flatMap((item, i): Mention[] => {
    const here = at(path, i)
    const person = objectOr(item)
    const line = (...names: string[]): string => {
      for (const name of names) {
        const text = clean.line(person[name] ?? '', at(here, name))
        if (text) return text
      }
      return ''
    }
    const parts = [line('first_name', 'firstName'), line('last_name', 'familyName')]
    const name = parts.every(Boolean) ? parts.join(' ') : turned(line('fullName', 'name') || parts.join(' ').trim())
    if (!name) {
      problems.warn(here, 'person-unnamed')
      return []
    }
    const affiliation = line('affiliation')
    const facts = {
      key: `${nameKeyOf(name)}|${affiliation.toLowerCase()}`,
      name,
      title: cleanText({ [lang]: line('title') }),
      facility: cleanText({ [lang]: affiliation }),
    }
    return [build.person(facts, here)]
  })
}

/** `Doe, John` -> `John Doe`. */
const turned = (name: string): string => {
  const [last, first, ...more] = name.split(', ')
  return first && more.length === 0 ? `${first} ${last}` : name
}
