import { allowedPhrase, isAllowedWord } from './vocabulary.ts'

const tokenPattern = /[\p{L}\p{M}\p{N}]+/gu

interface Token {
  readonly text: string
  readonly word: string
  readonly start: number
  readonly end: number
}

/** More digits in a row than this, however separated, may be a telephone number, a date or an id. */
const maxRunDigits = 5

/**
 * Keeps the allow-listed words of a description (PS3.15 E.3.5) and drops all others, with numbers that could be a date,
 * a telephone number or an id. `isName` marks words that name somebody in this file, allow-listed or not.
 * Returns the text as it is when nothing has to go, '' when nothing may stay. Cleaning twice changes nothing more.
 */
export function cleanDescriptor(text: string, isName: (word: string) => boolean): string {
  let current = text
  // Dropping a word can bring two numbers together, so until nothing changes; every round drops at least a word.
  for (;;) {
    const next = cleanOnce(current, isName)
    if (next === current) return current
    current = next
  }
}

function cleanOnce(text: string, isName: (word: string) => boolean): string {
  const tokens: Token[] = []
  for (const match of text.matchAll(tokenPattern)) {
    const word = match[0].normalize('NFC').toLowerCase()
    tokens.push({ text: match[0], word, start: match.index, end: match.index + match[0].length })
  }
  const kept = keptTokens(tokens, isName)
  if (kept.every(Boolean) && (tokens.length > 0 || text.trim() === '')) return text
  let out = ''
  let last = -1
  for (const [index, token] of tokens.entries()) {
    if (!kept[index]) continue
    const between = text.slice(tokens[last]?.end ?? 0, token.start)
    if (last < 0) out += separators(between)
    else if (last < index - 1) out += separators(between) || ' '
    else out += /^[\x20-\x7e\r\n\t]*$/.test(between) ? between : separators(between) || ' '
    out += token.text
    last = index
  }
  return out === '' ? '' : out + separators(text.slice(tokens[last]!.end))
}

/** Values of a multi-valued element keep their places: a word may go, the value beside it stays the second. */
const separators = (text: string): string => text.replace(/[^\\]+/g, '')

function keptTokens(tokens: readonly Token[], isName: (word: string) => boolean): boolean[] {
  const words = tokens.map((token) => token.word)
  const kept = words.map(() => false)
  for (let i = 0; i < words.length;) {
    const phrase = allowedPhrase(words, i)
    if (phrase > 0 && !words.slice(i, i + phrase).some(isName)) {
      kept.fill(true, i, i + phrase)
      i += phrase
      continue
    }
    const word = words[i] ?? ''
    if (/^\d+$/.test(word)) {
      i = keepNumbers(words, i, kept, isName)
      continue
    }
    kept[i] = isAllowedWord(word) && !isName(word)
    i += 1
  }
  return kept
}

/** Judges a run of number tokens as a whole: short ones stay, what looks like a date or a telephone number goes. */
function keepNumbers(
  words: readonly string[],
  from: number,
  kept: boolean[],
  isName: (word: string) => boolean,
): number {
  let to = from
  let digits = 0
  while (to < words.length && /^\d+$/.test(words[to] ?? '')) {
    digits += words[to]?.length ?? 0
    to += 1
  }
  const harmless = to - from <= 2 && digits <= maxRunDigits && words.slice(from, to).every((word) => word.length <= 3)
  if (harmless && !words.slice(from, to).some(isName)) kept.fill(true, from, to)
  return to
}
