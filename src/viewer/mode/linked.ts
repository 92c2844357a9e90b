import { dot } from '#src/lib/imaging/geometry.ts'
import { nearestSlice, sameSpace } from './scout.ts'
import type { Pane } from '../pane/pane.ts'

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
