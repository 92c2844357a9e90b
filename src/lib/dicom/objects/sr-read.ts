import type { DicomFile } from '../reader.ts'
import type { ImagePoint } from '#src/lib/imaging/view.ts'
import type { Code } from './codes.ts'
import { code, first, items, numbers, type Reading, reading, text, uid } from './read.ts'

/** Where coordinates or a whole item point to. */
export interface ReadImage {
  readonly sopClass: string
  readonly sopUid: string
  readonly frames: readonly number[]
}

export interface ReadGraphic {
  readonly type: string
  readonly points: readonly ImagePoint[]
  readonly image: ReadImage | null
}

export interface ReadNumber {
  readonly name: Code | null
  readonly value: number
  readonly unit: Code | null
  /** Mean, maximum, …, where the report says so. */
  readonly derivation: Code | null
  readonly graphics: readonly ReadGraphic[]
}

/** One group of TID 1500: what was measured of one thing. */
export interface ReadGroup {
  readonly tracking: string
  readonly trackingUid: string
  readonly site: Code | null
  readonly finding: Code | null
  readonly numbers: readonly ReadNumber[]
  readonly graphics: readonly ReadGraphic[]
  /** Segments of a Segmentation that the group speaks of: object and segment number. */
  readonly segments: readonly { readonly sopUid: string; readonly segment: number }[]
}

export interface ReadReport {
  readonly ok: true
  readonly title: Code | null
  readonly observers: readonly string[]
  readonly groups: readonly ReadGroup[]
}

const MOST = 10_000

/** Reads a measurement report (TID 1500, as several systems write it); null when it is another kind of document. Never throws. */
export function readReport(file: DicomFile): ReadReport | null {
  const top = reading(file)
  if (text(top, 0x0040a040, 16) !== 'CONTAINER') return null
  const title = code(top, 0x0040a043)
  const children = items(top, 0x0040a730)
  const measured = children.filter((child) => named(child, '126010'))
  if (title?.[0] !== '126000' || measured.length === 0) return null
  return {
    ok: true,
    title,
    observers: children.filter((child) => named(child, '121008')).map((child) => text(child, 0x0040a123, 128)),
    groups: measured
      .flatMap((child) => items(child, 0x0040a730))
      .filter((child) => named(child, '125007'))
      .slice(0, MOST)
      .map(groupOf),
  }
}

const named = (item: Reading, value: string): boolean => code(item, 0x0040a043)?.[0] === value

function groupOf(group: Reading): ReadGroup {
  const children = items(group, 0x0040a730).slice(0, MOST)
  const named1 = (...values: string[]): Reading | undefined =>
    children.find((child) => values.includes(code(child, 0x0040a043)?.[0] ?? ''))
  const value = (item: Reading | undefined): Code | null => (item ? code(item, 0x0040a168) : null)
  return {
    tracking: text(named1('112039'), 0x0040a160),
    trackingUid: uid(named1('112040'), 0x0040a124),
    site: value(named1('363698007', 'G-C0E3')),
    finding: value(named1('121071')),
    numbers: children.filter((child) => text(child, 0x0040a040, 16) === 'NUM').flatMap(numberOf),
    graphics: children.flatMap(graphicOf),
    segments: children.flatMap((child) => {
      const reference = first(child, 0x00081199)
      const sopUid = uid(reference, 0x00081155)
      return numbers(reference, 0x0062000b).map((segment) => ({ sopUid, segment }))
    }),
  }
}

function numberOf(item: Reading): ReadNumber[] {
  const measured = first(item, 0x0040a300)
  const [value] = numbers(measured, 0x0040a30a)
  if (value === undefined) return []
  const children = items(item, 0x0040a730)
  const derivation = children.find((child) => named(child, '121401'))
  return [
    {
      name: code(item, 0x0040a043),
      value,
      unit: code(measured, 0x004008ea),
      derivation: derivation ? code(derivation, 0x0040a168) : null,
      graphics: children.flatMap(graphicOf),
    },
  ]
}

function graphicOf(item: Reading): ReadGraphic[] {
  if (text(item, 0x0040a040, 16) !== 'SCOORD') return []
  const flat = numbers(item, 0x00700022)
  const points = Array.from({ length: flat.length >> 1 }, (_, i): ImagePoint => [flat[2 * i]!, flat[2 * i + 1]!])
  const reference = first(items(item, 0x0040a730)[0], 0x00081199)
  return [
    {
      type: text(item, 0x00700023, 16),
      points,
      image: reference
        ? {
            sopClass: uid(reference, 0x00081150),
            sopUid: uid(reference, 0x00081155),
            frames: numbers(reference, 0x00081160),
          }
        : null,
    },
  ]
}
