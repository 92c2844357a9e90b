import type { Measured } from '#src/lib/imaging/measure/shape.ts'
import type { ImagePoint, Shape, Window } from '#src/lib/imaging/view.ts'
import type { NamedTable } from '#src/lib/imaging/lut/read.ts'
import type { Code } from './codes.ts'
import type { ObjectRef } from './modules.ts'

/** A mark as it leaves for other systems. */
export interface ExportMark {
  /** UUID of the mark; its tracking UID derives from it, so that it is the same in every export. */
  readonly id: string
  readonly shape: Shape
  readonly measured: Measured | null
  readonly author: string
  readonly site?: Code
  /** What it is, where somebody coded that. */
  readonly finding?: Code
  readonly image: MarkedImage
  readonly window?: Window
  /** The table of the file that the window goes by; it stands for centre and width. */
  readonly table?: NamedTable
  readonly invert?: boolean
}

export interface MarkedImage extends ObjectRef {
  readonly modality: string
  readonly rows: number
  readonly columns: number
  /** From 1. */
  readonly frame: number
  /** How many the object has; one: no frame number is written. */
  readonly frames: number
}

export const frameList = ({ frame, frames }: MarkedImage): number[] => (frames > 1 ? [frame] : [])

/**
 * An ellipse as DICOM writes it (PS3.3 C.18.6.1.1, C.10.5.1.2): both ends of the major axis, then of the minor one.
 * Half axes that are not at right angles are first turned into those of the same ellipse (eigenvectors of a·aᵀ + b·bᵀ).
 */
export function ellipseAxes([c, endA, endB]: readonly ImagePoint[]): ImagePoint[] {
  if (!c || !endA || !endB) return []
  const [ax, ay] = [endA[0] - c[0], endA[1] - c[1]]
  const [bx, by] = [endB[0] - c[0], endB[1] - c[1]]
  const [xx, xy, yy] = [ax * ax + bx * bx, ax * ay + bx * by, ay * ay + by * by]
  const turn = Math.atan2(2 * xy, xx - yy) / 2
  const root = Math.hypot((xx - yy) / 2, xy)
  const [long, short] = [Math.sqrt((xx + yy) / 2 + root), Math.sqrt(Math.max(0, (xx + yy) / 2 - root))]
  const [ux, uy] = [Math.cos(turn), Math.sin(turn)]
  const at = (x: number, y: number): ImagePoint => [c[0] + x, c[1] + y]
  return [
    at(long * ux, long * uy),
    at(-long * ux, -long * uy),
    at(-short * uy, short * ux),
    at(short * uy, -short * ux),
  ]
}

/** Outline of a rectangle, closed. */
export const rectangleOutline = ([a, b]: readonly ImagePoint[]): ImagePoint[] =>
  a && b ? [a, [b[0], a[1]], b, [a[0], b[1]], a] : []

/** The points with the first one again at the end. */
export const closed = (points: readonly ImagePoint[]): ImagePoint[] => (points[0] ? [...points, points[0]] : [])
