import { expect, test } from 'vitest'
import type { Shape } from '#src/lib/imaging/view.ts'
import { undrawn } from './outline.ts'

const line = (x: number, y = 2): Shape => ({
  kind: 'length',
  points: [
    [x, y],
    [9, 9],
  ],
})

test('a mark, the pin made of it and the link to it are drawn once, whoever comes first', () => {
  const pane = { drawn: [] as Shape[] }
  expect(undrawn(pane, [line(1), line(5)])).toHaveLength(2)
  // Addresses round.
  const words = { ...line(1.04), text: '5.2 mm' }
  expect(undrawn(pane, [words])).toEqual([])
  expect(undrawn(pane, [{ ...line(1), kind: 'arrow' as const }, line(1, 3)])).toHaveLength(2)
})
