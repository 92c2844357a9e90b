import { type DicomElement, type DicomFile, findElement } from '#src/lib/dicom/index.ts'
import { concat, encodeHeader, encodeTag } from '#src/lib/dicom/encode.ts'
import { encodeMeta } from '#src/lib/dicom/meta.ts'
import { explicitLittle } from '#src/lib/dicom/transfer-syntax.ts'
import { asciiValue } from '#src/lib/dicom/values.ts'
import { swap } from '#src/lib/dicom/codecs/uncompressed.ts'

/** What takes the place of the pixel data and of the elements that describe them. */
export interface NewPixels {
  readonly transferSyntax: string
  /** The whole element, encoded. */
  readonly element: Uint8Array
  /** Elements by tag that replace or join those of the file: photometric interpretation, planar configuration. */
  readonly changes: ReadonlyMap<number, Uint8Array>
}

const WIDTH: Readonly<Record<string, number>> = {
  US: 2,
  SS: 2,
  OW: 2,
  AT: 2,
  UL: 4,
  SL: 4,
  FL: 4,
  OL: 4,
  OF: 4,
  FD: 8,
  OD: 8,
  SV: 8,
  UV: 8,
  OV: 8,
}

/**
 * Writes an object anew with explicit little endian headers and other pixels (null: those it has, which must be
 * uncompressed): a Part 10 file. Group lengths and the padding at the end are left out.
 */
export function recode(file: DicomFile, pixels: NewPixels | null): Uint8Array {
  const parts: Uint8Array[] = []
  const changes = new Map(pixels?.changes)
  for (const element of file.elements.toSorted((a, b) => a.tag - b.tag)) {
    for (const [tag, bytes] of changes) {
      if (tag >= element.tag) continue
      parts.push(bytes)
      changes.delete(tag)
    }
    // Offset tables are those of the old fragments; trailing padding helps nobody.
    if (pixels && (element.tag === 0x7fe00001 || element.tag === 0x7fe00002)) continue
    const changed = pixels && element.tag === 0x7fe00010 ? pixels.element : changes.get(element.tag)
    changes.delete(element.tag)
    if (element.tag === 0xfffcfffc || (element.tag & 0xffff) === 0) continue
    if (changed) parts.push(changed)
    else encode(file.bytes, element, parts)
  }
  const uid = (tag: number): string => {
    const found = findElement(file.elements, tag)
    return found ? asciiValue(file.bytes, found) : ''
  }
  const syntax = pixels?.transferSyntax ?? '1.2.840.10008.1.2.1'
  return concat([encodeMeta(uid(0x00080016), uid(0x00080018), syntax), ...parts])
}

function encode(bytes: Uint8Array, element: DicomElement, parts: Uint8Array[]): void {
  if (element.items) {
    const items: Uint8Array[] = []
    for (const item of element.items) {
      const inner: Uint8Array[] = []
      for (const one of item.elements) if ((one.tag & 0xffff) !== 0) encode(bytes, one, inner)
      const body = concat(inner)
      items.push(encodeTag(0xfffee000, body.length, false), body)
    }
    const body = concat(items)
    parts.push(encodeHeader(element.tag, 'SQ', body.length, explicitLittle), body)
    return
  }
  const value = new Uint8Array(bytes.subarray(element.value, element.valueEnd))
  if (element.encoding.bigEndian) swap(value, WIDTH[element.vr] ?? 1)
  const padded =
    value.length % 2 === 1 ? concat([value, Uint8Array.of(/^(?:UI|O.|UN)$/.test(element.vr) ? 0 : 0x20)]) : value
  parts.push(encodeHeader(element.tag, element.vr === 'SQ' ? 'UN' : element.vr, padded.length, explicitLittle), padded)
}

/** Encapsulated pixel data: an offset table and one fragment for each frame (PS3.5 A.4). */
export function encapsulate(frames: readonly Uint8Array[]): Uint8Array {
  const offsets = new Uint8Array(frames.length > 1 ? frames.length * 4 : 0)
  const view = new DataView(offsets.buffer)
  const parts: Uint8Array[] = []
  let at = 0
  for (const [i, frame] of frames.entries()) {
    if (offsets.length > 0) view.setUint32(i * 4, at, true)
    const padding = frame.length & 1
    parts.push(encodeTag(0xfffee000, frame.length + padding, false), frame)
    if (padding) parts.push(new Uint8Array(1))
    at += 8 + frame.length + padding
  }
  const header = encodeHeader(0x7fe00010, 'OB', 0xffffffff, explicitLittle)
  return concat([
    header,
    encodeTag(0xfffee000, offsets.length, false),
    offsets,
    ...parts,
    encodeTag(0xfffee0dd, 0, false),
  ])
}
