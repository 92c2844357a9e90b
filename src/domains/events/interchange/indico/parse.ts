import { cleanText } from '#src/lib/text/multilingual.ts'
import type { EventKind, Placement } from '../../programme/programme.ts'
import { draftBuilder } from '../builder.ts'
import { cleaner } from '../clean.ts'
import type { Format, ImportDraft, ParseOptions, ParseResult } from '../draft.ts'
import { slugOf } from '../identity.ts'
import { at, isObject, listOf, objectOr, type JsonObject } from '../json.ts'
import { MAX_ENTRIES } from '../limits.ts'
import { chooseZone, daysFrom } from '../moments.ts'
import { collectProblems, type Problems } from '../problems.ts'
import { addBreak, addContribution, addSessionBlock, type Work } from './entries.ts'

/**
 * Reads `/export/event/ID.json?detail=contributions` or `detail=sessions`: sessions with their contributions, and
 * contributions beside them. Source: Indico `docs/source/http-api/exporters/event.rst`. Never throws.
 */
export function parseIndicoEvent(value: unknown, options: ParseOptions = {}): ParseResult {
  const problems = collectProblems()
  const results = listOf(objectOr(value)['results'], '$.results', problems)
  const event = results.find(isObject)
  if (!event) {
    problems.error('$.results', 'part-missing', { name: 'results[0]' })
    return { draft: null, problems: problems.list }
  }
  if (results.length > 1) problems.error('$.results[1]', 'too-many', { limit: 1 })
  const path = at('$.results', results.indexOf(event))
  const work = begin('indico-event', zoneNameIn(event), options, problems)
  const seen = new Set<string>()
  for (const [i, item] of listOf(event['sessions'], at(path, 'sessions'), problems).entries()) {
    const here = at(at(path, 'sessions'), i)
    if (!isObject(item)) {
      problems.error(here, 'wrong-type', { expected: 'object' })
      continue
    }
    const session = addSessionBlock(item, '', here, work)
    for (const [j, talk] of listOf(item['contributions'], at(here, 'contributions'), problems).entries())
      take(talk, session, at(at(here, 'contributions'), j), work, seen)
  }
  for (const [i, talk] of listOf(event['contributions'], at(path, 'contributions'), problems).entries())
    take(talk, null, at(at(path, 'contributions'), i), work, seen)
  return { draft: finish(event, path, work), problems: problems.list }
}

/**
 * Reads `/export/timetable/ID.json`: `results[event][YYYYMMDD][key]`, blocks of sessions with `entries`, contributions
 * and breaks. Source: Indico `docs/source/http-api/exporters/timetable.rst`. Never throws.
 */
export function parseIndicoTimetable(value: unknown, options: ParseOptions = {}): ParseResult {
  const problems = collectProblems()
  const results = objectOr(objectOr(value)['results'])
  const found = Object.entries(results).find(([, x]) => isObject(x))
  if (!found) {
    problems.error('$.results', 'part-missing', { name: 'results[event]' })
    return { draft: null, problems: problems.list }
  }
  const path = at('$.results', found[0])
  const days = objectOr(found[1])
  const work = begin('indico-timetable', zoneNameIn(days), options, problems)
  const seen = new Set<string>()
  for (const [date, entries] of Object.entries(days))
    for (const [key, entry] of Object.entries(objectOr(entries))) {
      const here = at(at(path, date), key)
      if (!isObject(entry)) problems.error(here, 'wrong-type', { expected: 'object' })
      else takeEntry(entry, key, here, work, seen)
    }
  return { draft: finish({}, path, work), problems: problems.list }
}

function takeEntry(entry: JsonObject, key: string, path: string, work: Work, seen: Set<string>): void {
  const type = String(entry['entryType'] ?? '') || { c: 'Contribution', s: 'Session', b: 'Break' }[key[0] ?? '']
  if (type === 'Break') return addBreak(entry, key, path, work)
  if (type === 'Contribution') return take(entry, null, path, work, seen)
  if (type !== 'Session') {
    work.problems.error(path, 'kind-unknown', { value: String(type), used: '' })
    return
  }
  const session = addSessionBlock(entry, key, path, work)
  for (const [inner, item] of Object.entries(objectOr(entry['entries']))) {
    const here = at(at(path, 'entries'), inner)
    if (!isObject(item)) work.problems.error(here, 'wrong-type', { expected: 'object' })
    else if (item['entryType'] === 'Break') addBreak(item, inner, here, work)
    else take(item, session, here, work, seen)
  }
}

/** A contribution may be listed under its session and again by itself; the first place counts. */
function take(item: unknown, session: string | null, path: string, work: Work, seen: Set<string>): void {
  if (!isObject(item)) return work.problems.error(path, 'wrong-type', { expected: 'object' })
  if (work.build.entryCount >= MAX_ENTRIES) {
    if (!seen.has('full')) work.problems.error(path, 'too-many', { limit: MAX_ENTRIES })
    seen.add('full')
    return
  }
  const key = String(item['contributionId'] ?? item['db_id'] ?? item['id'] ?? path)
  if (seen.has(`talk ${key}`)) return
  seen.add(`talk ${key}`)
  addContribution(item, key, session, path, work)
}

function begin(format: Format, zoneName: string, options: ParseOptions, problems: Problems): Work {
  const places: Placement[] = []
  return {
    build: draftBuilder('indico', format, problems),
    clean: cleaner(problems),
    problems,
    zone: chooseZone(zoneName, null, options.zone, '$.results', problems),
    lang: options.lang ?? 'en',
    places,
    sessionsByTitle: new Map(),
  }
}

/** The first zone named anywhere near the top: `timezone`, else the `tz` of a date. */
function zoneNameIn(value: JsonObject, depth = 0): string {
  if (typeof value['timezone'] === 'string') return value['timezone']
  if (typeof value['tz'] === 'string') return value['tz']
  if (depth > 3) return ''
  for (const inner of Object.values(value)) {
    const found = isObject(inner) ? zoneNameIn(inner, depth + 1) : ''
    if (found) return found
  }
  return ''
}

const KINDS: { readonly [type: string]: EventKind } = {
  conference: 'conference',
  meeting: 'workshop',
  lecture: 'lecture',
  simple_event: 'lecture',
}

function finish(event: JsonObject, path: string, work: Work): ImportDraft {
  const title = work.clean.line(event['title'] ?? '', at(path, 'title'))
  return work.build.finish(
    {
      id: '',
      slug: slugOf(title) || 'event',
      kind: KINDS[String(event['type'] ?? event['_type'] ?? '').toLowerCase()] ?? 'conference',
      title: cleanText({ [work.lang]: title }),
      zone: work.zone,
      langs: [work.lang],
    },
    daysFrom(work.zone, work.places),
    { sessions: true, langs: [work.lang] },
  )
}
