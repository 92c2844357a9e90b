import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DicomFile, readDicom } from '../index.ts'
import { type Dataset, encodeObject } from './build.ts'
import { codeOf, container, coordinates, image, number, textItem } from './content.ts'
import { writeSegmentation } from './seg-write.ts'
import { type ReadReport, readReport, type ReportError } from './sr-read.ts'
import { COMPREHENSIVE_SR, writeReport } from './sr-write.ts'
import { testMarks, testReport, testSegmentation } from './testing.ts'

function opened(bytes: Uint8Array): DicomFile {
  const file = readDicom(bytes)
  if (!file.ok) throw new Error(file.message)
  return file
}
function good(found: ReadReport | ReportError): ReadReport {
  if (!found.ok) throw new Error(found.code)
  return found
}
const dcm = (value: string, meaning = 'x') => [value, 'DCM', meaning] as const
const MM = ['mm', 'UCUM', 'mm'] as const
const on = image('SELECTED FROM', { sopClass: '1.2.840.10008.5.1.4.1.1.2', sopUid: '2.25.7' }, [3])

/** A report of another maker: whatever is put below its groups. */
const report = (groups: readonly Dataset[], before: readonly Dataset[] = []): Uint8Array =>
  encodeObject(COMPREHENSIVE_SR, '2.25.1', [
    [0x0020000d, '2.25.2'],
    [0x0040a493, 'VERIFIED'],
    ...container(null, dcm('126000'), [...before, container('CONTAINS', dcm('126010'), groups)]),
  ])
const group = (...children: readonly Dataset[]): Dataset => container('CONTAINS', dcm('125007'), children)
const length = (value: number, ...below: readonly Dataset[]): Dataset =>
  number(['410668003', 'SCT', 'Length'], value, MM, below)

describe('a report of our own', () => {
  test('reads back with its figures, units, places and outlines', () => {
    const report = good(readReport(opened(writeReport(testReport))))
    // Several measured: the platform is the observer, a person stands with each group.
    expect(report.observers).toMatchObject([{ kind: 'device', name: 'Hoi' }])
    expect(report).toMatchObject({ verified: false, complete: false, algorithm: null })
    const alone = { ...testReport, marks: testMarks.slice(0, 1) }
    expect(good(readReport(opened(writeReport(alone)))).observers).toMatchObject([
      { kind: 'person', name: 'Kim Seo-yeon' },
    ])
    // Arrow, text and point have no figure.
    expect(report.groups).toHaveLength(6)
    const [length, angle, both, rectangle, ellipse, freehand] = report.groups
    expect(length!.tracking).toBe('U gan hạ phân thuỳ VIII')
    expect(length!.site?.[2]).toBe('Liver')
    expect(length!.numbers[0]!.value).toBeCloseTo(Math.hypot(7, 4.8), 10)
    expect(length!.numbers[0]!.unit?.[0]).toBe('mm')
    expect(length!.numbers[0]!.graphics[0]).toMatchObject({
      type: 'POLYLINE',
      points: [
        [2, 3],
        [12, 9],
      ],
      image: { sopUid: '2.25.301', frames: [] },
    })
    expect(angle!.numbers[0]!.unit?.[0]).toBe('deg')
    // The axis drawn second is the longer one.
    expect(both!.numbers.map((n) => [n.name?.[2], n.value, n.graphics[0]!.points[0]])).toEqual([
      ['Long Axis', 6.4, [4, 1]],
      ['Short Axis', 2.8, [2, 3]],
    ])
    expect(rectangle!.graphics[0]!.points).toHaveLength(5)
    expect(rectangle!.numbers.map((n) => n.derivation?.[2] ?? n.name?.[2])).toEqual([
      'Area',
      'Mean',
      'Standard Deviation',
      'Minimum',
      'Maximum',
    ])
    expect(ellipse!.graphics[0]).toMatchObject({ type: 'ELLIPSE' })
    expect(freehand!.graphics[0]!.points.at(-1)).toEqual([2, 3])
    expect(new Set(report.groups.map((g) => g.trackingUid)).size).toBe(6)
  })

  test('nothing measured is no report; another document is not read as one', () => {
    expect(() => writeReport({ ...testReport, marks: testMarks.slice(6) })).toThrow(RangeError)
    expect(readReport(opened(writeSegmentation(testSegmentation)))).toEqual({ ok: false, code: 'kind' })
  })

  test('of a device names it, its program and what it found', () => {
    const device = { name: 'Liver reader', maker: 'Maker', model: 'LR-2' }
    const marks = testMarks.slice(0, 1).map((mark) => ({ ...mark, finding: ['52988006', 'SCT', 'Lesion'] as const }))
    const input = { ...testReport, marks, device, algorithm: { name: 'LiverNet', version: '2.1' } }
    const found = good(readReport(opened(writeReport(input))))
    expect(found.observers).toEqual([{ kind: 'device', ...device }])
    expect(found.groups[0]).toMatchObject({
      finding: ['52988006', 'SCT', 'Lesion'],
      algorithm: { name: 'LiverNet', version: '2.1' },
    })
    expect(found.groups[0]!.numbers[0]!.given).toMatch(/^8\.48/)
  })
})

describe('reports of others', () => {
  test('coordinates of every kind, on frames and in the patient', () => {
    const spatial: Dataset = [
      [0x0040a040, 'SCOORD3D'],
      [0x0040a010, 'CONTAINS'],
      [0x00700023, 'POLYGON'],
      [0x00700022, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
      [0x30060024, '2.25.99'],
    ]
    const circle = coordinates(
      'CONTAINS',
      dcm('111030'),
      'ELLIPSE',
      [
        [1, 2],
        [3, 2],
      ],
      on,
    ).map((element) => (element[0] === 0x00700023 ? ([0x00700023, 'CIRCLE'] as const) : element))
    const found = good(
      readReport(
        opened(
          report([
            group(
              length(
                5,
                coordinates(
                  'INFERRED FROM',
                  null,
                  'POLYLINE',
                  [
                    [1, 1],
                    [4, 5],
                  ],
                  on,
                ),
              ),
            ),
            group(spatial, circle),
          ]),
        ),
      ),
    )
    expect(found.verified).toBe(true)
    expect(found.groups[0]!.numbers[0]!.graphics[0]).toEqual({
      type: 'POLYLINE',
      purpose: '',
      points: [
        [1, 1],
        [4, 5],
      ],
      image: { sopClass: '1.2.840.10008.5.1.4.1.1.2', sopUid: '2.25.7', frames: [3] },
      space: '',
    })
    expect(found.groups[1]!.graphics).toMatchObject([
      {
        type: 'POLYGON',
        space: '2.25.99',
        points: [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
        image: null,
      },
      {
        type: 'CIRCLE',
        points: [
          [1, 2],
          [3, 2],
        ],
        purpose: '111030',
      },
    ])
  })

  test('observers each with their own name, judgements, and a child by reference', () => {
    const reference: Dataset = [
      [0x0040a010, 'INFERRED FROM'],
      [0x0040db73, [1, 4, 1, 1]],
    ]
    const significance = codeOf(
      'CONTAINS',
      ['371929004', 'SCT', 'Level of Significance'],
      ['371928007', 'SCT', 'Not significant'],
    )
    const found = good(
      readReport(
        opened(
          report(
            [
              group(
                coordinates(
                  'CONTAINS',
                  null,
                  'POLYLINE',
                  [
                    [0, 0],
                    [3, 4],
                  ],
                  on,
                ),
                significance,
              ),
              group(length(5, reference)),
            ],
            [
              codeOf('HAS OBS CONTEXT', dcm('121005'), dcm('121007', 'Device')),
              textItem('HAS OBS CONTEXT', dcm('121013'), 'REMOVED'),
              textItem('HAS OBS CONTEXT', dcm('121015'), 'X 1'),
            ],
          ),
        ),
      ),
    )
    expect(found.observers).toEqual([{ kind: 'device', name: '', maker: '', model: 'X 1' }])
    expect(found.groups[0]!.judged.map(([what, how]) => [what[2], how[2]])).toEqual([
      ['Level of Significance', 'Not significant'],
    ])
    expect(found.groups[1]!.numbers[0]!.graphics[0]?.points).toEqual([
      [0, 0],
      [3, 4],
    ])
  })

  test('what cannot be is left out: coordinates without numbers, too few, too many, none finite', () => {
    const bad = (type: 'POINT' | 'POLYLINE' | 'ELLIPSE', ...points: [number, number][]) =>
      coordinates('CONTAINS', null, type, points, on)
    const found = good(
      readReport(
        opened(
          report([
            group(
              bad('POINT', [1, 1], [2, 2]),
              bad('POLYLINE', [1, 1]),
              bad('ELLIPSE', [1, 1], [2, 2], [3, 3]),
              bad('POINT', [Infinity, 1]),
              bad('POINT', [Number.NaN, 1]),
              bad('POINT', [1e9, 1]),
              bad('POINT', [5, 6]),
            ),
          ]),
        ),
      ),
    )
    expect(found.groups[0]!.graphics.map(({ points }) => points)).toEqual([[[5, 6]]])
  })

  test('each refusal has its code', () => {
    const answer = (bytes: Uint8Array) => {
      const found = readReport(opened(bytes))
      return found.ok ? 'read' : found.code
    }
    const emptied = encodeObject(COMPREHENSIVE_SR, '2.25.1', [
      ...container(null, dcm('126000'), [textItem('CONTAINS', dcm('121106'), 'REMOVED')]),
    ])
    const dose = encodeObject(COMPREHENSIVE_SR, '2.25.1', container(null, dcm('113701'), [group()]))
    const line = coordinates(
      'CONTAINS',
      null,
      'POLYLINE',
      Array.from({ length: 19_000 }, (_, i) => [i, i]),
      on,
    )
    // A reference that leads round makes a short document endless to walk.
    const round: Dataset = [
      [0x0040a010, 'CONTAINS'],
      [0x0040db73, [1, 1, 1]],
    ]
    const many = Array.from({ length: 1_500 }, () => round)
    expect(answer(emptied)).toBe('emptied')
    expect(answer(dose)).toBe('kind')
    expect(answer(report([]))).toBe('empty')
    expect(answer(report(Array.from({ length: 2_001 }, () => group())))).toBe('too-large')
    expect(answer(report([group(...Array.from({ length: 11 }, () => line))]))).toBe('too-large')
    expect(answer(report([group(...many), ...many]))).toBe('too-large')
  })

  test('damaged bytes are refused or read in part, never thrown, and nothing in them is endless', () => {
    const bytes = writeReport(testReport)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(bytes.length),
        (changes, cut) => {
          const copy = (cut % 5 === 0 ? bytes.slice(0, cut) : bytes).slice()
          for (const [at, value] of changes) if (at < copy.length) copy[at] = value
          const file = readDicom(copy)
          if (!file.ok) return
          const found = readReport(file)
          if (!found.ok) return
          for (const one of found.groups)
            for (const graphic of [...one.graphics, ...one.numbers.flatMap((n) => n.graphics)])
              for (const point of graphic.points) expect(point.every(Number.isFinite)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})
