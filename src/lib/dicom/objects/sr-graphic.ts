import { findElement } from '../element.ts'
import { first, numbers, type Reading, text, uid } from './read.ts'
import type { ContentNode, ContentTree } from './sr-tree.ts'

/** Where coordinates or a whole item point to. */
export interface ReadImage {
  readonly sopClass: string
  readonly sopUid: string
  /** From 1; [] all of them, or the only one. */
  readonly frames: readonly number[]
}

export type GraphicType = 'POINT' | 'MULTIPOINT' | 'POLYLINE' | 'POLYGON' | 'CIRCLE' | 'ELLIPSE' | 'ELLIPSOID'

/** Coordinates on an image (SCOORD: two numbers a point, from the corner of its first pixel) or in the patient (SCOORD3D: three, mm). */
export interface ReadGraphic {
  readonly type: GraphicType
  /** `Image Region`, for instance. */
  readonly purpose: string
  readonly points: readonly (readonly number[])[]
  readonly image: ReadImage | null
  /** Frame of reference of coordinates in the patient; '' for those on an image. */
  readonly space: string
}

/** Points of one report; more are no measurements. */
const MOST_POINTS = 200_000
/** Of one outline: as many numbers as the reader of values gives, at most. */
const MOST_OF_ONE = 20_000

/** How many points may still be read; negative: the report has too many. */
export interface PointBudget {
  left: number
}
export const pointBudget = (): PointBudget => ({ left: MOST_POINTS })

/** How many points a kind has (PS3.3 C.18.6.1.2 and C.18.9.1.2), from and to. */
const COUNTS: Readonly<Record<GraphicType, readonly [number, number]>> = {
  POINT: [1, 1],
  MULTIPOINT: [1, MOST_OF_ONE],
  POLYLINE: [2, MOST_OF_ONE],
  POLYGON: [3, MOST_OF_ONE],
  CIRCLE: [2, 2],
  ELLIPSE: [4, 4],
  ELLIPSOID: [6, 6],
}
const isGraphicType = (value: string): value is GraphicType => Object.hasOwn(COUNTS, value)

/** Coordinates of a content item; [] when it has none, or none that can be. */
export function graphicOf(tree: ContentTree, node: ContentNode, budget: PointBudget): ReadGraphic[] {
  const size = node.type === 'SCOORD' ? 2 : node.type === 'SCOORD3D' ? 3 : 0
  const type = text(node.item, 0x00700023, 16)
  if (size === 0 || !isGraphicType(type)) return []
  const element = findElement(node.item.elements, 0x00700022)
  const claimed = element ? Math.floor((element.valueEnd - element.value) / (4 * size)) : 0
  budget.left -= claimed
  const [least, most] = COUNTS[type]
  if (budget.left < 0 || claimed < least || claimed > most) return []
  // Positions in a matrix of tiles are none on a frame.
  if (text(node.item, 0x00480301, 16) === 'VOLUME') return []
  const flat = numbers(node.item, 0x00700022)
  if (flat.some((n) => !Number.isFinite(n) || Math.abs(n) > 1e6)) return []
  const points = Array.from({ length: Math.floor(flat.length / size) }, (_, i) => flat.slice(i * size, (i + 1) * size))
  if (points.length < least) return []
  const image = size === 2 ? tree.below(node).flatMap(imagesOf)[0] : undefined
  return [
    {
      type,
      purpose: node.name?.[0] ?? '',
      points,
      image: image ?? null,
      space: size === 3 ? uid(node.item, 0x30060024) : '',
    },
  ]
}

/** The image that a content item names; [] for all that are none. */
export function imagesOf(node: ContentNode): ReadImage[] {
  const reference: Reading | undefined = node.type === 'IMAGE' ? first(node.item, 0x00081199) : undefined
  const sopUid = uid(reference, 0x00081155)
  if (!reference || !sopUid || numbers(reference, 0x0062000b).length > 0) return []
  const frames = numbers(reference, 0x00081160).filter((n) => Number.isInteger(n) && n > 0)
  return [{ sopClass: uid(reference, 0x00081150), sopUid, frames: frames.slice(0, 1000) }]
}

/** Segments of a Segmentation that a content item names. */
export function segmentsOf(node: ContentNode): { readonly sopUid: string; readonly segment: number }[] {
  const reference = first(node.item, 0x00081199)
  const sopUid = uid(reference, 0x00081155)
  if (!sopUid) return []
  return numbers(reference, 0x0062000b)
    .slice(0, 1000)
    .map((segment) => ({ sopUid, segment }))
}
