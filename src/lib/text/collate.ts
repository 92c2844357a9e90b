const collators = new Map<string, Intl.Collator>()

/** The collator of a language, made once: Vietnamese keeps a ă â, d đ, e ê … apart; numbers in order of value. */
export function collator(lang: string): Intl.Collator {
  let found = collators.get(lang)
  if (!found) collators.set(lang, (found = new Intl.Collator(lang, { numeric: true })))
  return found
}

/** A comparison for `sort` in the order of a language's dictionary. */
export const comparing =
  <T>(lang: string, key: (item: T) => string): ((a: T, b: T) => number) =>
  (a, b) =>
    collator(lang).compare(key(a), key(b))

/** The items in the order of a language's dictionary, each key computed once. */
export function sortedBy<T>(lang: string, items: Iterable<T>, key: (item: T) => string): T[] {
  const { compare } = collator(lang)
  return Array.from(items, (item) => [key(item), item] as const)
    .sort((a, b) => compare(a[0], b[0]))
    .map(([, item]) => item)
}
