import { randomFrom } from '../random.ts'
import { brain, SKULL } from './head.ts'
import { grow, pathOf, type Path, type Point } from './paths.ts'

/** Veins and sinuses; contrast reaches them about four seconds after the artery. */
export function veins(seed: number): Path[] {
  const all: Path[] = []
  const flow = (delay: number, share: number) => ({ delay, pool: 1.3, share, pace: 0.5 })
  // Superior sagittal sinus under the vault, straight sinus and torcula to the right, out of the picture.
  const vault = (a: number): Point => [SKULL.x + (SKULL.rx - 4) * Math.cos(a), SKULL.y + (SKULL.ry - 4) * Math.sin(a)]
  all.push(pathOf([-2.6, -2.3, -2, -1.7, -1.4, -1.1, -0.8, -0.5].map(vault), 1.1, 3.1, flow(4.1, 0.5)))
  const random = randomFrom(seed + 39)
  // Cortical veins climb to it and turn into its stream.
  for (let i = 0; i < 11; i += 1) {
    const a = -2.45 + 0.19 * i
    const top = vault(a + 0.06)
    const foot: Point = [-36 + 8.5 * i + 8 * random(), -16 + 16 * random()]
    const mid: Point = [(top[0] + foot[0]) / 2 + 9 * (random() - 0.5), (top[1] + foot[1]) / 2 + 6 * (random() - 0.5)]
    const near: Point = [top[0] - 3.5, top[1] + 5.5]
    const delay = 3.1 + 0.8 * random()
    const vein = pathOf(
      [foot, [(foot[0] + mid[0]) / 2 + 5 * (random() - 0.5), (foot[1] + mid[1]) / 2], mid, near, top],
      0.4,
      0.95,
      flow(delay, 0.5),
    )
    all.push(vein)
    const sprouts: Path[] = []
    const back: Path = {
      ...vein,
      points: vein.points.toReversed(),
      radii: vein.radii.map(() => 0.5),
      delays: vein.delays.map(() => delay),
    }
    grow(
      back,
      { seed: seed + 40 + i, room: brain, wish: () => 1.6, thinnest: 0.2, sparse: 1.1, restless: 0.5 },
      sprouts,
    )
    // A tree of veins flows the other way: its twigs come first.
    all.push(...sprouts.slice(0, 14).map((s) => ({ ...s, delays: s.delays.map(() => delay - 0.2), pool: 1.2 })))
  }
  // Labbé, sphenoparietal, deep veins: thalamostriate, internal cerebral, Galen, straight sinus.
  all.push(
    pathOf(
      [
        [8, -8],
        [20, 2],
        [33, 8],
        [46, 17],
        [58, 30],
      ],
      0.5,
      1.3,
      flow(3.7, 0.55),
    ),
  )
  all.push(
    pathOf(
      [
        [-4, -12],
        [-14, -4],
        [-24, 6],
        [-28, 15],
      ],
      0.4,
      0.9,
      flow(3.5, 0.45),
    ),
  )
  all.push(
    pathOf(
      [
        [-6, -16],
        [2, -14],
        [10, -12],
        [22, -13.5],
        [33, -11],
        [40, -4],
      ],
      0.5,
      0.95,
      flow(4.2, 0.5),
    ),
  )
  all.push(
    pathOf(
      [
        [14, -24],
        [11, -19],
        [10, -12],
      ],
      0.3,
      0.55,
      flow(4, 0.4),
    ),
  )
  all.push(
    pathOf(
      [
        [40, -4],
        [43, -1],
        [50, 7],
        [62, 17],
        [72, 25],
      ],
      1.3,
      1.9,
      flow(4.5, 0.5),
    ),
  )
  all.push(
    pathOf(
      [
        [72, 34],
        [58, 32],
        [46, 37],
        [38, 46],
        [34, 60],
        [32, 76],
      ],
      2.6,
      3,
      flow(4.8, 0.42),
    ),
  )
  return all
}
