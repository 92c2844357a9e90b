import type { Board } from './board.ts'
import { labelMark } from './field.ts'
import { iconOf } from './tools.ts'

/**
 * A few large buttons at the foot of the image while one draws: back and forth, words for the chosen mark, away with it. A
 * finger has neither Ctrl+Z nor a delete key.
 */
export function pill(board: Board): void {
  const { viewer } = board
  const bar = document.createElement('div')
  bar.className = 'mark-pill'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', board.t('marks'))
  const make = (icon: 'undo' | 'redo' | 'text' | 'trash', label: string, press: () => void): HTMLButtonElement => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'tool'
    button.title = label
    button.setAttribute('aria-label', label)
    button.append(drawing(iconOf(icon)))
    button.addEventListener('click', press)
    bar.append(button)
    return button
  }
  const chosen = () => {
    const mark = board.selected === null ? undefined : board.store.get(board.selected)?.mark
    const { frame } = viewer.active
    return mark?.mine && mark.instance === frame?.instance && mark.frame === frame.frame ? mark : undefined
  }
  const undo = make('undo', board.t('undo'), () => board.undo())
  const redo = make('redo', board.t('redo'), () => board.redo())
  const label = make('text', board.t('label'), () => board.selected && labelMark(board, viewer.active, board.selected))
  const remove = make('trash', board.t('remove'), () => board.selected && board.remove(board.selected))

  const follow = (): void => {
    const mark = chosen()
    const drawing = viewer.tool.startsWith('mark-')
    // Not under a hand that draws.
    const shown = board.draft === null && board.held === null && (mark || (drawing && (board.mayUndo || board.mayRedo)))
    if (!shown) {
      bar.remove()
      return
    }
    undo.disabled = !board.mayUndo
    redo.disabled = !board.mayRedo
    label.hidden = !mark || mark.kind === 'key'
    remove.hidden = !mark
    if (bar.parentElement !== viewer.active.element) viewer.active.element.append(bar)
  }
  board.subscribe(follow)
  viewer.on('tool', follow)
  viewer.on('active', follow)
  viewer.on('frame', follow)
}

function drawing(d: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', d)
  svg.append(path)
  return svg
}
