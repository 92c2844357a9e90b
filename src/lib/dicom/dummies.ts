import { latin } from './encode.ts'

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
