import { findElement } from '../element.ts'
import type { DicomFile } from '../reader.ts'
import { rawValue } from '../values.ts'
import type { Rgb } from './colour.ts'
import { first, items, numbers, type Reading, reading, text, uid } from './read.ts'

export const STRUCTURES = '1.2.840.10008.5.1.4.1.1.481.3'

/** One outline of a structure: three numbers a point, mm in the patient. */
export interface ReadContour {
  readonly closed: boolean
  readonly points: readonly (readonly number[])[]
}

/** A region of interest of a structure set. */
export interface ReadStructure {
  readonly number: number
  readonly name: string
  /** AUTOMATIC, SEMIAUTOMATIC, MANUAL, or ''. */
  readonly algorithm: string
  /** ml as the object says, '' where it does not. */
  readonly volume: string
  readonly space: string
  readonly rgb: Rgb | null
  readonly contours: readonly ReadContour[]
}

export interface ReadStructures {
  readonly ok: true
  readonly label: string
  readonly equipment: { readonly maker: string; readonly model: string; readonly software: string }
  readonly approved: boolean
  readonly structures: readonly ReadStructure[]
}

/** `class` no structure set · `empty` without an outline · `too-large` more structures or points than are ever drawn */
export type StructuresError = { readonly ok: false; readonly code: 'class' | 'empty' | 'too-large' }

const MOST_STRUCTURES = 500
const MOST_POINTS = 1_000_000
/** Characters of a coordinate in the patient with its separator; the longest has 16. */
const LONGEST = 17

const known = (value: string): string => (/^REMOVED$/i.test(value) ? '' : value)

/** Reads an RT Structure Set (PS3.3 A.19): closed and open planar outlines. Never throws on outside data; bounded in structures and points. */
export function readStructures(file: DicomFile): ReadStructures | StructuresError {
  const top = reading(file)
  if (uid(top, 0x00080016) !== STRUCTURES) return { ok: false, code: 'class' }
  const rois = items(top, 0x30060020)
  const drawn = items(top, 0x30060039)
  if (rois.length > MOST_STRUCTURES || drawn.length > MOST_STRUCTURES) return { ok: false, code: 'too-large' }
  const budget = { left: MOST_POINTS }
  const byNumber = new Map(drawn.map((item) => [numbers(item, 0x30060084)[0] ?? -1, item]))
  const structures = rois.flatMap((roi): ReadStructure[] => {
    const number = numbers(roi, 0x30060022)[0] ?? 0
    const contours = items1(byNumber.get(number)).flatMap((item) => contourOf(item, budget))
    const [r, g, b] = numbers(byNumber.get(number), 0x3006002a)
    const byte = (n: number | undefined): n is number => n !== undefined && n >= 0 && n <= 255
    return contours.length === 0
      ? []
      : [
          {
            number,
            name: known(text(roi, 0x30060026, 64)),
            algorithm: text(roi, 0x30060036, 16),
            volume: text(roi, 0x3006002c, 16),
            space: uid(roi, 0x30060024),
            rgb: byte(r) && byte(g) && byte(b) ? [r, g, b] : null,
            contours,
          },
        ]
  })
  if (budget.left < 0) return { ok: false, code: 'too-large' }
  if (structures.length === 0) return { ok: false, code: 'empty' }
  return {
    ok: true,
    label: known(text(top, 0x30060002, 64)),
    equipment: {
      maker: known(text(top, 0x00080070, 64)),
      model: known(text(top, 0x00081090, 64)),
      software: known(text(top, 0x00181020, 64)),
    },
    approved: text(top, 0x300e0002, 16) === 'APPROVED',
    structures,
  }
}

const items1 = (from: Reading | undefined): Reading[] => (from ? items(from, 0x30060040) : [])

function contourOf(item: Reading, budget: { left: number }): ReadContour[] {
  const kind = text(item, 0x30060042, 24)
  const closed = kind === 'CLOSED_PLANAR' || kind === 'CLOSED_PLANAR_XOR'
  const element = findElement(item.elements, 0x30060050)
  if (!element || first(item, 0x30060050) || (!closed && kind !== 'OPEN_PLANAR' && kind !== 'POINT')) return []
  const [claimed = 0] = numbers(item, 0x30060046)
  // By what is there, not by what is claimed.
  const bytes = element.valueEnd - element.value
  budget.left -= Math.max(1, Math.ceil(bytes / (3 * LONGEST)))
  if (budget.left < 0 || claimed < 1) return []
  const flat = new TextDecoder('latin1')
    .decode(rawValue(item.bytes, element))
    .split('\\')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (flat.length % 3 !== 0 || flat.some((n) => !Number.isFinite(n) || Math.abs(n) > 1e6)) return []
  const points = Array.from({ length: flat.length / 3 }, (_, i) => flat.slice(3 * i, 3 * i + 3))
  budget.left -= points.length
  return points.length >= (closed ? 3 : 1) ? [{ closed, points }] : []
}
