import { ALL, levelsOf, resolutionsFor, type Piece } from '#src/lib/imaging/pieces.ts'

/** How much of a frame has come, in resolutions (`ALL`: everything), by layer; `flying` is asked for already. */
export interface Held {
  readonly id: string
  readonly frame: number
  readonly rows: number
  readonly columns: number
  readonly lossy: boolean
  readonly j: number
  readonly l: number
  readonly flying: boolean
  /** Bytes of the whole stream of a layer, about. */
  readonly size: { readonly j: number; readonly l: number }
}

/** What somebody looks at: a stack, where they are in it, and which way they last went. */
export interface Looking {
  readonly frames: readonly Held[]
  readonly at: number
  readonly direction: 1 | -1
}

/**
 * `light`: pictures good enough to read along, few bytes; `normal`: everything near what is looked at exactly; `all`: the whole
 * series exactly.
 */
export type Mode = 'light' | 'normal' | 'all'

/** Parts of a stream's bytes that its smaller pictures take, from the largest down (measured on CT, facts/imaging.md). */
const SHARE = [1, 0.3, 0.09, 0.028, 0.012, 0.008]

const has = (held: Held, layer: 'j' | 'l', count: number): boolean =>
  held[layer] >= count || held[layer] === ALL || (layer === 'l' && held.j === ALL)

function wanting(held: Held, layer: 'j' | 'l', count: number): { piece: Piece; bytes: number } | null {
  if (held.flying || has(held, layer, count)) return null
  const from = held[layer]
  const levels = levelsOf(held.rows, held.columns)
  const share = (n: number): number => (n >= levels + 1 ? 1 : n === 0 ? 0 : (SHARE[levels + 1 - n] ?? 0.01))
  const part = share(count) - share(from)
  return {
    piece: { id: held.id, frame: held.frame, layer, from, to: count },
    bytes: Math.max(400, held.size[layer] * part),
  }
}

/** Resolutions of a picture whose longer side is `side`, `ALL` where that is all of it. */
function count(held: Held, side: number): number {
  const needed = resolutionsFor(held.rows, held.columns, side)
  return needed > levelsOf(held.rows, held.columns) ? ALL : needed
}

/** The picture that is asked for first: a lossy layer shows more for its bytes than any prefix of the exact stream. */
const firstOf = (held: Held, mode: Mode): { layer: 'j' | 'l'; to: number } =>
  held.lossy ? { layer: 'l', to: ALL } : { layer: 'j', to: count(held, mode === 'light' ? 256 : 512) }

/** What the picture on screen needs next: something to see, then (unless light) all of it. null: nothing. */
export function nextForShown(held: Held, mode: Mode, exact: boolean): Piece | null {
  const first = firstOf(held, mode)
  const seen = wanting(held, first.layer, first.to)
  if (seen || held.flying) return seen?.piece ?? null
  return exact || mode !== 'light' ? (wanting(held, 'j', ALL)?.piece ?? null) : null
}

/** Order of looking: from where one is, two steps ahead for each step back. */
export function outward(length: number, at: number, direction: 1 | -1): number[] {
  const order: number[] = [at]
  let [ahead, behind] = [1, 1]
  while (order.length < length) {
    for (let n = 0; n < 2; n += 1) {
      const i = at + direction * ahead
      ahead += 1
      if (i >= 0 && i < length) order.push(i)
    }
    const j = at - direction * behind
    behind += 1
    if (j >= 0 && j < length) order.push(j)
    if (ahead > length * 2 + 2) break
  }
  return order
}

/** Neighbours kept exact in normal mode, and good in light mode. */
const NEAR = { exact: 8, good: 14 }

/**
 * The next stretches to fetch in the background, at most `bytes` and `most` of them: first every slice small, so that
 * scrolling shows something everywhere, then good, then exact near to where one looks.
 */
export function nextPieces(all: readonly Looking[], mode: Mode, bytes: number, most: number): Piece[] {
  const pieces: Piece[] = []
  let room = bytes
  const taken = new Set<string>()
  const take = (held: Held, layer: 'j' | 'l', to: number): boolean => {
    const found = wanting(held, layer, to)
    const key = `${held.id}.${held.frame}`
    if (!found || taken.has(key)) return true
    if (pieces.length > 0 && (room < found.bytes || pieces.length >= most)) return false
    taken.add(key)
    pieces.push(found.piece)
    room -= found.bytes
    return room > 0 && pieces.length < most
  }
  const orders = all.map(({ frames, at, direction }) => outward(frames.length, at, direction).map((i) => frames[i]!))
  const steps: ((held: Held) => { layer: 'j' | 'l'; to: number } | null)[] = [
    (held) => ({ layer: held.lossy ? 'l' : 'j', to: count(held, 128) }),
  ]
  const near: number[] = [Infinity]
  const add = (reach: number, step: (typeof steps)[number]): void => {
    steps.push(step)
    near.push(reach)
  }
  if (mode === 'light') add(NEAR.good, (held) => firstOf(held, mode))
  else {
    add(NEAR.good, (held) => firstOf(held, mode))
    add(Infinity, (held) => (held.lossy ? { layer: 'l', to: ALL } : { layer: 'j', to: count(held, 256) }))
    add(mode === 'all' ? Infinity : NEAR.exact, () => ({ layer: 'j', to: ALL }))
  }
  for (const [n, step] of steps.entries()) {
    for (const order of orders) {
      for (const held of order.slice(0, Math.min(order.length, near[n]! * 2 + 1))) {
        const goal = step(held)
        if (goal && !take(held, goal.layer, goal.to)) return pieces
      }
    }
    // A later step never starts while an earlier one is on its way in the same request: small ones first for all.
    if (pieces.length > 0) return pieces
  }
  return pieces
}
