import { packTable } from '#src/lib/imaging/lut/pack.ts'
import type { NamedTable } from '#src/lib/imaging/lut/read.ts'
import type { LookupTable } from '#src/lib/imaging/lut/table.ts'
import type { ImagePoint, Window } from '#src/lib/imaging/view.ts'
import { type Dataset, decimal, type Element, encodeObject, limited } from './build.ts'
import { closed, ellipseAxes, type ExportMark, frameList, type MarkedImage, rectangleOutline } from './mark.ts'
import { bySeries, commonModules, type Moment, sopReference, type StudyModule } from './modules.ts'

export const GRAYSCALE_PRESENTATION = '1.2.840.10008.5.1.4.1.1.11.1'

export interface PresentationInput {
  readonly study: StudyModule
  readonly series: { readonly uid: string; readonly number: number; readonly description: string }
  readonly sopUid: string
  readonly at: Moment
  readonly creator?: string
  /** What the values of all images mean; null: stored values are shown as they are. */
  readonly rescale: { readonly slope: number; readonly intercept: number; readonly unit: string } | null
  /** A table that does what the rescale otherwise does; of what kind its values are (HU, OD, US). */
  readonly modality?: { readonly table: LookupTable; readonly type: string } | null
  /** Whether low values are white once all is applied: of the images themselves, turned where marks were made so. */
  readonly inverse?: boolean
  /** Size of a pixel in mm, or null: squares. */
  readonly spacing: readonly [row: number, column: number] | null
  readonly marks: readonly ExportMark[]
}

const LAYER = 'MARKS'

/**
 * A Grayscale Softcopy Presentation State (PS3.3 A.33.1) with all marks as graphics and text, and the window in which each
 * image was last marked. All images have one rescale: a presentation state has only one. Throws RangeError without a mark.
 */
export function writePresentation(input: PresentationInput): Uint8Array {
  const { marks } = input
  if (marks.length === 0) throw new RangeError('no mark')
  const images = distinct(marks.map(({ image }) => image))
  const dataset: Element[] = [
    ...commonModules(
      input.study,
      {
        seriesUid: input.series.uid,
        number: input.series.number,
        description: input.series.description,
        modality: 'PR',
      },
      input.at,
    ),
    [0x00200013, '1'],
    [0x00200060, ''],
    [0x00700080, 'MARKS'],
    [0x00700081, limited(input.series.description, 64)],
    [0x00700082, input.at.date],
    [0x00700083, input.at.time],
    [0x00700084, limited(input.creator ?? '', 64)],
    [0x00081115, bySeries(images, 0x00081140)],
    [0x0070005a, areas(images, input.spacing)],
    [0x00700001, marks.map(annotation)],
    [
      0x00700060,
      [
        [
          [0x00700002, LAYER],
          [0x00700062, '1'],
          [0x00700066, 65_535],
        ],
      ],
    ],
    [0x20500020, (input.inverse ?? marks.some(({ invert }) => invert)) ? 'INVERSE' : 'IDENTITY'],
  ]
  const windows = windowsOf(marks)
  if (windows.length > 0) dataset.push([0x00283110, windows])
  if (input.modality) {
    const { table, type } = input.modality
    dataset.push([0x00283000, [[...lutElements(table, false), [0x00283004, limited(type || 'US', 64)]]]])
  } else if (input.rescale) {
    dataset.push(
      [0x00281052, decimal(input.rescale.intercept)],
      [0x00281053, decimal(input.rescale.slope)],
      [0x00281054, input.rescale.unit === 'HU' ? 'HU' : 'US'],
    )
  }
  return encodeObject(GRAYSCALE_PRESENTATION, input.sopUid, dataset)
}

const key = ({ sopUid, frame }: MarkedImage): string => `${sopUid} ${frame}`

const distinct = (images: readonly MarkedImage[]): MarkedImage[] => [
  ...new Map(images.map((image) => [key(image), image])).values(),
]

const reference = (image: MarkedImage): Dataset => sopReference(image, frameList(image))

/** The whole of each image, fitted to the screen; images of one size together. */
function areas(images: readonly MarkedImage[], spacing: PresentationInput['spacing']): Dataset[] {
  const sizes = new Map<string, MarkedImage[]>()
  for (const image of images) {
    const size = `${image.columns} ${image.rows}`
    sizes.set(size, [...(sizes.get(size) ?? []), image])
  }
  return [...sizes.values()].map((list): Dataset => [
    [0x00081140, list.map(reference)],
    [0x00700052, [1, 1]],
    [0x00700053, [list[0]!.columns, list[0]!.rows]],
    [0x00700100, 'SCALE TO FIT'],
    spacing ? [0x00700101, spacing.map(decimal)] : [0x00700102, ['1', '1']],
  ])
}

function windowsOf(marks: readonly ExportMark[]): Dataset[] {
  const last = new Map<string, ExportMark>()
  for (const mark of marks) if (mark.window) last.set(key(mark.image), mark)
  const same = new Map<string, ExportMark[]>()
  for (const mark of last.values()) {
    const { center, width, curve = '' } = mark.window!
    const text = mark.table ? JSON.stringify(packTable(mark.table)) + mark.table.name : `${center} ${width} ${curve}`
    same.set(text, [...(same.get(text) ?? []), mark])
  }
  return [...same.values()].map((list): Dataset => [
    [0x00081140, list.map(({ image }) => reference(image))],
    ...(list[0]!.table ? [tableItem(list[0]!.table)] : windowElements(list[0]!.window!)),
  ])
}

/** An item of VOI LUT Sequence (C.11.2). */
function tableItem(table: NamedTable): Element {
  const name = limited(table.name, 64)
  return [0x00283010, [[...lutElements(table), ...(name === '' ? [] : [[0x00283003, name] satisfies Element])]]]
}

/**
 * Descriptor and data of a table (C.11.1.1): entries in words of 16 bits, but those of 8 bits, which lie two in a word. Greys
 * of 8 bits are stretched to sixteen, so that nobody has to know that; values of the modality have to stay what they are.
 */
function lutElements({ first, bits, values }: LookupTable, stretched = bits === 8): Dataset {
  const data = new Uint8Array(values.length * 2)
  const view = new DataView(data.buffer)
  for (const [i, value] of values.entries()) view.setUint16(i * 2, stretched ? value * 257 : value, true)
  const vr = first < 0 ? 'SS' : 'US'
  return [
    [0x00283002, [values.length === 65_536 ? 0 : values.length, first, stretched ? 16 : bits], vr],
    [0x00283006, bits === 8 && !stretched ? Uint8Array.from(values) : data, 'OW'],
  ]
}

const windowElements = (window: Window): Dataset => [
  [0x00281050, decimal(window.center)],
  // Linear windows narrower than one grey value do not exist (C.11.2.1.2).
  [0x00281051, decimal(window.curve ? window.width : Math.max(1, window.width))],
  ...(window.curve ? [[0x00281056, window.curve === 'exact' ? 'LINEAR_EXACT' : 'SIGMOID'] satisfies Element] : []),
]

function annotation(mark: ExportMark): Dataset {
  const graphics = graphicsOf(mark)
  const text = mark.shape.text?.trim() ?? ''
  return [
    [0x00081140, [reference(mark.image)]],
    [0x00700002, LAYER],
    ...(graphics.length > 0 ? [[0x00700009, graphics] satisfies Element] : []),
    ...(text !== '' || graphics.length === 0 ? [[0x00700008, [textObject(mark, text)]] satisfies Element] : []),
  ]
}

type Graphic = 'POINT' | 'POLYLINE' | 'ELLIPSE'

const graphic = (type: Graphic, points: readonly ImagePoint[], filled = false): Dataset => [
  [0x00700005, 'PIXEL'],
  [0x00700020, 2],
  [0x00700021, points.length],
  [0x00700022, points.flat()],
  [0x00700023, type],
  ...(type === 'ELLIPSE' || (type === 'POLYLINE' && isClosed(points))
    ? [[0x00700024, filled ? 'Y' : 'N'] satisfies Element]
    : []),
]

const isClosed = (points: readonly ImagePoint[]): boolean => {
  const [first, last] = [points[0], points.at(-1)]
  return points.length > 2 && first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1]
}

function graphicsOf({ shape, image }: ExportMark): Dataset[] {
  const { kind, points } = shape
  const [a, b, c, d] = points
  switch (kind) {
    case 'point':
      return [graphic('POINT', points)]
    case 'text':
      return []
    case 'arrow':
      return a && b ? [graphic('POLYLINE', [b, a]), graphic('POLYLINE', arrowHead(a, b, image.columns), true)] : []
    case 'bidirectional':
      return a && b && c && d ? [graphic('POLYLINE', [a, b]), graphic('POLYLINE', [c, d])] : []
    case 'rectangle':
      return [graphic('POLYLINE', rectangleOutline(points))]
    case 'ellipse':
      return [graphic('ELLIPSE', ellipseAxes(points))]
    case 'freehand':
      return [graphic('POLYLINE', closed(points))]
    default:
      return [graphic('POLYLINE', points)]
  }
}

/** A filled triangle at the tip, a fiftieth of the image long: presentation states of this class know no arrows. */
function arrowHead(tip: ImagePoint, tail: ImagePoint, columns: number): ImagePoint[] {
  const length = Math.hypot(tail[0] - tip[0], tail[1] - tip[1]) || 1
  const size = Math.min(length, columns / 50)
  const [ux, uy] = [((tail[0] - tip[0]) / length) * size, ((tail[1] - tip[1]) / length) * size]
  return [tip, [tip[0] + ux - uy / 2, tip[1] + uy + ux / 2], [tip[0] + ux + uy / 2, tip[1] + uy - ux / 2], tip]
}

/** Text beside the first point; that of an arrow at its tail. */
function textObject({ shape }: ExportMark, text: string): Dataset {
  const at = (shape.kind === 'arrow' ? shape.points[1] : shape.points[0]) ?? [0, 0]
  return [
    [0x00700004, 'PIXEL'],
    [0x00700006, limited(text, 1024) || '-'],
    [0x00700014, [...at]],
    [0x00700015, 'N'],
  ]
}
