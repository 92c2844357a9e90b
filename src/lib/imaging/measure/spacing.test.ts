import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrated, distance, regionSpacing, spacingOf } from './index.ts'
import { point, size, square } from './testing.ts'

describe('size of a pixel', () => {
  test('is of the patient in slices, of the detector in projections, and calibrated where the two differ', () => {
    expect(spacingOf({ pixelSpacing: [0.7, 0.5] })).toEqual({
      row: 0.7,
      column: 0.5,
      unit: 'mm',
      source: 'pixel-spacing',
    })
    expect(spacingOf({ imagerPixelSpacing: [0.2, 0.2] })).toMatchObject({ row: 0.2, source: 'detector' })
    expect(spacingOf({ pixelSpacing: [0.2, 0.2], imagerPixelSpacing: [0.2, 0.2] }).source).toBe('detector')
    expect(spacingOf({ pixelSpacing: [0.2, 0.2], projection: true }).source).toBe('detector')
    expect(spacingOf({ pixelSpacing: [0.15, 0.15], imagerPixelSpacing: [0.2, 0.2] })).toMatchObject({
      row: 0.15,
      source: 'calibrated',
    })
    expect(spacingOf({ imagerPixelSpacing: [0.3, 0.3], magnification: 1.5 })).toMatchObject({
      row: 0.3 / 1.5,
      source: 'detector-magnified',
    })
    expect(spacingOf({ nominalScannedPixelSpacing: [0.1, 0.1] }).source).toBe('nominal')
  })

  test('out of nothing is pixels, in their proportion', () => {
    expect(spacingOf({})).toEqual({ row: 1, column: 1, unit: 'px', source: 'none' })
    expect(spacingOf({ pixelAspectRatio: [2, 1] })).toEqual({ row: 2, column: 1, unit: 'px', source: 'none' })
    for (const bad of [[0, 0], [-1, 1], [Number.NaN, 1], [1]]) expect(spacingOf({ pixelSpacing: bad }).unit).toBe('px')
  })

  test('comes from the smallest ultrasound region in cm that holds all points', () => {
    const region = { x0: 0, y0: 0, x1: 99, y1: 99, unitsX: 3, unitsY: 3, deltaX: 0.02, deltaY: 0.03 }
    const inner = { ...region, x1: 49, y1: 49, deltaX: 0.05 }
    const time = { ...region, x1: 9, y1: 9, unitsX: 4 }
    const at = (...points: [number, number][]) => regionSpacing([region, inner, time], points)
    expect(at([5, 5])).toEqual({ row: 0.3, column: 0.5, unit: 'mm', source: 'region' })
    expect(at([5, 5], [80, 80])?.column).toBe(0.2)
    expect(at([5, 5], [180, 80])).toBeNull()
  })

  test('by hand makes the drawn line as long as was said', () => {
    fc.assert(
      fc.property(point, point, size, fc.double({ min: 0.1, max: 500, noNaN: true }), (a, b, s, mm) => {
        fc.pre(distance(a, b, s) > 1e-3)
        const now = calibrated({ ...s, unit: 'px', source: 'none' }, [a, b], mm)!
        expect(distance(a, b, now)).toBeCloseTo(mm, 6)
        expect(now.row / now.column).toBeCloseTo(s.row / s.column, 9)
      }),
    )
    expect(
      calibrated(
        { ...square, unit: 'px', source: 'none' },
        [
          [1, 1],
          [1, 1],
        ],
        5,
      ),
    ).toBeNull()
  })
})
