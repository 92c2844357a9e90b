import { reconstructionTile, smoothTile, textureAt, type Tile } from '../tiles.ts'

/** Fields of one slice, `n` × `n`, mean 0 and variance about 1. */
export interface Textures {
  readonly fat: Float32Array
  readonly muscle: Float32Array
  readonly tissue: Float32Array
  readonly bone: Float32Array
}

export interface TextureSource {
  /** At a height; valid until asked again. */
  at(z: number): Textures
  /** Quantum noise after reconstruction. */
  readonly noise: Tile
}

/** Textures in mm, so that a small picture shows the same patient. */
export function texturesOf(n: number, px: number, seed: number): TextureSource {
  const radius = (mm: number) => Math.max(1, Math.round(mm / px))
  const fat = smoothTile(seed + 11, 512, radius(1.6))
  const muscle = smoothTile(seed + 12, 512, radius(1.1))
  const tissue = smoothTile(seed + 13, 512, radius(3))
  const bone = smoothTile(seed + 14, 512, radius(0.8))
  // Nobody is thicker than this: what lies before and behind is air.
  const top = Math.max(0, Math.floor(n / 2 - 118 / px))
  const [a, b, c, d] = [0, 1, 2, 3].map(() => new Float32Array(n * n)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  return {
    noise: reconstructionTile(seed + 15, 512),
    at: (z) => ({
      fat: textureAt(a, fat, n, z, 9, seed + 21, top, n - top),
      muscle: textureAt(b, muscle, n, z, 12, seed + 22, top, n - top),
      tissue: textureAt(c, tissue, n, z, 8, seed + 23, top, n - top),
      bone: textureAt(d, bone, n, z, 4, seed + 24, top, n - top),
    }),
  }
}
