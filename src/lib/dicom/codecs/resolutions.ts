/** A smaller image that stands at the beginning of an HTJ2K frame. */
export interface Resolution {
  /** Halvings of each side: what `decodeHtj2kAt` takes; 0 is the frame itself. */
  readonly level: number
  readonly rows: number
  readonly columns: number
  /** Bytes from the frame's beginning that give it, bit-exact for a lossless frame. */
  readonly bytes: number
}

/**
 * What prefixes of a frame give, smallest image first. `ends` are the frame's in `CopyParts.ends` (of `resolutionEnds`:
 * one tile-part a resolution), in bytes; a side of n pixels has ceil(n / 2^level) after `level` halvings (ITU T.800 B.5).
 * [] for a frame that has no such ends.
 */
export function resolutionsOf(ends: readonly number[], rows: number, columns: number): Resolution[] {
  return ends.map((bytes, i) => {
    const level = ends.length - 1 - i
    return { level, rows: Math.ceil(rows / 2 ** level), columns: Math.ceil(columns / 2 ** level), bytes }
  })
}

/** The smallest image whose longer side has at least `side` pixels, else the whole one; undefined for []. */
export function resolutionFor(resolutions: readonly Resolution[], side: number): Resolution | undefined {
  return resolutions.find(({ rows, columns }) => Math.max(rows, columns) >= side) ?? resolutions.at(-1)
}
