/** Content lines of iCalendar (RFC 5545 section 3.1). */

/** Octets of a code point in UTF-8. */
const octets = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)

/**
 * Folds a line at 75 octets, the line break not counted and never inside a character; continuation lines begin with a
 * space, which counts. The result ends with CRLF.
 */
export function foldLine(line: string): string {
  let out = ''
  let used = 0
  for (const char of line) {
    const size = octets(char.codePointAt(0)!)
    if (used + size > 75) {
      out += '\r\n '
      used = 1
    }
    out += char
    used += size
  }
  return `${out}\r\n`
}

/** Control characters have no place in a calendar, and half a surrogate pair none in UTF-8. */
const clean = (text: string): string => text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}/gu, '')

/** A TEXT value (3.3.11): backslash, semicolon, comma and line breaks escaped. */
export const escapeText = (text: string): string =>
  clean(text)
    .replace(/[\\;,]/g, (c) => `\\${c}`)
    .replace(/\r\n|\n|\r/g, '\\n')

/** A parameter value, quoted; RFC 6868 writes quotes, carets and line breaks as ^', ^^ and ^n. */
export const quoted = (text: string): string =>
  `"${clean(text)
    .replace(/\^/g, '^^')
    .replace(/"/g, "^'")
    .replace(/\r\n|\n|\r/g, '^n')}"`

/** A URI value cannot be escaped: it is written as browsers would ask for it; '' if it is no web or mail address. */
export function uri(text: string): string {
  const parsed = URL.parse(text)
  if (!parsed || !['http:', 'https:', 'webcal:', 'mailto:'].includes(parsed.protocol)) return ''
  return /[\s"\p{Cc}]/u.test(parsed.href) ? '' : parsed.href
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `20260417T080000`, the parts of a date-time without zone. */
export const stamp = (year: number, month: number, day: number, hour: number, minute: number, second = 0): string =>
  `${String(year).padStart(4, '0')}${two(month)}${two(day)}T${two(hour)}${two(minute)}${two(second)}`

/** An instant in UTC: `20260417T010000Z`. */
export const utc = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
