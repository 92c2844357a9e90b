import type { Word } from './messages.ts'
import { windowTogether } from './mode/linked.ts'
import { applyPreset, presetsOf } from './ui/windows.tsx'
import { chooseStack } from './ui/series-list.tsx'
import type { ImageViewer } from './viewer.ts'

export interface Command {
  readonly key: string
  readonly word: Word
  readonly run: (viewer: ImageViewer) => void
}

export function toggleFullscreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void document.documentElement.requestFullscreen?.().catch(() => {})
}

const sheet = (name: string) => (viewer: ImageViewer) => {
  viewer.state$.sheet = viewer.state$.sheet === name ? null : name
  viewer.changed()
}

export const flip = (name: 'linked' | 'lines' | 'info' | 'levels') => (viewer: ImageViewer) => {
  viewer.state$[name] = !viewer.state$[name]
  windowTogether(viewer)
  for (const pane of viewer.panes) {
    viewer.corner(pane)
    pane.redraw()
  }
  viewer.changed()
}

export const toggleMpr = (viewer: ImageViewer): void => (viewer.mpr.on ? viewer.mpr.leaveTo() : viewer.mpr.enter())

/** Single letters; arrows and digits are read in `keyboard`. */
export const COMMANDS: readonly Command[] = [
  { key: 's', word: 'scroll', run: (v) => v.chooseTool('scroll') },
  { key: 'w', word: 'window', run: (v) => v.chooseTool('window') },
  { key: 'z', word: 'zoom', run: (v) => v.chooseTool('zoom') },
  { key: 'p', word: 'pan', run: (v) => v.chooseTool('pan') },
  { key: 'f', word: 'fit', run: (v) => v.active.fit() },
  { key: 'r', word: 'turn', run: (v) => v.active.turn() },
  { key: 'i', word: 'invert', run: (v) => v.active.invert() },
  { key: ' ', word: 'play', run: (v) => v.cine.toggle() },
  { key: 'd', word: 'dsaLong', run: (v) => v.dsa.toggle(v.active) },
  { key: 'm', word: 'mprLong', run: toggleMpr },
  { key: 'y', word: 'linked', run: flip('linked') },
  { key: 'x', word: 'lines', run: flip('lines') },
  { key: 'o', word: 'info', run: flip('info') },
  { key: 'u', word: 'fullscreen', run: toggleFullscreen },
  { key: 'h', word: 'help', run: sheet('help') },
]

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]') !== null

/** Keys of the whole window; those of fields and of the chosen tool come first. */
export function keyboard(viewer: ImageViewer): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
    const pane = viewer.active
    const tool = viewer.tools.find(({ name }) => name === viewer.tool)
    if (tool?.keydown?.(event, pane)) {
      event.preventDefault()
      return
    }
    if (handle(viewer, event)) event.preventDefault()
  })
}

function handle(viewer: ImageViewer, event: KeyboardEvent): boolean {
  const { key } = event
  const pane = viewer.active
  const onInput = event.target instanceof HTMLInputElement
  // A box that was ticked has no use for arrows.
  const onSlider = onInput && event.target.type !== 'checkbox'
  const onButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement
  if (key.startsWith('Arrow') && onSlider) return false
  if ((key === ' ' || key === 'Enter') && (onButton || onInput)) return false
  const arrows: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  }
  const arrow = arrows[key]
  if (arrow && viewer.dsa.isOn(pane)) {
    const step = event.shiftKey ? 0.1 : 1
    viewer.dsa.shift(pane, [arrow[0] * step, arrow[1] * step])
    return true
  }
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -10,
    PageDown: 10,
    Home: -1e6,
    End: 1e6,
    ',': -1,
    '.': 1,
  }
  const step = steps[key]
  if (step !== undefined) {
    pane.go(pane.index + step, true)
    return true
  }
  if (arrow) {
    const now = viewer.stackIn(pane)
    const next = now && viewer.stacks[viewer.stacks.indexOf(now) + arrow[0]]
    if (next) chooseStack(viewer, next)
    return true
  }
  if (key === '+' || key === '=') pane.zoomBy(1.25)
  else if (key === '-') pane.zoomBy(0.8)
  else if (key === '?') sheet('help')(viewer)
  else if (key === 'Escape') {
    if (viewer.state$.sheet || viewer.state$.panel) {
      viewer.state$.sheet = null
      viewer.openPanel(null)
    } else viewer.chooseTool(viewer.mpr.on ? 'crosshair' : 'window')
  } else if (/^[0-9]$/.test(key)) {
    const preset = presetsOf(viewer).find((one) => one.key === key)
    if (!preset) return false
    applyPreset(viewer, preset)
  } else {
    const letter = key.toLowerCase()
    const command = COMMANDS.find((one) => one.key === letter)
    const tool = viewer.tools.find((one) => one.key === letter)
    const panel = viewer.panels.find((one) => one.key === letter)
    const action = viewer.actions.find((one) => one.key === letter)
    if (command) command.run(viewer)
    else if (tool) viewer.chooseTool(tool.name)
    else if (panel) viewer.openPanel(viewer.state$.panel === panel.name ? null : panel.name)
    else if (action) void action.run()
    else return false
  }
  return true
}
