import { describe, expect, it } from 'vitest'
import { meanOf, subtract } from './subtraction.ts'

const grey = (pixels: number[], columns = 4) => ({
  rows: pixels.length / columns,
  columns,
  pixels: Uint16Array.from(pixels),
})
const ramp = grey(Array.from({ length: 16 }, (_, i) => (i % 4) * 10 + Math.floor(i / 4) * 100))

describe('subtraction', () => {
  it('leaves what the contrast took away, and nothing else', () => {
    const live = grey([...ramp.pixels].map((v, i) => (i === 5 ? v - 8 : v)))
    const out = subtract(live, ramp)
    expect([...out].map((v, i) => (v === 0 ? null : [i, v])).filter(Boolean)).toEqual([[5, -8]])
  })

  it('moves the mask to the right and down', () => {
    const moved = grey(
      [...ramp.pixels].map((_, i) => ramp.pixels[Math.max(0, Math.floor(i / 4) - 1) * 4 + Math.max(0, (i % 4) - 1)]!),
    )
    expect([...subtract(moved, ramp, [1, 1])].every((v) => v === 0)).toBe(true)
  })

  it('moves by parts of a pixel between its neighbours', () => {
    const flat = grey(Array.from({ length: 16 }, () => 0))
    const out = subtract(flat, ramp, [0.5, 0])
    // Inside: between 20 and 10 of the ramp.
    expect(out[2]).toBe(-15)
    expect(subtract(flat, ramp, [-0.5, 0])[1]).toBe(-15)
    expect(subtract(flat, ramp, [0, 0.25])[4 * 2]).toBe(-175)
  })

  it('takes the mean of several masks, and none of different sizes', () => {
    expect(meanOf([grey([0, 10, 20, 30]), grey([10, 20, 30, 50])])!.pixels).toEqual(Float32Array.of(5, 15, 25, 40))
    expect(meanOf([grey([0, 1, 2, 3]), grey([0, 1, 2, 3, 4, 5, 6, 7])])).toBeNull()
    expect(meanOf([])).toBeNull()
  })

  it('of linear intensities depends on their ratio, not on how bright the place is', () => {
    const mask = meanOf([grey([1000, 2000, 4000, 3000])], 'LIN')!
    const live = grey([800, 1600, 3200, 3000])
    const out = subtract(live, mask, [0, 0], 'LIN')
    expect(Math.abs(out[0]! - out[1]!)).toBeLessThanOrEqual(1)
    expect(Math.abs(out[1]! - out[2]!)).toBeLessThanOrEqual(1)
    expect(out[3]).toBe(0)
    expect(out[0]).toBeLessThan(-50)
  })
})
