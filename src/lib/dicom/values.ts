import { type Charset, charsetOf, defaultCharset } from './charset.ts'
import { type DicomElement, findElement } from './element.ts'
import { u16, u32 } from './parse.ts'

/** The value field as it lies in the buffer. */
export function rawValue(bytes: Uint8Array, element: DicomElement): Uint8Array {
  return bytes.subarray(element.value, element.valueEnd)
}

/** Value of an ASCII VR (UI, CS, DA, ...) without padding; bytes over 0x7f read as Latin 1. */
export function asciiValue(bytes: Uint8Array, element: DicomElement): string {
  let end = element.valueEnd
  let start = element.value
  while (end > start && ((bytes[end - 1] ?? 0) === 0x20 || (bytes[end - 1] ?? 0) === 0)) end -= 1
  while (start < end && (bytes[start] ?? 0) === 0x20) start += 1
  if (end - start > 4096) return String.fromCharCode(...bytes.subarray(start, start + 4096))
  let out = ''
  for (let i = start; i < end; i += 1) out += String.fromCharCode(bytes[i] ?? 0)
  return out
}

/** Text in the data set's charset, padding removed; values of a list stay joined by a backslash. */
export function textValue(bytes: Uint8Array, element: DicomElement, charset: Charset): string {
  return plainText(bytes, element) ?? charset.decode(rawValue(bytes, element)).replace(/[\0 ]+$/, '')
}

/** Short text of nothing but ASCII reads alike in every charset, and faster without a decoder; else undefined. */
function plainText(bytes: Uint8Array, element: DicomElement): string | undefined {
  let end = element.valueEnd
  if (end - element.value > 256) return undefined
  while (end > element.value && ((bytes[end - 1] ?? 0) === 0x20 || (bytes[end - 1] ?? 0) === 0)) end -= 1
  let out = ''
  for (let i = element.value; i < end; i += 1) {
    const byte = bytes[i] ?? 0
    // Escapes, and the two characters that Japanese Latin redefines, are for the decoder.
    if (byte >= 0x7e || byte === 0x1b || byte === 0x5c) return undefined
    out += String.fromCharCode(byte)
  }
  return out
}

/** The charset that a data set declares, or the one around it. */
export function charsetIn(
  bytes: Uint8Array,
  elements: readonly DicomElement[],
  outer: Charset = defaultCharset,
): Charset {
  const element = findElement(elements, 0x00080005)
  return element && element.valueEnd > element.value ? charsetOf(asciiValue(bytes, element).split('\\')) : outer
}

/** Text of the first element with the tag, or '' when it is absent. */
export function textOf(bytes: Uint8Array, elements: readonly DicomElement[], tag: number, charset: Charset): string {
  const element = findElement(elements, tag)
  return element ? textValue(bytes, element, charset).trim() : ''
}

/** Numbers of an element in order: US, UL, SS, SL, FL, FD binary, IS and DS as text; [] when absent or not numeric. */
export function numbersOf(bytes: Uint8Array, elements: readonly DicomElement[], tag: number): number[] {
  const element = findElement(elements, tag)
  if (!element) return []
  const { bigEndian } = element.encoding
  const view = new DataView(bytes.buffer, bytes.byteOffset + element.value, element.valueEnd - element.value)
  const out: number[] = []
  const each = (size: number, read: (at: number) => number): number[] => {
    for (let at = 0; at + size <= view.byteLength && out.length < 65_536; at += size) out.push(read(at))
    return out
  }
  switch (element.vr) {
    case 'US':
      return each(2, (at) => u16(bytes, element.value + at, bigEndian))
    case 'UL':
      return each(4, (at) => u32(bytes, element.value + at, bigEndian))
    case 'SS':
      return each(2, (at) => view.getInt16(at, !bigEndian))
    case 'SL':
      return each(4, (at) => view.getInt32(at, !bigEndian))
    case 'FL':
      return each(4, (at) => view.getFloat32(at, !bigEndian))
    case 'FD':
      return each(8, (at) => view.getFloat64(at, !bigEndian))
    case 'IS':
    case 'DS':
      // An empty value is none: `Number` would make it 0.
      return asciiValue(bytes, element)
        .split('\\')
        .filter((part) => part.trim() !== '')
        .map(Number)
        .filter(Number.isFinite)
    default:
      return []
  }
}
