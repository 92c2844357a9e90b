import type { NamedPacked, PackedTable } from './lut/index.ts'
import type { SpacingSource } from './measure/spacing.ts'
import type { Window } from './view.ts'

/**
 * What the viewer knows of a study before its first image: `GET /imaging/studies/:uid/index`. Keys are short words since a
 * thousand instances are listed; what all instances of a series share stands in the series (`shared`) once.
 */
export interface StudyIndex {
  readonly study: string
  readonly description: string
  readonly series: readonly SeriesIndex[]
  /** Instances whose copies are still being made: ask again later. */
  readonly preparing: number
  /** What is no picture by itself: segmentations, reports, presentation states. */
  readonly objects: readonly { readonly series: string; readonly uid: string; readonly sopClass: string }[]
}

export interface SeriesIndex {
  readonly uid: string
  readonly number: number | null
  readonly modality: string
  readonly description: string
  /** In the order of scrolling: along the normal where all lie parallel, else by number. */
  readonly instances: readonly InstanceIndex[]
  /** Why no volume can be cut from it; absent: it can. */
  readonly novolume?: VolumeProblem
  /** mm between slices along the normal, where it is one volume. */
  readonly gap?: number
  /** Bytes of all frames up to a longer side of 64, 128, 256, all of it, and of the lossy layer, for the meter. */
  readonly bytes: SeriesBytes
}

export interface SeriesBytes {
  readonly b64: number
  readonly b128: number
  readonly b256: number
  readonly full: number
  readonly lossy: number
}

/**
 * - `few` under three slices · `size` different rows, columns or spacing · `geometry` position or orientation missing
 * - `orientations` not parallel (a localiser among them) · `tilt` gantry tilt: positions shift sideways
 * - `gaps` uneven distances or a missing slice · `duplicates` two at one place · `colour` no grey values · `frames` multi-frame without geometry
 */
export type VolumeProblem =
  | 'few'
  | 'size'
  | 'geometry'
  | 'orientations'
  | 'tilt'
  | 'gaps'
  | 'duplicates'
  | 'colour'
  | 'frames'

export type FrameFacts = Partial<
  Pick<InstanceIndex, 'windows' | 'luts' | 'slope' | 'intercept' | 'orientation' | 'spacing'>
>

export interface InstanceIndex {
  /** Name in requests for pixels. */
  readonly id: string
  readonly uid: string
  readonly number: number | null
  readonly rows: number
  readonly columns: number
  readonly frames: number
  readonly bits: number
  /** Bits allocated to a sample. */
  readonly allocated: number
  readonly signed: boolean
  readonly samples: number
  readonly photometric: string
  /** Stored values of YBR that have to become RGB after decoding. */
  readonly ybr?: true
  readonly slope: number
  readonly intercept: number
  readonly unit: string
  /** Low values are white. */
  readonly inverse?: true
  /** From stored values to those of the modality; `slope` and `intercept` are 1 and 0 then. */
  readonly modalityLut?: PackedTable
  /** VOI LUTs of the file, with outputs of 8 bits. */
  readonly luts?: readonly NamedPacked[]
  /** A table of the file is damaged and not applied; one of the modality: values mean nothing. */
  readonly badLut?: 'modality' | 'voi'
  readonly windows: readonly (Window & { readonly name?: string })[]
  readonly position?: readonly number[]
  /** Row then column direction, six numbers. */
  readonly orientation?: readonly number[]
  readonly spacing?: readonly [row: number, column: number]
  readonly spacingOf?: SpacingSource
  /** Height of a pixel over its width, where no spacing says it and it is not 1. */
  readonly aspect?: number
  /** mm, as the header says; never used for geometry. */
  readonly thickness?: number
  /** ms for a frame; one number, or one for each frame where they differ. */
  readonly frameTime?: number | readonly number[]
  /** From 1: frames that the file names as masks for subtraction, and its shift [rows, columns]. */
  readonly masks?: readonly number[]
  /** How stored values of an angiogram relate to intensity. */
  readonly intensity?: 'LIN' | 'LOG'
  readonly maskShift?: readonly [number, number]
  /** Frame of reference: only those of the same one can be linked by position. */
  readonly space?: string
  readonly localiser?: true
  readonly sopClass: string
  /** What pictures there are: `j` HTJ2K, `l` a lossy layer, `r` only rendered pictures, `w` copies still being made. */
  readonly copies: string
  /** Positions of frames in enhanced multi-frame objects. */
  readonly planes?: readonly (readonly number[])[]
  /** What each frame of an enhanced object says otherwise than the first one. */
  readonly perFrame?: readonly FrameFacts[]
}

/** An index as it is sent: what all instances of a series share stands once. */
export interface PackedIndex extends Omit<StudyIndex, 'series'> {
  readonly series: readonly (Omit<SeriesIndex, 'instances'> & {
    readonly shared: Partial<InstanceIndex>
    readonly own: readonly Partial<InstanceIndex>[]
  })[]
}

export function packIndex(index: StudyIndex): PackedIndex {
  return {
    ...index,
    series: index.series.map(({ instances, ...series }) => {
      const [first, ...others] = instances
      const keys = Object.keys(first ?? {}) as (keyof InstanceIndex)[]
      const texts = new Map(keys.map((key) => [key, JSON.stringify(first![key])]))
      const same = keys.filter((key) => others.every((other) => JSON.stringify(other[key]) === texts.get(key)))
      const shared = Object.fromEntries(same.map((key) => [key, first![key]]))
      const own = instances.map((one) => Object.fromEntries(Object.entries(one).filter(([key]) => !(key in shared))))
      return { ...series, shared, own }
    }),
  }
}

export const unpackIndex = (packed: PackedIndex): StudyIndex => ({
  ...packed,
  series: packed.series.map(({ shared, own, ...series }) => ({
    ...series,
    instances: own.map((one) => ({ ...shared, ...one }) as InstanceIndex),
  })),
})
