import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ImagePoint, Shape } from '../view.ts'
import { ellipseArea, pixelsIn, regionRuns } from './index.ts'
import { square } from './testing.ts'

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
