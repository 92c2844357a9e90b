import { render } from 'preact'
import { ToolButton } from '../ui/parts.tsx'
import type { Board } from './board.ts'
import { labelMark } from './field.ts'
import { iconOf } from './tools.ts'

/**
 * A few large buttons at the foot of the image while one draws: back and forth, words for the chosen mark, away with it. A
 * finger has neither Ctrl+Z nor a delete key.
 */
export function pill(board: Board): void {
  const { viewer, t } = board
  const bar = document.createElement('div')
  bar.className = 'mark-pill'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', t('marks'))

  const chosen = () => {
    const mark = board.selected === null ? undefined : board.store.get(board.selected)?.mark
    const { frame } = viewer.active
    return mark?.mine && mark.instance === frame?.instance && mark.frame === frame.frame ? mark : undefined
  }
  const follow = (): void => {
    const mark = chosen()
    const { mayUndo, mayRedo } = board
    const drawing = viewer.tool.startsWith('mark-')
    // Not under a hand that draws.
    if (board.draft !== null || board.held !== null || !(mark || (drawing && (mayUndo || mayRedo)))) {
      bar.remove()
      return
    }
    render(
      <>
        <ToolButton path={iconOf('undo')} label={t('undo')} disabled={!mayUndo} onPress={() => board.undo()} />
        <ToolButton path={iconOf('redo')} label={t('redo')} disabled={!mayRedo} onPress={() => board.redo()} />
        {mark && mark.kind !== 'key' ? (
          <ToolButton
            path={iconOf('text')}
            label={t('label')}
            onPress={() => labelMark(board, viewer.active, mark.id)}
          />
        ) : null}
        {mark ? <ToolButton path={iconOf('trash')} label={t('remove')} onPress={() => board.remove(mark.id)} /> : null}
      </>,
      bar,
    )
    if (bar.parentElement !== viewer.active.element) viewer.active.element.append(bar)
  }
  board.subscribe(follow)
  viewer.on('tool', follow)
  viewer.on('active', follow)
  viewer.on('frame', follow)
}
