import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cineStep, frameDuration } from './cine.ts'
import { apply, fitScale, inverse, matrixOf, movedBy, type Placement, zoomedAt } from './transform.ts'
import type { WindowCurve } from './view.ts'
import {
  applyTable,
  CT_PRESETS,
  curveOf,
  draggedWindow,
  fileWindow,
  greyOf,
  isInverse,
  levelsOf,
  usualWindow,
  windowTable,
} from './window.ts'

const placement: fc.Arbitrary<Placement> = fc.record({
  rows: fc.integer({ min: 1, max: 2000 }),
  columns: fc.integer({ min: 1, max: 2000 }),
  aspect: fc.constantFrom(1, 0.5, 2.4),
  width: fc.integer({ min: 50, max: 2000 }),
  height: fc.integer({ min: 50, max: 2000 }),
  zoom: fc.constantFrom(0.5, 1, 3),
  center: fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })),
  turns: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
})

describe('how an image lies in a pane', () => {
  it('leads there and back', () => {
    fc.assert(
      fc.property(
        placement,
        fc.tuple(fc.integer({ min: -99, max: 999 }), fc.integer({ min: -99, max: 999 })),
        (p, point) => {
          const matrix = matrixOf(p)
          const back = apply(inverse(matrix), apply(matrix, point))
          expect(back[0]).toBeCloseTo(point[0], 3)
          expect(back[1]).toBeCloseTo(point[1], 3)
        },
      ),
    )
  })

  it('has the centre in the middle, and all of the image in sight at zoom 1', () => {
    fc.assert(
      fc.property(placement, (given) => {
        const p: Placement = { ...given, zoom: 1, center: [given.columns / 2, given.rows / 2] }
        const corners = [[0, 0] as const, [p.columns, p.rows] as const].map((c) => apply(matrixOf(p), c))
        for (const [x, y] of corners) {
          expect(x).toBeGreaterThanOrEqual(-0.01)
          expect(x).toBeLessThanOrEqual(p.width + 0.01)
          expect(y).toBeGreaterThanOrEqual(-0.01)
          expect(y).toBeLessThanOrEqual(p.height + 0.01)
        }
        expect(fitScale(p)).toBeGreaterThan(0)
      }),
    )
  })

  it('turns clockwise: what was on top is at the right', () => {
    const p: Placement = {
      rows: 100,
      columns: 100,
      aspect: 1,
      width: 100,
      height: 100,
      zoom: 1,
      center: [50, 50],
      turns: 1,
    }
    expect(apply(matrixOf(p), [50, 0]).map(Math.round)).toEqual([100, 50])
  })

  it('zooms about the finger and moves with it', () => {
    fc.assert(
      fc.property(placement, (p) => {
        const at = [p.width / 3, p.height / 4] as const
        const held = apply(inverse(matrixOf(p)), at)
        const now = apply(matrixOf({ ...p, ...zoomedAt(p, 1.7, at) }), held)
        expect(now[0]).toBeCloseTo(at[0], 2)
        expect(now[1]).toBeCloseTo(at[1], 2)
        const moved = apply(matrixOf({ ...p, center: movedBy(p, 10, -5) }), held)
        expect(moved[0]).toBeCloseTo(at[0] + 10, 2)
        expect(moved[1]).toBeCloseTo(at[1] - 5, 2)
      }),
    )
  })
})

describe('windows', () => {
  const grey = (value: number, center: number, width: number, inverted = false) => {
    const out = new Uint32Array(1)
    applyTable([value], windowTable(-2000, 4000, { slope: 1, intercept: 0 }, { center, width }, inverted), -2000, out)
    return out[0]! & 255
  }

  it('follow PS3.3 C.11.2.1.2: example values of a window of 100 at 40', () => {
    for (const value of [-500, -11, -10, 0, 39, 40, 41, 88, 89, 500]) {
      const exact = value <= 39.5 - 49.5 ? 0 : value > 39.5 + 49.5 ? 255 : ((value - 39.5) / 99 + 0.5) * 255
      expect(Math.abs(grey(value, 40, 100) - exact), String(value)).toBeLessThanOrEqual(0.5)
    }
    expect(grey(500, 40, 100, true)).toBe(0)
  })

  it('are exact or a sigmoid where the file says so (PS3.3 C.11.2.1.3)', () => {
    const at = (curve: WindowCurve, values: number[], center: number, width: number) =>
      values.map((value) => Math.round(greyOf({ center, width, curve })(value)))
    // LINEAR_EXACT: (value - 40) / 100 + 0.5. With a width of 1, halves count.
    expect(at('exact', [-11, -10, 15, 40, 65, 90, 91], 40, 100)).toEqual([0, 0, 64, 128, 191, 255, 255])
    expect(at('exact', [0.25, 0.5, 0.75], 0.5, 0.5)).toEqual([0, 128, 255])
    // 255 / (1 + e^(-4 (value - 100) / 200)): e^2 = 7.389, e^1 = 2.718.
    expect(at('sigmoid', [0, 50, 100, 150, 200, -4000, 4000], 100, 200)).toEqual([30, 69, 128, 186, 225, 0, 255])
    expect(greyOf({ center: 1, width: 1 })(0.5)).toBe(0)
    expect(greyOf({ center: 1, width: 1 })(0.6)).toBe(255)
  })

  it('give way to a table, whose outputs reach from black to white', () => {
    const table = { first: -1, bits: 12, values: Uint16Array.of(0, 2048, 4095) }
    const window = { center: 0.5, width: 3, lut: 1 }
    // 2048 · 255 / 4095 = 127.53. Stored 4 to 7, less 5: -1, 0, 1, 2.
    expect([...levelsOf(4, 7, { slope: 1, intercept: -5 }, greyOf(window, table), false)]).toEqual([0, 128, 255, 255])
    expect([...levelsOf(4, 7, { slope: 1, intercept: -5 }, greyOf(window, table), true)]).toEqual([255, 127, 0, 0])
    expect(draggedWindow(window, 0, 0, 400)).toEqual({ center: 0.5, width: 3 })
    expect(draggedWindow({ center: 5, width: 30, curve: 'sigmoid' }, 0, 0, 400).curve).toBe('sigmoid')
  })

  it('are inverted once, whichever attribute says so', () => {
    expect(isInverse('MONOCHROME2', '')).toBe(false)
    expect(isInverse('MONOCHROME2', 'IDENTITY')).toBe(false)
    expect(isInverse('MONOCHROME2', 'INVERSE')).toBe(true)
    expect(isInverse('MONOCHROME1', '')).toBe(true)
    expect(isInverse('MONOCHROME1', 'INVERSE')).toBe(true)
    expect(isInverse('RGB', 'INVERSE')).toBe(false)
  })

  it('of a file exist or not', () => {
    expect(fileWindow(40, 0.5)).toBeNull()
    expect(fileWindow(40, 0)).toBeNull()
    expect(fileWindow(40)).toBeNull()
    expect(fileWindow(40, 0.5, curveOf('LINEAR_EXACT'))).toEqual({ center: 40, width: 0.5, curve: 'exact' })
    expect(fileWindow(40, 400, curveOf('LINEAR'))).toEqual({ center: 40, width: 400 })
  })

  it('clamp values outside of the table, and rescale', () => {
    const out = new Uint32Array(2)
    applyTable([9999, -9999], windowTable(0, 10, { slope: 2, intercept: -5 }, { center: 5, width: 10 }, false), 0, out)
    expect([out[0]! & 255, out[1]! & 255]).toEqual([255, 0])
    expect(out[0]! >>> 24).toBe(255)
  })

  it('are found where the file names none, and dragged in steps of their size', () => {
    const found = usualWindow(
      Array.from({ length: 1000 }, (_, i) => i),
      { slope: 1, intercept: -100 },
    )
    expect(found.center).toBeCloseTo(399, 0)
    expect(found.width).toBeGreaterThan(950)
    expect(draggedWindow({ center: 40, width: 400 }, 0, 100, 400)).toEqual({ center: 140, width: 400 })
    expect(draggedWindow({ center: 40, width: 400 }, -9999, 0, 400).width).toBe(1)
  })

  it('of CT have names that the interface knows', () => {
    expect(CT_PRESETS.map(({ name }) => name)).toEqual(['soft', 'liver', 'lung', 'bone', 'brain', 'stroke', 'angio'])
  })
})

describe('cine', () => {
  it('stands each frame for its own time', () => {
    const times = [0, 100, 300, 50]
    const duration = (i: number) => frameDuration(times, i)
    expect([0, 1, 2, 3].map(duration)).toEqual([100, 300, 50, 50])
    expect(cineStep({ index: 0, spent: 0 }, 99, 4, duration).index).toBe(0)
    expect(cineStep({ index: 0, spent: 0 }, 100, 4, duration)).toEqual({ index: 1, spent: 0 })
    expect(cineStep({ index: 0, spent: 90 }, 320, 4, duration)).toEqual({ index: 2, spent: 10 })
  })

  it('comes round, leaves out what is late, and plays at another speed', () => {
    const duration = () => frameDuration(33, 0)
    expect(cineStep({ index: 95, spent: 0 }, 33, 96, duration).index).toBe(0)
    expect(cineStep({ index: 0, spent: 0 }, 330, 96, duration).index).toBe(10)
    expect(cineStep({ index: 0, spent: 0 }, 330, 96, duration, 0.5).index).toBe(5)
  })

  it('does not believe in frames of no or of endless time', () => {
    expect(frameDuration(0, 0)).toBeCloseTo(66.7)
    expect(frameDuration(undefined, 0, 100)).toBe(100)
    expect(frameDuration([0, 0, 0], 1, 40)).toBe(40)
  })
})
