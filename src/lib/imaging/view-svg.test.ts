import { describe, expect, test } from 'vitest'
import type { View } from './view.ts'
import { cropOf, viewSvg } from './view-svg.ts'

const view: View = { study: '1', series: '2', instance: '3', frame: 1 }
const size = { columns: 512, rows: 256 }

describe('what of an image a view shows', () => {
  test('all of it where the view says nothing', () => {
    expect(cropOf({}, size)).toEqual({ x: 0, y: 0, width: 512, height: 256 })
  })
  test('the part around the centre, never beyond the edge', () => {
    expect(cropOf({ zoom: 4, center: [256, 128] }, size)).toEqual({ x: 192, y: 96, width: 128, height: 64 })
    expect(cropOf({ zoom: 4, center: [0, 256] }, size)).toEqual({ x: 0, y: 192, width: 128, height: 64 })
  })
  test('and always what is drawn', () => {
    const crop = cropOf(
      {
        zoom: 8,
        center: [256, 128],
        shapes: [
          {
            kind: 'arrow',
            points: [
              [20, 20],
              [500, 250],
            ],
          },
        ],
      },
      size,
    )
    expect(crop.x).toBeLessThanOrEqual(20)
    expect(crop.x + crop.width).toBeGreaterThanOrEqual(500)
    expect(crop.y + crop.height).toBeLessThanOrEqual(256)
  })
})

describe('the picture of a view', () => {
  test('a quarter turn swaps the sides and carries the shapes along', () => {
    const shapes = [{ kind: 'length' as const, points: [[0, 0] as const, [0, 256] as const] }]
    const picture = viewSvg({ ...view, turns: 1, shapes }, size, 'data:,', 512)
    expect([picture.width, picture.height]).toEqual([256, 512])
    // The left edge is the top one after a clockwise turn.
    expect(picture.svg).toContain('M256 0L0 0')
    expect(picture.svg).toContain('matrix(0 1 -1 0 256 0)')
  })
  test('words and addresses cannot leave their place', () => {
    const text = `</text><script>alert(1)</script>"'&\u0000`
    const { svg } = viewSvg({ ...view, shapes: [{ kind: 'text', points: [[1, 1]], text }] }, size, '"/><script>', 320)
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;/text&gt;')
    expect(svg).not.toContain('\u0000')
  })
  test('every kind of shape is drawn', () => {
    const p = (n: number) => Array.from({ length: n }, (_, i) => [10 + 30 * i, 20 + 20 * (i % 2)] as const)
    const counts = {
      point: 1,
      arrow: 2,
      text: 1,
      length: 2,
      angle: 3,
      bidirectional: 4,
      rectangle: 2,
      ellipse: 3,
      freehand: 5,
    } as const
    for (const [kind, n] of Object.entries(counts)) {
      const shape = { kind: kind as 'point', points: p(n), ...(kind === 'text' ? { text: 'a' } : {}) }
      const { svg } = viewSvg({ ...view, shapes: [shape] }, size, 'data:,')
      expect(svg, kind).toMatch(kind === 'text' ? /<text/ : /<path d="M/)
      expect(svg, kind).not.toMatch(/NaN|Infinity/)
    }
  })
})
