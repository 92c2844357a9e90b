import { smoothTile, textureAt } from '../tiles.ts'
import { ramp } from '../ct/canvas.ts'
import { SKULL } from './head.ts'

/** Length in a shell between two ellipses, seen from the side: most where the ray grazes it. */
function shell(x: number, y: number, thick: number): number {
  const chord = (rx: number, ry: number) => {
    const k = 1 - ((x - SKULL.x) / rx) ** 2 - ((y - SKULL.y) / ry) ** 2
    return k > 0 ? 2 * 70 * Math.sqrt(k) : 0
  }
  return chord(SKULL.rx + thick, SKULL.ry + thick) - chord(SKULL.rx, SKULL.ry)
}

/** Distance to a line through points in mm. */
function line(x: number, y: number, points: readonly (readonly [number, number])[]): number {
  let d = Infinity
  for (let i = 0; i + 1 < points.length; i += 1) {
    const a = points[i]!
    const b = points[i + 1]!
    const ax = a[0]
    const ay = a[1]
    const dx = b[0] - ax
    const dy = b[1] - ay
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    d = Math.min(d, Math.hypot(x - ax - t * dx, y - ay - t * dy))
  }
  return d
}

const blob = (x: number, y: number, cx: number, cy: number, rx: number, ry: number): number =>
  1 - ramp(Math.hypot((x - cx) / rx, (y - cy) / ry), 0.72, 1.12)

type Edge = readonly [points: readonly (readonly [number, number])[], width: number, weight: number]

/** Orbital roofs (two, never quite in line), planum and sella, clivus, floor of the middle fossae, wing. */
const EDGES: readonly Edge[] = [
  [
    [
      [-70, 2],
      [-56, 6],
      [-44, 11],
      [-33, 16],
      [-27, 20],
    ],
    1.1,
    0.34,
  ],
  [
    [
      [-70, 6],
      [-56, 11],
      [-44, 15],
      [-33, 19],
      [-27, 21],
    ],
    1.1,
    0.3,
  ],
  [
    [
      [-27, 20],
      [-25, 25],
      [-23, 31],
      [-17, 33.5],
      [-12, 31],
      [-10, 25],
      [-10.5, 20],
    ],
    1,
    0.42,
  ],
  [
    [
      [-10, 20],
      [-6, 30],
      [1, 42],
      [9, 55],
      [16, 70],
    ],
    1.7,
    0.36,
  ],
  [
    [
      [-36, 25],
      [-39, 34],
      [-36, 43],
      [-24, 49],
      [-8, 50],
      [8, 46],
    ],
    1,
    0.26,
  ],
  [
    [
      [-41, 22],
      [-46, 31],
      [-43, 42],
      [-31, 50],
      [-14, 53],
      [4, 50],
    ],
    1,
    0.24,
  ],
  [
    [
      [-29, 8],
      [-34, 16],
      [-38, 24],
    ],
    0.9,
    0.2,
  ],
  [
    [
      [-70, 34],
      [-58, 36],
      [-46, 40],
    ],
    1.2,
    0.22,
  ],
]

/**
 * What the X-rays meet before there is contrast, as -ln(I/I₀) on `n` × `n` pixels: soft tissue, vault with its diploë
 * and grooves, base of the skull with air in its sinuses and mastoid cells.
 */
export function skullBackground(n: number, px: number, seed: number): Float32Array {
  const out = new Float32Array(n * n)
  const radius = (mm: number) => Math.max(1, Math.round(mm / px))
  const tile = (k: number, mm: number) =>
    textureAt(new Float32Array(n * n), smoothTile(seed + k, 512, radius(mm)), n, 0, 1e9, seed + k)
  const [diploe, coarse, cells] = [tile(1, 0.7), tile(2, 4), tile(3, 0.9)]
  for (let j = 0; j < n; j += 1) {
    const y = (j + 0.5 - n / 2) * px
    for (let i = 0; i < n; i += 1) {
      const x = (i + 0.5 - n / 2) * px
      const k = j * n + i
      const head = Math.hypot((x - SKULL.x + 4) / (SKULL.rx + 10), (y - SKULL.y - 8) / (SKULL.ry + 20))
      let mu = 2.9 * Math.sqrt(Math.max(0, 1 - head ** 4)) + 0.12
      const bone = Math.min(52, shell(x, y, 6))
      mu += 0.023 * bone * (1 + 0.11 * diploe[k]! + 0.09 * coarse[k]!)
      // Petrous bone with the dense labyrinth, mastoid cells, sinuses, face.
      mu += 0.75 * blob(x, y, 20, 44, 23, 14) * (1 + 0.1 * coarse[k]!) + 0.4 * blob(x, y, 16, 42, 10, 8)
      mu += blob(x, y, 49, 52, 20, 17) * (0.35 + 0.13 * cells[k]! + 0.1 * diploe[k]!)
      mu -= 0.5 * blob(x, y, -28, 42, 13, 9) + 0.42 * blob(x, y, -58, 56, 22, 18) + 0.22 * blob(x, y, -44, 26, 9, 6)
      mu += 0.2 * blob(x, y, 4, 66, 9, 14) + 0.1 * coarse[k]! * ramp(y, 10, 50)
      // Grooves of the meningeal vessels and the coronal suture.
      const groove = Math.abs(x + 22 + 0.28 * y + 2.4 * Math.sin(y * 0.21)) + Math.abs(0.4 * Math.sin(y * 1.9))
      if (y < -6) mu -= 0.1 * Math.exp(-((groove / 0.8) ** 2))
      const meningeal = Math.abs(y + 16 + 0.55 * (x - 2) + 3 * Math.sin(x * 0.13))
      if (x < 24 && x > -34) mu -= 0.06 * Math.exp(-((meningeal / 0.9) ** 2))
      out[k] = mu + 0.022 * coarse[k]! + 0.012 * diploe[k]!
    }
  }
  for (const edge of EDGES) paintEdge(out, n, px, edge, diploe)
  return out
}

/** A rim of bone that the rays graze: a sharp line and a soft shade beside it. */
function paintEdge(
  out: Float32Array,
  n: number,
  px: number,
  [points, width, weight]: Edge,
  texture: Float32Array,
): void {
  const pixel = (mm: number) => Math.min(n - 1, Math.max(0, Math.round(mm / px + n / 2)))
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const right = pixel(Math.max(...xs) + 8)
  const bottom = pixel(Math.max(...ys) + 8)
  for (let j = pixel(Math.min(...ys) - 8); j <= bottom; j += 1)
    for (let i = pixel(Math.min(...xs) - 8); i <= right; i += 1) {
      const d = line((i + 0.5 - n / 2) * px, (j + 0.5 - n / 2) * px, points)
      if (d > 8) continue
      const k = j * n + i
      out[k]! += weight * (Math.exp(-((d / width) ** 2)) + 0.18 * Math.exp(-d / 2.6)) * (1 + 0.12 * texture[k]!)
    }
}
