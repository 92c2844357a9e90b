import { dictionaryVr, isKnownVr, isLongForm, tagLabel } from './dictionary.ts'
import type { DicomElement, DicomItem, Range } from './element.ts'
import { ParseFailure } from './result.ts'
import { type Encoding, implicitLittle } from './transfer-syntax.ts'

/** Bounds that keep hostile files cheap. Nothing is ever allocated from a length that a file claims. */
export interface Limits {
  /** Nested sequences; the deepest in public objects is 12. */
  readonly maxDepth: number
  /** Elements, items and fragments in all. */
  readonly maxElements: number
  /** Bytes of an inflated data set. */
  readonly maxInflated: number
}

export const defaultLimits: Limits = { maxDepth: 32, maxElements: 2_000_000, maxInflated: 1 << 30 }

export interface ParseState {
  readonly bytes: Uint8Array
  readonly limits: Limits
  /** Elements, items and fragments met so far. */
  count: number
  /** Stop before this tag at the top level, for prefixes of a file. */
  readonly untilTag: number
}

const undefinedLength = 0xffffffff
const item = 0xfffee000
const itemEnd = 0xfffee00d
const sequenceEnd = 0xfffee0dd
const pixelData = 0x7fe00010

export function u16(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  const a = bytes[at] ?? 0
  const b = bytes[at + 1] ?? 0
  return bigEndian ? (a << 8) | b : a | (b << 8)
}

export function u32(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  const low = u16(bytes, bigEndian ? at + 2 : at, bigEndian)
  const high = u16(bytes, bigEndian ? at : at + 2, bigEndian)
  return ((high << 16) | low) >>> 0
}

function tagAt(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  return ((u16(bytes, at, bigEndian) << 16) | u16(bytes, at + 2, bigEndian)) >>> 0
}

function count(state: ParseState, at: number): void {
  state.count += 1
  if (state.count > state.limits.maxElements) throw new ParseFailure('too-many', 'more elements than the limit', at)
}

/** Two capital letters as a VR, or undefined. */
export function vrAt(bytes: Uint8Array, at: number): string | undefined {
  const a = bytes[at] ?? 0
  const b = bytes[at + 1] ?? 0
  if (a < 65 || a > 90 || b < 65 || b > 90) return undefined
  return String.fromCharCode(a, b)
}

interface Header {
  readonly vr: string
  readonly value: number
  readonly length: number
  /** Of the element's own header: some writers put implicit elements into explicit data sets. */
  readonly explicit: boolean
}

function implicitHeader(bytes: Uint8Array, at: number, tag: number, bigEndian: boolean): Header {
  return { vr: dictionaryVr(tag) ?? 'UN', value: at + 8, length: u32(bytes, at + 4, bigEndian), explicit: false }
}

function headerAt(bytes: Uint8Array, at: number, tag: number, encoding: Encoding, end: number): Header {
  if (!encoding.explicit) return implicitHeader(bytes, at, tag, encoding.bigEndian)
  const vr = vrAt(bytes, at + 4)
  if (vr === undefined) return implicitHeader(bytes, at, tag, encoding.bigEndian)
  // PS3.5 section 6.2: VRs of later editions use the long form; writers of nonsense mostly use the short one.
  const long = isLongForm(vr) || (!isKnownVr(vr) && u16(bytes, at + 6, false) === 0)
  if (!long) return { vr, value: at + 8, length: u16(bytes, at + 6, encoding.bigEndian), explicit: true }
  if (at + 12 > end) throw new ParseFailure('truncated', `${tagLabel(tag)} ends inside its header`, at)
  return { vr, value: at + 12, length: u32(bytes, at + 8, encoding.bigEndian), explicit: true }
}

/**
 * Reads a run of data elements from `at` to `end`, or to an item delimiter when `delimited`.
 * Returns the elements, where they stop and where the next thing starts. Throws ParseFailure.
 */
export function parseElements(
  state: ParseState,
  at: number,
  end: number,
  encoding: Encoding,
  depth: number,
  delimited: boolean,
): { elements: DicomElement[]; stop: number; next: number } {
  const { bytes } = state
  const elements: DicomElement[] = []
  let pos = at
  while (pos < end) {
    if (pos + 8 > end) {
      // A few bytes behind the last element are padding of sloppy writers; they are not carried on.
      if (depth === 0) return { elements, stop: pos, next: end }
      throw new ParseFailure('truncated', 'an item ends inside an element header', pos)
    }
    const tag = tagAt(bytes, pos, encoding.bigEndian)
    if (tag === itemEnd && delimited) return { elements, stop: pos, next: pos + 8 }
    if (depth === 0 && tag >= state.untilTag) return { elements, stop: pos, next: pos }
    if (tag >>> 16 === 0xfffe || tag === 0) {
      // A stray delimiter at the top level ends nothing; padding of zeros is no element. Neither is carried on.
      if (depth === 0 && (tag === itemEnd || tag === sequenceEnd) && u32(bytes, pos + 4, encoding.bigEndian) === 0) {
        pos += 8
        continue
      }
      if (depth === 0 && onlyZeros(bytes, pos, end)) return { elements, stop: pos, next: end }
      throw new ParseFailure('bad-sequence', `unexpected ${tagLabel(tag)}`, pos)
    }
    const element = parseElement(state, pos, tag, encoding, end, depth)
    elements.push(element)
    pos = element.end
  }
  if (delimited) throw new ParseFailure('truncated', 'an item of undefined length has no end', pos)
  return { elements, stop: pos, next: pos }
}

function onlyZeros(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (bytes[i] !== 0) return false
  return true
}

function parseElement(
  state: ParseState,
  start: number,
  tag: number,
  encoding: Encoding,
  end: number,
  depth: number,
): DicomElement {
  count(state, start)
  const { vr, value, length, explicit } = headerAt(state.bytes, start, tag, encoding, end)
  const own = explicit === encoding.explicit ? encoding : { explicit, bigEndian: encoding.bigEndian }
  if (length === undefinedLength) {
    const isPixels = tag === pixelData || (explicit && (vr === 'OB' || vr === 'OW'))
    if (isPixels) return parseFragments(state, { tag, vr, start, value, encoding: own }, end)
    // An UN of undefined length is an implicit little endian sequence (PS3.5 section 6.2.2).
    const inner = vr === 'UN' && explicit ? implicitLittle : encoding
    if (explicit && vr !== 'SQ' && vr !== 'UN') {
      throw new ParseFailure('bad-length', `${tagLabel(tag)} of VR ${vr} has an undefined length`, start)
    }
    const sequence = parseItems(state, value, end, inner, depth + 1, true)
    return { tag, vr, start, value, undefinedLength: true, encoding: own, ...sequence }
  }
  const valueEnd = value + length
  if (valueEnd > end) {
    throw new ParseFailure('truncated', `${tagLabel(tag)} claims ${length} bytes, ${end - value} are left`, start)
  }
  const element = { tag, vr, start, value, valueEnd, end: valueEnd, undefinedLength: false, encoding: own }
  const unknown = vr === 'UN' && explicit
  if (vr !== 'SQ' && !(unknown && dictionaryVr(tag) === 'SQ')) return element
  try {
    const { items } = parseItems(state, value, valueEnd, unknown ? implicitLittle : encoding, depth + 1, false)
    return { ...element, items }
  } catch (failure) {
    // Its length is known, so a damaged sequence stays opaque and the rest of the file can be read.
    if (failure instanceof ParseFailure && failure.code !== 'too-deep' && failure.code !== 'too-many') return element
    throw failure
  }
}

function parseItems(
  state: ParseState,
  at: number,
  end: number,
  encoding: Encoding,
  depth: number,
  delimited: boolean,
): { items: DicomItem[]; valueEnd: number; end: number } {
  if (depth > state.limits.maxDepth) {
    throw new ParseFailure('too-deep', `sequences are nested deeper than ${state.limits.maxDepth}`, at)
  }
  const { bytes } = state
  const items: DicomItem[] = []
  let pos = at
  while (pos < end) {
    if (pos + 8 > end) throw new ParseFailure('truncated', 'a sequence ends inside an item header', pos)
    const tag = tagAt(bytes, pos, encoding.bigEndian)
    const length = u32(bytes, pos + 4, encoding.bigEndian)
    if (tag === sequenceEnd) return { items, valueEnd: pos, end: delimited ? pos + 8 : end }
    if (tag !== item) throw new ParseFailure('bad-sequence', `${tagLabel(tag)} where an item should start`, pos)
    count(state, pos)
    const open = length === undefinedLength
    const value = pos + 8
    const itemStop = open ? end : value + length
    if (itemStop > end) throw new ParseFailure('truncated', `an item claims ${length} bytes`, pos)
    const { elements, stop, next } = parseElements(
      state,
      value,
      itemStop,
      itemEncoding(bytes, value, encoding),
      depth,
      open,
    )
    items.push({ start: pos, value, valueEnd: stop, end: next, undefinedLength: open, elements })
    pos = next
  }
  if (delimited) throw new ParseFailure('truncated', 'a sequence of undefined length has no end', pos)
  return { items, valueEnd: end, end }
}

/** Some writers put explicit items into implicit sequences; the first element's VR tells. */
function itemEncoding(bytes: Uint8Array, at: number, encoding: Encoding): Encoding {
  if (encoding.explicit || encoding.bigEndian) return encoding
  const vr = vrAt(bytes, at + 4)
  if (vr === undefined || !isKnownVr(vr)) return encoding
  return dictionaryVr(tagAt(bytes, at, false)) === vr ? { explicit: true, bigEndian: false } : encoding
}

type Opening = Pick<DicomElement, 'tag' | 'vr' | 'start' | 'value' | 'encoding'>

function parseFragments(state: ParseState, opening: Opening, end: number): DicomElement {
  const { bytes } = state
  const { bigEndian } = opening.encoding
  const fragments: Range[] = []
  let pos = opening.value
  for (;;) {
    if (pos + 8 > end) throw new ParseFailure('truncated', 'encapsulated pixel data have no end', pos)
    const tag = tagAt(bytes, pos, bigEndian)
    const length = u32(bytes, pos + 4, bigEndian)
    if (tag === sequenceEnd) {
      return { ...opening, valueEnd: pos, end: pos + 8, undefinedLength: true, fragments }
    }
    if (tag !== item) throw new ParseFailure('bad-sequence', `${tagLabel(tag)} among the fragments`, pos)
    count(state, pos)
    if (pos + 8 + length > end) throw new ParseFailure('truncated', `a fragment claims ${length} bytes`, pos)
    fragments.push({ start: pos + 8, end: pos + 8 + length })
    pos += 8 + length
  }
}
