import type { Measured } from './measure/shape.ts'
import type { ImagePoint, ShapeKind } from './view.ts'

// What other systems said of images, as the viewer gets it: `GET /imaging/studies/:uid/findings`.

/** A coded concept: value, scheme, meaning as the object has it. */
export type Concept = readonly [value: string, scheme: string, meaning: string]

/** One thing drawn. `path` is an open line of more than two points, which people cannot draw here. */
export interface Outline {
  readonly kind: ShapeKind | 'path'
  readonly points: readonly ImagePoint[]
}

/** A frame of the study with what lies on it; no shapes: the whole image is meant. */
export interface FindingPlace {
  readonly series: string
  readonly instance: string
  /** From 1. */
  readonly frame: number
  readonly shapes: readonly Outline[]
}

export interface Figure {
  readonly name: Concept | null
  readonly derivation: Concept | null
  readonly value: number
  /** The digits as the report has them. */
  readonly given: string
  readonly unit: Concept | null
  /** The same from its coordinates and the image's header, where kind and unit allow. */
  readonly ours?: Measured
  /** Of a volume: ml that the voxels of the segment fill which it was measured on. */
  readonly voxels?: number
}

/** One thing that was measured or outlined. */
export interface Finding {
  readonly id: string
  readonly label: string
  readonly finding: Concept | null
  readonly site: Concept | null
  readonly algorithm: { readonly name: string; readonly version: string } | null
  readonly figures: readonly Figure[]
  readonly judged: readonly (readonly [what: Concept, how: Concept])[]
  readonly places: readonly FindingPlace[]
  /** It was measured on a segmentation of the study. */
  readonly segmented: boolean
  /** Coordinates that fit no image that is here. */
  readonly elsewhere: number
  readonly rgb?: readonly [number, number, number]
}

/** One object of another system: a report of measurements, or a set of structures. */
export interface FindingReport {
  readonly uid: string
  readonly series: string
  readonly description: string
  readonly kind: 'report' | 'structures'
  /** Who or what made it, in the object's words: names of devices, '' where none is left. */
  readonly system: string
  readonly maker: string
  readonly software: string
  readonly by: 'person' | 'device' | 'unknown'
  readonly verified: boolean
  readonly complete: boolean
  readonly findings: readonly Finding[]
}

/** An object that is not shown: which, and a code of why. */
export interface BrokenReport {
  readonly uid: string
  readonly series: string
  readonly description: string
  readonly trouble: string
}

export interface FindingsAnswer {
  readonly reports: readonly (FindingReport | BrokenReport)[]
}
