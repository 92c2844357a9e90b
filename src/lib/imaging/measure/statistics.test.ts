import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measureShape, spacingOf, statisticsOf, unitOf } from './index.ts'

describe('values', () => {
  const pixels = {
    columns: 4,
    rows: 2,
    values: Int16Array.of(0, 10, 20, 30, 1000, 1010, 1020, 1030),
    slope: 2,
    intercept: -1024,
    unit: 'HU',
  }

  test('are of the modality; padding is not counted', () => {
    const runs = Int32Array.of(0, 0, 4)
    expect(statisticsOf(pixels, runs)).toEqual({
      n: 4,
      mean: -994,
      sd: Math.sqrt(125) * 2,
      min: -1024,
      max: -964,
      unit: 'HU',
    })
    expect(statisticsOf({ ...pixels, padding: [0, 0] }, runs)).toMatchObject({ n: 3, min: -1004 })
    expect(statisticsOf({ ...pixels, slope: -1 }, runs)).toMatchObject({ min: -1054, max: -1024 })
    expect(statisticsOf(pixels, Int32Array.of(5, 0, 4))).toBeNull()
  })

  test('behind a Modality LUT are those of the table; padding is a stored value', () => {
    const table = { first: 1, bits: 16, values: Uint16Array.of(100, 300, 1000) }
    const image = { columns: 5, rows: 1, values: [0, 1, 2, 3, 9], slope: 1, intercept: 0, unit: 'mOD', table }
    const runs = Int32Array.of(0, 0, 5)
    // 100, 100, 300, 1000, 1000: mean 500, squares 160000 + 160000 + 40000 + 250000 + 250000.
    const sd = Math.sqrt(860_000 / 5)
    expect(statisticsOf(image, runs)).toEqual({ n: 5, mean: 500, sd, min: 100, max: 1000, unit: 'mOD' })
    expect(statisticsOf({ ...image, padding: [3, 9] }, runs)).toMatchObject({ n: 3, max: 300 })
  })

  test('have the unit that the file means', () => {
    expect(['HU', 'OD', 'US', 'MGML', 'PCT', 'g/ml', 'a b', ''].map(unitOf)).toEqual([
      'HU',
      'mOD',
      '',
      'mg/ml',
      '%',
      'g/ml',
      '',
      '',
    ])
  })

  test('agree with two passes', () => {
    fc.assert(
      fc.property(fc.int16Array({ minLength: 1, maxLength: 60 }), (values) => {
        const found = statisticsOf(
          { ...pixels, columns: values.length, rows: 1, values, slope: 1, intercept: 0 },
          Int32Array.of(0, 0, values.length),
        )!
        const mean = values.reduce((a, b) => a + b, 0) / values.length
        const sd = Math.sqrt([...values].reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
        expect(found.mean).toBeCloseTo(mean, 6)
        expect(found.sd).toBeCloseTo(sd, 6)
        expect(found.min).toBe(Math.min(...values))
      }),
    )
  })

  test('of shapes: each kind measures what it has, in px without a size', () => {
    const spacing = spacingOf({ pixelSpacing: [2, 1] })
    const frame = { columns: 4, rows: 2 }
    expect(
      measureShape(
        {
          kind: 'length',
          points: [
            [0, 0],
            [3, 2],
          ],
        },
        spacing,
        frame,
      ),
    ).toEqual({ unit: 'mm', source: 'pixel-spacing', length: 5 })
    expect(
      measureShape(
        {
          kind: 'bidirectional',
          points: [
            [0, 0],
            [1, 0],
            [0, 0],
            [0, 2],
          ],
        },
        spacing,
        frame,
      ),
    ).toMatchObject({ length: 4, width: 1 })
    expect(
      measureShape(
        {
          kind: 'rectangle',
          points: [
            [0, 0],
            [4, 1],
          ],
        },
        spacing,
        frame,
        pixels,
      ),
    ).toMatchObject({ area: 8, perimeter: 12, statistics: { n: 4 } })
    expect(
      measureShape(
        {
          kind: 'length',
          points: [
            [0, 0],
            [3, 4],
          ],
        },
        spacingOf({}),
        frame,
      ),
    ).toEqual({ unit: 'px', source: 'none', length: 5 })
    expect(
      measureShape(
        {
          kind: 'freehand',
          points: [
            [0, 0],
            [2, 2],
            [2, 0],
            [0, 2],
          ],
        },
        spacingOf({}),
        frame,
      ),
    ).toMatchObject({ crossed: true })
    expect(
      measureShape(
        {
          kind: 'arrow',
          points: [
            [0, 0],
            [2, 2],
          ],
        },
        spacing,
        frame,
      ),
    ).toEqual({ unit: 'mm', source: 'pixel-spacing' })
  })
})
