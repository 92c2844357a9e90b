import { gaussFrom, randomFrom } from './random.ts'

/** A square of smooth noise that repeats without a seam; `side` is a power of two. Mean 0, standard deviation 1. */
export interface Tile {
  readonly side: number
  readonly values: Float32Array
}

/**
 * Three box blurs of radius `r`, wrapped round: nearly a Gaussian of σ = sqrt(r (r + 1)) pixels. Columns are summed side
 * by side, row after row: one column after the other would wait for the memory at every pixel.
 */
function blur(values: Float32Array, side: number, r: number): Float32Array {
  let from: Float32Array = values
  let to: Float32Array = new Float32Array(values.length)
  for (let pass = 0; pass < 6; pass += 1) {
    if (pass % 2 === 0) blurRows(from, to, side, r)
    else blurColumns(from, to, side, r)
    const done = to
    to = pass === 0 ? new Float32Array(values.length) : from
    from = done
  }
  return from
}

function blurRows(from: Float32Array, to: Float32Array, side: number, r: number): void {
  const [mask, width] = [side - 1, 2 * r + 1]
  for (let base = 0; base < from.length; base += side) {
    let sum = 0
    for (let i = -r; i <= r; i += 1) sum += from[base + (i & mask)]!
    for (let i = 0; i < side; i += 1) {
      to[base + i] = sum / width
      sum += from[base + ((i + r + 1) & mask)]! - from[base + ((i - r) & mask)]!
    }
  }
}

function blurColumns(from: Float32Array, to: Float32Array, side: number, r: number): void {
  const [mask, width] = [side - 1, 2 * r + 1]
  const sums = new Float64Array(side)
  for (let i = -r; i <= r; i += 1) {
    const row = (i & mask) * side
    for (let x = 0; x < side; x += 1) sums[x]! += from[row + x]!
  }
  for (let i = 0; i < side; i += 1) {
    const [row, below, above] = [i * side, ((i + r + 1) & mask) * side, ((i - r) & mask) * side]
    for (let x = 0; x < side; x += 1) {
      to[row + x] = sums[x]! / width
      sums[x]! += from[below + x]! - from[above + x]!
    }
  }
}

function standardised(values: Float32Array): Float32Array {
  let mean = 0
  for (const v of values) mean += v
  mean /= values.length
  let square = 0
  for (const v of values) square += (v - mean) ** 2
  const sd = Math.sqrt(square / values.length)
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i]! - mean) / sd
  return values
}

/** Blotches of about `radius` pixels. */
export function smoothTile(seed: number, side: number, radius: number): Tile {
  const gauss = gaussFrom(randomFrom(seed))
  const white = new Float32Array(side * side)
  for (let i = 0; i < white.length; i += 1) white[i] = gauss()
  return { side, values: standardised(radius > 0 ? blur(white, side, radius) : white) }
}

/**
 * Noise as filtered back projection leaves it in a soft-tissue kernel: no lowest frequencies (ramp) and no highest
 * ones (apodisation), so it looks like fine worms and not like snow.
 */
export function reconstructionTile(seed: number, side: number): Tile {
  const gauss = gaussFrom(randomFrom(seed))
  const white = new Float32Array(side * side)
  for (let i = 0; i < white.length; i += 1) white[i] = gauss()
  // A kernel of 3 × 3 (1 2 1) takes the snow off, the wide blur the clouds.
  const fine = binomial(binomial(white, side), side)
  const wide = blur(white, side, 3)
  return { side, values: standardised(fine.map((v, i) => v - 0.75 * wide[i]!)) }
}

function binomial(from: Float32Array, side: number): Float32Array {
  const mask = side - 1
  const to = new Float32Array(from.length)
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const row = y * side
      const up = ((y + mask) & mask) * side
      const down = ((y + 1) & mask) * side
      const [l, r] = [(x + mask) & mask, (x + 1) & mask]
      to[row + x] =
        0.25 * from[row + x]! +
        0.125 * (from[row + l]! + from[row + r]! + from[up + x]! + from[down + x]!) +
        0.0625 * (from[up + l]! + from[up + r]! + from[down + l]! + from[down + r]!)
    }
  return to
}

/** Where a tile is laid: shift and mirroring. */
export interface Lay {
  readonly ox: number
  readonly oy: number
  readonly flip: number
}

export function layOf(tile: Tile, random: () => number): Lay {
  const mask = tile.side - 1
  return { ox: Math.floor(random() * tile.side), oy: Math.floor(random() * tile.side), flip: random() < 0.5 ? mask : 0 }
}

/** The tile laid twice over `n` × `n` pixels and mixed, from row `from` to row `to`; shifts come from a seed, so that one tile serves every slice. */
export function mixTiles(
  out: Float32Array,
  n: number,
  tile: Tile,
  a: Lay,
  wa: number,
  b: Lay,
  wb: number,
  from = 0,
  to = n,
): void {
  const { side, values } = tile
  const mask = side - 1
  const [stepA, stepB] = [a.flip === 0 ? 1 : -1, b.flip === 0 ? 1 : -1]
  for (let y = from; y < to; y += 1) {
    const rowA = ((y + a.oy) & mask) * side
    const rowB = ((y + b.oy) & mask) * side
    // In stretches in which neither tile begins again.
    for (let x = 0; x < n;) {
      const [atA, atB] = [(x + a.ox) & mask, (x + b.ox) & mask]
      const end = y * n + Math.min(n, x + side - Math.max(atA, atB))
      let p = rowA + (atA ^ a.flip)
      let q = rowB + (atB ^ b.flip)
      for (let at = y * n + x; at < end; at += 1, p += stepA, q += stepB) out[at] = wa * values[p]! + wb * values[q]!
      x = end - y * n
    }
  }
}

/**
 * The same texture at a height: between two levels `every` apart one fades into the next, so that neighbouring slices
 * belong together. Fills `n` × `n` values of variance about 1.
 */
export function textureAt(
  out: Float32Array,
  tile: Tile,
  n: number,
  z: number,
  every: number,
  seed: number,
  from = 0,
  to = n,
): Float32Array {
  const level = Math.floor(z / every)
  const t = (z / every - level) * (Math.PI / 2)
  const lay = (k: number) => layOf(tile, randomFrom(seed + k * 7919))
  mixTiles(out, n, tile, lay(level), Math.cos(t), lay(level + 1), Math.sin(t), from, to)
  return out
}
