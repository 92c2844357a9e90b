import type { Runs } from '#src/lib/imaging/measure/region.ts'
import { regionRuns } from '#src/lib/imaging/measure/region.ts'
import { measureShape } from '#src/lib/imaging/measure/shape.ts'
import type { Shape } from '#src/lib/imaging/view.ts'
import { SITES, TISSUE } from './codes.ts'
import type { ExportMark, MarkedImage } from './mark.ts'
import type { ObjectRef, StudyModule } from './modules.ts'
import type { PresentationInput } from './pr-write.ts'
import type { SegmentationInput } from './seg-write.ts'
import type { ReportInput } from './sr-write.ts'

/** Invented inputs for the writers, in all shapes that they know. */
export const testStudy: StudyModule = {
  studyUid: '2.25.100',
  studyDate: '20240229',
  studyTime: '101500',
  studyId: '1',
  accession: '',
  description: 'CT gan',
  patientName: 'HOI-ABCDEFGHJKLM',
  patientId: 'HOI-ABCDEFGHJKLM',
  patientSex: 'F',
  patientBirthDate: '',
}
const at = { date: '20261122', time: '013000' }

export const testImageRef = (n: number): MarkedImage => ({
  seriesUid: '2.25.200',
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  sopUid: `2.25.30${n}`,
  modality: 'CT',
  rows: 21,
  columns: 33,
  frame: 1,
  frames: 1,
})

const testSource = (n: number): ObjectRef => {
  const { seriesUid, sopClass, sopUid } = testImageRef(n)
  return { seriesUid, sopClass, sopUid }
}

const shapes: readonly Shape[] = [
  {
    kind: 'length',
    points: [
      [2, 3],
      [12, 9],
    ],
    text: 'U gan hạ phân thuỳ VIII',
  },
  {
    kind: 'angle',
    points: [
      [2, 3],
      [12, 9],
      [4, 15],
    ],
  },
  {
    kind: 'bidirectional',
    points: [
      [2, 3],
      [6, 3],
      [4, 1],
      [4, 9],
    ],
    text: '간세포암',
  },
  {
    kind: 'rectangle',
    points: [
      [2, 3],
      [12, 9],
    ],
  },
  {
    kind: 'ellipse',
    points: [
      [12, 9],
      [16, 12],
      [9, 13],
    ],
  },
  {
    kind: 'freehand',
    points: [
      [2, 3],
      [12, 9],
      [4, 15],
    ],
  },
  {
    kind: 'arrow',
    points: [
      [2, 3],
      [12, 9],
    ],
    text: 'Phình mạch',
  },
  { kind: 'text', points: [[5, 5]], text: 'Xem lát sau' },
  { kind: 'point', points: [[7, 7]] },
]

export const testMarks: readonly ExportMark[] = shapes.map((shape, i) => ({
  id: `01890000-0000-7000-8000-00000000000${i}`,
  shape,
  measured: measureShape(
    shape,
    { row: 0.8, column: 0.7, unit: 'mm', source: 'pixel-spacing' },
    { rows: 21, columns: 33 },
    {
      rows: 21,
      columns: 33,
      values: Int16Array.from({ length: 21 * 33 }, (_, k) => k),
      slope: 1,
      intercept: -1024,
      unit: 'HU',
    },
  ),
  author: i % 2 ? 'Bùi Thị Hạnh' : 'Kim Seo-yeon',
  ...(i === 0 ? { site: SITES.liver, window: { center: 60, width: 350 } } : {}),
  image: testImageRef((i % 3) + 1),
}))

export const testReport: ReportInput = {
  study: testStudy,
  series: { uid: '2.25.401', number: 9001, description: 'Measurements' },
  sopUid: '2.25.402',
  at,
  marks: testMarks,
}

export const testPresentation: PresentationInput = {
  study: testStudy,
  series: { uid: '2.25.501', number: 9002, description: 'Marks' },
  sopUid: '2.25.502',
  at,
  rescale: { slope: 1, intercept: -1024, unit: 'HU' },
  spacing: [0.8, 0.7],
  marks: testMarks,
}

export const testRuns = (side: number): Runs =>
  regionRuns(
    {
      kind: 'rectangle',
      points: [
        [3, 3],
        [3 + side, 3 + side],
      ],
    },
    33,
    21,
  )

/** Two segments over three slices 2 mm apart that are 3 mm thick; 33 × 21 pixels end inside a byte. */
export const testSegmentation: SegmentationInput = {
  study: testStudy,
  series: { uid: '2.25.601', number: 9003, description: 'Segments' },
  sopUid: '2.25.602',
  at,
  rows: 21,
  columns: 33,
  orientation: [1, 0, 0, 0, 1, 0],
  spacing: [0.8, 0.7],
  thickness: 3,
  frameOfReference: '2.25.700',
  segments: [
    {
      label: 'Gan',
      category: ['123037004', 'SCT', 'Anatomical Structure'],
      type: SITES.liver,
      algorithm: 'MANUAL',
      rgb: [221, 130, 101],
    },
    {
      label: 'U gan',
      category: TISSUE,
      type: TISSUE,
      algorithm: 'AUTOMATIC',
      algorithmName: 'Test 1.0',
      rgb: [20, 200, 90],
      tracking: { id: 'U1', uid: '2.25.800' },
    },
  ],
  frames: [1, 2, 3].flatMap((n) => [
    { segment: 1, source: testSource(n), position: [-10, -20, 100 - 2 * n], runs: testRuns(8 + n) },
    ...(n === 2 ? [{ segment: 2, source: testSource(n), position: [-10, -20, 100 - 2 * n], runs: testRuns(4) }] : []),
  ]),
}
