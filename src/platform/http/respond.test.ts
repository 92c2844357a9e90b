import { expect, test } from 'vitest'
import { keep, PageCache } from './respond.ts'

const page = (bytes: number) => keep('x'.repeat(bytes))

test('kept pages stay below the limit, with their compressed copies', () => {
  const cache = new PageCache(10_000)
  const first = page(4_000)
  cache.set('a', first)
  cache.set('b', page(4_000))
  expect([cache.get('a'), cache.get('b')].every(Boolean)).toBe(true)
  first.br = new Uint8Array(3_000)
  cache.set('c', page(100))
  // The copy counts, so the least recently used one goes: a was asked for before b.
  expect([cache.get('a'), cache.get('b') !== undefined, cache.get('c') !== undefined]).toEqual([undefined, true, true])
  expect(cache.bytes).toBeLessThanOrEqual(10_000)
})

test('a page kept anew under its key counts once', () => {
  const cache = new PageCache(10_000)
  cache.set('other', page(4_000))
  for (let n = 0; n < 50; n++) cache.set('same', page(5_000))
  expect(cache.get('other')).toBeDefined()
  expect(cache.bytes).toBe(4_000 + 5_000 + 2 * 'othersame'.length)
})

test('what is larger than all the room there is is not kept', () => {
  const cache = new PageCache(1_000)
  cache.set('huge', page(2_000))
  expect([cache.get('huge'), cache.bytes]).toEqual([undefined, 0])
})
