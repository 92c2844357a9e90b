import { add, cross, dot, type Plane, times, type Vec } from './geometry.ts'

/** Grey values of one slice; may be a smaller picture of it while bytes are on their way. */
export interface Slice {
  readonly rows: number
  readonly columns: number
  readonly pixels: ArrayLike<number>
}

/**
 * Slices as they were taken, each in an array of its own: nothing is copied into one block, so that a volume costs no memory
 * beyond its slices, and can be cut while some have come coarsely (or not at all).
 * Axes: 0 across the image (columns), 1 down the image (rows), 2 from slice to slice.
 */
export interface Volume {
  readonly rows: number
  readonly columns: number
  readonly slices: readonly (Slice | null)[]
  /** mm a step along each axis. */
  readonly steps: readonly [across: number, down: number, through: number]
  /** Unit vectors of the axes in the patient; the third points from the first slice to the last. */
  readonly axes: readonly [Vec, Vec, Vec]
  /** Centre of the first voxel. */
  readonly origin: Vec
}

export type Cut = 'axial' | 'coronal' | 'sagittal'
export const CUTS: readonly Cut[] = ['axial', 'coronal', 'sagittal']
export type Slab = 'mip' | 'minip' | 'mean'

/** Which way right and down of the screen point in the patient, as radiologists hang images. */
const HANGING: Readonly<Record<Cut, readonly [right: Vec, down: Vec]>> = {
  axial: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  coronal: [
    [1, 0, 0],
    [0, 0, -1],
  ],
  sagittal: [
    [0, 1, 0],
    [0, 0, -1],
  ],
}

/** A cut along the axes of a volume: which axis runs to the right, which one down, and in which sense. */
export interface CutAxes {
  readonly right: 0 | 1 | 2
  readonly down: 0 | 1 | 2
  readonly through: 0 | 1 | 2
  readonly flipRight: boolean
  readonly flipDown: boolean
}

/** The axes nearest to a cut: exact for straight series, the nearest one for oblique ones. */
export function cutAxes(volume: Pick<Volume, 'axes'>, cut: Cut): CutAxes {
  const [wantRight, wantDown] = HANGING[cut]
  const wantThrough = cross(wantRight, wantDown)
  const all = [0, 1, 2] as const
  const score = (axis: number, want: Vec): number => Math.abs(dot(volume.axes[axis]!, want))
  let best: { right: 0 | 1 | 2; down: 0 | 1 | 2; through: 0 | 1 | 2; sum: number } | null = null
  for (const right of all)
    for (const down of all) {
      if (down === right) continue
      const through = (3 - right - down) as 0 | 1 | 2
      const sum = score(right, wantRight) + score(down, wantDown) + score(through, wantThrough)
      if (!best || sum > best.sum) best = { right, down, through, sum }
    }
  const { right, down, through } = best!
  return {
    right,
    down,
    through,
    flipRight: dot(volume.axes[right], wantRight) < 0,
    flipDown: dot(volume.axes[down], wantDown) < 0,
  }
}

/** Voxels along each axis. */
export const sizeOf = (volume: Volume): readonly [number, number, number] => [
  volume.columns,
  volume.rows,
  volume.slices.length,
]

/** A picture cut from a volume: `columns` × `rows` voxels, not interpolated; `spacing` says how to draw it. */
export interface CutImage {
  readonly rows: number
  readonly columns: number
  readonly spacing: readonly [row: number, column: number]
  readonly pixels: Int16Array | Uint16Array
  readonly plane: Plane
}

/**
 * Cuts one plane at index `at` along its through axis, or a slab of `thickness` voxels around it: largest (MIP), smallest or
 * mean value. Stored values; voxels of slices that have not come are `empty`.
 */
export function cutVolume(
  volume: Volume,
  axes: CutAxes,
  at: number,
  options: { thickness?: number; slab?: Slab; signed: boolean; empty: number },
): CutImage {
  const size = sizeOf(volume)
  const [columns, rows] = [size[axes.right], size[axes.down]]
  const { thickness = 1, slab = 'mip', signed, empty } = options
  const half = Math.floor((Math.max(1, Math.round(thickness)) - 1) / 2)
  const first = Math.max(0, at - half)
  const last = Math.min(size[axes.through] - 1, first + Math.max(1, Math.round(thickness)) - 1)
  const out = signed ? new Int16Array(rows * columns) : new Uint16Array(rows * columns)
  if (first === last) fillPlane(volume, axes, first, out, columns, rows, empty)
  else {
    const one = new Float64Array(rows * columns)
    const sum = new Float64Array(rows * columns).fill(slab === 'mip' ? -Infinity : slab === 'minip' ? Infinity : 0)
    for (let index = first; index <= last; index += 1) {
      fillPlane(volume, axes, index, one, columns, rows, empty)
      if (slab === 'mip') for (let i = 0; i < one.length; i += 1) sum[i] = one[i]! > sum[i]! ? one[i]! : sum[i]!
      else if (slab === 'minip') for (let i = 0; i < one.length; i += 1) sum[i] = one[i]! < sum[i]! ? one[i]! : sum[i]!
      else for (let i = 0; i < one.length; i += 1) sum[i]! += one[i]!
    }
    const parts = slab === 'mean' ? last - first + 1 : 1
    for (let i = 0; i < sum.length; i += 1) out[i] = Math.round(sum[i]! / parts)
  }
  return {
    rows,
    columns,
    spacing: [volume.steps[axes.down], volume.steps[axes.right]],
    pixels: out,
    plane: planeAt(volume, axes, at),
  }
}

/** The plane of a cut in the patient. */
export function planeAt(volume: Volume, axes: CutAxes, at: number): Plane {
  const size = sizeOf(volume)
  const step = (axis: 0 | 1 | 2, n: number): Vec => times(volume.axes[axis], volume.steps[axis] * n)
  let origin = add(volume.origin, step(axes.through, at))
  if (axes.flipRight) origin = add(origin, step(axes.right, size[axes.right] - 1))
  if (axes.flipDown) origin = add(origin, step(axes.down, size[axes.down] - 1))
  const right = times(volume.axes[axes.right], axes.flipRight ? -1 : 1)
  const down = times(volume.axes[axes.down], axes.flipDown ? -1 : 1)
  return {
    origin,
    right,
    down,
    normal: cross(right, down),
    spacing: [volume.steps[axes.down], volume.steps[axes.right]],
  }
}

/** Voxel index along the through axis nearest to a place in the patient, within the volume. */
export function indexAt(volume: Volume, axes: CutAxes, place: Vec): number {
  const n = dot(
    [place[0] - volume.origin[0], place[1] - volume.origin[1], place[2] - volume.origin[2]],
    volume.axes[axes.through],
  )
  return Math.max(0, Math.min(sizeOf(volume)[axes.through] - 1, Math.round(n / volume.steps[axes.through])))
}

function fillPlane(
  volume: Volume,
  axes: CutAxes,
  at: number,
  out: Int16Array | Uint16Array | Float64Array,
  columns: number,
  rows: number,
  empty: number,
): void {
  const { slices } = volume
  // Where one step to the right and one step down lead in the result, for each axis of the volume.
  const strides = [0, 0, 0]
  strides[axes.right] = axes.flipRight ? -1 : 1
  strides[axes.down] = axes.flipDown ? -columns : columns
  const start = (axes.flipRight ? columns - 1 : 0) + (axes.flipDown ? (rows - 1) * columns : 0)
  const fixed = axes.through
  const [fromSlice, toSlice] = fixed === 2 ? [at, at + 1] : [0, slices.length]
  for (let k = fromSlice; k < toSlice; k += 1) {
    const slice = slices[k]
    const base = start + (fixed === 2 ? 0 : k * strides[2]!)
    const [fromRow, toRow] = fixed === 1 ? [at, at + 1] : [0, volume.rows]
    const [fromColumn, toColumn] = fixed === 0 ? [at, at + 1] : [0, volume.columns]
    // A smaller picture of the slice is read at the same places.
    const [down, across] = slice ? [slice.rows / volume.rows, slice.columns / volume.columns] : [1, 1]
    for (let j = fromRow; j < toRow; j += 1) {
      let to = base + (fixed === 1 ? 0 : j * strides[1]!) + (fixed === 0 ? 0 : fromColumn * strides[0]!)
      const row = slice ? Math.floor(j * down) * slice.columns : 0
      for (let i = fromColumn; i < toColumn; i += 1) {
        out[to] = slice ? slice.pixels[row + (across === 1 ? i : Math.floor(i * across))]! : empty
        to += strides[0]!
      }
    }
  }
}
