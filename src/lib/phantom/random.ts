/** Numbers in [0, 1) from a seed; the same on every machine (mulberry32, public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Nearly Gaussian with mean 0 and variance 1: four uniform numbers, so that no function's rounding can differ. */
export function gaussFrom(random: () => number): () => number {
  return () => (random() + random() + random() + random() - 2) * Math.sqrt(3)
}

/** A hash of a lattice point as a number in [-1, 1). */
function lattice(x: number, y: number, z: number, seed: number): number {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(z, 2147483647 - 5) ^ seed
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  h ^= h >>> 16
  return (h >>> 0) / 2147483648 - 1
}

const ease = (t: number): number => t * t * (3 - 2 * t)

/** Smooth value noise in [-1, 1] with features of about one unit. */
export function valueNoise(x: number, y: number, z: number, seed: number): number {
  const [ix, iy, iz] = [Math.floor(x), Math.floor(y), Math.floor(z)]
  const [u, v, w] = [ease(x - ix), ease(y - iy), ease(z - iz)]
  let sum = 0
  for (let k = 0; k < 2; k += 1) {
    const a = lattice(ix, iy, iz + k, seed) * (1 - u) + lattice(ix + 1, iy, iz + k, seed) * u
    const b = lattice(ix, iy + 1, iz + k, seed) * (1 - u) + lattice(ix + 1, iy + 1, iz + k, seed) * u
    sum += (a * (1 - v) + b * v) * (k === 0 ? 1 - w : w)
  }
  return sum
}
