import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { addDays, parseLocal } from '#src/lib/time/zoned.ts'
import { SESSION_KINDS } from '../../programme/programme.ts'
import { draftBuilder, nameKeyOf, type DraftBuilder, type Mention } from '../builder.ts'
import { cleaner, type Cleaner } from '../clean.ts'
import type { Format, ParseOptions, ParseResult, SourceId } from '../draft.ts'
import { isCode } from '../identity.ts'
import { languagesOf } from '../languages.ts'
import { MAX_ENTRIES, MAX_PEOPLE_PER_ENTRY } from '../limits.ts'
import { chooseZone, daysFrom } from '../moments.ts'
import { collectProblems, type Problems } from '../problems.ts'
import { cellName, cellText, clockCell, dateCell, minutesCell, unguard, type Cell } from './cells.ts'
import { columnOf, COLUMNS, type ColumnName } from './columns.ts'
import { splitName } from './names.ts'

const LANGS = ['vi', 'en', 'ko'] as const

/** Programme from the rows of a sheet, the header among them. Problems carry the cell (`C12`) they are about. */
export function parseRows(
  rows: readonly (readonly Cell[])[],
  format: Format,
  options: ParseOptions,
  problems: Problems = collectProblems(),
): ParseResult {
  const head = headerOf(rows, problems)
  if (!head) return { draft: null, problems: problems.list }
  const zone = options.zone ?? chooseZone(undefined, null, undefined, 'A1', problems)
  const build = draftBuilder('sheet', format, problems)
  const lines = rows
    .slice(head.row + 1)
    .map((cells, i) => new Line(cells, head.row + 1 + i, head.columns))
    .filter((x) => !x.empty)
  if (lines.length > MAX_ENTRIES)
    problems.error(cellName(0, lines[MAX_ENTRIES]!.row), 'too-many', { limit: MAX_ENTRIES })
  const work: Work = { zone, build, problems, clean: cleaner(problems, false), sessions: new Map(), places: [] }
  const known: { line: Line; type: RowType }[] = []
  for (const line of lines.slice(0, MAX_ENTRIES)) {
    const type = rowType(line.text('row'))
    if (type) known.push({ line, type })
    else problems.error(line.at('row'), 'row-unknown', { value: line.text('row') })
  }
  // Sessions first: a talk may stand above the session it names.
  for (const { line, type } of known) if (type === 'session') addSession(line, work)
  for (const { line, type } of known) if (type !== 'session') addTalk(line, type, work)
  const langs = LANGS.filter((x) => head.columns.has(`title_${x}`))
  const draft = build.finish(
    { id: '', slug: 'event', kind: 'congress', title: {}, zone, langs },
    daysFrom(zone, work.places),
    { sessions: true, langs },
  )
  return { draft, problems: problems.list }
}

type RowType = 'session' | 'talk' | 'discussion'

interface Work {
  readonly zone: string
  readonly build: DraftBuilder
  readonly problems: Problems
  readonly clean: Cleaner
  /** By id and by each of its titles. */
  readonly sessions: Map<string, SourceId>
  readonly places: { roomId: null; start: number | null; minutes: number }[]
}

class Line {
  readonly cells: readonly Cell[]
  readonly row: number
  readonly columns: ReadonlyMap<ColumnName, number>
  constructor(cells: readonly Cell[], row: number, columns: ReadonlyMap<ColumnName, number>) {
    this.cells = cells
    this.row = row
    this.columns = columns
  }
  get empty(): boolean {
    return this.cells.every((x) => cellText(x).trim() === '')
  }
  cell(name: ColumnName): Cell {
    const index = this.columns.get(name)
    return index === undefined ? null : this.cells[index]
  }
  text(name: ColumnName): string {
    return unguard(cellText(this.cell(name)).trim())
  }
  at(name: ColumnName): string {
    return cellName(this.columns.get(name) ?? 0, this.row)
  }
}

const HEADER_WITHIN = 10

/** The first row that names known columns; titles above it (the society's name, the event's) are passed over. */
function headerOf(
  rows: readonly (readonly Cell[])[],
  problems: Problems,
): { row: number; columns: Map<ColumnName, number> } | null {
  for (const [row, cells] of rows.slice(0, HEADER_WITHIN).entries()) {
    const columns = new Map<ColumnName, number>()
    for (const [i, cell] of cells.entries()) {
      const name = columnOf(cellText(cell))
      if (name && !columns.has(name)) columns.set(name, i)
    }
    if (columns.size < 3) continue
    const missing = LANGS.some((x) => columns.has(`title_${x}`)) ? [] : ['title_vi']
    if (!columns.has('row')) missing.push('row')
    if (missing.length > 0) {
      problems.error(cellName(0, row), 'columns-missing', { columns: missing.join(', ') })
      return null
    }
    for (const [i, cell] of cells.entries()) {
      const heading = cellText(cell).trim()
      if (heading && !columnOf(heading)) problems.warn(cellName(i, row), 'column-unknown', { name: heading })
    }
    return { row, columns }
  }
  problems.error('A1', 'columns-missing', {
    columns: COLUMNS.slice(0, 2)
      .map((x) => x.name)
      .join(', '),
  })
  return null
}

const ROW_WORDS: { readonly [word: string]: RowType } = {
  session: 'session',
  phiên: 'session',
  세션: 'session',
  talk: 'talk',
  'báo cáo': 'talk',
  발표: 'talk',
  discussion: 'discussion',
  'thảo luận': 'discussion',
  토론: 'discussion',
}
const rowType = (text: string): RowType | undefined => ROW_WORDS[text.normalize('NFC').toLowerCase()]

function textOf(line: Line, prefix: 'title' | 'abstract', { clean }: Work): Text {
  const form = prefix === 'title' ? 'line' : 'block'
  return cleanText(
    Object.fromEntries(LANGS.map((x) => [x, clean[form](line.text(`${prefix}_${x}`), line.at(`${prefix}_${x}`))])),
  )
}

/** Start and minutes; null, with the problem told, when the cells cannot be read. */
function placeOf(line: Line, work: Work): { start: number | null; minutes: number } | null {
  const { zone, problems } = work
  const scheduled = line.text('start') !== ''
  const date = dateCell(line.cell('date'))
  const from = clockCell(line.cell('start'))
  if (scheduled && (!date || !from)) {
    const bad = date ? 'start' : 'date'
    problems.error(line.at(bad), 'time-invalid', { value: line.text(bad) })
    return null
  }
  const start = scheduled && date && from ? parseLocal(zone, date, from) : null
  let minutes = minutesCell(line.cell('minutes'))
  if (line.text('minutes') !== '' && minutes === null) {
    problems.error(line.at('minutes'), 'duration-invalid', { value: line.text('minutes') })
    return null
  }
  if (minutes === null && line.text('end') !== '') {
    const to = clockCell(line.cell('end'))
    const sameDay = to && date ? parseLocal(zone, date, to) : null
    const end =
      sameDay !== null && start !== null && sameDay < start ? parseLocal(zone, addDays(date!, 1), to!) : sameDay
    if (end === null || start === null) {
      problems.error(line.at('end'), 'time-invalid', { value: line.text('end') })
      return null
    }
    minutes = (end - start) / 60_000
  }
  if (minutes === null) {
    minutes = 15
    problems.warn(line.at('minutes'), 'duration-guessed', { minutes })
  }
  work.places.push({ roomId: null, start, minutes })
  return { start, minutes }
}

/** Everything that session and talk rows share; null when the row cannot be taken. */
function common(line: Line, work: Work) {
  const { build, problems, clean } = work
  const title = textOf(line, 'title', work)
  const words = Object.values(title)[0]
  if (!words) {
    problems.error(line.at(LANGS.map((x) => `title_${x}` as const).find((x) => line.columns.has(x))!), 'title-missing')
    return null
  }
  const place = placeOf(line, work)
  if (!place) return null
  const name = (column: 'room' | 'track'): string => clean.line(line.text(column), line.at(column))
  const id = clean.line(line.text('id'), line.at('id'))
  const room = name('room')
  const track = name('track')
  const lang = LANGS.find((x) => title[x])!
  return {
    key: id || nameKeyOf(words),
    path: line.at('id'),
    guid: null,
    code: isCode(id) ? id : null,
    title,
    ...place,
    roomId: room ? build.room(nameKeyOf(room), { name: { [lang]: room } }) : null,
    trackId: track ? build.track(nameKeyOf(track), { name: { [lang]: track } }) : null,
    cancelled: false,
  }
}

function addSession(line: Line, work: Work): void {
  const facts = common(line, work)
  if (!facts) return
  const written = line.text('kind').toLowerCase()
  const kind = SESSION_KINDS.find((x) => x === written)
  if (!kind && written) work.problems.warn(line.at('kind'), 'kind-unknown', { value: written, used: 'oral' })
  const id = work.build.session({
    ...facts,
    kind: kind ?? 'oral',
    description: textOf(line, 'abstract', work),
    chairs: peopleOf(line, 'chairs', work),
    expected: null,
  })
  for (const name of [facts.key, ...Object.values(facts.title)])
    if (!work.sessions.has(nameKeyOf(name))) work.sessions.set(nameKeyOf(name), id)
}

function addTalk(line: Line, kind: 'talk' | 'discussion', work: Work): void {
  const facts = common(line, work)
  if (!facts) return
  const session = line.text('session')
  const sessionId = session ? (work.sessions.get(nameKeyOf(session)) ?? null) : null
  if (session && !sessionId) work.problems.warn(line.at('session'), 'session-unknown', { value: session })
  work.build.talk({
    ...facts,
    kind,
    sessionId,
    subtitle: {},
    abstract: textOf(line, 'abstract', work),
    description: {},
    langs: languagesOf(line.text('language'), line.at('language'), work.problems),
    speakers: peopleOf(line, 'speakers', work),
    type: work.clean.line(line.text('kind'), line.at('kind')),
    links: [],
    attachments: [],
    doNotRecord: false,
    licence: '',
    generated: false,
  })
}

/** Names split by semicolons; facilities in parentheses behind the name, or in their own column in the same order. */
function peopleOf(line: Line, column: 'speakers' | 'chairs', work: Work): Mention[] {
  const { clean, build } = work
  const split = (text: string): string[] => text.split(/[;\n；]/).map((x) => clean.line(x, line.at(column)))
  const facilities = column === 'speakers' ? split(line.text('facility')) : []
  return split(line.text(column))
    .slice(0, MAX_PEOPLE_PER_ENTRY)
    .flatMap((written, i): Mention[] => {
      const inside = facilities.some(Boolean) ? null : /^([^()]+?)\s+\(([^()]+)\)$/.exec(written)
      const { name, title } = splitName(inside ? inside[1]! : written)
      if (!name) return []
      const facility = inside?.[2] ?? (facilities.length === 1 ? facilities[0]! : (facilities[i] ?? ''))
      const facts = {
        key: facility ? `${nameKeyOf(name)}|${nameKeyOf(facility)}` : nameKeyOf(name),
        name,
        title,
        facility: cleanText({ [LANGS.find((x) => line.text(`title_${x}`)) ?? 'vi']: facility }),
      }
      return [build.person(facts, line.at(column), 'pending')]
    })
}
