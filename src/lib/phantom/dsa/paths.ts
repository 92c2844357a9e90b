import { randomFrom } from '../random.ts'

/** A point in the plane of the vessels, mm: x to the back of the head, y down, (0, 0) in the middle of the picture. */
export type Point = readonly [x: number, y: number]

/** A vessel: middle line in short steps, radius in mm and arrival of contrast in s at each point. */
export interface Path {
  readonly points: readonly Point[]
  readonly radii: readonly number[]
  readonly delays: readonly number[]
  /** Time constant of the dilution on the way here, s. */
  readonly pool: number
  /** Share of the contrast: a vessel also fed from elsewhere shows less. */
  readonly share: number
  /** Mm at the beginning that lie inside the parent: counted with it, not twice. */
  readonly hidden: number
}

/** Mean speed of blood in a vessel of this radius, mm/s: 260 in the carotid, falling with the calibre. */
const speed = (r: number): number => 260 * Math.min(1, r / 2.2) ** 0.8 + 12

/** A smooth line (Catmull–Rom) through points at steps of about half a millimetre, swaying `sway` mm from side to side. */
export function smooth(through: readonly Point[], sway = 0): Point[] {
  const out: Point[] = []
  const p = (i: number) => through[Math.min(through.length - 1, Math.max(0, i))]!
  for (let i = 0; i < through.length - 1; i += 1) {
    const [a, b, c, d] = [p(i - 1), p(i), p(i + 1), p(i + 2)]
    const steps = Math.max(2, Math.ceil(Math.hypot(c[0] - b[0], c[1] - b[1]) / 0.5))
    for (let k = 0; k < steps; k += 1) {
      const t = k / steps
      const one = (n: 0 | 1) =>
        0.5 *
        (2 * b[n] +
          (c[n] - a[n]) * t +
          (2 * a[n] - 5 * b[n] + 4 * c[n] - d[n]) * t * t +
          (3 * b[n] - a[n] - 3 * c[n] + d[n]) * t ** 3)
      out.push([one(0), one(1)])
    }
  }
  out.push(p(through.length - 1))
  return sway === 0 ? out : swayed(out, sway)
}

function swayed(line: readonly Point[], sway: number): Point[] {
  const [x0, y0] = line[0]!
  return line.map((point, i) => {
    const a = line[Math.max(0, i - 1)]!
    const b = line[Math.min(line.length - 1, i + 1)]!
    const l = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
    // Two waves that do not fit each other, faded in from the origin so that the vessel stays on its parent.
    const s = i * 0.5
    const wave = Math.sin(s * 0.62 + x0 * 1.7 + line.length) + 0.6 * Math.sin(s * 1.31 + y0 * 2.3)
    const w = sway * wave * Math.min(1, s / 9)
    return [point[0] - ((b[1] - a[1]) / l) * w, point[1] + ((b[0] - a[0]) / l) * w]
  })
}

export interface Flow {
  readonly delay: number
  readonly pool?: number
  readonly share?: number
  /** Times the usual speed. */
  readonly pace?: number
  readonly hidden?: number
  readonly sway?: number
}

export function pathOf(
  through: readonly Point[],
  r0: number,
  r1: number,
  { delay, pool = 0, share = 1, pace = 1, hidden = 0, sway = 0 }: Flow,
): Path {
  const points = smooth(through, sway)
  const radii: number[] = []
  const delays: number[] = []
  let t = delay
  for (const [i, point] of points.entries()) {
    const r = r0 + ((r1 - r0) * i) / (points.length - 1)
    if (i > 0) t += Math.hypot(point[0] - points[i - 1]![0], point[1] - points[i - 1]![1]) / (speed(r) * pace)
    radii.push(r)
    delays.push(t)
  }
  return { points, radii, delays, pool, share, hidden }
}

export interface Growth {
  readonly seed: number
  /** Where it may grow; negative inside, mm. */
  readonly room: (x: number, y: number) => number
  /** Where it wants to, as an angle in radians, from where it is. */
  readonly wish: (x: number, y: number) => number
  /** Bend of a step. */
  readonly restless?: number
  readonly thinnest?: number
  /** Times the usual distance between two branches. */
  readonly sparse?: number
}

/**
 * Lets a tree grow from a path's end, and twigs from its sides: a walk whose heading swings like a real cortical artery's,
 * forks after Murray (r³ = r₁³ + r₂³), until it is too thin or out of its room.
 */
export function grow(stem: Path, growth: Growth, out: Path[]): void {
  const random = randomFrom(growth.seed)
  const { room, wish, restless = 0.34, thinnest = 0.13, sparse = 1 } = growth

  function branch(from: Point, heading: number, r: number, delay: number, depth: number): void {
    if (r < thinnest || depth > 9 || out.length > 1500) return
    const points: Point[] = [from]
    const radii = [r]
    const delays = [delay]
    let [x, y] = from
    let [angle, swing, t] = [heading, 0, delay]
    const length = (5 + 17 * r + 9 * random()) * sparse
    let next = (2.5 + 5 * random()) * sparse
    for (let walked = 0; walked < length; walked += 0.6) {
      swing = 0.9 * swing + restless * 0.32 * (random() - 0.5)
      const want = wish(x, y)
      angle += swing + 0.035 * Math.sin(want - angle)
      x += 0.6 * Math.cos(angle)
      y += 0.6 * Math.sin(angle)
      if (room(x, y) > 0) break
      const now = r * (1 - (0.2 * walked) / length)
      t += 0.6 / speed(now)
      points.push([x, y])
      radii.push(now)
      delays.push(t)
      if (walked > next && now > 0.2) {
        next += (3 + 6 * random()) * sparse
        const side = random() < 0.5 ? -1 : 1
        branch([x, y], angle + side * (0.6 + 0.6 * random()), now * (0.34 + 0.22 * random()), t, depth + 1)
      }
    }
    if (points.length < 4) return
    out.push({ points, radii, delays, pool: stem.pool + 0.05 * depth, share: stem.share, hidden: r * 1.5 })
    const end = radii.at(-1)!
    const share = 0.32 + 0.22 * random()
    const lean = random() < 0.5 ? -1 : 1
    branch([x, y], angle + lean * (0.2 + 0.3 * random()), end * Math.cbrt(1 - share), t, depth + 1)
    branch([x, y], angle - lean * (0.35 + 0.5 * random()), end * Math.cbrt(share), t, depth + 1)
  }

  const { points, radii, delays } = stem
  const heading = (i: number) => {
    const [a, b] = [points[Math.max(0, i - 3)]!, points[i]!]
    return Math.atan2(b[1] - a[1], b[0] - a[0])
  }
  const last = points.length - 1
  branch(points[last]!, heading(last), radii[last]!, delays[last]!, 0)
  for (let i = 12; i < last; i += 6 + Math.floor(10 * random() * sparse)) {
    const side = random() < 0.5 ? -1 : 1
    branch(points[i]!, heading(i) + side * (0.7 + 0.6 * random()), radii[i]! * (0.3 + 0.25 * random()), delays[i]!, 2)
  }
}
