import { isKnownVr, isLongForm } from './dictionary.ts'
import type { Encoding } from './transfer-syntax.ts'

export function putU16(out: Uint8Array, at: number, value: number, bigEndian: boolean): void {
  out[bigEndian ? at + 1 : at] = value & 0xff
  out[bigEndian ? at : at + 1] = (value >>> 8) & 0xff
}

export function putU32(out: Uint8Array, at: number, value: number, bigEndian: boolean): void {
  putU16(out, bigEndian ? at + 2 : at, value & 0xffff, bigEndian)
  putU16(out, bigEndian ? at : at + 2, value >>> 16, bigEndian)
}

/** A tag with a 4-byte length: items, delimiters. */
export function encodeTag(tag: number, length: number, bigEndian: boolean): Uint8Array {
  const out = new Uint8Array(8)
  putU16(out, 0, tag >>> 16, bigEndian)
  putU16(out, 2, tag & 0xffff, bigEndian)
  putU32(out, 4, length, bigEndian)
  return out
}

/**
 * Header of a data element with a value of `length` bytes (0xffffffff for undefined). A value too long for the 2-byte
 * length of its VR, or of a VR that does not exist, is written as UN (PS3.5 section 6.2.2).
 */
export function encodeHeader(tag: number, vr: string, length: number, encoding: Encoding): Uint8Array {
  if (!encoding.explicit) return encodeTag(tag, length, encoding.bigEndian)
  const name = isKnownVr(vr) && (isLongForm(vr) || length < 0x10000) ? vr : 'UN'
  const long = isLongForm(name)
  const out = new Uint8Array(long ? 12 : 8)
  putU16(out, 0, tag >>> 16, encoding.bigEndian)
  putU16(out, 2, tag & 0xffff, encoding.bigEndian)
  out[4] = name.charCodeAt(0)
  out[5] = name.charCodeAt(1)
  if (long) putU32(out, 8, length, encoding.bigEndian)
  else putU16(out, 6, length, encoding.bigEndian)
  return out
}

/** A whole element (of the known VR `paddedAs` where it is written as UN); odd values are padded with a zero byte for UI and binary VRs, with a space otherwise. */
export function encodeElement(
  tag: number,
  vr: string,
  value: Uint8Array | string,
  encoding: Encoding,
  paddedAs = vr,
): Uint8Array {
  const bytes = typeof value === 'string' ? latin(value) : value
  const length = bytes.length + (bytes.length & 1)
  const header = encodeHeader(tag, vr, length, encoding)
  const out = new Uint8Array(header.length + length)
  out.set(header)
  out.set(bytes, header.length)
  if (bytes.length & 1) out[out.length - 1] = paddedAs === 'UI' || paddedAs === 'OB' || paddedAs === 'UN' ? 0 : 0x20
  return out
}

/** A sequence of defined length from items that are already encoded elements. */
export function encodeSequence(tag: number, items: readonly Uint8Array[], encoding: Encoding): Uint8Array {
  const parts: Uint8Array[] = []
  for (const item of items) parts.push(encodeTag(0xfffee000, item.length, encoding.bigEndian), item)
  return encodeElement(tag, 'SQ', concat(parts), encoding)
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** ASCII text as bytes. */
export function latin(text: string): Uint8Array {
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i)
  return out
}
