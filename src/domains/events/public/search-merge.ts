/** A stretch of the documents found, the best first: those from place `from` on, of all. */
export interface Stretch<T> {
  readonly from: number
  readonly items: readonly T[]
}

/**
 * Where to begin reading documents so that, merged with `others` other finds, a page that begins at `offset` can be cut
 * out: none of those can push a document further back than their number.
 */
export const stretchFrom = (offset: number, others: number): number => Math.max(0, offset - others)

/**
 * The page `[offset, offset + size)` of documents and other finds together, the highest score first, documents first
 * among equals. `stretch` begins at `stretchFrom(offset, others.length)` and has `size + others.length` items or all
 * that there are; both lists are in order.
 */
export function mergedPage<T extends { readonly score: number }>(
  stretch: Stretch<T>,
  others: readonly T[],
  offset: number,
  size: number,
): T[] {
  const merged: T[] = []
  let n = 0
  for (const item of stretch.items) {
    while (n < others.length && others[n]!.score > item.score) merged.push(others[n++]!)
    merged.push(item)
  }
  merged.push(...others.slice(n))
  return merged.slice(offset - stretch.from, offset - stretch.from + size)
}
