import { createHash } from 'node:crypto'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const CODE = /^[0-9A-Z]{6}$/
const NAMESPACE = 'hoi-interchange'

/** Lower-case UUID, or null when the value is none. */
export function asUuid(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return UUID.test(text) ? text : null
}

/** The same UUID for the same words, today and on any machine (RFC 9562 version 5 layout, SHA-1 of the words). */
export function uuidFrom(...words: readonly string[]): string {
  const hash = createHash('sha1')
    .update([NAMESPACE, ...words].join('\u0000'))
    .digest()
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** Six characters `[0-9A-Z]`, as pretalx writes them. */
export const isCode = (value: unknown): value is string => typeof value === 'string' && CODE.test(value)

/** The first free code of a guid's own sequence. */
export function codeFrom(guid: string, taken: ReadonlySet<string>): string {
  for (let n = 0; ; n++) {
    const number = createHash('sha1').update(`${guid}/${n}`).digest().readUIntBE(0, 6)
    const code = (number % 36 ** 6).toString(36).toUpperCase().padStart(6, '0')
    if (!taken.has(code)) return code
  }
}

interface Coded {
  readonly guid: string
  readonly code: string
}

/**
 * A valid code for each guid: its own where that is valid and not taken by a smaller guid, else one made from the guid.
 * The order of the items does not matter.
 */
export function codesFor(items: readonly Coded[], reserved: Iterable<string> = []): Map<string, string> {
  const taken = new Set(reserved)
  const codes = new Map<string, string>()
  const sorted = items.toSorted((a, b) => (a.guid < b.guid ? -1 : a.guid > b.guid ? 1 : 0))
  for (const { guid, code } of sorted) {
    if (!isCode(code) || taken.has(code) || codes.has(guid)) continue
    taken.add(code)
    codes.set(guid, code)
  }
  for (const { guid } of sorted) {
    if (codes.has(guid)) continue
    const code = codeFrom(guid, taken)
    taken.add(code)
    codes.set(guid, code)
  }
  return codes
}

/** A positive 31-bit integer for each guid, unique among them: the deprecated numeric id that old readers need. */
export function numbersFor(guids: readonly string[]): Map<string, number> {
  const taken = new Set<number>()
  const numbers = new Map<string, number>()
  for (const guid of guids.toSorted()) {
    let number = (createHash('sha1').update(guid).digest().readUInt32BE(0) % 0x7ffffffe) + 1
    while (taken.has(number)) number = (number % 0x7ffffffe) + 1
    taken.add(number)
    numbers.set(guid, number)
  }
  return numbers
}

/** Latin lower-case words joined by hyphens: `Can thiệp đốt sống` -> `can-thiep-dot-song`; '' if nothing is left. */
export const slugOf = (text: string, longest = 60): string =>
  text
    .slice(0, 400)
    .replace(/[đĐ]/g, 'd')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '')
