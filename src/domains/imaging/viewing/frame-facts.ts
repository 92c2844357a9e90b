import type { FileTables } from '#src/lib/imaging/lut/index.ts'
import type { FrameFacts, InstanceIndex } from '#src/lib/imaging/study-index.ts'
import { curveOf, fileWindow } from '#src/lib/imaging/window.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import { first, inside, item, items, numbers, text, vector } from './read-json.ts'

/** What of a header can differ from frame to frame, of the groups of one of them (itself, shared, its own). */
export function readGroups(groups: readonly DicomJson[]): Required<
  Pick<FrameFacts, 'slope' | 'intercept' | 'windows'>
> & {
  readonly orientation?: readonly number[]
} {
  const rescale = inside(groups, '00289145')
  const orientation = vector(inside(groups, '00209116'), '00200037', 6)
  return {
    slope: first(rescale, '00281053') || 1,
    intercept: first(rescale, '00281052') ?? 0,
    windows: windowsOf(inside(groups, '00289132')),
    ...(orientation ? { orientation: orientation.map((n) => Math.round(n * 1e6) / 1e6) } : {}),
  }
}

function windowsOf(groups: DicomJson): InstanceIndex['windows'] {
  const centers = numbers(groups, '00281050')
  const widths = numbers(groups, '00281051')
  const names = text(groups, '00281055').split('\\')
  const curve = curveOf(text(groups, '00281056'))
  const windows = centers.flatMap((center, i) => {
    const window = fileWindow(center, widths[i], curve)
    if (!window) return []
    // De-identification can leave fewer names than windows: none is then known to be of which.
    const name = names.length === centers.length ? names[i]?.trim().slice(0, 32) : ''
    return [{ ...window, ...(name && name !== 'REMOVED' ? { name } : {}) }]
  })
  return windows.slice(0, 8)
}

/**
 * What single frames of an enhanced object say otherwise than its first one (PS3.3 C.7.6.16): window, tables, rescale, orientation,
 * size of a pixel. Undefined where none does.
 */
export function perFrameOf(header: DicomJson, frames: number, tables?: FileTables | null): FrameFacts[] | undefined {
  const own = items(header, '52009230')
  if (own.length !== frames || frames < 2) return undefined
  const shared = item(header, '52009229')
  const read = own.map((frame, i): FrameFacts => {
    const groups = [header, ...(shared ? [shared] : []), frame]
    const spacing = vector(inside(groups, '00289110'), '00280030', 2) as [number, number] | null
    return {
      ...readGroups(groups),
      ...(tables?.modality ? { slope: 1, intercept: 0 } : {}),
      ...(tables && tables.luts.length > 1 ? { luts: tables.luts[i] ?? [] } : {}),
      ...(spacing && spacing[0] > 0 && spacing[1] > 0 ? { spacing } : {}),
    }
  })
  const base = Object.entries(read[0]!).map(([key, value]) => [key, JSON.stringify(value)] as const)
  const said = new Map(base)
  const other = read.map((frame): FrameFacts =>
    Object.fromEntries(Object.entries(frame).filter(([key, v]) => JSON.stringify(v) !== said.get(key))),
  )
  return other.some((frame) => Object.keys(frame).length > 0) ? other : undefined
}

/** Days of a month do not matter: frames of one run are seconds apart. */
const MS_OF_DAY = 86_400_000
const LONGEST_PAUSE = 10_000

/** Intervals between frames in ms, the first one 0, from when each was taken; undefined unless that is known of all and rises. */
export function intervalsOf(header: DicomJson): number[] | undefined {
  const times = items(header, '52009230').map((frame) => {
    const content = item(frame, '00209111') ?? {}
    return clock(text(content, '00189074') || text(content, '00189151'))
  })
  if (times.length < 2) return undefined
  const steps = times.map((time, i) => {
    const step = i === 0 ? 0 : time - times[i - 1]!
    return Math.round((step < -MS_OF_DAY / 2 ? step + MS_OF_DAY : step) * 100) / 100
  })
  return steps.slice(1).every((step) => step > 0 && step <= LONGEST_PAUSE) ? steps : undefined
}

/** Time of day of a DT value in ms; NaN when it has none. */
function clock(value: string): number {
  const found = /^\d{8}(\d\d)(\d\d)(\d\d(?:\.\d{1,6})?)/.exec(value)
  return found ? ((Number(found[1]) * 60 + Number(found[2])) * 60 + Number(found[3])) * 1000 : NaN
}
