import type { Problems } from './problems.ts'

const NAMES: { readonly [name: string]: string } = {
  vietnamese: 'vi',
  'tiếng việt': 'vi',
  vn: 'vi',
  english: 'en',
  'tiếng anh': 'en',
  korean: 'ko',
  한국어: 'ko',
  영어: 'en',
  베트남어: 'vi',
  'tiếng hàn': 'ko',
  kr: 'ko',
  german: 'de',
  deutsch: 'de',
  french: 'fr',
  français: 'fr',
}
const TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/

/** Language tags of `en`, `de, en`, `vi/en`, `formal_de`, in order and once each; others are a problem and left out. */
export function languagesOf(value: unknown, path: string, problems: Problems): string[] {
  if (typeof value !== 'string') {
    if (value !== null && value !== undefined) problems.warn(path, 'wrong-type', { expected: 'text' })
    return []
  }
  const found = new Set<string>()
  for (const part of value.slice(0, 200).split(/[,;/&+]|\s(?:and|und|và)\s/)) {
    const word = part.trim().toLowerCase().replaceAll('_', '-')
    if (!word) continue
    const tag = NAMES[word] ?? (TAG.test(word) ? canonical(word) : '')
    if (tag) found.add(tag)
    else problems.warn(path, 'language-unknown', { value: part.trim() })
  }
  return [...found]
}

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? ''
  } catch {
    return ''
  }
}

/** The most frequent first language; `fallback` when none is given. Ties go to the smaller tag. */
export function majority(lists: readonly (readonly string[])[], fallback: string): string {
  const counts = new Map<string, number>()
  for (const [first] of lists) if (first) counts.set(first, (counts.get(first) ?? 0) + 1)
  let best = fallback
  let most = 0
  for (const [tag, count] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    if (count > most) [best, most] = [tag, count]
  return best
}
