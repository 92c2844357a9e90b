import type { DicomElement } from './element.ts'
import { concat, encodeElement, encodeHeader, encodeSequence, encodeTag, latin } from './encode.ts'
import type { Encoding } from './transfer-syntax.ts'

export const removedText = 'REMOVED'

/** Harmless values that fit a VR, unlike any that files carry by chance: what replaces a value that may not be empty. */
export function dummyValue(vr: string): Uint8Array {
  switch (vr) {
    case 'DA':
      return latin('19010203')
    case 'TM':
      return latin('010203')
    case 'DT':
      return latin('19010203010203')
    case 'DS':
    case 'IS':
      return latin('0')
    case 'AS':
      return latin('000Y')
    case 'UR':
      return latin('urn:removed')
    case 'US':
    case 'SS':
      return new Uint8Array(2)
    case 'FD':
    case 'SV':
    case 'UV':
    case 'OD':
    case 'OV':
      return new Uint8Array(8)
    case 'AT':
    case 'FL':
    case 'SL':
    case 'UL':
    case 'OF':
    case 'OL':
      return new Uint8Array(4)
    case 'OB':
    case 'OW':
    case 'UN':
      return new Uint8Array(2)
    default:
      return latin(removedText)
  }
}

/** A valid one-page PDF without text, in place of an encapsulated report. Offsets of the xref table are computed. */
function emptyPdf(): string {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
  ]
  let out = '%PDF-1.4\n'
  const offsets: number[] = []
  for (const [index, body] of objects.entries()) {
    offsets.push(out.length)
    out += `${index + 1} 0 obj${body}endobj\n`
  }
  const xref = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  for (const offset of offsets) out += `${String(offset).padStart(10, '0')} 00000 n \n`
  return `${out}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`
}

/** What replaces an encapsulated document of the MIME type: blank PDF, empty XML, or two zero bytes. */
export function dummyDocument(mimeType: string): Uint8Array {
  if (/pdf/i.test(mimeType)) return latin(emptyPdf())
  if (/xml/i.test(mimeType)) return latin('<?xml version="1.0"?><removed/>')
  return new Uint8Array(2)
}

/** One text item "Comment: REMOVED" in place of the content of a structured report (PS3.3 C.17.3), as a whole element. */
export function dummyContent(element: DicomElement, encoding: Encoding, outer: Encoding): Uint8Array {
  const put = (tag: number, vr: string, value: string): Uint8Array => encodeElement(tag, vr, value, encoding)
  const concept = concat([
    put(0x00080100, 'SH', '121106'),
    put(0x00080102, 'SH', 'DCM'),
    put(0x00080104, 'LO', 'Comment'),
  ])
  const content = concat([
    put(0x0040a010, 'CS', 'CONTAINS'),
    put(0x0040a040, 'CS', 'TEXT'),
    encodeSequence(0x0040a043, [concept], encoding),
    put(0x0040a160, 'UT', removedText),
  ])
  const body = concat([encodeTag(0xfffee000, content.length, encoding.bigEndian), content])
  return concat([encodeHeader(element.tag, element.vr, body.length, outer), body])
}
