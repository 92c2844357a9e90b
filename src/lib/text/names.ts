import { titleFor } from './academic-titles.ts'
import { collator } from './collate.ts'
import type { Lang, Text } from './multilingual.ts'
import { fold } from './search-keys.ts'

/**
 * `family-first`: Vietnamese (`Vũ Đăng Lưu`: family Vũ, given Đăng Lưu) and Hungarian. `joined`: Korean, Chinese and
 * Japanese in their own script, family first without a space. `given-first`: Western, and Koreans as they write
 * themselves in Latin letters, if they do.
 */
export type NameOrder = 'family-first' | 'joined' | 'given-first'

export interface PersonName {
  readonly family: string
  readonly given: string
}

const EAST_ASIAN = /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\s·]+$/u
const HANGUL = /\p{Script=Hangul}/u

/** Letters that Vietnamese alone uses (á, ô, ê and their like are shared with others). */
const VIETNAMESE = /[ăđơưạảẩẫậấầắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]/i

/** Family names of some 97 % of Vietnamese, folded: what tells a name typed without marks from a Western one. */
const VIETNAMESE_FAMILIES = new Set(
  (
    'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan dao mai trinh truong lam ha ' +
    'cao phung luong luu ta to chu chau quach thai ton la diep vuong tong nghiem an kieu ninh trieu'
  ).split(' '),
)

const COUNTRY_ORDER: { readonly [country: string]: NameOrder } = { VN: 'family-first', HU: 'family-first' }

/** The order in which a name is written, from its letters and the person's country (ISO 3166, '' unknown). */
export function orderOf(name: PersonName, country = ''): NameOrder {
  const whole = `${name.family}${name.given}`
  if (whole !== '' && EAST_ASIAN.test(whole)) return 'joined'
  const byCountry = COUNTRY_ORDER[country.toUpperCase()]
  if (byCountry) return byCountry
  if (country === '' && VIETNAMESE.test(whole.normalize('NFC'))) return 'family-first'
  return 'given-first'
}

/** A name as its bearer writes it: `Vũ Đăng Lưu`, `홍길동`, `Marie Curie`. */
export function fullName(name: PersonName, order: NameOrder = orderOf(name)): string {
  const family = name.family.trim()
  const given = name.given.trim()
  if (order === 'joined') return `${family}${given}`.replace(/\s+/g, '')
  return (order === 'family-first' ? [family, given] : [given, family]).filter((part) => part !== '').join(' ')
}

const words = (text: string): string[] => text.trim().split(/\s+/).filter(Boolean)

/** Korean family names of two syllables; all others have one. */
const LONG_FAMILIES = new Set(['남궁', '황보', '제갈', '사공', '선우', '독고', '동방', '서문', '어금'])

/** A best guess at family and given part of a name written in one, for imports; people correct it in their profile. */
export function splitName(full: string, country = ''): PersonName {
  const text = full.normalize('NFC').trim()
  const comma = text.indexOf(',')
  if (comma > 0) return { family: text.slice(0, comma).trim(), given: text.slice(comma + 1).trim() }
  if (EAST_ASIAN.test(text)) {
    const [first, ...rest] = words(text)
    if (rest.length > 0) return { family: first!, given: rest.join('') }
    const length = HANGUL.test(text) && text.length > 3 && LONG_FAMILIES.has(text.slice(0, 2)) ? 2 : 1
    return { family: text.slice(0, length), given: text.slice(length) }
  }
  const all = words(text)
  if (all.length <= 1) return { family: '', given: text }
  const vietnamese =
    country.toUpperCase() === 'VN' ||
    (country === '' && VIETNAMESE_FAMILIES.has(fold(all[0]!)) && (VIETNAMESE.test(text) || all.length > 2))
  if (vietnamese || orderOf({ family: all[0]!, given: all.slice(1).join(' ') }, country) === 'family-first') {
    return { family: all[0]!, given: all.slice(1).join(' ') }
  }
  // `Ludwig van Beethoven`: lower-case particles belong to the family name.
  let split = all.length - 1
  while (split > 1 && /^\p{Ll}/u.test(all[split - 1]!)) split--
  return { family: all.slice(split).join(' '), given: all.slice(0, split).join(' ') }
}

/** A person as listed in a programme: the fields of `Participant` that make a name. */
export interface Named {
  readonly name: string
  readonly latin: string
  readonly title: Text
}

/**
 * The name for a reader of a language: own script for those who read it (Korean for Korean readers), else the Latin
 * form with the own script beside it. Vietnamese and Western names are the same for everybody.
 */
export function nameFor(person: Named, lang: string): { readonly main: string; readonly aside: string } {
  if (person.latin === '' || !EAST_ASIAN.test(person.name)) return { main: person.name, aside: '' }
  if (lang === 'ko' && HANGUL.test(person.name)) return { main: person.name, aside: '' }
  return { main: person.latin, aside: person.name }
}

/** `PGS.TS. Vũ Đăng Lưu` · `Assoc. Prof. Dr. Vũ Đăng Lưu` · `홍길동 교수`; `Prof. Hong Gil-dong (홍길동)` elsewhere. */
export function titledName(person: Named, lang: string): string {
  const { main, aside } = nameFor(person, lang)
  const title = titleFor(person.title, lang)
  const titled = title === '' ? main : lang === 'ko' ? `${main} ${title}` : `${title} ${main}`
  return aside === '' ? titled : `${titled} (${aside})`
}

const firstLetter = (text: string): string => [...text.normalize('NFC')].find((c) => /\p{L}/u.test(c)) ?? ''

/** Two letters for a picture's place: family and given (`VL`, `MC`); of a Korean name the given part (`길동`). */
export function initials(full: string, country = ''): string {
  const { family, given } = splitName(full, country)
  if (EAST_ASIAN.test(full.trim())) return (given || family).slice(0, 2)
  const order = orderOf({ family, given }, country)
  const called = order === 'family-first' ? words(given).at(-1) : words(given)[0]
  const letters = [firstLetter(called ?? ''), firstLetter(words(family).at(-1) ?? '')]
  return (order === 'family-first' ? letters.reverse() : letters).join('').toUpperCase()
}

/**
 * What a name is sorted by, part after part. Vietnamese: the last word of the given name, then family, then the
 * middle; all others: family, then given.
 */
export function sortParts(full: string, country = ''): readonly [string, string, string] {
  const name = splitName(full, country)
  if (orderOf(name, country) !== 'family-first' || country.toUpperCase() === 'HU') {
    return name.family === '' ? [name.given, '', ''] : [name.family, name.given, '']
  }
  const given = words(name.given)
  return [given.at(-1) ?? name.family, name.family, given.slice(0, -1).join(' ')]
}

/** People in the order of a list in a language, each name taken apart once. */
export function sortedByName<T>(
  lang: Lang,
  items: Iterable<T>,
  nameOf: (item: T) => string,
  countryOf?: (item: T) => string,
): T[] {
  const { compare } = collator(lang)
  return Array.from(items, (item) => [sortParts(nameOf(item), countryOf?.(item)), item] as const)
    .sort(([a], [b]) => compare(a[0], b[0]) || compare(a[1], b[1]) || compare(a[2], b[2]))
    .map(([, item]) => item)
}

const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
const SHAPES: { readonly [mark: string]: number } = { '\u0306': 1, '\u0302': 2, '\u031b': 3 }

/** A string whose binary order is the Vietnamese dictionary's: letters first (a ă â, d đ), tones to decide. */
function vietnameseKey(text: string): string {
  let letters = ''
  let tones = ''
  for (const c of text.toLowerCase().replaceAll('đ', 'd\u0306').normalize('NFD')) {
    const tone = TONES.indexOf(c)
    const shape = SHAPES[c]
    if (tone > 0) tones = `${tones.slice(0, -1)}${tone}`
    else if (shape) letters = `${letters.slice(0, -1)}${shape}`
    else if (!/\p{M}/u.test(c)) {
      letters += `${c}0`
      tones += '0'
    }
  }
  return `${letters.normalize('NFC')}\u0001${tones}`
}

/** A key for a database column: binary order is near the order of `sortedByName('vi', …)`, stable over versions of ICU. */
export const nameSortKey = (full: string, country = ''): string =>
  sortParts(full, country).map(vietnameseKey).join('\u0002')
