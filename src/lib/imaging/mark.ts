import type { Measured } from './measure/index.ts'
import { SHAPE_KINDS, type ImagePoint, type Shape, type ShapeKind, type View } from './view.ts'

/** `key`: the frame itself is marked as a key image. */
export type MarkKind = ShapeKind | 'key'
export const MARK_KINDS: readonly MarkKind[] = [...SHAPE_KINDS, 'key']

/** How the image was shown when it was marked. */
export type MarkView = Pick<View, 'mask' | 'window' | 'invert' | 'zoom' | 'center' | 'turns'>

/** What somebody drew and wrote. */
export interface MarkState {
  readonly kind: MarkKind
  /** [] for a key image. */
  readonly points: readonly ImagePoint[]
  readonly text: string
  /** A key of `SITES`, '' where none was chosen. */
  readonly site: string
  readonly view: MarkView
}

/** A mark as `/imaging/marks` speaks of it. */
export interface Mark extends MarkState {
  readonly id: string
  readonly study: string
  readonly series: string
  readonly instance: string
  readonly frame: number
  readonly shared: boolean
  readonly version: number
  readonly measured: Measured | null
  readonly author: { readonly id: string; readonly name: string } | null
  /** Whether the asking person drew it: only they change it. */
  readonly mine: boolean
  readonly mayRemove: boolean
  readonly at: number
  readonly deleted?: true
}

export const shapeOf = (state: MarkState): Shape | null =>
  state.kind === 'key' ? null : { kind: state.kind, points: state.points, ...(state.text ? { text: state.text } : {}) }

/** How many points a kind has: exactly, or from three. */
const COUNTS: Readonly<Record<MarkKind, number>> = {
  key: 0,
  point: 1,
  text: 1,
  arrow: 2,
  length: 2,
  rectangle: 2,
  angle: 3,
  ellipse: 3,
  bidirectional: 4,
  freehand: 3,
}
export const MOST_POINTS = 2_000

export const fitsKind = (kind: MarkKind, points: number): boolean =>
  kind === 'freehand' ? points >= 3 && points <= MOST_POINTS : points === COUNTS[kind]

/** Marks that one person may have on one study. */
export const MOST_MARKS = 1_000

export type ExportKind = 'sr' | 'pr' | 'seg'

/** What can be fetched as DICOM: one report for the study, presentation states and segmentations by series. */
export interface ExportLink {
  readonly kind: ExportKind
  readonly href: string
  readonly count: number
}
