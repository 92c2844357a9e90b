import { expect, test } from 'vitest'
import { mergedPage, stretchFrom } from './search-merge.ts'

/** Small numbers from a seed, so that a failure can be run again. */
function* numbers(seed: number): Generator<number, never> {
  for (let x = seed; ; x = (x * 1_103_515_245 + 12_345) % 2_147_483_648) yield x
}

const scored = (from: Generator<number, never>, n: number, name: string) =>
  Array.from({ length: n }, (_, i) => ({ name: `${name}${i}`, score: from.next().value % 5 })).toSorted(
    (a, b) => b.score - a.score,
  )

test('pages of two lists merged hold each find once, in the order of the whole, however they fall', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const from = numbers(seed)
    const documents = scored(from, from.next().value % 70, 'd')
    const others = scored(from, from.next().value % 25, 'o')
    const size = 1 + (from.next().value % 12)
    const whole = mergedPage({ from: 0, items: documents }, others, 0, 1_000)
    expect(whole.map((one) => one.score)).toEqual(whole.map((one) => one.score).toSorted((a, b) => b - a))
    const paged = []
    for (let offset = 0; offset < documents.length + others.length; offset += size) {
      const first = stretchFrom(offset, others.length)
      const items = documents.slice(first, first + size + others.length)
      paged.push(...mergedPage({ from: first, items }, others, offset, size))
    }
    expect(paged, `seed ${seed}`).toEqual(whole)
  }
})
