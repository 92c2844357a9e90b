import { SaxesParser } from 'saxes'
import type { ParseOptions, ParseResult } from '../draft.ts'
import { MAX_ENTRIES } from '../limits.ts'
import { collectProblems, type Problems } from '../problems.ts'
import { draftFromSchedule } from './assemble.ts'
import type { OurMeta } from './meta.ts'
import type { Place, RawDay, RawItem, RawSchedule } from './raw.ts'

const MAX_ERRORS = 20
const MAX_DEPTH = 40
const MAX_NODES = MAX_ENTRIES * 60

/** A parsed element: attributes, its own text, children, and where it begins. */
interface Node {
  readonly name: string
  readonly attributes: { readonly [name: string]: string }
  readonly line: number
  readonly column: number
  readonly children: Node[]
  text: string
}

/**
 * Reads a schedule.xml (pentabarf, frab, pretalx). Never throws; problems carry `line:column`. Of a broken file, what
 * stands before the break is taken. Entities of a DTD are not expanded and nothing is loaded.
 */
export function parseScheduleXml(text: string, options: ParseOptions = {}): ParseResult {
  const problems = collectProblems()
  const { root, ours } = readTree(text, problems)
  const schedule = root?.name === 'schedule' ? root : null
  const conference = schedule && childOf(schedule, 'conference')
  if (!schedule || !conference) {
    problems.error(root ? placeOf(root)() : '1:1', 'part-missing', { name: schedule ? 'conference' : 'schedule' })
    return { draft: null, problems: problems.list }
  }
  const raw: RawSchedule = {
    at: placeOf(conference),
    title: textOf(conference, 'title'),
    acronym: textOf(conference, 'acronym'),
    zone: textOf(conference, 'time_zone_name'),
    baseUrl: textOf(conference, 'base_url'),
    rooms: [],
    tracks: conference.children
      .filter((x) => x.name === 'track')
      .map((x) => ({ at: placeOf(x), fields: { name: x.attributes['name'] ?? x.text, ...x.attributes } })),
    days: schedule.children.filter((x) => x.name === 'day').map(dayOf),
    ours,
  }
  return { draft: draftFromSchedule(raw, 'schedule.xml', options, problems), problems: problems.list }
}

class Stop extends Error {}

function readTree(text: string, problems: Problems): { root: Node | null; ours: OurMeta | null } {
  const parser = new SaxesParser()
  const stack: Node[] = []
  let root: Node | null = null
  let ours: OurMeta | null = null
  let errors = 0
  let nodes = 0
  let start = { line: 1, column: 1 }
  parser.on('error', (error) => {
    const detail = error.message.replace(/^\d+:\d+:\s*/, '').slice(0, 160)
    problems.error(`${parser.line}:${parser.column}`, 'xml-syntax', { detail: detail.replace(/\.$/, '') })
    if (++errors >= MAX_ERRORS) throw new Stop()
  })
  parser.on('processinginstruction', ({ target, body }) => {
    const lang = target === 'hoi' ? /\blang="([A-Za-z-]+)"/.exec(body)?.[1] : undefined
    if (lang) ours = { lang, event: {}, sessions: [], talks: new Map() }
  })
  parser.on('opentagstart', (tag) => {
    start = { line: parser.line, column: Math.max(1, parser.column - tag.name.length - 1) }
  })
  parser.on('opentag', (tag) => {
    if (++nodes > MAX_NODES || stack.length >= MAX_DEPTH) {
      problems.error(`${start.line}:${start.column}`, 'too-many', { limit: MAX_ENTRIES })
      throw new Stop()
    }
    const node: Node = { name: tag.name, attributes: tag.attributes, ...start, children: [], text: '' }
    if (stack.length > 0) stack.at(-1)!.children.push(node)
    else root ??= node
    stack.push(node)
  })
  parser.on('closetag', () => void stack.pop())
  const onText = (more: string): void => {
    if (stack.length > 0) stack.at(-1)!.text += more
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof Stop)) problems.error('1:1', 'xml-syntax', { detail: String(error).slice(0, 160) })
  }
  return { root, ours }
}

const childOf = (node: Node, name: string): Node | undefined => node.children.find((x) => x.name === name)
const textOf = (node: Node, name: string): string | undefined => childOf(node, name)?.text

const placeOf =
  (node: Node): Place =>
  (field) => {
    const found = (field && childOf(node, field)) || node
    return `${found.line}:${found.column}`
  }

function dayOf(node: Node): RawDay {
  const { date, start, end } = node.attributes
  return {
    at: placeOf(node),
    fields: { date, day_start: start, day_end: end },
    rooms: node.children
      .filter((x) => x.name === 'room')
      .map((room) => ({
        name: room.attributes['name'] ?? '',
        guid: room.attributes['guid'],
        events: room.children.filter((x) => x.name === 'event').map(eventOf),
      })),
  }
}

/** The event under the names that schedule.json gives its fields. */
function eventOf(node: Node): RawItem {
  const fields: Record<string, unknown> = {}
  for (const child of node.children) if (child.children.length === 0) fields[child.name] = child.text
  const recording = childOf(node, 'recording')
  const listed = (list: string, item: string): Node[] =>
    childOf(node, list)?.children.filter((x) => x.name === item) ?? []
  const link = (x: Node) => ({ url: x.attributes['href'] ?? x.text, title: x.text, type: x.attributes['type'] })
  return {
    at: placeOf(node),
    fields: {
      ...fields,
      ...node.attributes,
      recording_license: recording && textOf(recording, 'license'),
      do_not_record: recording && textOf(recording, 'optout')?.trim() === 'true',
      persons: listed('persons', 'person').map((x) => ({ ...x.attributes, public_name: x.text })),
      links: listed('links', 'link').map(link),
      attachments: listed('attachments', 'attachment').map(link),
    },
  }
}
