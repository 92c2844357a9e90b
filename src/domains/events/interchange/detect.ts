import type { Format, ParseOptions, ParseResult } from './draft.ts'
import { isObject, objectOr, parseJson } from './json.ts'
import { MAX_BYTES } from './limits.ts'
import { parseHoi } from './parse-hoi.ts'
import { isGrid, parsePretalxDump } from './parse-pretalx.ts'
import { parseIndicoEvent, parseIndicoTimetable } from './indico/parse.ts'
import { collectProblems } from './problems.ts'
import { parseScheduleJson } from './schedule/parse-json.ts'
import { parseScheduleXml } from './schedule/parse-xml.ts'
import { looksLikeCsv, parseCsv } from './sheet/csv.ts'
import { parseXlsx } from './sheet/xlsx.ts'

/** What a file is by its content; its name decides only where content cannot (CSV). Null: none of ours. */
export function detectFormat(bytes: Uint8Array, filename: string): Format | null {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return 'xlsx'
  const text = textOf(bytes)
  const first = /\S/.exec(text.slice(0, 1000))?.[0]
  if (first === '<') return /<schedule[\s>/]/.test(text.slice(0, 20_000)) ? 'schedule.xml' : null
  if (first === '{') {
    try {
      return jsonFormat(JSON.parse(text) as unknown)
    } catch {
      return /\.json$/i.test(filename) || text.includes('"schedule"') ? 'schedule.json' : null
    }
  }
  return looksLikeCsv(text, filename) ? 'csv' : null
}

function jsonFormat(value: unknown): Format | null {
  const file = objectOr(value)
  if (file['format'] === 'hoi') return 'hoi'
  if (isObject(objectOr(file['schedule'])['conference'])) return 'schedule.json'
  if ('results' in file) return isObject(file['results']) ? 'indico-timetable' : 'indico-event'
  if (isGrid(file['schedule'])) return 'pretalx-dump'
  return isObject(file['schedule']) ? 'schedule.json' : null
}

const mb = (n: number): number => Math.ceil(n / 1024 / 1024)

/**
 * Reads any of the formats. Bounded by `MAX_BYTES`; never throws; a JSON or XML that is broken as such is a problem with
 * `line:column`. Asynchronous only because unpacking a workbook is.
 */
export async function parseFile(
  bytes: Uint8Array,
  filename: string,
  options: ParseOptions = {},
): Promise<ParseResult & { readonly format: Format | null }> {
  const problems = collectProblems()
  if (bytes.byteLength > MAX_BYTES) {
    problems.error('', 'too-large', { size: mb(bytes.byteLength), limit: mb(MAX_BYTES) })
    return { format: null, draft: null, problems: problems.list }
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { format: 'xlsx', ...(await parseXlsx(bytes, options)) }
  const text = textOf(bytes)
  const first = /\S/.exec(text.slice(0, 1000))?.[0]
  if (first === '{' || first === '[') {
    const value = parseJson(text, problems)
    if (value === undefined) return { format: detectFormat(bytes, filename), draft: null, problems: problems.list }
    const format = jsonFormat(value)
    if (format === 'hoi') return { format, ...parseHoi(value, options) }
    if (format === 'schedule.json') return { format, ...parseScheduleJson(value, options) }
    if (format === 'pretalx-dump') return { format, ...parsePretalxDump(value, options) }
    if (format === 'indico-event') return { format, ...parseIndicoEvent(value, options) }
    if (format === 'indico-timetable') return { format, ...parseIndicoTimetable(value, options) }
  } else if (first === '<') {
    if (/<schedule[\s>/]/.test(text.slice(0, 20_000)))
      return { format: 'schedule.xml', ...parseScheduleXml(text, options) }
  } else if (looksLikeCsv(text, filename)) return { format: 'csv', ...parseCsv(text, options) }
  problems.error('', 'unknown-format')
  return { format: null, draft: null, problems: problems.list }
}

/** Text of the bytes: UTF-16 by its mark, else the encoding that an XML declaration names, else UTF-8. */
function textOf(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  let label = 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) label = 'utf-16le'
  else if (bytes[0] === 0xfe && bytes[1] === 0xff) label = 'utf-16be'
  else label = /^\s*<\?xml[^>]*\bencoding=["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? label
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
