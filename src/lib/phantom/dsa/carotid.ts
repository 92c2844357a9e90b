import { brain } from './head.ts'
import { grow, pathOf, type Path, type Point } from './paths.ts'

const STEM: readonly Point[] = [
  [8, 76],
  [7, 62],
  [5, 54],
  [-2, 49.5],
  [-8, 47],
  [-11, 41],
  [-12, 35.5],
  [-18, 32],
  [-26, 31],
  [-31.5, 27.5],
  [-31.5, 21.5],
  [-26.5, 17],
  [-20, 16],
  [-14, 14.2],
  [-9.5, 10],
  [-7.5, 6],
]

/** The internal carotid artery and its branches, arteries only. */
export function arteries(seed: number): { stem: Path; all: Path[] } {
  const stem = pathOf(STEM, 2.25, 1.75, { delay: 0 })
  const end = stem.delays.at(-1)!
  const all: Path[] = [stem]
  const up = (x: number, y: number) => Math.atan2(y + 30 - 0.2 * (x - 10), x - 4)
  const add = (
    through: readonly Point[],
    r0: number,
    r1: number,
    delay: number,
    n: number,
    more: { wish?: (x: number, y: number) => number; share?: number; sparse?: number; hidden?: number } = {},
  ) => {
    const path = pathOf(through, r0, r1, { delay, share: more.share ?? 1, hidden: more.hidden ?? 1, sway: 0.28 })
    all.push(path)
    grow(path, { seed: seed + n, room: brain, wish: more.wish ?? up, sparse: more.sparse ?? 1, restless: 0.5 }, all)
    return path
  }
  // Anterior cerebral artery: forwards, then round the knee of the corpus callosum and back over it.
  const forward = (x: number, y: number) => Math.atan2(y - 0, x + 14)
  add(
    [
      [-7.5, 6],
      [-13, 2.5],
      [-21, -0.5],
      [-29, -7],
      [-34, -17],
      [-33, -27],
      [-24, -34],
      [-9, -37],
      [8, -36.5],
      [24, -33],
    ],
    1.2,
    0.62,
    end,
    1,
    { wish: forward },
  )
  add(
    [
      [-30, -8],
      [-39, -12],
      [-49, -16],
      [-57, -22],
    ],
    0.62,
    0.4,
    end + 0.12,
    2,
    { wish: forward },
  )
  add(
    [
      [-34, -19],
      [-40, -29],
      [-36, -40],
      [-24, -46.5],
      [-9, -49],
      [8, -49],
    ],
    0.78,
    0.42,
    end + 0.16,
    3,
    { wish: forward },
  )
  add(
    [
      [-27, -4],
      [-37, 1],
      [-47, 3.5],
      [-56, 3],
    ],
    0.5,
    0.3,
    end + 0.1,
    4,
    { wish: () => 3.3 },
  )
  // Middle cerebral artery: foreshortened M1, two trunks, loops of the insula, then opercular and cortical branches.
  const m1 = pathOf(
    [
      [-7.5, 6],
      [-4.5, 3.4],
      [-2.5, 2.6],
      [-0.5, 0.6],
    ],
    1.55,
    1.4,
    { delay: end, hidden: 1.6 },
  )
  const t = m1.delays.at(-1)!
  const superior = pathOf(
    [
      [-0.5, 0.6],
      [-2.5, -4],
      [-1.5, -9],
      [-3, -14],
    ],
    1.05,
    0.9,
    { delay: t, hidden: 1.3 },
  )
  const inferior = pathOf(
    [
      [-0.5, 0.6],
      [5, -1.5],
      [10, -1],
      [16, -5],
    ],
    1.1,
    0.95,
    { delay: t, hidden: 1.3 },
  )
  all.push(m1, superior, inferior)
  add(
    [
      [-2.2, -4],
      [-8, -8],
      [-12, -15],
      [-16, -24],
      [-12.5, -28],
      [-13, -21],
      [-20, -23],
      [-29, -30],
      [-34, -40],
    ],
    0.8,
    0.42,
    t + 0.03,
    5,
  )
  add(
    [
      [-3, -14],
      [-8, -21],
      [-6, -28],
      [-3, -30],
      [-3, -23],
      [-8, -31],
      [-13, -41],
      [-14, -53],
    ],
    0.82,
    0.42,
    t + 0.08,
    6,
  )
  add(
    [
      [-3, -14],
      [1, -20],
      [0, -29],
      [4, -32],
      [5, -25],
      [3, -34],
      [7, -44],
      [4, -55],
    ],
    0.78,
    0.42,
    t + 0.08,
    7,
  )
  add(
    [
      [7, -1.5],
      [8, -9],
      [13, -17],
      [12, -26],
      [17, -28],
      [17, -21],
      [20, -30],
      [19, -42],
      [24, -53],
    ],
    0.78,
    0.42,
    t + 0.05,
    17,
  )
  add(
    [
      [16, -5],
      [20, -11],
      [26, -18],
      [31, -19],
      [29, -13],
      [37, -21],
      [42, -33],
      [51, -42],
    ],
    0.85,
    0.42,
    t + 0.09,
    8,
  )
  add(
    [
      [16, -5],
      [25, -5],
      [33, -9],
      [42, -8.5],
      [53, -15],
      [62, -20],
    ],
    0.82,
    0.42,
    t + 0.09,
    9,
    { wish: () => -0.35 },
  )
  add(
    [
      [4, -1],
      [12, 4],
      [23, 7],
      [36, 8.5],
      [50, 6],
      [62, 5],
    ],
    0.7,
    0.38,
    t + 0.03,
    10,
    { wish: () => -0.05 },
  )
  add(
    [
      [1, 0],
      [5, 6],
      [12, 11],
      [22, 17],
    ],
    0.45,
    0.25,
    t + 0.03,
    11,
    { wish: () => 0.3 },
  )
  // Lenticulostriate twigs.
  for (let i = 0; i < 5; i += 1)
    all.push(
      pathOf(
        [
          [-5 + i, 3.4 - 0.5 * i],
          [-7 + 2.2 * i, -4],
          [-6 + 3 * i, -11 - i],
          [-2 + 3 * i, -17 - 0.8 * i],
        ],
        0.2,
        0.13,
        { delay: t + 0.02 },
      ),
    )
  // Ophthalmic artery with the blush of the eye's coat, posterior communicating and anterior choroidal artery.
  const eye = pathOf(
    [
      [-29, 18.4],
      [-33, 17],
      [-38, 18.5],
      [-44, 17],
      [-52, 15.5],
      [-60, 14.5],
    ],
    0.68,
    0.4,
    { delay: end - 0.04, hidden: 1.6, sway: 0.2 },
  )
  all.push(eye)
  grow(
    eye,
    { seed: seed + 12, room: (x, y) => Math.max(Math.abs(y - 17) - 10, -70 - x), wish: () => 3.1, thinnest: 0.16 },
    all,
  )
  const pcom = pathOf(
    [
      [-14.5, 15.2],
      [-6, 18],
      [2, 19.5],
      [11, 18],
      [21, 16],
    ],
    0.62,
    0.7,
    { delay: end - 0.02, share: 0.75, hidden: 1.7, sway: 0.3 },
  )
  all.push(pcom)
  const pca = pathOf(
    [
      [21, 16],
      [32, 13.5],
      [44, 12.5],
      [56, 12],
    ],
    0.7,
    0.45,
    { delay: pcom.delays.at(-1)!, share: 0.5 },
  )
  all.push(pca)
  grow(pca, { seed: seed + 13, room: (x, y) => brain(x, y - 9), wish: () => -0.1 }, all)
  all.push(
    pathOf(
      [
        [-10.5, 11],
        [-4, 10.5],
        [4, 10],
        [13, 6.5],
        [21, 3],
      ],
      0.42,
      0.24,
      { delay: end },
    ),
  )
  // Small branches to the dura and the pituitary.
  all.push(
    pathOf(
      [
        [-14, 33.4],
        [-9, 30],
        [-3, 31],
        [3, 36],
      ],
      0.25,
      0.16,
      { delay: end - 0.1 },
    ),
  )
  return { stem, all }
}
