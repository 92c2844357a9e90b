import { dot, minus } from '#src/lib/imaging/geometry.ts'
import { sameWindow } from '#src/lib/imaging/view.ts'
import { isColour, type Stack } from '../load/stack.ts'
import type { Pane } from '../pane/pane.ts'
import type { ImageViewer } from '../viewer.ts'
import { nearestSlice, sameSpace } from './scout.ts'

/**
 * Lets another pane follow one that was scrolled by `step`: to the nearest place where both share a frame of reference and lie
 * parallel; nowhere where they cross; else by as many images, which is said on screen (`by-number`).
 */
export function follow(pane: Pane, other: Pane, step: number): 'by-place' | 'by-number' | null {
  const { source } = other
  if (!source || source.count < 2) return null
  const plane = pane.source?.plane(pane.index)
  const own = source.plane(other.index)
  if (!plane || !own || !sameSpace(pane, other)) {
    other.go(other.index + step)
    return 'by-number'
  }
  if (Math.abs(dot(plane.normal, own.normal)) <= 0.98) return null
  other.go(nearestSlice(other, plane.origin) ?? other.index)
  return 'by-place'
}

/**
 * The image of a stack that lies where the pane's lies: the same level of another phase. null where they do not share a frame
 * of reference or are not parallel.
 */
export function levelIn(stack: Stack, pane: Pane): number | null {
  const plane = pane.source?.plane(pane.index)
  const space = pane.source?.unit(pane.index)?.of.space
  if (!plane || !space) return null
  let best: number | null = null
  let least = Infinity
  for (const [i, { plane: own, of }] of stack.units.entries()) {
    if (!own || of.space !== space || Math.abs(dot(plane.normal, own.normal)) <= 0.98) continue
    const away = Math.abs(dot(minus(plane.origin, own.origin), own.normal))
    if (away < least) [best, least] = [i, away]
  }
  return best
}

/** Gives the window of the active pane to those whose values mean the same: always among cuts, else where it is asked for. */
export function windowTogether(viewer: ImageViewer): void {
  const { active } = viewer
  const scale = scaleOf(active)
  if (!viewer.mpr.on && !viewer.state$.levels) return
  for (const pane of viewer.panes) {
    if (pane === active || (!viewer.mpr.on && (!scale || scaleOf(pane) !== scale))) continue
    // As in the file is as in the file of each.
    if (active.hasOwnWindow ? !sameWindow(pane.window, active.window) : pane.hasOwnWindow)
      pane.setWindow(active.hasOwnWindow ? active.window : null)
  }
}

/**
 * Runs `show`, which puts a series into a pane: where panes are windowed together it comes with the window of those whose
 * values mean the same, and takes it from none of them.
 */
export function joinWindows(viewer: ImageViewer, pane: Pane, show: () => void): void {
  const others = viewer.panes.filter((other) => other !== pane && other.hasOwnWindow)
  const windows = new Map(others.map((other) => [scaleOf(other), other.window]))
  show()
  const scale = scaleOf(pane)
  const window = viewer.state$.levels && scale && !pane.hasOwnWindow ? windows.get(scale) : undefined
  if (window) pane.setWindow(window)
}

/** What the values of a pane are; '' where they are not values. */
function scaleOf(pane: Pane): string {
  const of = pane.source?.unit(pane.index)?.of
  if (!of || isColour(of)) return ''
  return `${pane.frame?.modality} ${of.unit} ${pane.subtracted}`
}
