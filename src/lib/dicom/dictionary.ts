import { tagsByVr } from './dictionary-data.ts'

/** Value representations with a 2-byte reserved field and a 4-byte length in explicit encodings (PS3.5 section 7.1.2). */
const longForm = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])

const shortForm = new Set('AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US'.split(' '))

const vrByTag = new Map<number, string>()
const mostValues = new Map<number, number>()
for (const [name, deltas] of Object.entries(tagsByVr)) {
  const vr = name.slice(0, 2)
  const most = Number(name.slice(2))
  let tag = 0
  for (const delta of deltas.split(' ')) {
    tag += parseInt(delta, 36)
    vrByTag.set(tag, vr)
    if (most > 0) mostValues.set(tag, most)
  }
}

/** The VR that PS3.6 gives to a tag, or undefined when the standard does not know it. Repeating groups are 50xx and 60xx. */
export function dictionaryVr(tag: number): string | undefined {
  const vr = vrByTag.get(tag)
  if (vr !== undefined) return vr
  const group = tag >>> 16
  const element = tag & 0xffff
  if (element === 0) return 'UL'
  if (group & 1) return element >= 0x10 && element <= 0xff ? 'LO' : undefined
  if ((group & 0xff00) === 0x6000 && element === 0x3000) return 'OW'
  if ((group & 0xff00) === 0x5000 && element === 0x2600) return 'SQ'
  return undefined
}

export function isLongForm(vr: string): boolean {
  return longForm.has(vr)
}

export function isKnownVr(vr: string): boolean {
  return longForm.has(vr) || shortForm.has(vr)
}

const binary = new Set(['AT', 'FD', 'FL', 'OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SL', 'SS', 'SV', 'UL', 'US', 'UV'])

/** Numbers and bulk in machine form, which carry no text by themselves. */
export function isBinaryVr(vr: string): boolean {
  return binary.has(vr)
}

const sizes: Readonly<Record<string, number>> = { AT: 4, FD: 8, FL: 4, SL: 4, SS: 2, SV: 8, UL: 4, US: 2, UV: 8 }

/** False when a binary number element is longer than its VM allows: a damaged length has swallowed its neighbours. */
export function fitsMultiplicity(tag: number, vr: string, length: number): boolean {
  const most = mostValues.get(tag)
  return most === undefined || length <= most * (sizes[vr] ?? 8)
}

/** `(0008,0018)` for 0x00080018. */
export function tagLabel(tag: number): string {
  const known = labels.get(tag)
  if (known !== undefined) return known
  const label = newLabel(tag)
  if (labels.size < 10_000) labels.set(tag, label)
  return label
}

const labels = new Map<number, string>()

function newLabel(tag: number): string {
  const hex = (tag >>> 0).toString(16).padStart(8, '0').toUpperCase()
  return `(${hex.slice(0, 4)},${hex.slice(4)})`
}
