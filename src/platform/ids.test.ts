import { expect, test } from 'vitest'
import { systemIds } from './ids.ts'

test('identifiers are version 7 and sort by making, within a millisecond and when the clock goes back', () => {
  let now = 1_775_000_000_000
  const ids = systemIds({ now: () => now })
  const made: string[] = []
  for (let i = 0; i < 10_000; i++) {
    if (i === 6000) now -= 500
    if (i % 7000 === 6999) now += 2000
    made.push(ids.id())
  }
  expect(made).toEqual(made.toSorted())
  expect(new Set(made).size).toBe(made.length)
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
