import { fold, UNSPACED } from './search-keys.ts'

/** A stretch of a snippet; `marked` where it answers the query. Plain text: the page escapes and marks it. */
export interface SnippetPart {
  readonly text: string
  readonly marked: boolean
}

type Span = readonly [from: number, to: number]
const WORD = /[\p{L}\p{N}\p{M}]/u

/** Folds code point by code point, remembering where in the text each folded unit came from. */
function foldWithMap(text: string): { folded: string; at: number[] } {
  const at: number[] = []
  let folded = ''
  let position = 0
  for (const point of text) {
    const f = fold(point)
    for (let i = 0; i < f.length; i++) at.push(position)
    folded += f
    position += point.length
  }
  at.push(position)
  return { folded, at }
}

/** A term counts at the start of a word, and anywhere within a script written without spaces. */
function startsWord(folded: string, index: number): boolean {
  if (index === 0) return true
  const before = folded[index - 1]!
  const here = folded[index]!
  return !WORD.test(before) || UNSPACED.test(here) || UNSPACED.test(before)
}

function spansOf(text: string, terms: readonly string[]): Span[] {
  const { folded, at } = foldWithMap(text)
  const found: Span[] = []
  for (const term of terms) {
    if (term === '') continue
    for (let i = folded.indexOf(term); i >= 0; i = folded.indexOf(term, i + 1)) {
      if (!startsWord(folded, i)) continue
      // Up to where the next folded unit begins, so that a stripped combining mark stays with its letter.
      let end = i + term.length
      while (end < folded.length && at[end] === at[end - 1]) end++
      found.push([at[i]!, at[end]!])
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const merged: [number, number][] = []
  for (const [from, to] of found) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** The start of the stretch of `length` units that holds most marks; the first of equals. */
function bestStart(spans: readonly Span[], length: number): number {
  let best = 0
  let most = 0
  for (let left = 0, right = 0; left < spans.length; left++) {
    while (right < spans.length && spans[right]![1] <= spans[left]![0] + length) right++
    if (right - left > most) [most, best] = [right - left, spans[left]![0]]
  }
  return best
}

/** Moves a cut to the nearest word boundary within 24 units, and never into a surrogate pair. */
function tidy(text: string, index: number, step: 1 | -1): number {
  if (index <= 0 || index >= text.length) return Math.max(0, Math.min(index, text.length))
  for (let i = index, n = 0; n < 24 && i > 0 && i < text.length; i += step, n++) {
    if (/\s/.test(text[i - 1]!) || /\s/.test(text[i]!)) return i
  }
  return /[\udc00-\udfff]/.test(text[index]!) ? index - 1 : index
}

/**
 * The stretch of a text that best answers the query terms, cut at words, with `…` where something is left out.
 * Without a match: the beginning. `length` in UTF-16 units is approximate.
 */
export function snippet(source: string, terms: readonly string[], length = 160): SnippetPart[] {
  const text = source.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (text === '') return []
  const spans = spansOf(text, terms)
  let from = 0
  let to = text.length
  if (text.length > length) {
    const lead = Math.floor(length / 4)
    const start = Math.min(Math.max(0, bestStart(spans, length - lead) - lead), text.length - length)
    from = tidy(text, start, 1)
    to = tidy(text, start + length, -1)
    // A long marked word at the edge is shown whole rather than lost.
    const first = spans.find((s) => s[1] > from)
    if (first && first[0] < from) from = first[0]
    if (first && first[1] > to) to = first[1]
  }
  const parts: SnippetPart[] = []
  const push = (part: string, marked: boolean): void => {
    if (part !== '') parts.push({ text: part, marked })
  }
  let at = from
  push(from > 0 ? '…' : '', false)
  for (const [a, b] of spans) {
    if (b <= from || a >= to) continue
    const begin = Math.max(a, at)
    push(text.slice(at, begin), false)
    push(text.slice(begin, Math.min(b, to)), true)
    at = Math.min(b, to)
  }
  push(text.slice(at, to).trimEnd(), false)
  push(to < text.length ? '…' : '', false)
  return parts
}
