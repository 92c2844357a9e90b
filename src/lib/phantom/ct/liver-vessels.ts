import { randomFrom } from '../random.ts'
import type { Vec } from './canvas.ts'
import { liverShape } from './liver.ts'
import { course, type Piece } from './tubes.ts'

const away = (a: Vec, s: number, b: Vec): Vec => [a[0] + s * b[0], a[1] + s * b[1], a[2] + s * b[2]]
function unit(v: Vec): Vec {
  const l = Math.hypot(v[0], v[1], v[2]) || 1
  return [v[0] / l, v[1] / l, v[2] / l]
}

/**
 * A tree grown from a stem inside the liver: each branch bends at random, splits in two by Murray's law
 * (r³ = r₁³ + r₂³), and ends at the capsule or where it is too thin to be seen.
 */
function grow(
  stem: Vec,
  direction: Vec,
  radius: number,
  blood: Piece['blood'],
  random: () => number,
  out: Piece[],
): void {
  if (radius < 0.55 || out.length > 2200) return
  let [at, going] = [stem, unit(direction)]
  const steps = 2 + Math.floor(random() * 2)
  const step = 3.4 + radius * 2.3
  for (let i = 0; i < steps; i += 1) {
    going = unit(away(going, 0.36, [random() - 0.5, random() - 0.5, random() - 0.5]))
    const to = away(at, step, going)
    if (liverShape(to[0], to[1], to[2]) > -3.5 || to[0] < -134 || to[1] > 66) return
    out.push({ from: at, to, r0: radius, r1: radius * 0.965, blood })
    radius *= 0.965
    at = to
  }
  const share = 0.3 + 0.25 * random()
  const turn = unit([random() - 0.5, random() - 0.5, random() - 0.5])
  const side: Vec = unit([
    going[1] * turn[2] - going[2] * turn[1],
    going[2] * turn[0] - going[0] * turn[2],
    going[0] * turn[1] - going[1] * turn[0],
  ])
  grow(at, away(going, 0.25 + 0.5 * share, side), radius * Math.cbrt(1 - share), blood, random, out)
  grow(at, away(going, -(0.55 + 0.8 * (1 - share)), side), radius * Math.cbrt(share), blood, random, out)
}

function tree(points: readonly Vec[], r0: number, r1: number, blood: Piece['blood'], seed: number, out: Piece[]): void {
  const random = randomFrom(seed)
  const trunk = course(points, r0, r1, blood)
  out.push(...trunk)
  const last = trunk.at(-1)!
  const on: Vec = [last.to[0] - last.from[0], last.to[1] - last.from[1], last.to[2] - last.from[2]]
  grow(last.to, on, r1, blood, random, out)
  for (const piece of trunk.slice(3))
    if (random() < 0.75) {
      const off: Vec = unit([random() - 0.5, random() - 0.5, random() - 0.5])
      grow(
        piece.to,
        away(unit([piece.to[0] - piece.from[0], piece.to[1] - piece.from[1], piece.to[2] - piece.from[2]]), 1.1, off),
        piece.r1 * 0.66,
        blood,
        random,
        out,
      )
    }
}

/** Vessels inside the liver: three hepatic veins, the portal tree, and arteries beside it. */
export function liverVessels(seed: number): Piece[] {
  const out: Piece[] = []
  tree(
    [
      [-24, 8, 98],
      [-46, 14, 94],
      [-78, 20, 82],
      [-102, 26, 62],
    ],
    5,
    2.8,
    'hepaticVein',
    seed + 1,
    out,
  )
  tree(
    [
      [-25, 5, 97],
      [-38, -14, 92],
      [-52, -38, 78],
      [-58, -58, 58],
    ],
    4.4,
    2.2,
    'hepaticVein',
    seed + 2,
    out,
  )
  tree(
    [
      [-22, 4, 98],
      [-4, -18, 96],
      [16, -42, 92],
      [36, -58, 88],
    ],
    4,
    2,
    'hepaticVein',
    seed + 3,
    out,
  )
  tree(
    [
      [-24, 14, 60],
      [-44, 26, 48],
      [-70, 36, 36],
    ],
    2.4,
    1.6,
    'hepaticVein',
    seed + 4,
    out,
  )
  const hilum: Vec = [-38, -9, 45]
  tree([hilum, [-54, -9, 50], [-70, -16, 58], [-86, -44, 70], [-92, -56, 78]], 6, 2.4, 'portal', seed + 5, out)
  tree(
    [
      [-58, -9, 51],
      [-74, 4, 46],
      [-92, 22, 44],
      [-106, 32, 40],
    ],
    4.6,
    2.3,
    'portal',
    seed + 6,
    out,
  )
  tree(
    [
      [-74, 4, 46],
      [-90, 8, 28],
      [-102, 10, 4],
      [-108, 8, -24],
    ],
    3.8,
    1.9,
    'portal',
    seed + 7,
    out,
  )
  tree(
    [hilum, [-24, -20, 54], [-6, -34, 62], [6, -52, 66], [24, -64, 74], [40, -68, 80]],
    4.6,
    1.8,
    'portal',
    seed + 8,
    out,
  )
  tree(
    [
      [4, -50, 66],
      [-8, -66, 66],
      [-20, -76, 74],
    ],
    2.6,
    1.5,
    'portal',
    seed + 9,
    out,
  )
  tree(
    [
      [-36, -13, 43],
      [-52, -14, 52],
      [-68, -20, 60],
      [-76, -22, 62],
    ],
    2,
    1.4,
    'artery',
    seed + 10,
    out,
  )
  tree(
    [
      [-36, -13, 43],
      [-24, -25, 55],
      [-6, -39, 63],
      [8, -56, 68],
    ],
    1.7,
    1,
    'artery',
    seed + 11,
    out,
  )
  return out
}
