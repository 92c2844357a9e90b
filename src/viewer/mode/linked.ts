import { dot, minus } from '#src/lib/imaging/geometry.ts'
import { sameSpace } from '../pane/lines.ts'
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
  if (Math.abs(dot(plane.normal, own.normal)) <= 0.98) {
    other.redraw()
    return null
  }
  let best = other.index
  let least = Infinity
  for (let i = 0; i < source.count; i += 1) {
    const there = source.plane(i)
    const away = there ? Math.abs(dot(minus(there.origin, plane.origin), plane.normal)) : Infinity
    if (away < least) [best, least] = [i, away]
  }
  other.go(best)
  return 'by-place'
}
