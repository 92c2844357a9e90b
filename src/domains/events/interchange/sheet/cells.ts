import { parseDuration } from '../moments.ts'

/** A cell as csv-parse or read-excel-file gives it. */
export type Cell = string | number | boolean | Date | null | undefined

export const cellText = (cell: Cell): string => {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString()
  return String(cell)
}

/** Without the apostrophe that keeps spreadsheets from running a text that begins like a formula. */
export const unguard = (text: string): string => (/^'[=+\-@\t]/.test(text) ? text.slice(1) : text)
export const guard = (text: string): string => (/^[=+\-@\t]/.test(text) ? `'${text}` : text)

const two = (n: number | string): string => String(n).padStart(2, '0')

/** `YYYY-MM-DD` of a date cell, `2026-4-17`, `17/04/2026` (day first), `2026년 4월 17일`; null if it is none. */
export function dateCell(cell: Cell): string | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(0, 10)
  const text = cellText(cell).trim()
  const iso = /^(\d{4})\s?[-./년]\s?(\d{1,2})\s?[-./월]\s?(\d{1,2})\s?[.일]?(?:[T ].*)?$/.exec(text)
  const day = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(text)
  const [y, m, d] = iso ? [iso[1]!, iso[2]!, iso[3]!] : day ? [day[3]!, day[2]!, day[1]!] : ['', '', '']
  if (!y) return null
  const date = `${y}-${two(m)}-${two(d)}`
  const check = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(check.getTime()) && check.toISOString().slice(0, 10) === date ? date : null
}

/** `HH:MM` of `8:30`, `08:30:00`, `8h30`, `8g30`, a fraction of a day or a time cell; null if it is none. */
export function clockCell(cell: Cell): string | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(11, 16)
  if (typeof cell === 'number' && cell >= 0 && cell < 1) return clock(Math.round(cell * 1440))
  const found = /^(\d{1,2})\s?(?::|h|g|giờ|시)\s?(\d{1,2})?(?::\d{2})?(?:\s?(?:분|phút))?$/i.exec(cellText(cell).trim())
  if (!found) return null
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0)
  return Number(found[1]) < 24 && Number(found[2] ?? 0) < 60 ? clock(minutes) : null
}

const clock = (minutes: number): string => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`

/** Minutes of `45`, `45 phút`, `1:30`; null if it is none. */
export const minutesCell = (cell: Cell): number | null =>
  typeof cell === 'number'
    ? parseDuration(cell > 0 && cell < 1 ? cell * 1440 : cell)
    : parseDuration(
        cellText(cell)
          .trim()
          .replace(/\s?(?:phút|min(?:utes?)?|분)\.?$/i, ''),
      )

/** `B7`: column letters and row number, both from 0. */
export function cellName(column: number, row: number): string {
  let letters = ''
  for (let n = column; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters
  return `${letters}${row + 1}`
}
