import { withoutTitle } from './academic-titles.ts'
import { fold } from './search-keys.ts'

export type Sameness = 'same' | 'maybe' | 'different'

interface Known {
  readonly exact: string
  readonly tokens: readonly string[]
  readonly joined: string
  readonly marked: boolean
}

function read(name: string): Known {
  const plain = withoutTitle(name.normalize('NFC').replaceAll(',', ' ')).name.toLowerCase()
  const tokens = fold(plain)
    .split(/[\s.\-·]+/)
    .filter(Boolean)
  const exact = plain
    .split(/[\s.\-·]+/)
    .filter(Boolean)
    .sort()
    .join(' ')
  return { exact, tokens, joined: tokens.join(''), marked: fold(plain) !== plain }
}

const sorted = (tokens: readonly string[]): string => [...tokens].sort().join(' ')

/** Whether every word of one has its word or initial in the other (`V. D. Luu` and `Vũ Đăng Lưu`), one full word shared. */
function initialsAgree(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 2) return false
  const left = [...long]
  let whole = 0
  // Full words first, so that an initial does not use up the word that another one needs.
  for (const token of [...short].sort((x, y) => y.length - x.length)) {
    const at = left.findIndex((other) => other === token)
    const near = at >= 0 ? at : left.findIndex((o) => (o.length === 1 || token.length === 1) && o[0] === token[0])
    if (near < 0) return false
    if (at >= 0 && token.length > 1) whole++
    left.splice(near, 1)
  }
  return whole > 0
}

/**
 * Whether two names as typed may be one person's, for matching an import with people known. Titles, case, order of
 * words, hyphens and missing marks are overlooked. `maybe` where marks contradict (`Hà`, `Hạ`) or only initials agree:
 * a person decides then, for two people may share a name.
 */
export function sameName(one: string, other: string): Sameness {
  const a = read(one)
  const b = read(other)
  if (a.tokens.length === 0 || b.tokens.length === 0) return 'different'
  if (a.exact === b.exact) return 'same'
  if (sorted(a.tokens) === sorted(b.tokens) || a.joined === b.joined) return a.marked && b.marked ? 'maybe' : 'same'
  return initialsAgree(a.tokens, b.tokens) ? 'maybe' : 'different'
}

/** Key under which names that are `same` for `sameName` meet, so that matching is one look-up a name. */
export const nameKey = (name: string): string => sorted(read(name).tokens)
