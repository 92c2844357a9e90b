import type { Viewer } from '../viewport.ts'
import { fullestFrame } from './masks.ts'
import { Overlay } from './overlay.ts'
import { mountPanel } from './panel.tsx'
import { words } from './words.ts'
import './seg.css'

const ICON = 'M4 13c0-5 4-9 9-8s8 5 6 10-7 6-10 4-5-2-5-6zM9 11c1-2 4-3 5-1s0 4-2 4-4-1-3-3z'
const CLASSES = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.66\.[47]$/

/** The address asked for the segmentation itself: its list opens, and the image on which it is largest. */
async function showAsked(viewer: Viewer, overlay: Overlay, index: Viewer['indexes'][number]): Promise<void> {
  const one = overlay.shown.find(({ segmentation }) => segmentation.series === viewer.asked)
  if (!one || one.study !== index.study) return
  viewer.openPanel('segments')
  const at = typeof one.masks === 'object' && one.masks ? fullestFrame(one.masks) : null
  const series = index.series.find(({ instances }) => instances.some(({ uid }) => uid === at?.instance))
  if (at && series) await viewer.go({ study: one.study, series: series.uid, ...at })
}

/** Segmentations above the images; nothing is fetched for studies that have none. */
export function install(viewer: Viewer): void {
  // In a quiz what was segmented is the answer.
  if (viewer.config.hideFindings) return
  const overlay = new Overlay(viewer)
  let registered = false
  const take = (index: Viewer['indexes'][number]): void => {
    if (!index.objects.some(({ sopClass }) => CLASSES.test(sopClass))) return
    if (!registered) {
      registered = true
      viewer.addLayer(overlay.layer)
      viewer.registerPanel({
        name: 'segments',
        label: words(viewer.config.lang)('segments'),
        icon: ICON,
        badge: () => overlay.shown.reduce((sum, { segmentation }) => sum + (segmentation.segments?.length ?? 0), 0),
        mount: (element) => mountPanel(element, overlay),
      })
    }
    if (!overlay.shown.some(({ study }) => study === index.study))
      void overlay.load(index.study).then(() => showAsked(viewer, overlay, index))
  }
  for (const index of viewer.indexes) take(index)
  viewer.on('index', ({ index }) => take(index))
}
