/**
 * Search that finds what people mean: diacritics optional, đ = d, any case and width, Hangul by syllable.
 * An index holds `termsOf(text)`; a query asks for each of `queryTerms(q)` by `prefixRange`. Nothing else is needed
 * of the database than an ordered index with binary collation.
 */

/** Longest term kept, in code points: beyond it a prefix finds the word anyway. */
export const MAX_TERM = 24
/** Longest suffix kept of a run without spaces; Korean compounds are shorter. */
const MAX_RUN_TERM = 12
/** Terms kept of one text: an abstract has about 300 words, so this only bounds hostile input. */
export const MAX_TERMS = 4_000
export const MAX_QUERY_TERMS = 8

const LETTERS: { readonly [letter: string]: string } = {
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
}

/**
 * The form in which texts are compared: compatibility width (NFKC), lower case, Latin, Greek and Cyrillic accents
 * dropped, đ as d. Hangul stays in whole syllables however it was typed; vowel signs of other scripts stay.
 */
export function fold(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase()
  if (/^\p{ASCII}*$/u.test(plain)) return plain
  return plain
    .normalize('NFD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .replace(/[đðøłıßæœþς]/g, (letter) => LETTERS[letter]!)
}

const WORDS = /[\p{L}\p{N}\p{M}]+/gu
const UNSPACED = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u
const RUNS =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+|[^\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+/gu

/** The words of a folded text; where a word changes between spaced and unspaced script it is two ("ct검사"). */
function* runsOf(folded: string): Generator<string> {
  for (const word of folded.matchAll(WORDS)) {
    for (const run of word[0].matchAll(RUNS)) yield run[0]
  }
}

const head = (points: readonly string[], from: number, count: number): string =>
  points.slice(from, from + count).join('')

/**
 * Index terms of a text, each once: folded words, and of runs written without spaces (Hangul, Han, kana) every
 * suffix, so that a prefix look-up finds a syllable in the middle. At most `limit` terms of `MAX_TERM` code points.
 */
export function termsOf(text: string, limit = MAX_TERMS): string[] {
  const terms = new Set<string>()
  for (const run of runsOf(fold(text))) {
    if (terms.size >= limit) break
    if (!UNSPACED.test(run)) {
      terms.add(run.length <= MAX_TERM ? run : head([...run], 0, MAX_TERM))
      continue
    }
    const points = [...run]
    for (let i = 0; i < points.length && terms.size < limit; i++) terms.add(head(points, i, MAX_RUN_TERM))
  }
  return [...terms]
}

/** Stands before a word kept with its marks; no word begins with it, so no query finds it as a beginning. */
const MARKED = '='

/**
 * The words of a text as they are written, of those only that folding changes (`đột` of `Đột quỵ`): by them a text with
 * the very marks that were asked for comes before one that has other marks on the same letters.
 */
export function markedTermsOf(text: string, limit = MAX_TERMS): string[] {
  const terms = new Set<string>()
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORDS)) {
    if (terms.size >= limit) break
    if (word.length <= MAX_TERM && fold(word) !== word) terms.add(MARKED + word)
  }
  return [...terms]
}

/** What to look up for a query: all of these must be found as prefixes of terms. Empty for a query without words. */
export function queryTerms(query: string): string[] {
  const terms = new Set<string>()
  for (const run of runsOf(fold(query.slice(0, 400)))) {
    if (terms.size >= MAX_QUERY_TERMS) break
    terms.add(head([...run], 0, UNSPACED.test(run) ? MAX_RUN_TERM : MAX_TERM))
  }
  return [...terms]
}

/**
 * Bounds of the terms that begin with `term`: `from <= t && t <= to`. U+10FFFF is the last in UTF-8 byte order
 * (SQLite BINARY, PostgreSQL "C") and behind every folded letter in UTF-16 order too.
 */
export const prefixRange = (term: string): { readonly from: string; readonly to: string } => ({
  from: term,
  to: `${term}\u{10ffff}`,
})

/** Whether a text answers a query: every query term begins one of its terms. The empty query answers nothing. */
export function matches(text: string, query: string): boolean {
  const wanted = queryTerms(query)
  if (wanted.length === 0) return false
  const terms = termsOf(text)
  return wanted.every((w) => terms.some((t) => t.startsWith(w)))
}

export { UNSPACED }
