import { describe, expect, it } from 'vitest'
import { cutAxes, cutVolume, indexAt, planeAt, type Volume } from './volume.ts'
import { fromPatient, toPatient } from './geometry.ts'

const [COLUMNS, ROWS, SLICES] = [6, 5, 4]
/** Every voxel says where it is: column + 10 row + 100 slice. */
const axial = (half = false): Volume => ({
  rows: ROWS,
  columns: COLUMNS,
  steps: [1, 1, 2],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  origin: [0, 0, 0],
  slices: Array.from({ length: SLICES }, (_, k) => {
    if (half && k === 1) return null
    return {
      rows: ROWS,
      columns: COLUMNS,
      pixels: Int16Array.from(
        { length: ROWS * COLUMNS },
        (_v, i) => (i % COLUMNS) + 10 * Math.floor(i / COLUMNS) + 100 * k,
      ),
    }
  }),
})
const options = { signed: true, empty: -1000 }

describe('cuts through an axial volume', () => {
  it('axial is the slice itself', () => {
    const cut = cutVolume(axial(), cutAxes(axial(), 'axial'), 2, options)
    expect([cut.columns, cut.rows]).toEqual([COLUMNS, ROWS])
    expect(Array.from(cut.pixels)).toEqual(Array.from(axial().slices[2]!.pixels))
  })

  it('coronal has the head on top and right at the left', () => {
    const axes = cutAxes(axial(), 'coronal')
    expect(axes).toMatchObject({ right: 0, down: 2, through: 1, flipRight: false, flipDown: true })
    const cut = cutVolume(axial(), axes, 3, options)
    expect([cut.columns, cut.rows]).toEqual([COLUMNS, SLICES])
    expect(cut.spacing).toEqual([2, 1])
    // The last slice, nearest to the head, is the first row.
    expect(Array.from(cut.pixels.slice(0, COLUMNS))).toEqual([330, 331, 332, 333, 334, 335])
    expect(cut.pixels.at(-1)).toBe(35)
  })

  it('sagittal has the front at the left', () => {
    const cut = cutVolume(axial(), cutAxes(axial(), 'sagittal'), 4, options)
    expect([cut.columns, cut.rows]).toEqual([ROWS, SLICES])
    expect(Array.from(cut.pixels.slice(0, ROWS))).toEqual([304, 314, 324, 334, 344])
  })

  it('lets slices that have not come be empty, and takes smaller pictures', () => {
    const volume = axial(true)
    expect(cutVolume(volume, cutAxes(volume, 'coronal'), 0, options).pixels.includes(-1000)).toBe(true)
    const coarse: Volume = { ...axial(), slices: axial().slices.map(() => ({ rows: 1, columns: 1, pixels: [7] })) }
    expect(new Set(cutVolume(coarse, cutAxes(coarse, 'sagittal'), 5, options).pixels)).toEqual(new Set([7]))
  })

  it('projects slabs: largest, smallest, mean', () => {
    const axes = cutAxes(axial(), 'axial')
    const at = (slab: 'mip' | 'minip' | 'mean') =>
      cutVolume(axial(), axes, 2, { ...options, thickness: 3, slab }).pixels[0]
    expect([at('mip'), at('minip'), at('mean')]).toEqual([300, 100, 200])
  })

  it('keeps to the volume at its ends', () => {
    const cut = cutVolume(axial(), cutAxes(axial(), 'axial'), 0, { ...options, thickness: 9 })
    expect(cut.pixels[0]).toBe(300)
  })
})

describe('volumes acquired otherwise', () => {
  /** Sagittal acquisition: rows go to the back, columns to the feet, slices to the right hand. */
  const sagittal: Volume = {
    ...axial(),
    axes: [
      [0, 1, 0],
      [0, 0, -1],
      [-1, 0, 0],
    ],
  }

  it('are hung alike', () => {
    expect(cutAxes(sagittal, 'sagittal')).toMatchObject({
      right: 0,
      down: 1,
      through: 2,
      flipRight: false,
      flipDown: false,
    })
    expect(cutAxes(sagittal, 'axial')).toMatchObject({
      right: 2,
      down: 0,
      through: 1,
      flipRight: true,
      flipDown: false,
    })
    expect(cutAxes(sagittal, 'coronal')).toMatchObject({ right: 2, down: 1, through: 0, flipRight: true })
  })

  it('agree on places: a point of one cut is the same point of the others', () => {
    for (const volume of [axial(), sagittal]) {
      const place = toPatient(planeAt(volume, cutAxes(volume, 'axial'), 2), [2.5, 1.5])
      const values = (['axial', 'coronal', 'sagittal'] as const).map((cut) => {
        const axes = cutAxes(volume, cut)
        const image = cutVolume(volume, axes, indexAt(volume, axes, place), options)
        const { point, distance } = fromPatient(image.plane, place)
        expect(distance).toBeCloseTo(0, 6)
        return image.pixels[Math.floor(point[1]) * image.columns + Math.floor(point[0])]
      })
      expect(new Set(values).size).toBe(1)
    }
  })
})
