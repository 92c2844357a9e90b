type Point = readonly [x: number, y: number]

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What the words of a shape must not hide, in pixels of the pane. */
export interface Drawn {
  /** Lines as they are drawn. */
  readonly chains: readonly (readonly Point[])[]
  /** Places that a hand takes hold of, or that are pointed at. */
  readonly points: readonly Point[]
  /** Free room around a point. */
  readonly reach: number
  /** Where words should be near to: the tail of an arrow. The middle of all when absent. */
  readonly near?: Point
  /** The inside is what is looked at (regions); for lines it is what they lie on, also beyond their ends. */
  readonly closed: boolean
}

export interface Room {
  readonly width: number
  readonly height: number
  /** Words that stand already. */
  readonly taken: readonly Box[]
}

const MARGIN = 4
const GAPS = [4, 18, 40, 72]
const SIDES = [1, 0, 2, -1, 3, -2, -3, 4].map((n) => (n * Math.PI) / 4)
/** A vessel that is measured goes on for about so long. */
const BEYOND = 36
/** Corners of a chain that are looked at; outlines drawn by hand have thousands. */
const MOST = 48

/**
 * Where words of this size stand beside what is drawn: inside the pane, off its points and lines, off other words, and as
 * near as that lets them be. The same drawing always has the same place.
 */
export function placeLabel(size: { width: number; height: number }, drawn: Drawn, room: Room): Box {
  const chains = drawn.chains.map(thinned)
  const corners = [...chains.flat(), ...drawn.points]
  const [left, right] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))]
  const [top, bottom] = [Math.min(...corners.map(([, y]) => y)), Math.max(...corners.map(([, y]) => y))]
  const middle: Point = [(left + right) / 2, (top + bottom) / 2]
  const near = drawn.near ?? middle
  const own: Box = { x: left, y: top, width: right - left, height: bottom - top }
  const tails = drawn.closed ? [] : chains.flatMap(beyond).filter((_, i) => !drawn.near || i % 2 === 0)
  const bases: Point[] = [
    ...drawn.points.filter((_, i) => i < 6),
    ...(drawn.closed ? [] : chains.map(([a, b]): Point => (a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : middle))),
    [right, top],
    [right, middle[1]],
    [middle[0], top],
    [middle[0], bottom],
    [left, middle[1]],
    // What fills the whole pane has room only inside.
    ...(drawn.closed ? [middle] : []),
  ]
  let best: Box | null = null
  let least = Infinity
  for (const base of bases)
    for (const gap of GAPS)
      for (const side of SIDES) {
        const box = beside(base, gap + drawn.reach, side, size, room)
        const cost = costOf(box)
        if (cost < least) [best, least] = [box, cost]
      }
  return best!

  function costOf(box: Box): number {
    let cost = Math.hypot(box.x + box.width / 2 - near[0], box.y + box.height / 2 - near[1]) / 4
    // Eyes look for words above and to the right first.
    if (box.y > middle[1]) cost += 4
    for (const [x, y] of drawn.points) {
      const dx = Math.max(box.x - x, 0, x - box.x - box.width)
      const dy = Math.max(box.y - y, 0, y - box.y - box.height)
      if (Math.hypot(dx, dy) < drawn.reach + 2) cost += 2000
    }
    for (const chain of chains) if (crosses(box, chain, 3)) cost += 1000
    for (const other of room.taken) if (meets(box, other)) cost += 600
    if (drawn.closed && meets(box, own)) cost += 150
    for (const tail of tails) if (crosses(box, tail, 6)) cost += 120
    return cost
  }
}

/** A box whose nearest edge is `gap` from the base in that direction, moved into the pane. */
function beside([x, y]: Point, gap: number, angle: number, size: { width: number; height: number }, room: Room): Box {
  const { width, height } = size
  const [dx, dy] = [Math.cos(angle), -Math.sin(angle)]
  const centre = [x + dx * (gap + width / 2), y + dy * (gap + height / 2)] as const
  const fit = (value: number, most: number): number => Math.max(MARGIN, Math.min(value, most - MARGIN))
  return {
    x: fit(centre[0] - width / 2, room.width - width),
    y: fit(centre[1] - height / 2, room.height - height),
    width,
    height,
  }
}

function thinned(chain: readonly Point[]): readonly Point[] {
  if (chain.length <= MOST) return chain
  const step = (chain.length - 1) / (MOST - 1)
  return Array.from({ length: MOST }, (_, i) => chain[Math.round(i * step)]!)
}

/** How a line would go on at its beginning (the tip of an arrow) and at its end. */
function beyond(chain: readonly Point[]): (readonly Point[])[] {
  if (chain.length < 2) return []
  const go = (from: Point, to: Point): Point[] => {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
    return [to, [to[0] + ((to[0] - from[0]) / length) * BEYOND, to[1] + ((to[1] - from[1]) / length) * BEYOND]]
  }
  return [go(chain[1]!, chain[0]!), go(chain.at(-2)!, chain.at(-1)!)]
}

const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Whether a chain passes through a box that is larger by `more` on each side. */
function crosses(box: Box, chain: readonly Point[], more: number): boolean {
  const [x0, y0, x1, y1] = [box.x - more, box.y - more, box.x + box.width + more, box.y + box.height + more]
  for (let i = 1; i < chain.length; i += 1) {
    const [[ax, ay], [bx, by]] = [chain[i - 1]!, chain[i]!]
    let [from, to] = [0, 1]
    // Liang and Barsky 1984.
    for (const [run, gap] of [
      [ax - bx, ax - x0],
      [bx - ax, x1 - ax],
      [ay - by, ay - y0],
      [by - ay, y1 - ay],
    ] as const) {
      if (run === 0 && gap < 0) from = 2
      else if (run < 0) from = Math.max(from, gap / run)
      else if (run > 0) to = Math.min(to, gap / run)
    }
    if (from <= to) return true
  }
  return false
}
