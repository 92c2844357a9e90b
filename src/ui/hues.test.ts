import { expect, test } from 'vitest'
import { chromaHue, HUES, trackHues } from './hues.ts'

test('hues agree with published OKLCH values', () => {
  // CSS Color 4, sample conversions: red 0.2577 / 29.23, lime 0.2948 / 142.5, blue 0.3132 / 264.05
  expect(chromaHue('#ff0000')!.hue).toBeCloseTo(29.23, 1)
  expect(chromaHue('#00ff00')!.hue).toBeCloseTo(142.5, 1)
  expect(chromaHue('#0000ff')!.hue).toBeCloseTo(264.05, 1)
  expect(chromaHue('#ff0000')!.chroma).toBeCloseTo(0.2577, 3)
  expect(chromaHue('red')).toBeNull()
})

test('greys and what is no colour are grey', () => {
  expect(trackHues([{ id: 'a', colour: '#777777' }]).get('a')).toBe('grey')
  expect(trackHues([{ id: 'a', colour: '' }]).get('a')).toBe('grey')
})

test('tracks of one colour are told apart while there are hues left, and never fail after', () => {
  const tracks = Array.from({ length: HUES + 6 }, (_, n) => ({ id: `t${n}`, colour: '#cc0000' }))
  const hues = trackHues(tracks)
  expect(new Set([...hues.values()].slice(0, HUES)).size).toBe(HUES)
  expect(hues.size).toBe(tracks.length)
  expect(trackHues(tracks.slice(0, 3))).toEqual(new Map([...hues].slice(0, 3)))
})
