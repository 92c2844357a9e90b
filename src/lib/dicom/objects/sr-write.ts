import type { Measured } from '#src/lib/imaging/measure/shape.ts'
import type { Statistics } from '#src/lib/imaging/measure/statistics.ts'
import { type Dataset, type Element, encodeObject } from './build.ts'
import { type Code, procedureOf } from './codes.ts'
import { codeOf, container, coordinates, image, number, personItem, textItem, uidItem } from './content.ts'
import { closed, ellipseAxes, type ExportMark, frameList, rectangleOutline } from './mark.ts'
import { bySeries, commonModules, type Moment, type StudyModule } from './modules.ts'
import { implementationClassUid } from '../meta.ts'
import { uidFrom, uidFromUuid } from './uid.ts'

export const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33'

const dcm = (value: string, meaning: string): Code => [value, 'DCM', meaning]
const sct = (value: string, meaning: string): Code => [value, 'SCT', meaning]
const unit = (value: string, meaning: string): Code => [value, 'UCUM', meaning]

const MM = unit('mm', 'millimeter')
const MM2 = unit('mm2', 'square millimeter')
const PIXELS = unit('{pixels}', 'pixels')
const PIXELS2 = unit('{pixels}2', 'square pixels')
const DEGREES = unit('deg', 'degree')
const HOUNSFIELD = unit("[hnsf'U]", 'Hounsfield unit')
const NO_UNIT = unit('1', 'no units')

export interface ReportInput {
  readonly study: StudyModule
  readonly series: { readonly uid: string; readonly number: number; readonly description: string }
  readonly sopUid: string
  readonly at: Moment
  readonly marks: readonly ExportMark[]
  /** The machine that measured, where no person did; UIDs are made of its name. */
  readonly device?: { readonly name: string; readonly maker: string; readonly model: string }
  /** The program that measured (TID 4019). */
  readonly algorithm?: { readonly name: string; readonly version: string }
}

/** Kinds that a measurement report can hold: those with a figure. Points, arrows and texts go into a presentation state. */
export const isReported = ({ shape }: Pick<ExportMark, 'shape'>): boolean =>
  ['length', 'angle', 'bidirectional', 'rectangle', 'ellipse', 'freehand'].includes(shape.kind)

/**
 * Measurements as a structured report after template 1500 (PS3.16): lines and angles in groups of TID 1501, regions in
 * groups of TID 1410 with their outline. Finding Site stands as HAS CONCEPT MOD. Throws RangeError without a mark.
 */
export function writeReport(input: ReportInput): Uint8Array {
  const marks = input.marks.filter(isReported)
  if (marks.length === 0) throw new RangeError('no measurement')
  const images = marks.map((mark) => mark.image)
  const modalities = [...new Set(images.map(({ modality }) => modality))]
  const authors = [...new Set(marks.map(({ author }) => author).filter(Boolean))]
  const root = container(
    null,
    dcm('126000', 'Imaging Measurement Report'),
    [
      codeOf('HAS CONCEPT MOD', dcm('121049', 'Language of Content Item and Descendants'), [
        'en',
        'RFC5646',
        'English',
      ]),
      ...observer(authors, input.device),
      ...modalities.map((modality) =>
        codeOf('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), procedureOf(modality)),
      ),
      container('CONTAINS', dcm('111028', 'Image Library'), library(marks)),
      container(
        'CONTAINS',
        dcm('126010', 'Imaging Measurements'),
        marks.map((mark) => group(mark, authors.length > 1, input.algorithm)),
      ),
    ],
    '1500',
  )
  const dataset: Element[] = [
    ...commonModules(
      input.study,
      {
        seriesUid: input.series.uid,
        number: input.series.number,
        description: input.series.description,
        modality: 'SR',
      },
      input.at,
    ),
    [0x00081111, []],
    [0x00080023, input.at.date],
    [0x00080033, input.at.time],
    [0x00200013, '1'],
    [0x0040a491, 'PARTIAL'],
    [0x0040a493, 'UNVERIFIED'],
    [0x0040a372, []],
    [
      0x0040a375,
      [
        [
          [0x0020000d, input.study.studyUid],
          [0x00081115, bySeries(images, 0x00081199)],
        ],
      ],
    ],
    ...root,
  ]
  return encodeObject(COMPREHENSIVE_SR, input.sopUid, dataset)
}

/** One person, or this platform where several measured: a document has one observer (TID 1001); who measured then stands with each group. */
function observer(authors: readonly string[], device: ReportInput['device']): Dataset[] {
  const type = dcm('121005', 'Observer Type')
  if (device)
    return [
      codeOf('HAS OBS CONTEXT', type, dcm('121007', 'Device')),
      uidItem('HAS OBS CONTEXT', dcm('121012', 'Device Observer UID'), uidFrom(device.maker, device.name)),
      textItem('HAS OBS CONTEXT', dcm('121013', 'Device Observer Name'), device.name),
      textItem('HAS OBS CONTEXT', dcm('121014', 'Device Observer Manufacturer'), device.maker),
      textItem('HAS OBS CONTEXT', dcm('121015', 'Device Observer Model Name'), device.model),
    ]
  const [author] = authors
  if (author && authors.length === 1)
    return [
      codeOf('HAS OBS CONTEXT', type, dcm('121006', 'Person')),
      personItem('HAS OBS CONTEXT', dcm('121008', 'Person Observer Name'), author),
    ]
  return [
    codeOf('HAS OBS CONTEXT', type, dcm('121007', 'Device')),
    uidItem('HAS OBS CONTEXT', dcm('121012', 'Device Observer UID'), implementationClassUid),
    textItem('HAS OBS CONTEXT', dcm('121013', 'Device Observer Name'), 'Hoi'),
  ]
}

/** The images measured on (TID 1600), by modality. */
function library(marks: readonly ExportMark[]): Dataset[] {
  const groups = new Map<string, Map<string, ExportMark['image']>>()
  for (const { image: one } of marks) {
    const known = groups.get(one.modality) ?? new Map<string, ExportMark['image']>()
    groups.set(one.modality, known.set(one.sopUid, one))
  }
  return [...groups].map(([modality, images]) =>
    container('CONTAINS', dcm('126200', 'Image Library Group'), [
      codeOf('HAS ACQ CONTEXT', dcm('121139', 'Modality'), dcm(modality || 'OT', meaningOf(modality))),
      ...[...images.values()].map((one) => image('CONTAINS', one)),
    ]),
  )
}

const MODALITIES: Readonly<Record<string, string>> = {
  CT: 'Computed Tomography',
  MR: 'Magnetic Resonance',
  PT: 'Positron emission tomography',
  US: 'Ultrasound',
  XA: 'X-Ray Angiography',
  RF: 'Radio Fluoroscopy',
  CR: 'Computed Radiography',
  DX: 'Digital Radiography',
  MG: 'Mammography',
  NM: 'Nuclear Medicine',
}
const meaningOf = (modality: string): string => MODALITIES[modality] ?? 'Other'

const isOutline = ({ shape }: ExportMark): boolean =>
  shape.kind === 'rectangle' || shape.kind === 'ellipse' || shape.kind === 'freehand'

function group(mark: ExportMark, named: boolean, algorithm: ReportInput['algorithm']): Dataset {
  const label = mark.shape.text ?? ''
  const on = image('SELECTED FROM', mark.image, frameList(mark.image))
  const children: Dataset[] = [
    textItem('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), label || mark.id),
    uidItem('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), uidFromUuid(mark.id)),
    ...(mark.finding ? [codeOf('CONTAINS', dcm('121071', 'Finding'), mark.finding)] : []),
    ...(algorithm
      ? [
          textItem('HAS CONCEPT MOD', dcm('111001', 'Algorithm Name'), algorithm.name),
          textItem('HAS CONCEPT MOD', dcm('111003', 'Algorithm Version'), algorithm.version),
        ]
      : []),
    ...(mark.site ? [codeOf('HAS CONCEPT MOD', sct('363698007', 'Finding Site'), mark.site)] : []),
  ]
  if (isOutline(mark)) children.push(outline(mark, on), ...regionNumbers(mark.measured))
  else children.push(...lineNumbers(mark, on))
  if (named && mark.author) children.push(textItem('CONTAINS', dcm('121106', 'Comment'), `By ${mark.author}`))
  return container('CONTAINS', dcm('125007', 'Measurement Group'), children, isOutline(mark) ? '1410' : '1501')
}

function outline({ shape }: ExportMark, on: Dataset): Dataset {
  const name = dcm('111030', 'Image Region')
  return shape.kind === 'ellipse'
    ? coordinates('CONTAINS', name, 'ELLIPSE', ellipseAxes(shape.points), on)
    : coordinates(
        'CONTAINS',
        name,
        'POLYLINE',
        shape.kind === 'rectangle' ? rectangleOutline(shape.points) : closed(shape.points),
        on,
      )
}

const lengthUnit = (measured: Measured): Code => (measured.unit === 'mm' ? MM : PIXELS)

/** Long and short axis go each with its own line: the longer one is the long axis, whichever was drawn first. */
function lineNumbers({ shape, measured }: ExportMark, on: Dataset): Dataset[] {
  if (!measured) return []
  const from = (points: ExportMark['shape']['points']): Dataset[] => [
    coordinates('INFERRED FROM', null, 'POLYLINE', points, on),
  ]
  const size = lengthUnit(measured)
  const [a, b, c, d] = shape.points
  if (shape.kind === 'angle' && measured.angle !== undefined)
    return [number(sct('1483009', 'Angle'), measured.angle, DEGREES, from(shape.points))]
  if (shape.kind === 'length' && measured.length !== undefined)
    return [number(sct('410668003', 'Length'), measured.length, size, from(shape.points))]
  if (shape.kind !== 'bidirectional' || !a || !b || !c || !d) return []
  const [one, two] = [Math.hypot(b[0] - a[0], b[1] - a[1]), Math.hypot(d[0] - c[0], d[1] - c[1])]
  const [long, short] =
    one >= two
      ? [
          [a, b],
          [c, d],
        ]
      : [
          [c, d],
          [a, b],
        ]
  return [
    number(sct('103339001', 'Long Axis'), measured.length ?? 0, size, from(long)),
    number(sct('103340004', 'Short Axis'), measured.width ?? 0, size, from(short)),
  ]
}

function regionNumbers(measured: Measured | null): Dataset[] {
  if (!measured) return []
  const out: Dataset[] = []
  if (measured.area !== undefined)
    out.push(number(sct('42798000', 'Area'), measured.area, measured.unit === 'mm' ? MM2 : PIXELS2))
  if (measured.statistics) out.push(...statisticNumbers(measured.statistics))
  return out
}

const DERIVATION = dcm('121401', 'Derivation')
const DERIVED = [
  ['mean', sct('373098007', 'Mean')],
  ['sd', sct('386136009', 'Standard Deviation')],
  ['min', sct('255605001', 'Minimum')],
  ['max', sct('56851009', 'Maximum')],
] as const

function statisticNumbers(statistics: Statistics): Dataset[] {
  const hounsfield = statistics.unit === 'HU'
  const name = hounsfield ? dcm('112031', 'Attenuation Coefficient') : dcm('110852', 'MR signal intensity')
  const concept = hounsfield || statistics.unit === 'MR' ? name : dcm('111037', 'Pixel value')
  return DERIVED.map(([key, method]) =>
    number(concept, statistics[key], hounsfield ? HOUNSFIELD : NO_UNIT, [
      codeOf('HAS CONCEPT MOD', DERIVATION, method),
    ]),
  )
}
