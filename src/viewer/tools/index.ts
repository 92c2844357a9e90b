import { shelfOf } from '../shelf.ts'
import type { Viewer } from '../viewport.ts'
import { Board } from './board.ts'
import { Findings } from './findings.ts'
import { findingsLayer } from './findings-layer.ts'
import { marksLayer } from './layer.ts'
import { mountPanel } from './panel.tsx'
import { pill } from './pill.tsx'
import { MarkStore } from './store.ts'
import { iconOf, toolsOf } from './tools.ts'
import './tools.css'

const REFRESH = 45_000

/** Measuring and drawing: tools, marks on the images, their list. */
export async function install(viewer: Viewer): Promise<void> {
  const { config } = viewer
  if (config.marks === null) return
  const base = new URL(config.marks, location.href).pathname
  const person = config.person?.id ?? ''
  const store = new MarkStore(
    base,
    config.studies,
    {
      changed: () => board.changed(),
      refused: (_mark, code) => viewer.say(board.t(code === 'too-many' ? 'tooMany' : 'failedLong'), { error: true }),
      conflict: (mine) =>
        viewer.say(board.t('conflict'), {
          error: true,
          action: { label: board.t('keepMine'), run: () => board.change(mine.id, mine) },
        }),
    },
    // What one person has not sent yet.
    shelfOf('local', `hoi-marks:${person}:${config.studies.join(',')}`),
  )
  const board = new Board(viewer, store)
  viewer.addLayer(marksLayer(board))
  const findings = new Findings(viewer)
  viewer.addLayer(findingsLayer(findings))
  if (config.mayMark) {
    for (const tool of toolsOf(board)) viewer.registerTool(tool)
    viewer.registerAction(keyImage(board))
    document.addEventListener('keydown', (event) => {
      const field = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null
      const key = event.key.toLowerCase()
      if (field || !(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) board.redo()
      else board.undo()
    })
    pill(board)
  }
  viewer.registerPanel({
    name: 'marks',
    label: board.t('marks'),
    icon: iconOf('list'),
    key: 'j',
    badge: () => board.all.length + findings.count,
    mount: (element) => mountPanel(element, board, findings),
  })
  for (const index of viewer.indexes) findings.take(index)
  viewer.on('index', ({ index }) => findings.take(index))
  window.addEventListener('online', () => store.again())
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return
    store.again()
    void store.load()
  })
  setInterval(() => {
    if (!document.hidden && navigator.onLine) void store.load()
  }, REFRESH)
  await store.load()
  store.again()
}

/** The star: the image in the active pane is a key image of this person. */
function keyImage(board: Board) {
  const { viewer } = board
  const mine = () => {
    const { frame } = viewer.active
    if (!frame) return undefined
    return board.store.on(frame.instance, frame.frame).find(({ mark }) => mark.kind === 'key' && mark.mine)?.mark
  }
  return {
    name: 'key-image',
    label: board.t('key'),
    icon: iconOf('key'),
    key: 'k',
    pressed: () => mine() !== undefined,
    run: () => {
      const flagged = mine()
      if (flagged) {
        board.store.remove(flagged.id)
        viewer.say(board.t('keyOff'))
      } else if (board.add(viewer.active, null)) viewer.say(board.t('keyOn'))
    },
  }
}
