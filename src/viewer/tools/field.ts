import type { ImagePoint } from '#src/lib/imaging/view.ts'
import type { Viewport } from '../viewport.ts'
import { type Board, shapeOf } from './board.ts'

const LONGEST = 200

/** A field in the pane, beside the mark: Enter keeps what was typed, Escape gives null, leaving keeps. One at a time. */
export function askLabel(
  board: Board,
  viewport: Viewport,
  at: ImagePoint,
  text: string,
  done: (text: string | null) => void,
): void {
  viewport.element.querySelector('.mark-field')?.remove()
  const input = document.createElement('input')
  input.className = 'mark-field'
  input.maxLength = LONGEST
  input.value = text
  input.placeholder = board.t('labelHint')
  input.setAttribute('aria-label', board.t('label'))
  input.autocomplete = 'off'
  const [x, y] = viewport.toScreen(at)
  const width = Math.min(260, viewport.width - 16)
  input.style.width = `${width}px`
  input.style.left = `${Math.max(8, Math.min(x + 8, viewport.width - width - 8))}px`
  input.style.top = `${Math.max(8, Math.min(y + 8, viewport.height - 52))}px`
  let over = false
  const end = (value: string | null): void => {
    if (over) return
    over = true
    input.remove()
    done(value === null ? null : value.trim())
  }
  input.addEventListener('keydown', (event) => {
    event.stopPropagation()
    // While a syllable is being composed Enter belongs to the input method.
    if (event.isComposing) return
    if (event.key === 'Enter') end(input.value)
    else if (event.key === 'Escape') end(null)
  })
  input.addEventListener('blur', () => end(input.value))
  input.addEventListener('pointerdown', (event) => event.stopPropagation())
  viewport.element.append(input)
  // After the press that asked for it has ended; it would take the focus back.
  setTimeout(() => input.focus(), 0)
}

/** Asks for the words of a mark beside it, and keeps them. */
export function labelMark(board: Board, viewport: Viewport, id: string): void {
  const mark = board.store.get(id)?.mark
  const shape = mark ? shapeOf(mark) : null
  if (!mark || !shape) return
  askLabel(board, viewport, shape.points[shape.kind === 'arrow' ? 1 : 0]!, mark.text, (text) => {
    if (text !== null && text !== board.store.get(id)?.mark.text) board.change(id, { text })
    // A text without words is nothing.
    else if (mark.kind === 'text' && mark.text === '' && !text) board.store.remove(id)
  })
}
