import { expect, test } from 'vitest'
import { eventOf, joined, readKept, switched } from './favourites.ts'

const storage = (value: string | null) => ({ getItem: () => value })

test('what the device holds, whatever it is', () => {
  expect(readKept(storage('{"x":{"talks/A":"T"}}'))).toEqual({ x: { 'talks/A': 'T' } })
  for (const broken of [null, '', '{', '[]', 'null', '5']) expect(readKept(storage(broken))).toEqual({})
})

test('switched on and off; an event without any is gone', () => {
  const on = switched({}, 'x', 'talks/A', 'T')
  expect(on).toEqual({ kept: { x: { 'talks/A': 'T' } }, on: true })
  const two = switched(on.kept, 'x', 'talks/B', 'U')
  expect(switched(two.kept, 'x', 'talks/A', 'T')).toEqual({ kept: { x: { 'talks/B': 'U' } }, on: false })
  expect(switched(on.kept, 'x', 'talks/A', 'T')).toEqual({ kept: {}, on: false })
})

test('two lists together', () => {
  expect(joined({ x: { a: '1' } }, { x: { b: '2' }, y: { c: '3' } })).toEqual({ x: { a: '1', b: '2' }, y: { c: '3' } })
})

test('the event of a form', () => {
  expect(eventOf('https://h.example/events/vsir-2026/favourites?lang=vi')).toBe('vsir-2026')
  expect(eventOf('https://h.example/theme')).toBe('')
})
