import { expect, it } from 'vitest'
import { A_PAGE, pagesOf, sampleFrames } from './query.ts'
import { textLike } from './text-like.ts'

it('samples a run by its first, its last and frames between', () => {
  expect(sampleFrames(1)).toEqual([1])
  expect(sampleFrames(6)).toEqual([1, 2, 3, 4, 5, 6])
  expect(sampleFrames(96)).toEqual([1, 20, 39, 58, 77, 96])
})

it('puts every object on exactly one page, about as many pictures on each', () => {
  const frames = Array.from({ length: 100 }, (_, i) => (i % 7 === 0 ? 96 : 1))
  const pages = pagesOf(frames)
  expect(pages.flat()).toEqual(frames.map((_, i) => i))
  for (const page of pages) {
    const pictures = page.reduce((sum, i) => sum + sampleFrames(frames[i]!).length, 0)
    expect(pictures).toBeLessThanOrEqual(A_PAGE)
  }
  expect(pages.length).toBeLessThan(11)
  expect(pagesOf([])).toEqual([])
})

it('points at drawn letters and not at noise or edges of anatomy', () => {
  const [width, height] = [256, 256]
  const data = new Uint8Array(width * height)
  for (let i = 0; i < data.length; i += 1) data[i] = (i * 7919) % 40
  for (let y = 60; y < 200; y += 1) for (let x = 80; x < 180; x += 1) data[y * width + x] = 160
  const picture = { width, height, channels: 1 as const, data }
  expect(textLike(picture)).toEqual([])
  // Strokes two pixels wide on black, as a machine writes names.
  for (let y = 4; y < 30; y += 1)
    for (let x = 8; x < 120; x += 1) data[y * width + x] = x % 6 < 2 && y % 20 < 17 ? 255 : 0
  const [box] = textLike(picture)
  expect(box!.x).toBeLessThanOrEqual(16)
  expect(box!.y + box!.height).toBeLessThan(60)
})
