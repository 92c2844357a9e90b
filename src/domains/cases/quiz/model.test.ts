import { describe, expect, test } from 'vitest'
import type { Shape } from '#src/lib/imaging/view.ts'
import { checkQuestion, distanceTo, scoreOf, type QuizOption } from './model.ts'

const option = (right: boolean): QuizOption => ({ text: { en: right ? 'right' : 'wrong' }, right })
const choice = (...options: number[]) => ({ kind: 'choice' as const, options })

describe('the score of an answer', () => {
  const single = { kind: 'single' as const, options: [option(false), option(true), option(false)], target: null }
  const multiple = { kind: 'multiple' as const, options: [option(true), option(true), option(false)], target: null }
  test('single choice: the right one alone', () => {
    expect([scoreOf(single, choice(1)), scoreOf(single, choice(0)), scoreOf(single, choice(0, 1))]).toEqual([1, 0, 0])
    expect(scoreOf(single, { kind: 'unknown' })).toBe(0)
  })
  test('multiple choice: right ones less wrong ones, never below nothing', () => {
    expect(scoreOf(multiple, choice(0, 1))).toBe(1)
    expect(scoreOf(multiple, choice(0))).toBe(0.5)
    expect(scoreOf(multiple, choice(0, 2))).toBe(0)
    expect(scoreOf(multiple, choice(0, 1, 2))).toBe(0.5)
    expect(scoreOf(multiple, choice(2))).toBe(0)
  })
  test('choosing everything never beats choosing right', () => {
    for (let n = 2; n <= 8; n += 1)
      for (let right = 1; right < n; right += 1) {
        const q = { ...multiple, options: Array.from({ length: n }, (_, i) => option(i < right)) }
        const all = scoreOf(q, choice(...q.options.keys()))!
        expect(all).toBeLessThan(scoreOf(q, choice(...Array.from({ length: right }, (_, i) => i)))!)
      }
  })
  test('free text is nobody else’s to judge', () => {
    expect(scoreOf({ kind: 'text', options: [], target: null }, { kind: 'text', text: 'AVM' })).toBeNull()
  })
  test('the arrow: full inside, less beside, nothing on another frame', () => {
    const shape: Shape = {
      kind: 'ellipse',
      points: [
        [100, 100],
        [120, 100],
        [100, 110],
      ],
    }
    const q = { kind: 'arrow' as const, options: [], target: { instance: '1', frame: 2, shape, tolerance: 20 } }
    const at = (x: number, y: number, frame = 2, instance = '1') =>
      scoreOf(q, { kind: 'point', instance, frame, point: [x, y] })
    expect(at(110, 102)).toBe(1)
    expect(at(130, 100)).toBeCloseTo(0.5)
    expect(at(100, 120)).toBeCloseTo(0.5)
    expect(at(160, 100)).toBe(0)
    expect([at(100, 100, 1), at(100, 100, 2, '9')]).toEqual([0, 0])
  })
})

describe('the distance to a shape', () => {
  const outline: Shape = {
    kind: 'freehand',
    points: [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ],
  }
  test('is nothing inside, and grows evenly outside', () => {
    expect(distanceTo(outline, [5, 5])).toBe(0)
    expect(distanceTo(outline, [15, 5])).toBe(5)
    expect(
      distanceTo(
        {
          kind: 'rectangle',
          points: [
            [10, 10],
            [0, 0],
          ],
        },
        [13, 14],
      ),
    ).toBe(5)
    expect(distanceTo({ kind: 'point', points: [[1, 1]] }, [4, 5])).toBe(5)
  })
})

describe('a question', () => {
  const base = { prompt: { vi: '?' }, view: '', target: null, explanation: {} }
  test('needs what its kind needs', () => {
    expect(checkQuestion({ ...base, kind: 'text', options: [] })).toEqual({})
    expect(checkQuestion({ ...base, prompt: {}, kind: 'text', options: [] })).toEqual({ prompt: 'required' })
    expect(checkQuestion({ ...base, kind: 'single', options: [option(true)] })).toEqual({ options: 'two-options' })
    expect(checkQuestion({ ...base, kind: 'single', options: [option(true), option(true)] })).toEqual({
      options: 'right-option',
    })
    expect(checkQuestion({ ...base, kind: 'multiple', options: [option(false), option(false)] })).toEqual({
      options: 'right-option',
    })
    expect(checkQuestion({ ...base, kind: 'arrow', options: [] })).toEqual({ target: 'required' })
  })
})
