import { cutLine, dot, minus } from '#src/lib/imaging/geometry.ts'
import type { Stack } from '../load/stack.ts'
import type { Pane } from '../pane/pane.ts'
import type { ScreenPoint, Tool, Vec3 } from '../viewport.ts'

/** Whether what stands in two panes has places in one space. */
export function sameSpace(a: Pane, b: Pane): boolean {
  const [first, second] = [a.source?.unit(a.index)?.of.space, b.source?.unit(b.index)?.of.space]
  return first !== undefined && first === second
}

/** The slice of the pane that is nearest to a place in the patient; null where its images have no place. */
export function nearestSlice(pane: Pane, place: Vec3): number | null {
  const { source } = pane
  let best: number | null = null
  let least = Infinity
  for (let i = 0; source && i < source.count; i += 1) {
    const plane = source.plane(i)
    const away = plane ? Math.abs(dot(minus(place, plane.origin), plane.normal)) : Infinity
    if (away < least) [best, least] = [i, away]
  }
  return best
}

/** Panes whose present image cuts that of this one, each with the line on the screen. */
export function cutsOn(pane: Pane, panes: readonly Pane[]): { other: Pane; from: ScreenPoint; to: ScreenPoint }[] {
  const own = pane.source?.plane(pane.index)
  if (!own || pane.kind === 'plane') return []
  return panes.flatMap((other) => {
    const plane = other === pane || other.kind === 'plane' ? null : other.source?.plane(other.index)
    if (!plane || !sameSpace(pane, other)) return []
    const ends = cutLine(own, pane.source!.size(pane.index), plane, other.source!.size(other.index))
    return ends ? [{ other, from: pane.toScreen(ends[0]), to: pane.toScreen(ends[1]) }] : []
  })
}

/** The pane whose line passes within `reach` pixels of a point. */
export function lineUnder(pane: Pane, panes: readonly Pane[], [x, y]: ScreenPoint, reach: number): Pane | null {
  for (const { other, from, to } of cutsOn(pane, panes)) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const t = Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy || 1)))
    if (Math.hypot(from[0] + t * dx - x, from[1] + t * dy - y) <= reach) return other
  }
  return null
}

export const isScout = (pane: Pane): boolean => pane.source?.unit(pane.index)?.of.localiser === true

/** Another pane goes to the slice that passes through this point of the pane. */
function send(pane: Pane, other: Pane, point: ScreenPoint): void {
  const place = pane.toPatient(pane.toImage(point))
  const at = place && nearestSlice(other, place)
  if (at !== null) other.go(at, true)
}

/** A reference line that was taken hold of: the slice goes along with the hand. */
export function grabLine(pane: Pane, panes: readonly Pane[], point: ScreenPoint, touch: boolean): Tool | null {
  const other = lineUnder(pane, panes, point, touch ? 22 : 7)
  if (!other) return null
  return {
    name: 'line',
    label: '',
    icon: '',
    group: 'view',
    pointermove: (event) => send(pane, other, event.screen),
  }
}

/** A press on a scout: what is cut there is shown. */
export function tapScout(pane: Pane, panes: readonly Pane[], point: ScreenPoint): void {
  if (isScout(pane)) for (const { other } of cutsOn(pane, panes)) send(pane, other, point)
}

/** The scout of a stack: an image of a localiser in its space that its middle slice cuts; null where there is none. */
export function scoutOf(stacks: readonly Stack[], stack: Stack): { stack: Stack; index: number } | null {
  const middle = stack.units[stack.units.length >> 1]
  if (!middle?.plane || middle.of.localiser) return null
  for (const other of stacks)
    for (const { of, plane, ordinal } of other.units) {
      if (!of.localiser || !plane || other.study !== stack.study || of.space !== middle.of.space || !of.space) continue
      if (cutLine(plane, of, middle.plane, middle.of)) return { stack: other, index: ordinal }
    }
  return null
}
