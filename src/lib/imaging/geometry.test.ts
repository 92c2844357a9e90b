import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodySide, cutLine, fromPatient, planeOf, scrollOrder, toPatient, volumeOf } from './geometry.ts'

const AXIAL = [1, 0, 0, 0, 1, 0]
const slice = (z: number, more: object = {}) => ({
  rows: 512,
  columns: 512,
  samples: 1,
  number: null as number | null,
  position: [-200, -200, z] as number[],
  orientation: AXIAL,
  spacing: [0.8, 0.8] as [number, number],
  ...more,
})
const stack = (zs: readonly number[]) => zs.map((z, i) => slice(z, { number: i + 1 }))

describe('a volume of slices', () => {
  it('takes the distance from positions along the normal, not from thickness', () => {
    expect(volumeOf(stack([0, 2, 4, 6]).map((s) => ({ ...s, thickness: 3 })))).toEqual({ gap: 2 })
  })

  it('takes oblique stacks, along their own normal', () => {
    const c = Math.cos(0.4)
    const s = Math.sin(0.4)
    const oblique = [0, 1, 2, 3].map((n) =>
      slice(0, { orientation: [1, 0, 0, 0, c, s], position: [0, -s * n * 1.5, c * n * 1.5] }),
    )
    const found = volumeOf(oblique)
    expect('gap' in found && found.gap).toBeCloseTo(1.5, 6)
  })

  it.each([
    ['few', stack([0, 2])],
    ['gaps', stack([0, 2, 4, 8, 10])],
    ['gaps', stack([0, 1.08, 8.07, 9.15, 16.14])],
    ['duplicates', stack([0, 2, 2, 4])],
    ['tilt', [0, 2, 4, 6].map((z) => slice(z, { position: [-200, -200 + z * 0.3, z] }))],
    ['orientations', [...stack([0, 2, 4]), slice(6, { orientation: [0, 1, 0, 0, 0, -1] })]],
    ['size', [...stack([0, 2, 4]), slice(6, { columns: 256 })]],
    ['size', [...stack([0, 2, 4]), slice(6, { spacing: [0.8, 0.81] })]],
    ['geometry', [...stack([0, 2, 4]), slice(6, { position: undefined })]],
    ['geometry', stack([0, 2, 4]).map((s) => ({ ...s, orientation: [1, 0, 0, 1, 0, 0] }))],
    ['colour', stack([0, 2, 4]).map((s) => ({ ...s, samples: 3 }))],
  ] as const)('is refused: %s', (problem, images) => {
    expect(volumeOf(images as never)).toEqual({ problem })
  })

  it('forgives the jitter of a table', () => {
    expect(volumeOf(stack([0, 2.01, 3.99, 6, 8.01]))).toMatchObject({ gap: expect.closeTo(2.0025, 3) })
  })
})

describe('the order of scrolling', () => {
  it('goes along the normal, in the direction of the numbers', () => {
    const images = [slice(10, { number: 3 }), slice(30, { number: 1 }), slice(20, { number: 2 })]
    expect(scrollOrder(images)).toEqual([1, 2, 0])
  })

  it('trusts positions more than wrong numbers between', () => {
    const images = [slice(0, { number: 1 }), slice(6, { number: 2 }), slice(3, { number: 3 }), slice(9, { number: 4 })]
    expect(scrollOrder(images)).toEqual([0, 2, 1, 3])
  })

  it('goes by number where a localiser is among them, and where phases share a place', () => {
    const mixed = [
      slice(0, { number: 2 }),
      slice(2, { number: 3 }),
      slice(0, { number: 1, orientation: [0, 1, 0, 0, 0, -1] }),
    ]
    expect(scrollOrder(mixed)).toEqual([2, 0, 1])
    const phases = [slice(0, { number: 1 }), slice(2, { number: 2 }), slice(0, { number: 3 }), slice(2, { number: 4 })]
    expect(scrollOrder(phases)).toEqual([0, 1, 2, 3])
  })

  it('never loses one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.float({ noNaN: true }), fc.option(fc.integer())), { maxLength: 40 }), (list) => {
        const order = scrollOrder(list.map(([z, number]) => slice(z, { number })))
        expect(order.toSorted((a, b) => a - b)).toEqual(list.map((_, i) => i))
      }),
    )
  })
})

describe('places in the patient', () => {
  const plane = planeOf(slice(50))!

  it('come back to the image point, with their distance from the plane', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 512 }), fc.integer({ min: 0, max: 512 }), (x, y) => {
        const { point, distance } = fromPatient(plane, toPatient(plane, [x, y]))
        expect(point[0]).toBeCloseTo(x, 6)
        expect(point[1]).toBeCloseTo(y, 6)
        expect(distance).toBeCloseTo(0, 6)
      }),
    )
    expect(fromPatient(plane, [0, 0, 57]).distance).toBeCloseTo(7, 6)
  })

  it('has the position of DICOM in the middle of the first pixel', () => {
    expect(toPatient(plane, [0.5, 0.5])).toEqual([-200, -200, 50])
  })

  it('names the sides of the body', () => {
    expect(bodySide([1, 0, 0])).toBe('L')
    expect(bodySide([0, -1, 0])).toBe('A')
    expect(bodySide([0, 0, 1])).toBe('H')
    expect(bodySide([0.7, 0.71, 0])).toBe('PL')
  })

  it('cuts a sagittal scout by an axial slice in a level line at its height', () => {
    // A scout of the middle, 400 mm high from z = 200 downwards, 1 mm pixels.
    const scout = planeOf({
      rows: 400,
      columns: 400,
      position: [0, -200, 200],
      orientation: [0, 1, 0, 0, 0, -1],
      spacing: [1, 1],
    })!
    const line = cutLine(scout, { rows: 400, columns: 400 }, plane, { rows: 512, columns: 512 })!
    expect(line[0][1]).toBeCloseTo(150.5, 3)
    expect(line[1][1]).toBeCloseTo(150.5, 3)
    expect(cutLine(plane, { rows: 512, columns: 512 }, planeOf(slice(60))!, { rows: 512, columns: 512 })).toBeNull()
  })
})
