import { describe, expect, test } from 'vitest'
import { type Box, type Drawn, placeLabel } from './place-label.ts'

const PHONE = { width: 390, height: 560, taken: [] }
const WORDS = { width: 96, height: 23 }
const line = (a: readonly [number, number], b: readonly [number, number], reach = 11): Drawn => ({
  chains: [[a, b]],
  points: [a, b],
  reach,
  closed: false,
})

/** Distance of a point from a box; 0 inside. */
const away = ({ x, y, width, height }: Box, [px, py]: readonly [number, number]): number =>
  Math.hypot(Math.max(x - px, 0, px - x - width), Math.max(y - py, 0, py - y - height))
const along = (a: readonly [number, number], b: readonly [number, number], from = 0, to = 1) =>
  Array.from({ length: 101 }, (_, i): [number, number] => {
    const t = from + ((to - from) * i) / 100
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
  })

describe('words beside a shape', () => {
  test('in every direction and at every edge: inside the pane, off both handles and the whole line', () => {
    for (const [cx, cy] of [
      [195, 280],
      [40, 40],
      [350, 40],
      [350, 520],
      [40, 520],
      [195, 30],
      [370, 280],
    ] as const)
      for (let turn = 0; turn < 24; turn += 1)
        for (const half of [8, 30, 120]) {
          const [dx, dy] = [Math.cos((turn * Math.PI) / 12) * half, Math.sin((turn * Math.PI) / 12) * half]
          const keep = (n: number, most: number): number => Math.max(2, Math.min(most - 2, n))
          const a = [keep(cx - dx, 390), keep(cy - dy, 560)] as const
          const b = [keep(cx + dx, 390), keep(cy + dy, 560)] as const
          const box = placeLabel(WORDS, line(a, b), PHONE)
          const said = JSON.stringify({ a, b, box })
          expect(box.x, said).toBeGreaterThanOrEqual(0)
          expect(box.y, said).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width, said).toBeLessThanOrEqual(390)
          expect(box.y + box.height, said).toBeLessThanOrEqual(560)
          expect(Math.min(away(box, a), away(box, b)), said).toBeGreaterThanOrEqual(11)
          expect(Math.min(...along(a, b).map((p) => away(box, p))), said).toBeGreaterThan(0)
        }
  })

  test('a vessel that goes on beyond the ends stays free too, and the words stay near', () => {
    const [a, b] = [[150, 300] as const, [230, 280] as const]
    const box = placeLabel(WORDS, line(a, b), PHONE)
    expect(Math.min(...along(a, b, -0.35, 1.35).map((p) => away(box, p)))).toBeGreaterThan(4)
    expect(away(box, [190, 290])).toBeLessThan(60)
  })

  test('two measurements side by side do not write over each other', () => {
    const first = placeLabel(WORDS, line([150, 300], [230, 300]), PHONE)
    const second = placeLabel(WORDS, line([150, 312], [230, 312]), { ...PHONE, taken: [first] })
    const apart =
      second.x >= first.x + first.width ||
      first.x >= second.x + second.width ||
      second.y >= first.y + first.height ||
      first.y >= second.y + second.height
    expect(apart).toBe(true)
  })

  test('a region keeps its inside, unless it fills the pane', () => {
    const ring = (rx: number, ry: number): Drawn => {
      const chain = Array.from({ length: 2000 }, (_, i): [number, number] => [
        195 + rx * Math.cos((i / 1999) * 2 * Math.PI),
        280 + ry * Math.sin((i / 1999) * 2 * Math.PI),
      ])
      return { chains: [chain], points: [], reach: 5, closed: true }
    }
    const small = placeLabel({ width: 150, height: 57 }, ring(40, 30), PHONE)
    expect(away(small, [195, 280])).toBeGreaterThan(29)
    const large = placeLabel({ width: 150, height: 57 }, ring(192, 278), PHONE)
    expect(large.x).toBeGreaterThanOrEqual(0)
    expect(large.x + 150).toBeLessThanOrEqual(390)
  })

  test('a pane too small for the words still has them from its left upper corner on', () => {
    const box = placeLabel({ width: 200, height: 80 }, line([20, 20], [40, 30]), { width: 120, height: 60, taken: [] })
    expect([box.x, box.y]).toEqual([4, 4])
  })
})
