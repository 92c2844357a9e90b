import type { Viewer } from '../viewport.ts'
import { Desk } from './desk.ts'
import { mountPanel } from './panel.tsx'
import { pinTool } from './pin-tool.ts'
import { pinsLayer } from './pins.ts'
import './discussion.css'

/** The discussion of a case in the viewer: arrows that become comments, comments that lead to what they point at. */
export async function install(viewer: Viewer): Promise<void> {
  const { comments } = viewer.config
  if (comments === null) return
  const desk = new Desk(viewer, comments)
  viewer.registerPanel({
    name: 'discussion',
    label: desk.t('discussion'),
    icon: 'M4 5h16v11H10l-4 4v-4H4z',
    // Every letter is taken.
    key: ';',
    badge: () => desk.count,
    mount: (element) => {
      void desk.loadMarks()
      return mountPanel(element, desk)
    },
  })
  viewer.addLayer(pinsLayer(desk))
  viewer.registerAction({
    name: 'pins',
    label: desk.t('pins'),
    icon: 'M12 21s6-6.500 6-11a6 6 0 10-12 0c0 4.500 6 11 6 11zM12 8v4',
    rare: true,
    pressed: () => desk.pins,
    run: () => desk.showPins(!desk.pins),
  })
  // While somebody scrolls, the panel waits: it only says which comments are of this image.
  let waiting: ReturnType<typeof setTimeout> | undefined
  viewer.on('frame', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => desk.moved(), 200)
  })
  // On a poor line it may be read late; whether one may write is known only then.
  await desk.store.load()
  for (let pause = 2_000; desk.store.talk === null; pause = Math.min(pause * 2, 60_000)) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    await desk.store.load()
  }
  if (desk.store.talk.can.write)
    viewer.registerTool(
      pinTool(viewer, { label: desk.t('pin'), short: desk.t('pinShort') }, (arrow) => desk.placed(arrow)),
    )
  desk.store.follow()
}
