import { describe, expect, test } from 'vitest'
import { clashesOf } from './clashes.ts'

const slot = (id: string, start: number, minutes: number, roomId: string | null, sessionId: string | null = null) => ({
  id,
  start: start * 60_000,
  end: (start + minutes) * 60_000,
  roomId,
  sessionId,
})

describe('own items at the same time', () => {
  test('clash where they overlap in two rooms, not where one ends as the other begins', () => {
    const slots = [slot('a', 0, 15, 'r1'), slot('b', 10, 15, 'r2'), slot('c', 25, 15, 'r1'), slot('d', 25, 15, 'r1')]
    expect([...clashesOf(slots)].toSorted()).toEqual(['a', 'b'])
  })
  test('a session and its talk do not, also where the talk is elsewhere', () => {
    expect(clashesOf([slot('s', 0, 90, 'r1'), slot('t', 15, 15, 'r2', 's')])).toEqual(new Set())
    expect(clashesOf([slot('t', 15, 15, 'r2', 's'), slot('s', 0, 90, 'r1')])).toEqual(new Set())
  })
})
