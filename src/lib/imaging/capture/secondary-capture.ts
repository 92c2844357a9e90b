import type { CaseKey } from '#src/lib/dicom/case-key.ts'
import { concat, encodeElement, encodeHeader, encodeTag } from '#src/lib/dicom/encode.ts'
import { encodeMeta } from '#src/lib/dicom/meta.ts'
import { explicitLittle } from '#src/lib/dicom/transfer-syntax.ts'

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7'
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50'
const EXPLICIT = '1.2.840.10008.1.2.1'
/** The study of a case for what is no DICOM; every picture lies in its one series. */
export const CAPTURES = 'hoi captures'

/** A picture to be wrapped: RGB by pixel, eight bits each, or a JPEG baseline stream without metadata. */
export type CapturePixels =
  | { readonly kind: 'rgb'; readonly width: number; readonly height: number; readonly data: Uint8Array }
  | {
      readonly kind: 'jpeg'
      readonly width: number
      readonly height: number
      readonly data: Uint8Array
      readonly components: number
      /** Stored as RGB rather than YCbCr. */
      readonly rgb: boolean
    }

/**
 * A picture as a Secondary Capture object (PS3.3 A.8) of a case: with the case's pseudonym and identifiers, no date, no
 * place. `digest` names what was wrapped (SHA-256, hex): the same picture gives the same object.
 */
export function secondaryCapture(pixels: CapturePixels, key: CaseKey, digest: string): Uint8Array {
  const instance = key.remapUid(`capture\\${digest}`)
  const put = (tag: number, vr: string, value: string): Uint8Array => encodeElement(tag, vr, value, explicitLittle)
  const us = (tag: number, value: number): Uint8Array =>
    encodeElement(tag, 'US', Uint8Array.of(value & 0xff, value >> 8), explicitLittle)
  const grey = pixels.kind === 'jpeg' && pixels.components === 1
  const photometric = grey ? 'MONOCHROME2' : pixels.kind === 'rgb' || pixels.rgb ? 'RGB' : 'YBR_FULL_422'
  const lossy = pixels.kind === 'jpeg'
  const elements = [
    put(0x00080005, 'CS', 'ISO_IR 192'),
    put(0x00080008, 'CS', 'DERIVED\\SECONDARY'),
    put(0x00080016, 'UI', SECONDARY_CAPTURE),
    put(0x00080018, 'UI', instance),
    put(0x00080020, 'DA', ''),
    put(0x00080030, 'TM', ''),
    put(0x00080050, 'SH', ''),
    put(0x00080060, 'CS', 'OT'),
    put(0x00080064, 'CS', 'WSD'),
    put(0x00080090, 'PN', ''),
    put(0x00100010, 'PN', key.pseudonym),
    put(0x00100020, 'LO', key.pseudonym),
    put(0x00100030, 'DA', ''),
    put(0x00100040, 'CS', ''),
    put(0x0020000d, 'UI', key.remapUid(CAPTURES)),
    put(0x0020000e, 'UI', key.remapUid(`${CAPTURES}\\series`)),
    put(0x00200010, 'SH', ''),
    put(0x00200011, 'IS', '1'),
    put(0x00200013, 'IS', ''),
    put(0x00200020, 'CS', ''),
    us(0x00280002, grey ? 1 : 3),
    put(0x00280004, 'CS', photometric),
    ...(grey ? [] : [us(0x00280006, 0)]),
    us(0x00280010, pixels.height),
    us(0x00280011, pixels.width),
    us(0x00280100, 8),
    us(0x00280101, 8),
    us(0x00280102, 7),
    us(0x00280103, 0),
    ...(lossy ? [put(0x00282110, 'CS', '01'), put(0x00282114, 'CS', 'ISO_10918_1')] : []),
    lossy ? encapsulated(pixels.data) : encodeElement(0x7fe00010, 'OB', pixels.data, explicitLittle),
  ]
  return concat([encodeMeta(SECONDARY_CAPTURE, instance, lossy ? JPEG_BASELINE : EXPLICIT), ...elements])
}

/** One fragment behind an empty offset table (PS3.5 A.4). */
function encapsulated(stream: Uint8Array): Uint8Array {
  const padding = stream.length & 1
  return concat([
    encodeHeader(0x7fe00010, 'OB', 0xffffffff, explicitLittle),
    encodeTag(0xfffee000, 0, false),
    encodeTag(0xfffee000, stream.length + padding, false),
    stream,
    ...(padding ? [new Uint8Array(1)] : []),
    encodeTag(0xfffee0dd, 0, false),
  ])
}
