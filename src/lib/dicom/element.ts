import type { Encoding } from './transfer-syntax.ts'

/** A run of bytes of the data set's buffer. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** One data element as it lies in the buffer: nothing is copied, offsets are in bytes from the buffer's start. */
export interface DicomElement {
  /** Group and element as an unsigned 32-bit number, 0x00100010 for the patient's name. */
  readonly tag: number
  /** VR as written, or from the dictionary in implicit encodings (`UN` when unknown). */
  readonly vr: string
  /** First byte of the tag. */
  readonly start: number
  /** Value field, without a closing delimiter. */
  readonly value: number
  readonly valueEnd: number
  /** First byte behind the element, delimiter included. */
  readonly end: number
  readonly undefinedLength: boolean
  readonly encoding: Encoding
  /** Present on sequences that could be read. */
  readonly items?: readonly DicomItem[]
  /** Present on encapsulated pixel data: offset table first, then the fragments, opaque. */
  readonly fragments?: readonly Range[]
}

export interface DicomItem {
  readonly start: number
  readonly value: number
  readonly valueEnd: number
  readonly end: number
  readonly undefinedLength: boolean
  readonly elements: readonly DicomElement[]
}

/** First element with the tag, or undefined. Linear: data sets are short, and not always in order. */
export function findElement(elements: readonly DicomElement[], tag: number): DicomElement | undefined {
  for (const element of elements) if (element.tag === tag) return element
  return undefined
}
