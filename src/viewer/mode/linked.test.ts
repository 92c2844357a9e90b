import { expect, test } from 'vitest'
import { planeOf } from '#src/lib/imaging/geometry.ts'
import type { InstanceIndex } from '#src/lib/imaging/study-index.ts'
import type { Stack, Unit } from '../load/stack.ts'
import type { Pane } from '../pane/pane.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import type { ImageViewer } from '../viewer.ts'
import { joinWindows, levelIn, windowTogether } from './linked.ts'

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

/** A viewer of CT panes (or of the units given) that says when a pane's view changes, as the real one does. */
function someViewer(units: readonly string[], levels: boolean) {
  const usual: Window = { center: 40, width: 400 }
  const panes = units.map((unit, i) => {
    let own: Window | null = null
    return {
      index: 0,
      unit,
      subtracted: false,
      frame: { modality: 'CT' },
      source: { unit: () => ({ of: { samples: 1, photometric: 'MONOCHROME2', unit: panes[i]!.unit } }) },
      get window() {
        return own ?? usual
      },
      get hasOwnWindow() {
        return own !== null
      },
      setWindow(window: Window | null) {
        own = window
        if (i === 0) windowTogether(viewer)
      },
      /** Another series starts with what its file says. */
      show(of: string) {
        panes[i]!.unit = of
        panes[i]!.setWindow(null)
      },
    }
  })
  const viewer = { panes, active: panes[0], mpr: { on: false }, state$: { levels } } as unknown as ImageViewer
  return { viewer, panes, centers: () => panes.map(({ window }) => window.center) }
}
const lung: Window = { center: -600, width: 1500 }

test('panes of one scale are windowed together, and another series comes into their window', () => {
  const { viewer, panes, centers } = someViewer(['HU', 'HU', 'SUV'], true)
  panes[0]!.setWindow(lung)
  expect(centers()).toEqual([-600, -600, 40])
  for (const n of [0, 1]) {
    joinWindows(viewer, panes[n] as unknown as Pane, () => panes[n]!.show('HU'))
    expect(centers()).toEqual([-600, -600, 40])
  }
  joinWindows(viewer, panes[1] as unknown as Pane, () => panes[1]!.show('SUV'))
  expect(centers()).toEqual([-600, 40, 40])
  // As in the file is given to all of the scale again.
  joinWindows(viewer, panes[1] as unknown as Pane, () => panes[1]!.show('HU'))
  panes[0]!.setWindow(null)
  expect(centers()).toEqual([40, 40, 40])
})

test('where each pane has its own window, a series starts with what its file says', () => {
  const { viewer, panes, centers } = someViewer(['HU', 'HU'], false)
  panes[1]!.setWindow(lung)
  joinWindows(viewer, panes[0] as unknown as Pane, () => panes[0]!.show('HU'))
  expect(centers()).toEqual([40, -600])
})
