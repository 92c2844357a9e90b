/** One slice of a segment: how many voxels it has there (a fraction counts as one), and where the slice lies. */
export interface SegmentSlice {
  readonly voxels: number
  /** Centre of the first pixel in mm, and row then column direction (PS3.3 C.7.6.2). */
  readonly position: readonly number[] | null
  readonly orientation: readonly number[] | null
  readonly spacing: readonly number[] | null
}

/**
 * - `geometry` position, orientation or spacing missing · `orientations` slices not parallel · `spacing` pixels of different size
 * - `one-slice` no neighbour tells the distance · `gaps` slices missing or unevenly far apart · `duplicates` two at one place
 */
export type NoVolume = 'geometry' | 'orientations' | 'spacing' | 'one-slice' | 'gaps' | 'duplicates'

/** A volume with everything that it was computed from: ml = voxels × row × column × gap / 1000. */
export interface Volume {
  readonly ok: true
  readonly ml: number
  readonly voxels: number
  readonly slices: number
  /** mm between rows and between columns. */
  readonly row: number
  readonly column: number
  /** mm between slices along their normal: the mean where they are a little uneven. */
  readonly gap: number
  readonly voxelMm3: number
  /** Where the distance was read: from the images that were segmented, or from the slices of the segmentation alone. */
  readonly from: 'images' | 'segmentation'
  /** Distances differ by up to a tenth: each slice was counted with half the way to its neighbours. */
  readonly uneven: boolean
}

export type VolumeResult = Volume | { readonly ok: false; readonly reason: NoVolume; readonly largestGap?: number }

type Vector = readonly [number, number, number]
const SAME_PLACE = 0.01
const PARALLEL = 1e-3

function normalOf(orientation: readonly number[]): Vector | null {
  if (orientation.length !== 6 || !orientation.every(Number.isFinite)) return null
  const [a, b, c, d, e, f] = orientation as [number, number, number, number, number, number]
  const n: Vector = [b * f - c * e, c * d - a * f, a * e - b * d]
  const length = Math.hypot(...n)
  return length > 0.9 && length < 1.1 ? [n[0] / length, n[1] / length, n[2] / length] : null
}

const along = (position: readonly number[], n: Vector): number =>
  position[0]! * n[0] + position[1]! * n[1] + position[2]! * n[2]

/**
 * Volume of one segment. Distance between slices is that of Image Position (Patient) along the normal, never Slice
 * Thickness or Spacing Between Slices: slices may overlap or leave gaps. `images` are the positions of all slices of the
 * series that was segmented; without them those of all slices of the segmentation have to do (`others`), which must then
 * be whole multiples of the smallest. Refused where a figure would lie.
 */
export function volumeOf(
  slices: readonly SegmentSlice[],
  others: readonly SegmentSlice[],
  images: readonly (readonly number[])[] = [],
): VolumeResult {
  const no = (reason: NoVolume, largestGap?: number): VolumeResult => ({
    ok: false,
    reason,
    ...(largestGap === undefined ? {} : { largestGap }),
  })
  const [first] = slices
  const normal = first?.orientation ? normalOf(first.orientation) : null
  const [row, column] = first?.spacing ?? []
  if (!first || !normal || !row || !column || row <= 0 || column <= 0) return no('geometry')
  for (const slice of slices) {
    if (!slice.position || slice.position.length !== 3 || !slice.position.every(Number.isFinite)) return no('geometry')
    if (!slice.orientation || !slice.spacing) return no('geometry')
    if (!slice.orientation.every((v, i) => Math.abs(v - first.orientation![i]!) < PARALLEL)) return no('orientations')
    if (Math.abs(slice.spacing[0]! - row) > 1e-4 * row || Math.abs(slice.spacing[1]! - column) > 1e-4 * column)
      return no('spacing')
  }
  const own = slices.map((slice) => ({ at: along(slice.position!, normal), voxels: slice.voxels }))
  own.sort((a, b) => a.at - b.at)
  if (own.some(({ at }, i) => i > 0 && at - own[i - 1]!.at < SAME_PLACE)) return no('duplicates')
  const done = (gap: number, from: Volume['from'], mm3: number, uneven: boolean): Volume => {
    const voxels = own.reduce((sum, slice) => sum + slice.voxels, 0)
    return {
      ok: true,
      ml: mm3 / 1000,
      voxels,
      slices: own.length,
      row,
      column,
      gap,
      voxelMm3: row * column * gap,
      from,
      uneven,
    }
  }
  const area = row * column
  const seen = distinct(images.filter((p) => p.length === 3).map((p) => along(p, normal)))
  const places = own.map(({ at }) => nearest(seen, at))
  // Slices that lie between the images are not theirs: then the segmentation speaks for itself.
  if (seen.length > 1 && places.every((place, i) => Math.abs(seen[place]! - own[i]!.at) < SAME_PLACE * 5)) {
    const [from, to] = [places[0]!, places.at(-1)!]
    const steps = differences(to > from ? seen.slice(from, to + 1) : seen.slice(Math.max(0, from - 1), to + 2))
    const usual = median(steps)
    const [least, most] = [Math.min(...steps), Math.max(...steps)]
    if (most > usual * 1.1 || least < usual * 0.9) return no('gaps', most)
    if (most - least <= Math.max(0.01 * usual, 2 * SAME_PLACE)) {
      const gap = mean(steps)
      return done(
        gap,
        'images',
        own.reduce((sum, slice) => sum + slice.voxels * area * gap, 0),
        false,
      )
    }
    const mm3 = own.reduce((sum, slice, i) => {
      const place = places[i]!
      const around = differences(seen.slice(Math.max(0, place - 1), place + 2))
      return sum + slice.voxels * area * mean(around)
    }, 0)
    return done(mean(steps), 'images', mm3, true)
  }
  const all = distinct(others.flatMap((s) => (s.position?.length === 3 ? [along(s.position, normal)] : [])))
  if (all.length < 2) return no('one-slice')
  const steps = differences(all)
  const smallest = Math.min(...steps)
  const uneven = steps.some((step) => Math.abs(step / smallest - Math.round(step / smallest)) > 0.02)
  if (uneven) return no('gaps', Math.max(...steps))
  const gap = (all.at(-1)! - all[0]!) / steps.reduce((sum, step) => sum + Math.round(step / smallest), 0)
  return done(
    gap,
    'segmentation',
    own.reduce((sum, slice) => sum + slice.voxels * area * gap, 0),
    false,
  )
}

const distinct = (values: readonly number[]): number[] => {
  const out: number[] = []
  for (const value of values.toSorted((a, b) => a - b))
    if (out.length === 0 || value - out.at(-1)! >= SAME_PLACE) out.push(value)
  return out
}
const differences = (values: readonly number[]): number[] => values.slice(1).map((value, i) => value - values[i]!)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** Index of the value nearest to `at` in ascending values; 0 where there are none. */
function nearest(values: readonly number[], at: number): number {
  let best = 0
  for (let i = 1; i < values.length; i += 1) if (Math.abs(values[i]! - at) < Math.abs(values[best]! - at)) best = i
  return best
}
