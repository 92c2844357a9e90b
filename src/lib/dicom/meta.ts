import { concat, encodeElement, latin } from './encode.ts'
import { explicitLittle } from './transfer-syntax.ts'

/** Hội's implementation class UID: a fixed UUID under 2.25 (PS3.7 annex D.3.3.2 asks for one per implementation). */
export const implementationClassUid = '2.25.204944589639667740933120361703038957121'
export const implementationVersion = 'HOI_1'

function element(tag: number, vr: string, value: string | Uint8Array): Uint8Array {
  return encodeElement(tag, vr, value, explicitLittle)
}

/**
 * Preamble, prefix and File Meta Information (PS3.10 section 7.1), written anew: a preamble can hold another file, and
 * a sender's AE titles and private information name the hospital. UIDs that the object does not have are left out.
 */
export function encodeMeta(sopClass: string, sopInstance: string, transferSyntax: string): Uint8Array {
  const body = concat([
    element(0x00020001, 'OB', Uint8Array.of(0, 1)),
    ...(sopClass === '' ? [] : [element(0x00020002, 'UI', sopClass)]),
    ...(sopInstance === '' ? [] : [element(0x00020003, 'UI', sopInstance)]),
    element(0x00020010, 'UI', transferSyntax),
    element(0x00020012, 'UI', implementationClassUid),
    element(0x00020013, 'SH', implementationVersion),
  ])
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, body.length, true)
  return concat([new Uint8Array(128), latin('DICM'), element(0x00020000, 'UL', length), body])
}
