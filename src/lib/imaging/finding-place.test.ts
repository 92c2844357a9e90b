import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReadGraphic } from '../dicom/objects/index.ts'
import { outlinesOf, studyPlaces } from './finding-place.ts'
import { merged } from './finding-of.ts'
import { planeOf, toPatient, type Vec } from './geometry.ts'
import type { StudyIndex } from './study-index.ts'

const SPACE = '2.25.9'
/** Ten slices 3 mm apart, tilted a little, and one film of three frames without geometry. */
const tilt = 0.2
const slices = Array.from({ length: 10 }, (_, i) => ({
  uid: `2.25.1${i}`,
  rows: 64,
  columns: 80,
  frames: 1,
  position: [-20, -30 - 3 * i * Math.sin(tilt), 3 * i * Math.cos(tilt)],
  orientation: [1, 0, 0, 0, Math.cos(tilt), Math.sin(tilt)],
  spacing: [0.7, 0.5] as const,
  space: SPACE,
}))
const index = {
  study: '2.25.0',
  series: [
    { uid: '2.25.1', gap: 3, instances: slices },
    { uid: '2.25.2', instances: [{ uid: '2.25.20', rows: 64, columns: 64, frames: 3 }] },
  ],
} as unknown as StudyIndex
const places = studyPlaces(index)
const plane = (i: number) => planeOf(slices[i]!)!
const graphic = (part: Partial<ReadGraphic>): ReadGraphic => ({
  type: 'POLYGON',
  purpose: '',
  points: [],
  image: null,
  space: '',
  ...part,
})
const onImage = (sopUid: string, ...frames: number[]) => ({ sopClass: '', sopUid, frames })

describe('coordinates of other systems', () => {
  test('in the patient find the slice that they lie on, and their pixels, wherever and however it is tilted', () => {
    fc.assert(
      fc.property(
        fc.nat(9),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 79 }), fc.integer({ min: 1, max: 63 })), {
          minLength: 3,
          maxLength: 9,
        }),
        fc.double({ min: -0.05, max: 0.05, noNaN: true }),
        (i, pixels, off) => {
          const { normal } = plane(i)
          const points = pixels.map((pixel) => toPatient(plane(i), pixel).map((n, k) => n + off * normal[k]!))
          const place = places.place(graphic({ points, space: SPACE }))!
          expect([place.instance, place.frame]).toEqual([`2.25.1${i}`, 1])
          const [shape] = place.shapes
          for (const [k, [x, y]] of shape!.points.entries()) {
            expect(Math.abs(x - pixels[k]![0])).toBeLessThan(0.02)
            expect(Math.abs(y - pixels[k]![1])).toBeLessThan(0.02)
          }
        },
      ),
    )
  })

  test('that cut through slices, lie beside the image, beyond the stack or in another space are on none', () => {
    const at = (i: number, x: number, y: number): Vec => toPatient(plane(i), [x, y])
    const none = (points: readonly Vec[], space = SPACE) => expect(places.place(graphic({ points, space }))).toBeNull()
    none([at(2, 5, 5), at(3, 9, 5), at(2, 9, 9)])
    none([at(2, -50, 5), at(2, -40, 5), at(2, -40, 9)])
    none([at(9, 5, 5), at(9, 9, 5), at(9, 9, 9)].map(([x, y, z]): Vec => [x, y, z + 4]))
    none([at(2, 5, 5), at(2, 9, 5), at(2, 9, 9)], '2.25.8')
    none([at(2, 5, 5), at(2, 9, 5), at(2, 9, 9)], '')
  })

  test('on an image that is not here, or a frame that it does not have, are nowhere', () => {
    const points = [
      [1, 1],
      [5, 5],
    ]
    const on = (image: ReadGraphic['image']) => places.place(graphic({ type: 'POLYLINE', points, image }))
    expect(on(onImage('2.25.20', 3))).toMatchObject({ series: '2.25.2', frame: 3, shapes: [{ kind: 'length' }] })
    expect([on(onImage('2.25.20', 4)), on(onImage('2.25.77')), on(null)]).toEqual([null, null, null])
  })
})

test('graphics become what is drawn here', () => {
  const kinds = (type: ReadGraphic['type'], ...points: [number, number][]) =>
    outlinesOf({ type }, points).map((shape) => [shape.kind, shape.points])
  const [a, b, c]: [number, number][] = [
    [1, 1],
    [4, 1],
    [4, 5],
  ]
  expect(kinds('POINT', a!)).toEqual([['point', [a]]])
  expect(kinds('MULTIPOINT', a!, b!)).toHaveLength(2)
  expect(kinds('CIRCLE', a!, c!)).toEqual([['ellipse', [a, [6, 1], [1, 6]]]])
  expect(kinds('ELLIPSE', [0, 0], [8, 0], [4, -2], [4, 2])).toEqual([
    [
      'ellipse',
      [
        [4, 0],
        [0, 0],
        [4, -2],
      ],
    ],
  ])
  expect(kinds('POLYLINE', a!, b!)).toEqual([['length', [a, b]]])
  expect(kinds('POLYLINE', a!, b!, c!)).toEqual([['angle', [a, b, c]]])
  expect(kinds('POLYLINE', a!, b!, c!, a!)).toEqual([['freehand', [a, b, c]]])
  expect(kinds('POLYLINE', a!, b!, c!, [0, 9])[0]![0]).toBe('path')
  expect(kinds('POLYGON', a!, b!, c!)).toEqual([['freehand', [a, b, c]]])
  expect(kinds('ELLIPSOID', a!, b!, c!)).toEqual([])
  const one = { series: 's', instance: 'i', frame: 1, shapes: outlinesOf({ type: 'POINT' }, [a!]) }
  expect(merged([one, one, { ...one, frame: 2 }]).map(({ frame, shapes }) => [frame, shapes.length])).toEqual([
    [1, 1],
    [2, 1],
  ])
})
