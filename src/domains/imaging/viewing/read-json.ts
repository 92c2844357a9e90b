import type { DicomJson } from '../header/dicom-json.ts'

/** Numbers of an element; those that are none are left out. */
export const numbers = (of: DicomJson, tag: string): number[] =>
  (of[tag]?.Value ?? []).filter((v): v is number => typeof v === 'number' && Number.isFinite(v))

export const first = (of: DicomJson, tag: string): number | undefined => numbers(of, tag)[0]

/** A text, values between backslashes; '' when absent. */
export const text = (of: DicomJson, tag: string): string =>
  (of[tag]?.Value ?? []).map((v) => (typeof v === 'string' ? v : '')).join('\\')

/** Items of a sequence. */
export const items = (of: DicomJson, tag: string): DicomJson[] =>
  of[tag]?.vr === 'SQ' ? ((of[tag].Value ?? []) as DicomJson[]) : []

export const item = (of: DicomJson, tag: string): DicomJson | undefined => items(of, tag)[0]

/** Exactly `count` numbers, or null. */
export function vector(of: DicomJson, tag: string, count: number): number[] | null {
  const found = numbers(of, tag)
  return found.length === count ? found : null
}

/** A functional group of an enhanced object (PS3.3 C.7.6.16), shared or of the first frame; the data set itself in others. */
export function inside(groups: readonly DicomJson[], macro: string): DicomJson {
  for (const group of groups.slice(1)) {
    const found = item(group, macro)
    if (found) return found
  }
  return groups[0] ?? {}
}

/** mm of a pixel of an ultrasound image, where all its regions in centimetres agree (PS3.3 C.8.5.5); null else. */
export function calibration(header: DicomJson): [number, number] | null {
  const regions = items(header, '00186011').filter((r) => first(r, '00186024') === 3 && first(r, '00186026') === 3)
  const pairs = regions.map((r) => [first(r, '0018602E') ?? 0, first(r, '0018602C') ?? 0] as const)
  const [one] = pairs
  if (!one || !(one[0] > 0) || !(one[1] > 0)) return null
  const same = (a: number, b: number): boolean => Math.abs(a - b) < a * 1e-3
  return pairs.every((p) => same(one[0], p[0]) && same(one[1], p[1])) ? [one[0] * 10, one[1] * 10] : null
}
