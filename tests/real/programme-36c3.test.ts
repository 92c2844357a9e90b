import { describe, expect, test } from 'vitest'
import { programme36c3 } from '../../bench/support/congress.ts'
import { slotsByDay } from '#src/domains/events/programme/days.ts'
import { gridOf } from '#src/domains/events/programme/layout.ts'
import { countOverlaps } from '#src/domains/events/programme/overlaps.ts'
import { warningsOf } from '#src/domains/events/programme/warnings.ts'

const programme = programme36c3()
if (!programme)
  console.warn('SKIPPED: tests/real/programme-36c3.test.ts needs shared data (HOI_SHARED_DATA or ../shared/data)')

describe.skipIf(!programme)('36C3 as its file gives it', () => {
  const p = programme!

  test('82 person overlaps and 261 room overlaps, counted and warned of', () => {
    expect([p.talks.length, p.rooms.length]).toEqual([1_351, 92])
    expect(countOverlaps(p)).toEqual({ rooms: 261, people: 82 })
    const codes = warningsOf(p).map((w) => w.code)
    // No sessions, nothing cancelled, all confirmed: here the warnings are the very pairs.
    expect(codes.filter((c) => c === 'room-overlap')).toHaveLength(261)
    expect(codes.filter((c) => c === 'person-overlap')).toHaveLength(82)
  })

  test('every talk has its place in the grid of its day', () => {
    let boxes = 0
    for (const day of p.days) for (const column of gridOf(p, day).columns) boxes += column.boxes.length
    expect(boxes).toBe(1_351)
    expect([...slotsByDay(p).values()].flat()).toHaveLength(1_351)
  })
})
