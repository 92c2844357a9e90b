import type { DicomElement, DicomItem } from '../element.ts'
import { findElement } from '../element.ts'
import { type Charset, charsetOf, defaultCharset } from '../charset.ts'
import type { DicomFile } from '../reader.ts'
import { asciiValue, numbersOf, textOf } from '../values.ts'
import type { Code } from './codes.ts'

/** A data set that is read: the object itself or an item of a sequence. */
export interface Reading {
  readonly bytes: Uint8Array
  readonly elements: readonly DicomElement[]
  readonly charset: Charset
}

export function reading(file: DicomFile): Reading {
  const element = findElement(file.elements, 0x00080005)
  const charset = element ? charsetOf(asciiValue(file.bytes, element).split('\\')) : defaultCharset
  return { bytes: file.bytes, elements: file.elements, charset }
}

/** Items of a sequence; [] when it is absent, damaged or empty. */
export function items(from: Reading, tag: number): Reading[] {
  const found: readonly DicomItem[] = findElement(from.elements, tag)?.items ?? []
  return found.map(({ elements }) => ({ bytes: from.bytes, elements, charset: from.charset }))
}

export const first = (from: Reading | undefined, tag: number): Reading | undefined =>
  from ? items(from, tag)[0] : undefined

export const text = (from: Reading | undefined, tag: number, most = 1024): string =>
  from ? textOf(from.bytes, from.elements, tag, from.charset).replaceAll('\0', '').slice(0, most) : ''

export const numbers = (from: Reading | undefined, tag: number): number[] =>
  from ? numbersOf(from.bytes, from.elements, tag) : []

export const uid = (from: Reading | undefined, tag: number): string => {
  const value = text(from, tag, 65)
  return /^[0-9.]{1,64}$/.test(value) ? value : ''
}

/** The first code of a sequence, with a long or URN value too; null when there is none. */
export function code(from: Reading | undefined, tag: number): Code | null {
  const item = first(from, tag)
  if (!item) return null
  const value = text(item, 0x00080100, 64) || text(item, 0x00080119, 256) || text(item, 0x00080120, 256)
  const meaning = text(item, 0x00080104, 256)
  return value || meaning ? [value, text(item, 0x00080102, 16), meaning] : null
}
