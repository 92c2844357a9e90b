import { expect, test } from 'vitest'
import type { WindowCurve } from '#src/lib/imaging/view.ts'
import { readDicom } from '../index.ts'
import { readPresentation, writePresentation } from './index.ts'
import { testImageRef, testMarks, testPresentation } from './testing.ts'

test('windows of a presentation state keep their curve; those of the same figures and another curve are others', () => {
  const mark = (n: number, curve?: WindowCurve) => ({
    ...testMarks[0]!,
    id: `01890000-0000-7000-8000-10000000000${n}`,
    image: testImageRef(n),
    window: { center: 0.5, width: curve ? 0.25 : 1, ...(curve ? { curve } : {}) },
  })
  const file = readDicom(
    writePresentation({
      ...testPresentation,
      marks: [mark(1), mark(2, 'exact'), mark(3, 'sigmoid'), mark(4, 'sigmoid')],
    }),
  )
  if (!file.ok) throw new Error(file.message)
  expect(readPresentation(file)!.windows.map(({ images, window }) => [images.length, window])).toEqual([
    [1, { center: 0.5, width: 1 }],
    [1, { center: 0.5, width: 0.25, curve: 'exact' }],
    [2, { center: 0.5, width: 0.25, curve: 'sigmoid' }],
  ])
})
