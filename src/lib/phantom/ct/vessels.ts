import { randomFrom } from '../random.ts'
import type { Vec } from './canvas.ts'
import { course, type Piece } from './tubes.ts'

/** The great vessels and their branches. */
export function bodyVessels(): Piece[] {
  return [
    ...course(
      [
        [20, 26, 160],
        [18, 25, 110],
        [9, 16, 60],
        [6, 10, 20],
        [4, 6, -40],
        [3, 5, -92],
      ],
      12.2,
      8.4,
      'aorta',
    ),
    ...course(
      [
        [3, 5, -92],
        [-12, 4, -112],
        [-34, 10, -150],
        [-40, 14, -162],
      ],
      6,
      5.2,
      'artery',
    ),
    ...course(
      [
        [3, 5, -92],
        [16, 4, -110],
        [38, 10, -150],
        [44, 14, -162],
      ],
      6,
      5.2,
      'artery',
    ),
    // Coeliac trunk with its two branches, the left gastric, the superior mesenteric artery.
    ...course(
      [
        [8, 4, 38],
        [6, -6, 39],
        [0, -12, 40],
      ],
      3.6,
      3.3,
      'artery',
    ),
    ...course(
      [
        [0, -12, 40],
        [-14, -15, 36],
        [-27, -17, 34],
        [-34, -14, 40],
        [-36, -13, 43],
      ],
      2.8,
      2.1,
      'artery',
    ),
    ...course(
      [
        [0, -12, 40],
        [14, -8, 45],
        [26, 4, 44],
        [40, 10, 52],
        [54, 16, 47],
        [68, 26, 54],
        [80, 32, 58],
      ],
      3,
      2,
      'artery',
    ),
    ...course(
      [
        [3, -9, 41],
        [10, -12, 56],
        [16, -6, 72],
        [22, -8, 84],
      ],
      1.6,
      1,
      'artery',
    ),
    ...course(
      [
        [6, 0, 24],
        [5, -10, 18],
        [4, -18, 2],
        [2, -24, -30],
        [-10, -28, -75],
        [-30, -26, -100],
      ],
      3.6,
      2,
      'artery',
    ),
    ...course(
      [
        [6, 2, -52],
        [10, -6, -64],
        [16, -6, -92],
        [24, 4, -130],
      ],
      1.9,
      1.3,
      'artery',
    ),
    ...course(
      [
        [0, 9, 6],
        [-18, 18, 2],
        [-34, 28, -4],
        [-44, 33, -8],
      ],
      2.9,
      2.3,
      'artery',
    ),
    ...course(
      [
        [11, 9, 10],
        [26, 20, 9],
        [40, 30, 8],
        [46, 32, 6],
      ],
      2.9,
      2.3,
      'artery',
    ),
    // Portal confluence, splenic and superior mesenteric vein.
    ...course(
      [
        [-12, -10, 18],
        [-22, -10, 30],
        [-32, -9, 40],
        [-38, -9, 45],
      ],
      6.8,
      6.2,
      'portal',
    ),
    ...course(
      [
        [82, 34, 54],
        [66, 24, 46],
        [44, 8, 38],
        [20, -8, 30],
        [0, -14, 22],
        [-12, -10, 18],
      ],
      3.6,
      5,
      'portal',
    ),
    ...course(
      [
        [-12, -10, 18],
        [-12, -20, 0],
        [-12, -26, -30],
        [-20, -30, -75],
        [-38, -28, -105],
      ],
      5.6,
      3,
      'portal',
    ),
    ...course(
      [
        [-2, -13, 14],
        [14, -8, 0],
        [24, -2, -30],
        [28, 6, -80],
      ],
      2.1,
      1.5,
      'portal',
    ),
    // Renal veins; the left one passes in front of the aorta.
    ...course(
      [
        [46, 30, 2],
        [30, 14, 2],
        [14, -4, 3],
        [0, -6, 2],
        [-14, 4, -1],
      ],
      3.4,
      4.2,
      'cava',
    ),
    ...course(
      [
        [-46, 31, -12],
        [-36, 24, -9],
        [-28, 16, -6],
      ],
      4,
      4.2,
      'cava',
    ),
    // Lumbar and inferior epigastric vessels: dots where one expects them.
    ...course(
      [
        [-30, -88, -160],
        [-29, -90, -60],
        [-26, -93, 40],
      ],
      1.2,
      0.8,
      'artery',
    ),
    ...course(
      [
        [30, -88, -160],
        [29, -90, -60],
        [26, -93, 40],
      ],
      1.2,
      0.8,
      'artery',
    ),
    // Azygos and hemiazygos.
    ...course(
      [
        [-8, 26, 160],
        [-7, 24, 90],
        [-9, 26, 50],
      ],
      2.8,
      1.6,
      'lowerCava',
    ),
    ...course(
      [
        [16, 40, 160],
        [15, 38, 90],
        [14, 36, 50],
      ],
      1.8,
      1.2,
      'lowerCava',
    ),
  ]
}

/** The vena cava is no round tube: flat below, wide behind the liver. */
export const CAVA: readonly (readonly [z: number, x: number, y: number, rx: number, ry: number])[] = [
  [-165, -38, 22, 6, 5],
  [-118, -24, 16, 8, 6],
  [-100, -20, 12, 11, 7],
  [-40, -23, 10, 11.5, 7.5],
  [0, -24, 10, 12, 8],
  [40, -25, 12, 12.5, 8.5],
  [85, -24, 10, 13.5, 10],
  [108, -22, 4, 14, 11.5],
  [124, -20, -4, 15, 13],
  [160, -20, -10, 15, 13],
]

/** Mesenteric vessels: twigs fanning from the root to the bowel. */
export function mesentery(seed: number): Piece[] {
  const random = randomFrom(seed)
  const out: Piece[] = []
  for (let i = 0; i < 34; i += 1) {
    const z = -4 - 3.6 * i
    const root: Vec = [-2 - 0.24 * i, -24, z]
    const side = i % 2 === 0 ? 1 : -1
    const end: Vec = [side * (36 + 46 * random()), -52 + 52 * random(), z - 26 + 36 * random()]
    const middle: Vec = [
      (root[0] + end[0]) / 2 + 8 * (random() - 0.5),
      (root[1] + end[1]) / 2 - 7 * random(),
      (root[2] + end[2]) / 2,
    ]
    out.push(...course([root, middle, end], 1.5, 0.7, i % 3 === 0 ? 'artery' : 'portal', 3))
    out.push(
      ...course(
        [middle, [end[0] + 14 * (random() - 0.5), end[1] - 16 * random(), end[2] - 18 * random()]],
        1.1,
        0.6,
        'portal',
        3,
      ),
    )
  }
  return out
}
