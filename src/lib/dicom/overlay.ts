import type { Action } from './confidentiality.ts'
import { type DicomElement, findElement } from './element.ts'
import type { Box } from './burned-in.ts'
import { asciiValue, numbersOf } from './values.ts'

/** A plane of one-bit graphics over an image (PS3.3 C.9.2). Offsets are in bytes of the file's buffer. */
export interface OverlayPlane {
  readonly group: number
  readonly rows: number
  readonly columns: number
  /** Of the image, from 0: where the plane's upper left pixel lies. */
  readonly x: number
  readonly y: number
  /** Frames of the image that it covers: `frames` of them from `first` (from 0). */
  readonly first: number
  readonly frames: number
  readonly start: number
  /** Bits lie in 16-bit words whose bytes are turned. */
  readonly turned: boolean
}

interface Rule {
  readonly vr: string
  readonly action: Action
  /** Bytes that a binary value has: more of them could hold anything. */
  readonly size?: number
}

const number = (vr: 'US' | 'SS', size = 2): Rule => ({ vr, action: 'keep', size })

/** What stays of a plane under clean graphics, by element number; everything else of its group goes. */
const rules: Readonly<Record<number, Rule>> = {
  0x0010: number('US'),
  0x0011: number('US'),
  0x0015: { vr: 'IS', action: 'number' },
  0x0022: { vr: 'LO', action: 'descriptor' },
  0x0040: { vr: 'CS', action: 'code-string' },
  0x0045: { vr: 'LO', action: 'descriptor' },
  0x0050: number('SS', 4),
  0x0051: number('US'),
  0x0100: number('US'),
  0x0102: number('US'),
  0x1301: { vr: 'IS', action: 'number' },
  0x1302: { vr: 'DS', action: 'number' },
  0x1303: { vr: 'DS', action: 'number' },
  0x1500: { vr: 'LO', action: 'descriptor' },
  0x3000: { vr: 'OW', action: 'keep' },
}

const gone: Rule = { vr: 'UN', action: 'remove' }

/** VR and action of an element of a plane that stays. Repeating groups are in no dictionary. */
export const overlayRule = (tag: number): Rule => rules[tag & 0xffff] ?? gone

export const isOverlay = (tag: number): boolean => tag >>> 24 === 0x60 && ((tag >>> 16) & 1) === 0

const numberAt = (bytes: Uint8Array, elements: readonly DicomElement[], tag: number): number[] => {
  const element = findElement(elements, tag)
  const vr = rules[tag & 0xffff]?.vr
  // Implicit encodings do not say what the dictionary does not know.
  return element && vr ? numbersOf(bytes, [{ ...element, vr }], tag) : []
}

/**
 * Groups of a data set whose plane clean graphics keeps: regions of interest (type R) with bits of their own. Graphics
 * (type G) is where systems paint text, which no machine can rule out, so these go whole; so do planes that nobody would see
 * wholly where the image is looked at: whose data are not as long as they must be, that reach beyond the image, or that
 * begin at another frame than it or end at another.
 */
export function regionOverlays(bytes: Uint8Array, elements: readonly DicomElement[]): ReadonlySet<number> {
  const ofImage = (tag: number): number => numbersOf(bytes, elements, tag)[0] ?? 0
  const [rows, columns, frames] = [ofImage(0x00280010), ofImage(0x00280011), ofImage(0x00280008) || 1]
  return new Set(
    overlayPlanes(bytes, elements)
      .filter((plane) => {
        const { group, x, y } = plane
        const inside = x >= 0 && y >= 0 && x + plane.columns <= columns && y + plane.rows <= rows
        const shown = inside && plane.first === 0 && (plane.frames === 1 || plane.frames === frames)
        const type = findElement(elements, ((group << 16) | 0x0040) >>> 0)
        const own = elements.filter(({ tag }) => tag >>> 16 === group)
        return (
          shown &&
          type !== undefined &&
          asciiValue(bytes, type) === 'R' &&
          new Set(own.map(({ tag }) => tag)).size === own.length &&
          own.every(({ tag, value, valueEnd }) => {
            const size = rules[tag & 0xffff]?.size
            return size === undefined || valueEnd - value === size
          })
        )
      })
      .map(({ group }) => group),
  )
}

/** Planes whose bits can be found; those that older writers put into unused pixel bits are not among them. */
export function overlayPlanes(bytes: Uint8Array, elements: readonly DicomElement[]): OverlayPlane[] {
  return elements.flatMap((data) => {
    if (!isOverlay(data.tag) || (data.tag & 0xffff) !== 0x3000 || data.items || data.fragments) return []
    const group = data.tag >>> 16
    const at = (element: number): number[] => numberAt(bytes, elements, ((group << 16) | element) >>> 0)
    const [rows = 0, columns = 0] = [at(0x0010)[0], at(0x0011)[0]]
    const [frames = 1, first = 1] = [at(0x0015)[0], at(0x0051)[0]]
    const [y = 1, x = 1] = at(0x0050)
    const length = Math.ceil((rows * columns * frames) / 8)
    const whole = length > 0 && frames >= 1 && data.valueEnd - data.value === length + (length & 1)
    if (!whole || at(0x0100)[0] !== 1 || (at(0x0102)[0] ?? 0) !== 0) return []
    const turned = data.encoding.bigEndian && data.vr === 'OW'
    return [{ group, rows, columns, x: x - 1, y: y - 1, first: first - 1, frames, start: data.value, turned }]
  })
}

/** Calls with each pixel of the image (of `columns` × `rows`, from 0) that a plane sets in a frame (from 0). */
export function eachOverlayPixel(
  bytes: Uint8Array,
  plane: OverlayPlane,
  frame: number,
  image: { readonly columns: number; readonly rows: number },
  call: (x: number, y: number) => void,
): void {
  const own = frame - plane.first
  if (own < 0 || own >= plane.frames) return
  for (let y = Math.max(0, -plane.y); y < plane.rows && y + plane.y < image.rows; y += 1) {
    for (let x = Math.max(0, -plane.x); x < plane.columns && x + plane.x < image.columns; x += 1) {
      const bit = own * plane.rows * plane.columns + y * plane.columns + x
      if ((bytes[byteOf(plane, bit)]! >> (bit & 7)) & 1) call(x + plane.x, y + plane.y)
    }
  }
}

const byteOf = (plane: OverlayPlane, bit: number): number => plane.start + ((bit >> 3) ^ (plane.turned ? 1 : 0))

/** Clears the bits of every plane in boxes of the image, in all frames, in place. */
export function blankOverlays(bytes: Uint8Array, elements: readonly DicomElement[], boxes: readonly Box[]): void {
  for (const plane of overlayPlanes(bytes, elements)) {
    for (const box of boxes) {
      const [x0, x1] = [Math.floor(box.x) - plane.x, Math.ceil(box.x + box.width) - plane.x]
      const [y0, y1] = [Math.floor(box.y) - plane.y, Math.ceil(box.y + box.height) - plane.y]
      for (let frame = 0; frame < plane.frames; frame += 1) {
        for (let y = Math.max(0, y0); y < Math.min(plane.rows, y1); y += 1) {
          for (let x = Math.max(0, x0); x < Math.min(plane.columns, x1); x += 1) {
            const bit = frame * plane.rows * plane.columns + y * plane.columns + x
            bytes[byteOf(plane, bit)]! &= ~(1 << (bit & 7))
          }
        }
      }
    }
  }
}

/** Points of an open line beyond which it could be handwriting: a line, an angle, an arrow have fewer. */
const MOST_POINTS = 4

/**
 * Whether an item of Graphic Object Sequence (PS3.3 C.10.5) has so many points, whatever kind it says it is, that it could be
 * written by hand. Its points then become its first one; shapes that close stay.
 */
export function couldBeWriting(bytes: Uint8Array, elements: readonly DicomElement[]): boolean {
  const data = findElement(elements, 0x00700022)
  // Whatever the file calls it: the numbers are those that readers take.
  const flat = data ? numbersOf(bytes, [{ ...data, vr: 'FL' }], 0x00700022) : []
  return flat.length > MOST_POINTS * 2 && (flat[0] !== flat.at(-2) || flat[1] !== flat.at(-1))
}
