import { describe, expect, it } from 'vitest'
import { ALL, readPieces, resolutionsFor, stretchOfPiece, writePieces } from '#src/lib/imaging/pieces.ts'
import { type Held, type Looking, type Mode, nextForShown, nextPieces, outward } from './plan.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const held = (n: number, more: Partial<Held> = {}): Held => ({
  id: id(n),
  frame: 1,
  rows: 512,
  columns: 512,
  lossy: true,
  j: 0,
  l: 0,
  flying: false,
  size: { j: 160_000, l: 20_000 },
  ...more,
})
const looking = (frames: Held[], at = 0, direction: 1 | -1 = 1): Looking => ({ frames, at, direction })

/** Fetches as the planner says until it says nothing; the bytes and the order of what was first seen at 128. */
function run(mode: Mode, count: number, at: number) {
  const frames = Array.from({ length: count }, (_, n) => held(n))
  const order: number[] = []
  let requests = 0
  for (; requests < 2000; requests += 1) {
    const pieces = nextPieces([looking(frames, at)], mode, 150_000, 96)
    if (pieces.length === 0) break
    for (const piece of pieces) {
      const i = frames.findIndex((f) => f.id === piece.id)
      if (frames[i]!.j === 0 && frames[i]!.l === 0) order.push(i)
      expect(piece.from).toBe(frames[i]![piece.layer])
      frames[i] = { ...frames[i]!, [piece.layer]: piece.to }
    }
  }
  return { frames, order, requests }
}

describe('what is fetched when', () => {
  it('goes outwards, two ahead for one back', () => {
    expect(outward(10, 4, 1).slice(0, 6)).toEqual([4, 5, 6, 3, 7, 8])
    expect(outward(10, 4, -1).slice(0, 6)).toEqual([4, 3, 2, 5, 1, 0])
    expect(outward(10, 9, 1).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(outward(1, 0, 1)).toEqual([0])
  })

  it('shows something everywhere first, then good, then exact near to where one looks', () => {
    const { frames, order } = run('normal', 60, 30)
    expect(order.slice(0, 4)).toEqual([30, 31, 32, 29])
    expect(order).toHaveLength(60)
    expect(frames.every(({ l }) => l === ALL)).toBe(true)
    expect(frames[30]!.j).toBe(ALL)
    expect(frames[59]!.j).toBe(0)
  })

  it('fetches the lossy layer near, small pictures elsewhere, and nothing exact in light mode', () => {
    const { frames } = run('light', 100, 50)
    expect(frames.every(({ j }) => j === 0)).toBe(true)
    expect(frames[50]!.l).toBe(ALL)
    expect(frames[0]!.l).toBe(4)
  })

  it('fetches everything when that is asked for', () => {
    expect(run('all', 30, 0).frames.every(({ j }) => j === ALL)).toBe(true)
  })

  it('asks for what is on screen: something to see, then all of it unless light', () => {
    expect(nextForShown(held(1), 'normal', false)).toMatchObject({ layer: 'l', to: ALL })
    expect(nextForShown(held(1, { l: ALL }), 'normal', false)).toMatchObject({ layer: 'j', from: 0, to: ALL })
    expect(nextForShown(held(1, { l: ALL }), 'light', false)).toBeNull()
    expect(nextForShown(held(1, { l: ALL }), 'light', true)).toMatchObject({ layer: 'j', to: ALL })
    expect(nextForShown(held(1, { lossy: false, j: 4 }), 'light', false)).toMatchObject({ layer: 'j', from: 4, to: 5 })
    expect(nextForShown(held(1, { flying: true }), 'normal', false)).toBeNull()
  })

  it('never asks twice for what is on its way', () => {
    expect(nextPieces([looking([held(1, { flying: true })])], 'all', 1e6, 96)).toEqual([])
  })
})

describe('pieces', () => {
  it('come back from an address', () => {
    const pieces = [
      { id: id(7), frame: 96, layer: 'l' as const, from: 0, to: 4 },
      { id: id(8), frame: 1, layer: 'j' as const, from: 3, to: ALL },
    ]
    expect(readPieces(writePieces(pieces))).toEqual(pieces)
    expect(readPieces(`${'0'.repeat(32)}.1.j40`)).toBeNull()
  })

  it('know which resolutions show how much', () => {
    expect(resolutionsFor(512, 512, 128)).toBe(4)
    expect(resolutionsFor(512, 512, 64)).toBe(3)
    expect(resolutionsFor(512, 512, 1e9)).toBe(6)
    expect(resolutionsFor(16, 16, 128)).toBe(4)
  })

  it('are stretches of a stream that join without overlap', () => {
    const ends = [10, 30, 100, 400]
    expect(stretchOfPiece({ from: 0, to: 2 }, ends, 400)).toEqual({ start: 0, end: 30, have: 2 })
    expect(stretchOfPiece({ from: 2, to: ALL }, ends, 400)).toEqual({ start: 30, end: 400, have: ALL })
    expect(stretchOfPiece({ from: 4, to: 5 }, ends, 400)).toBeNull()
    expect(stretchOfPiece({ from: 0, to: 1 }, [], 77)).toEqual({ start: 0, end: 77, have: ALL })
  })
})
