import { Inflate } from 'fflate'
import { dictionaryVr, isKnownVr } from './dictionary.ts'
import { type DicomElement, findElement } from './element.ts'
import { defaultLimits, type Limits, parseElements, type ParseState, u16, u32, vrAt } from './parse.ts'
import { dicomError, type DicomError, ParseFailure } from './result.ts'
import * as syntaxes from './transfer-syntax.ts'
import type { Encoding, TransferSyntax } from './transfer-syntax.ts'
import { asciiValue } from './values.ts'

/** A DICOM object whose headers have been read. `bytes` is the buffer that offsets refer to (inflated when deflated). */
export interface DicomFile {
  readonly ok: true
  readonly bytes: Uint8Array
  readonly syntax: TransferSyntax
  /** File Meta elements, offsets in the bytes as given; empty when the file has none. */
  readonly meta: readonly DicomElement[]
  /** The bytes as given, before inflating. */
  readonly source: Uint8Array
  readonly elements: readonly DicomElement[]
  readonly datasetStart: number
  /** First byte that was not read: the end, or where `untilTag` stopped. */
  readonly datasetEnd: number
}

export interface ReadOptions {
  readonly limits?: Partial<Limits>
  /** Stop before this top-level tag: 0x7fe00010 reads headers from the first part of a file. */
  readonly untilTag?: number
}

const dicomdirClass = '1.2.840.10008.1.3.10'

/**
 * Reads the headers of a DICOM object (PS3.10 file with or without preamble and File Meta, any standard transfer
 * syntax). Values are not copied, pixel data not looked at. Bounded in depth, count and inflated size; never throws.
 */
export function readDicom(source: Uint8Array, options: ReadOptions = {}): DicomFile | DicomError {
  const limits = { ...defaultLimits, ...options.limits }
  const state: ParseState = { bytes: source, limits, count: 0, untilTag: options.untilTag ?? 0x1_0000_0000 }
  try {
    return read(state)
  } catch (failure) {
    if (failure instanceof ParseFailure) return dicomError(failure.code, failure.message, failure.offset)
    throw failure
  }
}

function read(state: ParseState): DicomFile | DicomError {
  const source = state.bytes
  const metaStart = findStart(source)
  if (metaStart === undefined) return dicomError('not-dicom', 'no DICOM prefix, and no data element at the start')
  const { meta, datasetStart } = readMeta(source, metaStart)
  const mediaClass = metaText(source, meta, 0x00020002)
  if (mediaClass === dicomdirClass) return dicomError('dicomdir', 'a DICOMDIR lists files and is not an image')

  const claimed = metaText(source, meta, 0x00020010)
  const known = claimed === '' ? undefined : syntaxes.transferSyntax(claimed)
  if (claimed !== '' && known === undefined) {
    return dicomError('transfer-syntax', `transfer syntax ${claimed.slice(0, 64)} is private or unknown`, metaStart)
  }
  const deflated = known?.deflated === true
  const bytes = deflated ? inflate(source.subarray(datasetStart), state.limits.maxInflated) : source
  const start = deflated ? 0 : datasetStart
  if (start >= bytes.length) return dicomError('truncated', 'no data set behind the file meta information', start)
  const syntax = asEncoded(bytes, start, known)
  const inner: ParseState = { ...state, bytes }
  const { elements, stop } = parseElements(inner, start, bytes.length, syntax, 0, false)
  const first = elements[0]
  if (first === undefined) return dicomError('not-dicom', 'no data element', start)
  const sopClass = findElement(elements, 0x00080016)
  if (findElement(elements, 0x00041220) !== undefined || (sopClass && asciiValue(bytes, sopClass) === dicomdirClass)) {
    return dicomError('dicomdir', 'a DICOMDIR lists files and is not an image')
  }
  return { ok: true, bytes, syntax, meta, source, elements, datasetStart: start, datasetEnd: stop }
}

/** Where the File Meta or, without it, the data set starts; undefined when this is not DICOM. */
function findStart(bytes: Uint8Array): number | undefined {
  if (isPrefix(bytes, 128)) return 132
  if (isPrefix(bytes, 0)) return 4
  const encoding = guessEncoding(bytes, 0)
  return encoding && plausible(bytes, 0, encoding) ? 0 : undefined
}

function isPrefix(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 68 && bytes[at + 1] === 73 && bytes[at + 2] === 67 && bytes[at + 3] === 77
}

/** Without the prefix the first element must be one that the standard knows, of a low group and with a length that fits. */
function plausible(bytes: Uint8Array, at: number, encoding: Encoding): boolean {
  if (bytes.length < at + 8) return false
  const group = u16(bytes, at, encoding.bigEndian)
  const tag = ((group << 16) | u16(bytes, at + 2, encoding.bigEndian)) >>> 0
  if (group === 0 || group > 0x28 || dictionaryVr(tag) === undefined) return false
  const vr = vrAt(bytes, at + 4)
  const length = encoding.explicit ? u16(bytes, at + 6, encoding.bigEndian) : u32(bytes, at + 4, encoding.bigEndian)
  return encoding.explicit ? vr !== undefined && isKnownVr(vr) : length <= bytes.length - at - 8
}

function guessEncoding(bytes: Uint8Array, at: number): Encoding | undefined {
  if (bytes.length < at + 8) return undefined
  const bigEndian = u16(bytes, at, true) < u16(bytes, at, false)
  const vr = vrAt(bytes, at + 4)
  if (vr !== undefined && isKnownVr(vr)) return bigEndian ? syntaxes.explicitBig : syntaxes.explicitLittle
  return bigEndian ? undefined : syntaxes.implicitLittle
}

/** The syntax to read with: as claimed, unless the first element plainly shows another one. */
function asEncoded(bytes: Uint8Array, at: number, known: TransferSyntax | undefined): TransferSyntax {
  const seen = guessEncoding(bytes, at)
  if (known && (!seen || (seen.explicit === known.explicit && seen.bigEndian === known.bigEndian))) return known
  if (known && (known.deflated || (seen && !plausible(bytes, at, seen)))) return known
  const encoding = seen ?? syntaxes.implicitLittle
  if (known?.encapsulated && !encoding.bigEndian) return { ...known, ...encoding }
  return { uid: syntaxes.uncompressedUid(encoding), ...encoding, deflated: false, encapsulated: false }
}

function readMeta(bytes: Uint8Array, at: number): { meta: DicomElement[]; datasetStart: number } {
  const meta: DicomElement[] = []
  let pos = at
  while (pos + 8 <= bytes.length && u16(bytes, pos, false) === 2) {
    const tag = ((2 << 16) | u16(bytes, pos + 2, false)) >>> 0
    const vr = vrAt(bytes, pos + 4)
    const explicit = vr !== undefined
    const long = vr === 'OB' || vr === 'UN'
    const value = pos + (long ? 12 : 8)
    const length = long
      ? u32(bytes, pos + 8, false)
      : explicit
        ? u16(bytes, pos + 6, false)
        : u32(bytes, pos + 4, false)
    const end = value + length
    if (end > bytes.length) throw new ParseFailure('truncated', 'the file meta information is cut off', pos)
    const encoding = explicit ? syntaxes.explicitLittle : syntaxes.implicitLittle
    meta.push({
      tag,
      vr: vr ?? 'UN',
      start: pos,
      value,
      valueEnd: end,
      end,
      undefinedLength: false,
      encoding,
    })
    pos = end
  }
  return { meta, datasetStart: pos }
}

function metaText(bytes: Uint8Array, meta: readonly DicomElement[], tag: number): string {
  const element = findElement(meta, tag)
  return element ? asciiValue(bytes, element) : ''
}

/** Inflates a raw deflate stream in slices, so that a bomb is noticed at most 16 MB over the limit. */
function inflate(data: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = []
  let total = 0
  const stream = new Inflate((chunk) => {
    chunks.push(chunk)
    total += chunk.length
  })
  const slice = 1 << 14
  try {
    for (let at = 0; at === 0 || at < data.length; at += slice) {
      stream.push(data.subarray(at, at + slice), at + slice >= data.length)
      if (total > limit) throw new ParseFailure('too-large', `inflates to more than ${limit} bytes`, at)
    }
  } catch (failure) {
    if (failure instanceof ParseFailure) throw failure
    throw new ParseFailure('deflate', 'the deflated data set is damaged', 0)
  }
  const out = new Uint8Array(total)
  let at = 0
  for (const chunk of chunks) {
    out.set(chunk, at)
    at += chunk.length
  }
  return out
}
