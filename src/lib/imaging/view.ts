/**
 * What can be pointed at on an image. Coordinates are image pixels as DICOM counts them in graphics (PS3.3 C.10.5):
 * [column, row], where the top left corner of the top left pixel is [0, 0] and its centre [0.5, 0.5].
 */
export type ImagePoint = readonly [column: number, row: number]

export const SHAPE_KINDS = [
  'point',
  'arrow',
  'text',
  'length',
  'angle',
  'bidirectional',
  'rectangle',
  'ellipse',
  'freehand',
] as const
export type ShapeKind = (typeof SHAPE_KINDS)[number]

/**
 * One thing drawn on a frame. Points by kind: point, text: 1; arrow: tip, tail; length: 2; angle: arm, vertex, arm;
 * bidirectional: long axis 2, short axis 2; rectangle: 2 opposite corners; ellipse: centre, end of one half axis, end of
 * the other; freehand: the closed outline, at least 3.
 */
export interface Shape {
  readonly kind: ShapeKind
  readonly points: readonly ImagePoint[]
  /** What was written beside it; at most 200 characters. */
  readonly text?: string
}

/**
 * Which values of the modality (HU in CT) become which grey: DICOM's window (PS3.3 C.11.2.1.2), linear unless `curve` says
 * otherwise, or a table of the file (C.11.2.1.1).
 */
export interface Window {
  readonly center: number
  readonly width: number
  /** VOI LUT Function (0028,1056) where it is not LINEAR. */
  readonly curve?: WindowCurve
  /**
   * From 1: which of the tables that can be applied (VOI LUT Sequence, 0028,3010). Centre and width are then the stretch of
   * values that it covers, for whoever has no tables.
   */
  readonly lut?: number
}

export const WINDOW_CURVES = ['exact', 'sigmoid'] as const
export type WindowCurve = (typeof WINDOW_CURVES)[number]
export const MOST_LUTS = 8

/** Whether two windows show the same. */
export const sameWindow = (a: Window | null | undefined, b: Window | null | undefined): boolean =>
  a?.center === b?.center && a?.width === b?.width && a?.curve === b?.curve && a?.lut === b?.lut

/** One frame of one object, by identifiers after de-identification. */
export interface FrameRef {
  readonly study: string
  readonly series: string
  readonly instance: string
  /** From 1, as DICOM counts. */
  readonly frame: number
}

/** What is taken from a frame of an angiogram: the mean of frames of the same object, and how far they are moved. */
export interface Mask {
  /** From 1. */
  readonly frames: readonly number[]
  /** Pixels, parts too. */
  readonly shift: readonly [toTheRight: number, down: number]
}

/** Exactly what somebody saw: following it shows the same. Kept with a comment as its pin. */
export interface View extends FrameRef {
  /** Where the frame is subtracted, the window is one of differences. */
  readonly mask?: Mask
  readonly window?: Window
  readonly invert?: boolean
  /** Screen pixels for an image pixel, as a multiple of what fits the whole image; 1 fits. */
  readonly zoom?: number
  /** The image point in the middle of the screen. */
  readonly center?: ImagePoint
  /** Clockwise quarter turns. */
  readonly turns?: 0 | 1 | 2 | 3
  readonly shapes?: readonly Shape[]
}
