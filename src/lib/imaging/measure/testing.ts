import fc from 'fast-check'
import type { ImagePoint } from '../view.ts'

export const square = { row: 1, column: 1 }
const coordinate = fc.double({ min: -50, max: 150, noNaN: true })
export const point: fc.Arbitrary<ImagePoint> = fc.tuple(coordinate, coordinate)
export const size = fc.record({
  row: fc.double({ min: 0.1, max: 5, noNaN: true }),
  column: fc.double({ min: 0.1, max: 5, noNaN: true }),
})
