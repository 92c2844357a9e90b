import { parse } from 'csv-parse/sync'
import type { ParseOptions, ParseResult } from '../draft.ts'
import { MAX_BLOCK, MAX_ENTRIES } from '../limits.ts'
import { collectProblems } from '../problems.ts'
import { columnOf } from './columns.ts'
import { parseRows } from './rows.ts'

/** Spreadsheets of some countries write semicolons or tabs; the header decides. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 2000).split('\n')[0] ?? ''
  const count = (x: string): number => head.split(x).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!
}

/** Whether the first lines name columns of ours, or at least the file's name says CSV. */
export function looksLikeCsv(text: string, filename: string): boolean {
  const head = text
    .slice(0, 2000)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/, 10)
  const known = head.some((line) => line.split(/[,;\t]/).filter((x) => columnOf(x.replace(/^"|"$/g, ''))).length >= 3)
  return known || (/\.(?:csv|tsv)$/i.test(filename) && !text.slice(0, 2000).includes('\u0000'))
}

/** Reads the secretariat's sheet as CSV (comma, semicolon or tab; UTF-8 with or without mark). Never throws. */
export function parseCsv(text: string, options: ParseOptions = {}): ParseResult {
  const problems = collectProblems()
  const plain = text.replace(/^\ufeff/, '')
  try {
    const rows = parse(plain, {
      delimiter: delimiterOf(plain),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: MAX_BLOCK * 10,
      to_line: MAX_ENTRIES * 20,
    })
    return parseRows(rows, 'csv', options, problems)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const line = /line (\d+)/.exec(detail)?.[1] ?? '1'
    problems.error(`${line}:1`, 'csv-syntax', { detail: detail.slice(0, 160) })
    return { draft: null, problems: problems.list }
  }
}
