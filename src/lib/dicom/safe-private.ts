import type { DicomElement } from './element.ts'
import { asciiValue, rawValue } from './values.ts'

/**
 * Private elements that are known to carry no identity and that reading an image needs: facts of PS3.15 Table E.3.10-1,
 * edition 2026d, compared entry by entry (with the transcription that PyMedPhys generates from NEMA's page). Of its 480 rows
 * only numbers and codes of scanners that we meet: dose, table and rotation, diffusion, scaling, timing. Text VRs other
 * than code and number strings, UIDs, sequences and binary blobs are left out on purpose, although the table lists many.
 * Key: private creator; value: group, then element (low byte) and VR.
 */
const list: readonly [creator: string, group: number, elements: Readonly<Record<number, string>>][] = [
  // SUV and activity concentration factors
  ['Philips PET Private Group', 0x7053, { 0x00: 'DS', 0x09: 'DS' }],
  // DLP, acquisition duration; phantom; acquisition type, table velocity, pitch, rotation time
  ['ELSCINT1', 0x00e1, { 0x21: 'DS', 0x50: 'DS' }],
  ['ELSCINT1', 0x01e1, { 0x26: 'CS' }],
  ['ELSCINT1', 0x01f1, { 0x01: 'CS', 0x07: 'DS', 0x26: 'DS', 0x27: 'DS' }],
  // table speed, mid scan time, gantry period; images in series; b value, table entry; detector rows and width
  ['GEMS_ACQU_01', 0x0019, { 0x23: 'DS', 0x24: 'DS', 0x27: 'DS' }],
  ['GEMS_SERS_01', 0x0025, { 0x07: 'SL' }],
  ['GEMS_PARM_01', 0x0043, { 0x39: 'IS', 0x6f: 'DS' }],
  ['GEMS_HELIOS_01', 0x0045, { 0x01: 'SS', 0x02: 'FL' }],
  // chemical shift, b value and direction, phase number, prepulse delay, plane, EPI factor, numbers of echoes, phases and
  // slices, velocity encoding, water-fat shift, flip angle
  [
    'Philips Imaging DD 001',
    0x2001,
    {
      0x01: 'FL',
      0x02: 'IS',
      0x03: 'FL',
      0x04: 'CS',
      0x08: 'IS',
      0x09: 'FL',
      0x0a: 'IS',
      0x0b: 'CS',
      0x13: 'SL',
      0x14: 'SL',
      0x17: 'SL',
      0x18: 'SL',
      0x1a: 'FL',
      0x1b: 'FL',
      0x22: 'FL',
      0x23: 'DS',
    },
  ],
  // scale intercept and slope
  ['Philips MR Imaging DD 001', 0x2005, { 0x0d: 'FL', 0x0e: 'FL' }],
  // b value, directionality, gradient direction, b matrix
  ['SIEMENS MR HEADER', 0x0019, { 0x0c: 'IS', 0x0d: 'CS', 0x0e: 'FD', 0x27: 'FD' }],
]

const byBlock = new Map<string, Readonly<Record<number, string>>>()
for (const [creator, group, elements] of list) byBlock.set(`${group} ${creator}`, elements)

/** VR of a private element that may stay, or undefined; `creator` is its block's private creator. */
function safePrivateVr(tag: number, creator: string): string | undefined {
  return byBlock.get(`${tag >>> 16} ${creator}`)?.[tag & 0xff]
}

/** A safe element must also look like what the list says that it is. */
function isSafeValue(bytes: Uint8Array, element: DicomElement, vr: string): boolean {
  const raw = rawValue(bytes, element)
  if (element.items || element.fragments || raw.length > 72) return false
  if (vr === 'DS' || vr === 'IS') return /^[0-9+\-.eE\\ \0]*$/.test(String.fromCharCode(...raw))
  if (vr === 'CS') return raw.length <= 32 && /^[A-Z0-9_\\ \0]*$/.test(String.fromCharCode(...raw))
  return raw.length % (vr === 'FD' ? 8 : vr === 'SS' ? 2 : 4) === 0
}

/** The private elements of a data set that may stay: safe ones that look it, and the creators of their blocks. */
export function safePrivateElements(bytes: Uint8Array, elements: readonly DicomElement[]): ReadonlySet<DicomElement> {
  const kept = new Set<DicomElement>()
  const creators = new Map<string, DicomElement>()
  for (const element of elements) {
    const { tag } = element
    const low = tag & 0xffff
    if (((tag >>> 16) & 1) === 0) continue
    if (low >= 0x10 && low <= 0xff && !element.items) creators.set(`${tag >>> 16} ${low}`, element)
    else {
      const creator = creators.get(`${tag >>> 16} ${low >>> 8}`)
      const vr = creator && safePrivateVr(tag, asciiValue(bytes, creator))
      if (creator && vr && isSafeValue(bytes, element, vr)) kept.add(element).add(creator)
    }
  }
  return kept
}
