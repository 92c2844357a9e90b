import { expect, test } from 'vitest'
import type { Mark } from '#src/lib/imaging/mark.ts'
import type { Viewer, Viewport } from '../viewport.ts'
import { Board } from './board.ts'
import type { MarkStore } from './store.ts'

/** A board over marks that are only kept in memory. */
function someBoard() {
  const marks = new Map<string, Mark>()
  const store = {
    get: (id: string) => {
      const mark = marks.get(id)
      return mark && { mark, server: null, status: 'saved' as const }
    },
    put: (mark: Mark) => void marks.set(mark.id, mark),
    remove: (id: string) => void marks.set(id, { ...marks.get(id)!, deleted: true }),
  } as unknown as MarkStore
  const viewport = {
    frame: { study: '1', series: '2', instance: '3', frame: 1 },
    window: { center: 40, width: 400 },
    redraw: () => {},
  } as unknown as Viewport
  const viewer = {
    config: { lang: 'en', person: null },
    viewports: [viewport],
    active: viewport,
    state: () => null,
    say: () => {},
    refreshPanels: () => {},
  } as unknown as Viewer
  const there = () => [...marks.values()].filter(({ deleted }) => !deleted)
  return { board: new Board(viewer, store), viewport, there }
}

test('what was drawn, labelled and deleted is undone step by step, and done again', () => {
  const { board, viewport, there } = someBoard()
  expect([board.mayUndo, board.mayRedo]).toEqual([false, false])
  const points = [
    [1, 1],
    [9, 1],
  ] as const
  const { id } = board.add(viewport, { kind: 'length', points })!
  board.change(id, { text: 'neck' })
  board.remove(id)
  expect(there()).toEqual([])

  board.undo()
  expect(there()).toMatchObject([{ id, text: 'neck', points }])
  board.undo()
  expect(there()).toMatchObject([{ id, text: '' }])
  board.undo()
  expect(there()).toEqual([])
  expect([board.mayUndo, board.mayRedo]).toEqual([false, true])
  board.undo()

  board.redo()
  board.redo()
  expect(there()).toMatchObject([{ id, text: 'neck' }])
  expect(board.selected).toBe(id)
  board.redo()
  expect(there()).toEqual([])
  expect(board.selected).toBeNull()
  expect(board.mayRedo).toBe(false)
})

test('a new stroke after going back leaves nothing to be done again', () => {
  const { board, viewport, there } = someBoard()
  board.add(viewport, { kind: 'point', points: [[1, 1]] })
  board.undo()
  board.add(viewport, { kind: 'point', points: [[5, 5]] })
  expect(board.mayRedo).toBe(false)
  board.redo()
  expect(there()).toMatchObject([{ points: [[5, 5]] }])
})
