import type { DicomFile } from '../reader.ts'
import type { ImagePoint, Window } from '#src/lib/imaging/view.ts'
import { curveOf, fileWindow } from '#src/lib/imaging/window.ts'
import { items, numbers, type Reading, reading, text, uid } from './read.ts'

export interface PresentedObject {
  readonly kind: 'POINT' | 'POLYLINE' | 'INTERPOLATED' | 'CIRCLE' | 'ELLIPSE' | 'TEXT'
  /** `PIXEL`: as all points here; `DISPLAY`: parts of the displayed area. */
  readonly units: string
  readonly points: readonly ImagePoint[]
  readonly filled: boolean
  readonly text: string
}

export interface PresentedImage {
  readonly sopUid: string
  /** [] for all frames. */
  readonly frames: readonly number[]
}

export interface ReadPresentation {
  readonly ok: true
  readonly label: string
  readonly inverted: boolean
  /** Each with the images it belongs to; none: all of the presentation state. */
  readonly annotations: readonly {
    readonly images: readonly PresentedImage[]
    readonly objects: readonly PresentedObject[]
  }[]
  readonly windows: readonly { readonly images: readonly PresentedImage[]; readonly window: Window }[]
  readonly areas: readonly {
    readonly images: readonly PresentedImage[]
    readonly from: readonly number[]
    readonly to: readonly number[]
    readonly mode: string
  }[]
}

const KINDS = new Set(['POINT', 'POLYLINE', 'INTERPOLATED', 'CIRCLE', 'ELLIPSE'])

/** Reads a grey or colour softcopy presentation state; null when it is none. Never throws. */
export function readPresentation(file: DicomFile): ReadPresentation | null {
  const top = reading(file)
  if (!uid(top, 0x00080016).startsWith('1.2.840.10008.5.1.4.1.1.11.')) return null
  return {
    ok: true,
    label: text(top, 0x00700080, 16),
    inverted: text(top, 0x20500020, 16) === 'INVERSE',
    annotations: items(top, 0x00700001).map((item) => ({
      images: imagesOf(item),
      objects: [...items(item, 0x00700009).flatMap(graphicOf), ...items(item, 0x00700008).map(textOf)],
    })),
    windows: items(top, 0x00283110).flatMap((item) => {
      const [[center], [width]] = [numbers(item, 0x00281050), numbers(item, 0x00281051)]
      const window = fileWindow(center, width, curveOf(text(item, 0x00281056, 16)))
      return window ? [{ images: imagesOf(item), window }] : []
    }),
    areas: items(top, 0x0070005a).map((item) => ({
      images: imagesOf(item),
      from: numbers(item, 0x00700052),
      to: numbers(item, 0x00700053),
      mode: text(item, 0x00700100, 16),
    })),
  }
}

const imagesOf = (item: Reading): PresentedImage[] =>
  items(item, 0x00081140).map((one) => ({ sopUid: uid(one, 0x00081155), frames: numbers(one, 0x00081160) }))

function pairs(flat: readonly number[]): ImagePoint[] {
  return Array.from({ length: flat.length >> 1 }, (_, i): ImagePoint => [flat[2 * i]!, flat[2 * i + 1]!])
}

function graphicOf(item: Reading): PresentedObject[] {
  const kind = text(item, 0x00700023, 16)
  if (!KINDS.has(kind)) return []
  return [
    {
      kind: kind as PresentedObject['kind'],
      units: text(item, 0x00700005, 16),
      points: pairs(numbers(item, 0x00700022)),
      filled: text(item, 0x00700024, 4) === 'Y',
      text: '',
    },
  ]
}

const textOf = (item: Reading): PresentedObject => ({
  kind: 'TEXT',
  units: text(item, 0x00700004, 16) || text(item, 0x00700003, 16),
  points: pairs([...numbers(item, 0x00700014), ...numbers(item, 0x00700010)].slice(0, 2)),
  filled: false,
  text: text(item, 0x00700006, 1024),
})
