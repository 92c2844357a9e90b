import { type DicomElement, findElement } from './element.ts'
import { asciiValue } from './values.ts'

/** Published coding schemes: their meanings are the same for every patient. */
const publicSchemes = new Set(
  `DCM SCT SRT SNM3 SNM 99SDM LN UCUM FMA RADLEX NCIt UMLS MA MSH I9 I9C I10 I10C I10P ICDO3 ATC NDC BARI BI ACR CPT4 CPT5 C4
  CD2 DCMUID IBSI UBERON RXNORM ISO639_2 ISO639_1 ISO3166_1 RFC3066 RFC5646 NEU ITIS_TSN PUBCHEM_CID MDC HUGO_GENE`.split(
    /\s+/,
  ),
)

/**
 * Whether a text item of a structured report holds what a machine calls itself (PS3.16: Algorithm Name and Version of TID
 * 4019, Device Observer Name, Manufacturer and Model of TID 1004): text of equipment like (0008,1090), typed by nobody.
 */
export function namesDevice(bytes: Uint8Array, elements: readonly DicomElement[]): boolean {
  const concept = findElement(elements, 0x0040a043)?.items?.[0]?.elements ?? []
  const value = (tag: number): string => {
    const element = findElement(concept, tag)
    return element ? asciiValue(bytes, element) : ''
  }
  return value(0x00080102) === 'DCM' && /^(?:11100[13]|12101[345])$/.test(value(0x00080100))
}

/** Whether a code item is of a published scheme. */
export function hasPublicScheme(bytes: Uint8Array, elements: readonly DicomElement[]): boolean {
  const scheme = findElement(elements, 0x00080102)
  return scheme !== undefined && publicSchemes.has(asciiValue(bytes, scheme))
}
