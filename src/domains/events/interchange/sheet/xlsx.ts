import { Unzip, UnzipInflate } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import type { ParseOptions, ParseResult } from '../draft.ts'
import { MAX_BYTES, MAX_ENTRIES, MAX_UNPACKED } from '../limits.ts'
import { collectProblems } from '../problems.ts'
import type { Cell } from './cells.ts'
import { parseRows } from './rows.ts'

const MAX_PARTS = 1_000
// Deflate unpacks at most a thousandfold: a step of this size cannot overshoot the limit by more than 4 MB.
const CHUNK = 4 * 1024

/**
 * Bytes that an archive unpacks to, counted while unpacking and given up beyond `limit`: what the archive says about
 * itself is not believed. Null when it is no readable archive or goes beyond.
 */
export function unpackedSize(bytes: Uint8Array, limit: number): number | null {
  let total = 0
  let parts = 0
  let broken = false
  const unzip = new Unzip((file) => {
    if (++parts > MAX_PARTS) broken = true
    if (broken) return
    file.ondata = (error, chunk) => {
      if (error) broken = true
      else total += chunk.length
      if (total > limit) broken = true
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length && !broken; at += CHUNK)
      unzip.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length)
  } catch {
    return null
  }
  return broken || parts === 0 ? null : total
}

/** Reads the first sheet of a workbook as the secretariat's sheet. Never throws; a zip bomb is unreadable. */
export async function parseXlsx(
  bytes: Uint8Array,
  options: ParseOptions = {},
  limit = MAX_UNPACKED,
): Promise<ParseResult> {
  const problems = collectProblems()
  if (bytes.byteLength <= MAX_BYTES && unpackedSize(bytes, limit) !== null) {
    try {
      const rows = await readSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      const cells = rows.slice(0, MAX_ENTRIES + 20).map((row) => row.map(asCell))
      return parseRows(cells, 'xlsx', options, problems)
    } catch {
      // Said below: there is nothing more that the reader's message would tell a secretariat.
    }
  }
  problems.error('', 'xlsx-unreadable')
  return { draft: null, problems: problems.list }
}

const asCell = (value: unknown): Cell =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date
    ? value
    : null
