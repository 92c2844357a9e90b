import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ImagePoint, Shape } from '../view.ts'
import {
  angleAt,
  calibrated,
  crossesItself,
  distance,
  ellipseArea,
  measureShape,
  pixelsIn,
  polygonArea,
  regionRuns,
  regionSpacing,
  simplified,
  spacingOf,
  statisticsOf,
  unitOf,
} from './index.ts'

const square = { row: 1, column: 1 }
const coordinate = fc.double({ min: -50, max: 150, noNaN: true })
const point: fc.Arbitrary<ImagePoint> = fc.tuple(coordinate, coordinate)
const size = fc.record({
  row: fc.double({ min: 0.1, max: 5, noNaN: true }),
  column: fc.double({ min: 0.1, max: 5, noNaN: true }),
})

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

describe('lengths, angles and areas', () => {
  test('a 3-4-5 triangle on pixels that are twice as high as wide', () => {
    const tall = { row: 2, column: 1 }
    expect(distance([0, 0], [3, 2], tall)).toBe(5)
    // The arms (3, 0) and (0, 2) are at right angles; (4, 0) and (4, 2) in pixels are at 45 degrees in mm.
    expect(angleAt([3, 0], [0, 0], [0, 2], tall)).toBe(90)
    expect(angleAt([4, 0], [0, 0], [4, 2], tall)).toBeCloseTo(45, 12)
    expect(
      polygonArea(
        [
          [0, 0],
          [3, 0],
          [0, 2],
        ],
        tall,
      ),
    ).toBe(6)
  })

  test('angles of a triangle add up to 180 on any pixels', () => {
    fc.assert(
      fc.property(point, point, point, size, (a, b, c, s) => {
        fc.pre(polygonArea([a, b, c], s) > 1e-3)
        expect(angleAt(b, a, c, s) + angleAt(a, b, c, s) + angleAt(a, c, b, s)).toBeCloseTo(180, 6)
      }),
    )
  })

  test('areas do not depend on where the outline starts, its sense or its place', () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 3, maxLength: 12 }),
        size,
        fc.nat(11),
        point,
        (points, s, by, [dx, dy]) => {
          const area = polygonArea(points, s)
          const turned = [...points.slice(by % points.length), ...points.slice(0, by % points.length)]
          const moved = points.map(([x, y]): ImagePoint => [x + dx, y + dy])
          for (const same of [turned, points.toReversed(), moved]) expect(polygonArea(same, s)).toBeCloseTo(area, 5)
        },
      ),
    )
  })

  test('an ellipse is π·a·b, also turned; a circle of many corners comes near it', () => {
    expect(
      ellipseArea(
        [
          [10, 10],
          [14, 10],
          [10, 13],
        ],
        square,
      ),
    ).toBeCloseTo(Math.PI * 12, 10)
    const turn = Math.SQRT1_2
    expect(
      ellipseArea(
        [
          [10, 10],
          [10 + 4 * turn, 10 + 4 * turn],
          [10 - 3 * turn, 10 + 3 * turn],
        ],
        square,
      ),
    ).toBeCloseTo(Math.PI * 12, 10)
    const round = Array.from({ length: 720 }, (_, i): ImagePoint => {
      const at = (i * Math.PI) / 360
      return [50 + 20 * Math.cos(at), 50 + 20 * Math.sin(at)]
    })
    expect(polygonArea(round, square)).toBeCloseTo(Math.PI * 400, -1)
    expect(crossesItself(round)).toBe(false)
    expect(
      crossesItself([
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 10],
      ]),
    ).toBe(true)
  })

  test('a simplified outline stays within the tolerance', () => {
    const wave = Array.from({ length: 400 }, (_, i): ImagePoint => [i / 4, 5 * Math.sin(i / 20)])
    const few = simplified(wave, 0.25)
    expect(few.length).toBeLessThan(100)
    for (const [x, y] of wave) {
      const near = few.slice(1).map((b, i) => {
        const a = few[i]!
        const t = Math.min(
          1,
          Math.max(
            0,
            ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2),
          ),
        )
        return Math.hypot(a[0] + t * (b[0] - a[0]) - x, a[1] + t * (b[1] - a[1]) - y)
      })
      expect(Math.min(...near)).toBeLessThanOrEqual(0.25 + 1e-9)
    }
  })
})

describe('pixels inside', () => {
  /** By the definition, pixel by pixel. */
  function insideByDefinition(shape: Shape, columns: number, rows: number): string[] {
    const found: string[] = []
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1)
        if (inside(shape, column + 0.5, row + 0.5)) found.push(`${row},${column}`)
    return found
  }
  function inside({ kind, points }: Shape, x: number, y: number): boolean {
    if (kind === 'ellipse') {
      const [c, a, b] = points as [ImagePoint, ImagePoint, ImagePoint]
      const det = (a[0] - c[0]) * (b[1] - c[1]) - (a[1] - c[1]) * (b[0] - c[0])
      const u = ((x - c[0]) * (b[1] - c[1]) - (y - c[1]) * (b[0] - c[0])) / det
      const v = ((y - c[1]) * (a[0] - c[0]) - (x - c[0]) * (a[1] - c[1])) / det
      return u * u + v * v < 1
    }
    let odd = false
    points.forEach(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length]!
      if (ay <= y !== by <= y && x >= ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd
    })
    return odd
  }
  const listed = (runs: Int32Array): string[] => {
    const out: string[] = []
    for (let i = 0; i < runs.length; i += 3)
      for (let column = runs[i + 1]!; column < runs[i + 2]!; column += 1) out.push(`${runs[i]},${column}`)
    return out
  }

  test('are those whose centres lie inside', () => {
    const near: fc.Arbitrary<ImagePoint> = fc.tuple(
      fc.double({ min: -4, max: 24, noNaN: true }),
      fc.double({ min: -4, max: 20, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(near, { minLength: 3, maxLength: 9 }), (points) => {
        const shape: Shape = { kind: 'freehand', points }
        expect(listed(regionRuns(shape, 20, 16))).toEqual(insideByDefinition(shape, 20, 16))
      }),
    )
    fc.assert(
      fc.property(near, near, near, (c, a, b) => {
        fc.pre(ellipseArea([c, a, b], square) > 1)
        const shape: Shape = { kind: 'ellipse', points: [c, a, b] }
        expect(listed(regionRuns(shape, 20, 16))).toEqual(insideByDefinition(shape, 20, 16))
      }),
    )
  })

  test('of a rectangle are its cells, whichever corners were drawn', () => {
    const runs = regionRuns(
      {
        kind: 'rectangle',
        points: [
          [7, 6],
          [2, 3],
        ],
      },
      20,
      16,
    )
    expect([...runs]).toEqual([3, 2, 7, 4, 2, 7, 5, 2, 7])
    expect(pixelsIn(runs)).toBe(15)
    expect(
      pixelsIn(
        regionRuns(
          {
            kind: 'rectangle',
            points: [
              [-9, -9],
              [99, 99],
            ],
          },
          20,
          16,
        ),
      ),
    ).toBe(320)
    expect(
      pixelsIn(
        regionRuns(
          {
            kind: 'arrow',
            points: [
              [1, 1],
              [9, 9],
            ],
          },
          20,
          16,
        ),
      ),
    ).toBe(0)
  })

  test('cover about the area of the outline', () => {
    const shape: Shape = {
      kind: 'ellipse',
      points: [
        [50, 50],
        [80, 60],
        [45, 65],
      ],
    }
    const pixels = pixelsIn(regionRuns(shape, 100, 100))
    expect(Math.abs(pixels / ellipseArea(shape.points, square) - 1)).toBeLessThan(0.02)
  })
})

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
