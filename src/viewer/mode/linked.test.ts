import { expect, test } from 'vitest'
import { planeOf } from '#src/lib/imaging/geometry.ts'
import type { InstanceIndex } from '#src/lib/imaging/study-index.ts'
import type { Stack, Unit } from '../load/stack.ts'
import type { Pane } from '../pane/pane.ts'
import { levelIn } from './linked.ts'

/** Axial slices of one frame of reference from a height on, `gap` mm apart. */
function slices(space: string, from: number, gap: number, count: number, orientation = [1, 0, 0, 0, 1, 0]): Stack {
  const units = Array.from({ length: count }, (_, i) => {
    const of = {
      rows: 8,
      columns: 8,
      frames: 1,
      space,
      spacing: [1, 1],
      orientation,
      position: [0, 0, from + i * gap],
    } as unknown as InstanceIndex
    return { of, plane: planeOf(of), ordinal: i } as Unit
  })
  return { units } as unknown as Stack
}
const paneOn = (stack: Stack, index: number): Pane =>
  ({ index, source: { plane: (i: number) => stack.units[i]!.plane, unit: (i: number) => stack.units[i]! } }) as never

test('another phase opens at the level that one looks at, whatever its slices are apart', () => {
  const arterial = slices('1.2', 0, 5, 20)
  const portal = slices('1.2', 30, 3, 40)
  expect(levelIn(portal, paneOn(arterial, 12))).toBe(10)
  // Below its first slice the first one is nearest.
  expect(levelIn(portal, paneOn(arterial, 0))).toBe(0)
  expect(levelIn(arterial, paneOn(arterial, 7))).toBe(7)
})

test('there is no level across frames of reference, orientations, or without places', () => {
  const axial = slices('1.2', 0, 5, 20)
  expect(levelIn(slices('9.9', 0, 5, 20), paneOn(axial, 3))).toBeNull()
  expect(levelIn(slices('1.2', 0, 5, 20, [0, 1, 0, 0, 0, -1]), paneOn(axial, 3))).toBeNull()
  const nowhere = { units: [{ of: { frames: 1 }, plane: null }] } as unknown as Stack
  expect(levelIn(nowhere, paneOn(axial, 3))).toBeNull()
  expect(levelIn(axial, paneOn(nowhere, 0))).toBeNull()
})
