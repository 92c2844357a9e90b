import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ImagePoint } from '../view.ts'
import { angleAt, crossesItself, distance, ellipseArea, polygonArea, simplified } from './index.ts'
import { point, size, square } from './testing.ts'

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
