import {
  asciiValue,
  type Charset,
  charsetIn,
  type DicomElement,
  type DicomFile,
  numbersOf,
  textValue,
} from '#src/lib/dicom/index.ts'

/** A data set in the DICOM JSON model (PS3.18 annex F). */
export type DicomJson = Record<string, JsonElement>
export interface JsonElement {
  vr: string
  Value?: unknown[]
  InlineBinary?: string
  BulkDataURI?: string
}

/** Stands for the address of an instance in what is stored; `withBase` puts the address in. */
export const BULK_BASE = 'bulk:'

/** Larger binary values are fetched on their own. */
const INLINE = 256

const BINARY = new Set(['OB', 'OW', 'OD', 'OF', 'OL', 'OV', 'UN'])
const NUMBERS = new Set(['US', 'SS', 'UL', 'SL', 'FL', 'FD', 'IS', 'DS'])

export const tagHex = (tag: number): string => tag.toString(16).toUpperCase().padStart(8, '0')

/** A header as DICOM JSON; pixel data and large binary values stand as `bulk:<path>`, the path being tags and item numbers. */
export function dicomJson(file: DicomFile): DicomJson {
  return dataset(file.bytes, file.elements, charsetIn(file.bytes, file.elements), '')
}

function dataset(bytes: Uint8Array, elements: readonly DicomElement[], charset: Charset, path: string): DicomJson {
  const out: DicomJson = {}
  // Group lengths have no place in the model, and order is by tag.
  for (const element of elements.toSorted((a, b) => a.tag - b.tag)) {
    if ((element.tag & 0xffff) !== 0) out[tagHex(element.tag)] = jsonOf(bytes, element, charset, path)
  }
  return out
}

function jsonOf(bytes: Uint8Array, element: DicomElement, charset: Charset, path: string): JsonElement {
  const here = `${path}${tagHex(element.tag)}`
  if (element.items) {
    const items = element.items.map((item, i) =>
      dataset(bytes, item.elements, charsetIn(bytes, item.elements, charset), `${here}.${i}.`),
    )
    return items.length > 0 ? { vr: 'SQ', Value: items } : { vr: 'SQ' }
  }
  const vr = /^[A-Z]{2}$/.test(element.vr) ? element.vr : 'UN'
  const length = element.valueEnd - element.value
  if (element.fragments) return { vr, BulkDataURI: BULK_BASE + here }
  if (length === 0) return { vr }
  if (BINARY.has(vr) || vr === 'SQ') {
    if (length > INLINE || element.tag === 0x7fe00010)
      return { vr: vr === 'SQ' ? 'UN' : vr, BulkDataURI: BULK_BASE + here }
    return { vr: vr === 'SQ' ? 'UN' : vr, InlineBinary: base64(bytes.subarray(element.value, element.valueEnd)) }
  }
  const values = valuesOf(bytes, element, vr, charset)
  return values.some((value) => value !== null) ? { vr, Value: values } : { vr }
}

function valuesOf(bytes: Uint8Array, element: DicomElement, vr: string, charset: Charset): unknown[] {
  if (NUMBERS.has(vr)) return numericValues(bytes, element, vr)
  if (vr === 'AT') {
    const parts = numbersOf(bytes, [{ ...element, vr: 'US' }], element.tag)
    return Array.from({ length: parts.length >> 1 }, (_, i) =>
      tagHex(((parts[i * 2]! << 16) | parts[i * 2 + 1]!) >>> 0),
    )
  }
  if (vr === 'SV' || vr === 'UV') {
    const view = new DataView(bytes.buffer, bytes.byteOffset + element.value, (element.valueEnd - element.value) & ~7)
    const little = !element.encoding.bigEndian
    return Array.from({ length: view.byteLength / 8 }, (_, i) =>
      String(vr === 'SV' ? view.getBigInt64(i * 8, little) : view.getBigUint64(i * 8, little)),
    )
  }
  const text = textValue(bytes, element, charset).replaceAll('\0', '')
  if (/^(?:ST|LT|UT|UR)$/.test(vr)) return [text.trimEnd() || null]
  const values = text.split('\\').map((value) => value.trim() || null)
  return vr === 'PN' ? values.map(personName) : values
}

/** Decimal and integer strings that are no numbers have no place in JSON; they become null. */
function numericValues(bytes: Uint8Array, element: DicomElement, vr: string): unknown[] {
  if (vr !== 'IS' && vr !== 'DS')
    return numbersOf(bytes, [element], element.tag).map((n) => (Number.isFinite(n) ? n : null))
  return asciiValue(bytes, element)
    .split('\\')
    .map((part) => (part.trim() === '' || !Number.isFinite(Number(part)) ? null : Number(part)))
}

function personName(value: string | null): object | null {
  if (value === null) return null
  const [Alphabetic, Ideographic, Phonetic] = value.split('=')
  return {
    ...(Alphabetic ? { Alphabetic } : {}),
    ...(Ideographic ? { Ideographic } : {}),
    ...(Phonetic ? { Phonetic } : {}),
  }
}

function base64(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += String.fromCharCode(byte)
  return btoa(out)
}

/** Stored metadata text with the addresses of its bulk data below `base`. */
export const withBase = (metadata: string, base: string): string =>
  metadata.replaceAll(`"BulkDataURI":"${BULK_BASE}`, `"BulkDataURI":"${base}/bulkdata/`)
