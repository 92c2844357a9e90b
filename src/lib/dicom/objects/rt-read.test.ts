import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findingsOfStructures, thinned } from '#src/lib/imaging/finding-structures.ts'
import type { StudyIndex } from '#src/lib/imaging/study-index.ts'
import type { ImagePoint } from '#src/lib/imaging/view.ts'
import { readDicom } from '../index.ts'
import { type Dataset, encodeObject } from './build.ts'
import { type ReadStructures, readStructures, STRUCTURES, type StructuresError } from './rt-read.ts'

interface Roi {
  readonly name: string
  readonly contours: readonly { readonly type?: string; readonly data: readonly (number | string)[] }[]
}
/** A structure set as a planning system writes it. */
const set = (rois: readonly Roi[]): Uint8Array =>
  encodeObject(STRUCTURES, '2.25.1', [
    [0x0020000d, '2.25.2'],
    [0x00081090, 'Contour 5'],
    [0x30060002, 'LABEL'],
    [
      0x30060020,
      rois.map(({ name }, i): Dataset => [
        [0x30060022, String(i + 1)],
        [0x30060024, '2.25.9'],
        [0x30060026, name],
        [0x30060036, 'AUTOMATIC'],
        ...(i === 0 ? [[0x3006002c, '35.2'] as const] : []),
      ]),
    ],
    [
      0x30060039,
      rois.map(({ contours }, i): Dataset => [
        [0x30060084, String(i + 1)],
        [0x3006002a, ['255', '0', '128']],
        [
          0x30060040,
          contours.map(({ type = 'CLOSED_PLANAR', data }): Dataset => [
            [0x30060042, type],
            [0x30060046, String(Math.floor(data.length / 3))],
            [0x30060050, data.map(String)],
          ]),
        ],
      ]),
    ],
  ])
const read = (bytes: Uint8Array): ReadStructures | StructuresError => {
  const file = readDicom(bytes)
  if (!file.ok) throw new Error(file.message)
  return readStructures(file)
}
const square = (z: number, side = 10): number[] => [0, 0, z, side, 0, z, side, side, z, 0, side, z]

/** Slices of 1 mm pixels 2 mm apart. */
const index = {
  study: '2.25.2',
  series: [
    {
      uid: '2.25.3',
      gap: 2,
      instances: [0, 1, 2].map((i) => ({
        uid: `2.25.3${i}`,
        rows: 64,
        columns: 64,
        frames: 1,
        position: [-10, -10, 2 * i],
        orientation: [1, 0, 0, 0, 1, 0],
        spacing: [1, 1],
        space: '2.25.9',
      })),
    },
  ],
} as unknown as StudyIndex
const about = { uid: '2.25.1', series: '2.25.8', description: '' }

test('structures lie on their slices, with the volume that the object says; longer outlines than text may be are whole', () => {
  const long = Array.from({ length: 900 }, (_, i) => {
    const t = (2 * Math.PI * i) / 900
    return [(20 + 15 * Math.cos(t)).toFixed(6), (20 + 15 * Math.sin(t)).toFixed(6), '4.0']
  }).flat()
  const found = read(
    set([
      { name: 'Liver', contours: [{ data: square(0) }, { data: square(2) }, { data: long }, { data: square(11) }] },
    ]),
  )
  if (!found.ok) throw new Error(found.code)
  expect(found.structures[0]!.contours.map(({ points }) => points.length)).toEqual([4, 4, 900, 4])
  const report = findingsOfStructures(about, found, index)
  expect(report).toMatchObject({
    kind: 'structures',
    by: 'device',
    system: 'Contour 5',
    verified: false,
    description: 'LABEL',
  })
  const [liver] = report.findings
  expect(liver).toMatchObject({ label: 'Liver', rgb: [255, 0, 128], elsewhere: 1, figures: [{ given: '35.2' }] })
  expect(liver!.places.map(({ instance }) => instance)).toEqual(['2.25.30', '2.25.31', '2.25.32'])
  expect(liver!.places[0]!.shapes).toEqual([
    {
      kind: 'freehand',
      points: [
        [10.5, 10.5],
        [20.5, 10.5],
        [20.5, 20.5],
        [10.5, 20.5],
      ],
    },
  ])
})

test('thinned, an outline stays where it was', () => {
  const stair: ImagePoint[] = [...Array.from({ length: 20 }, (_, i): ImagePoint => [i, 0]), [19, 9], [0, 9]]
  expect(thinned(stair)).toEqual([
    [0, 0],
    [19, 0],
    [19, 9],
    [0, 9],
  ])
  const round = Array.from({ length: 500 }, (_, i): ImagePoint => {
    const t = (2 * Math.PI * i) / 500
    return [100 + 40 * Math.cos(t), 100 + 40 * Math.sin(t)]
  })
  const less = thinned(round)
  expect(less.length).toBeLessThan(120)
  for (const [i, [x, y]] of less.entries()) {
    const [u, v] = less[(i + 1) % less.length]!
    expect(Math.abs(Math.hypot((x + u) / 2 - 100, (y + v) / 2 - 100) - 40)).toBeLessThan(0.25)
  }
})

test('what cannot be is left out or refused by its code, and damage throws nothing', () => {
  const code = (bytes: Uint8Array) => {
    const found = read(bytes)
    return found.ok ? found.structures.flatMap(({ contours }) => contours).length : found.code
  }
  expect(code(set([]))).toBe('empty')
  expect(
    code(
      set([
        { name: 'A', contours: [{ data: [1, 2, 3, 4] }, { data: [1, 2, 3] }, { data: ['x', 1, 2, 3, 4, 5, 6, 7, 8] }] },
      ]),
    ),
  ).toBe('empty')
  expect(
    code(
      set([
        {
          name: 'A',
          contours: [{ data: [...square(0), 1e9, 0, 0] }, { data: square(0) }, { type: 'POINT', data: [1, 2, 3] }],
        },
      ]),
    ),
  ).toBe(2)
  expect(code(set(Array.from({ length: 501 }, () => ({ name: 'A', contours: [] }))))).toBe('too-large')
  expect(code(encodeObject('1.2.840.10008.5.1.4.1.1.88.33', '2.25.1', [[0x0020000d, '2.25.2']]))).toBe('class')
  const bytes = set([{ name: 'A', contours: [{ data: square(0) }, { data: square(2) }] }])
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      (changes) => {
        const copy = bytes.slice()
        for (const [at, value] of changes) copy[at] = value
        const file = readDicom(copy)
        if (!file.ok) return
        const found = readStructures(file)
        if (found.ok) findingsOfStructures(about, found, index)
      },
    ),
    { numRuns: 300 },
  )
})
