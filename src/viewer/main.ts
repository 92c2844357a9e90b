/// <reference types="vite/client" />
import { h, render } from 'preact'
import { decodeView, encodeView } from '#src/lib/imaging/view-address.ts'
import { keyboard } from './actions.ts'
import type { ViewerConfig } from './config.ts'
import { App } from './ui/app.tsx'
import { ImageViewer } from './viewer.ts'
import type { Part, Tool } from './viewport.ts'
import './styles/base.css'
import './styles/bars.css'
import './styles/panes.css'
import './styles/strips.css'
import './styles/sheets.css'
import './styles/notices.css'
import './styles/phone.css'
import './styles/plain.css'

/** Parts of others, fetched once the first image stands. */
const parts = import.meta.glob<Part>([
  './tools/index.ts',
  './tools/index.tsx',
  './seg/index.ts',
  './seg/index.tsx',
  './discussion/index.ts',
  './discussion/index.tsx',
])

const ORDER = ['tools', 'seg', 'discussion']
const folderOf = (path: string): string => path.split('/')[1]!

async function start(root: HTMLElement): Promise<void> {
  const written = JSON.parse(
    root.querySelector('script[type="application/json"]')?.textContent ?? 'null',
  ) as ViewerConfig
  const query = new URLSearchParams(location.search)
  const asked = query.get('view')
  const view = (asked ? decodeView(asked) : null) ?? written.view
  const redraws = new Set<() => void>()
  let waiting = false
  const viewer = new ImageViewer({ ...written, view }, () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      for (const redraw of redraws) redraw()
    })
  })
  viewer.registerTool(crosshair(viewer))
  viewer.setLayout('1')
  const first = new Promise<void>((resolve) => {
    document.addEventListener('viewer:first-image', () => resolve(), { once: true })
    // Parts also come where no image can be shown.
    setTimeout(resolve, 8000)
  })
  // The first image is asked for before the interface is drawn: it is drawn while the bytes are on their way.
  const opened = viewer.open(query.get('series'))
  await Promise.race([opened, new Promise((resolve) => setTimeout(resolve, 400))])
  root.replaceChildren()
  render(
    h(App, {
      viewer,
      subscribe: (redraw: () => void) => {
        redraws.add(redraw)
        return () => void redraws.delete(redraw)
      },
    }),
    root,
  )
  keyboard(viewer)
  keepAddress(viewer)
  void first.then(() => void Promise.all([install(viewer), faces(viewer)]))
  // For tests and for those who look from the console; holds nothing that the page does not show.
  Object.assign(root, { viewer })
}

/** The address says what is shown: reloading, going back and copying it lead to the same image. */
function keepAddress(viewer: ImageViewer): void {
  let timer = 0
  const later = (): void => {
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      const view = viewer.state$.ready ? viewer.state() : null
      if (!view) return
      const address = new URL(location.href)
      address.searchParams.set('view', encodeView(view))
      history.replaceState(history.state, '', address)
    }, 1000)
  }
  viewer.on('frame', later)
  viewer.on('view', later)
}

/**
 * The society's letters come after the first image: their rules, and by these the files for what stands on the page. What
 * stands on canvases is drawn anew when they have come.
 */
async function faces(viewer: ImageViewer): Promise<void> {
  const { lang, title } = viewer.config
  const korean = lang === 'ko' || /[\u3131-\u318e\uac00-\ud7a3]/.test(title)
  document.fonts.addEventListener('loadingdone', () => {
    for (const pane of viewer.panes) pane.redraw()
  })
  await Promise.all([import('#src/ui/styles/fonts.css'), korean ? import('#src/ui/styles/hangul.css') : null])
}

async function install(viewer: ImageViewer): Promise<void> {
  const { marks, comments } = viewer.config
  const wanted = Object.keys(parts).filter((path) =>
    path.startsWith('./discussion/') ? comments !== null : marks !== null,
  )
  // Fetched together, installed in this order: tools and panels stand at the same place every time.
  const fetched = wanted
    .toSorted((a, b) => ORDER.indexOf(folderOf(a)) - ORDER.indexOf(folderOf(b)))
    .map((path) => parts[path]!())
  for (const part of await Promise.allSettled(fetched)) {
    if (part.status === 'rejected') reportError(part.reason)
    else Promise.resolve(part.value.install(viewer)).catch(reportError)
  }
}

/** The tool of cuts: pressed or dragged, the other planes go there. */
const crosshair = (viewer: ImageViewer): Tool => ({
  name: 'crosshair',
  label: viewer.t('crosshair'),
  icon: 'M12 2v7M12 15v7M2 12h7M15 12h7',
  group: 'view',
  cursor: 'crosshair',
  pointerdown: (event, pane) =>
    viewer.mpr.press(
      event,
      viewer.panes.find(({ id }) => id === pane.id)!,
    ),
  pointermove: (event, pane) =>
    viewer.mpr.drag(
      event,
      viewer.panes.find(({ id }) => id === pane.id)!,
    ),
  pointerup: () => viewer.mpr.release(),
  cancel: () => viewer.mpr.release(),
})

const root = document.getElementById('viewer')
if (root) void start(root)
