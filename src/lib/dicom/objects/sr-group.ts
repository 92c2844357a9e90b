import type { Code } from './codes.ts'
import { code, first, numbers, text, uid } from './read.ts'
import { graphicOf, imagesOf, type PointBudget, type ReadGraphic, type ReadImage, segmentsOf } from './sr-graphic.ts'
import { codeOfNode, type ContentNode, type ContentTree, isNamed, textOfNode } from './sr-tree.ts'

/** What a report says of the program that measured (TID 4019). */
export interface ReadAlgorithm {
  readonly name: string
  readonly version: string
}

export interface ReadNumber {
  readonly name: Code | null
  readonly value: number
  /** The digits as they stand in the report. */
  readonly given: string
  readonly unit: Code | null
  /** Mean, maximum, …, where the report says so. */
  readonly derivation: Code | null
  readonly graphics: readonly ReadGraphic[]
  readonly images: readonly ReadImage[]
}

/** One group of TID 1500: what was measured of one thing. */
export interface ReadGroup {
  readonly tracking: string
  readonly trackingUid: string
  readonly site: Code | null
  readonly category: Code | null
  readonly finding: Code | null
  readonly algorithm: ReadAlgorithm | null
  readonly numbers: readonly ReadNumber[]
  /** What was judged without a number: what of, and how. */
  readonly judged: readonly (readonly [what: Code, how: Code])[]
  readonly graphics: readonly ReadGraphic[]
  /** Images that the group names beside those of its coordinates. */
  readonly images: readonly ReadImage[]
  /** Segments of a Segmentation that the group speaks of: object and segment number. */
  readonly segments: readonly { readonly sopUid: string; readonly segment: number }[]
}

const MOST = 1_000
const SITE = ['363698007', 'G-C0E3']
const FINDING = ['121071']
const CATEGORY = ['276214006']
const DERIVATION = ['121401']
/** Codes that say how or where a group was measured, not what was judged of it. */
const CONTEXT = new Set([...SITE, ...FINDING, ...CATEGORY, '370129005', 'G-C036', '272741003', 'G-C171', '106233006'])

/** The algorithm that an item names among what is below it (Algorithm Name and Version of TID 4019). */
export function algorithmOf(children: readonly ContentNode[]): ReadAlgorithm | null {
  const of = (value: string): string => textOfNode(children.find((child) => isNamed(child, value))).slice(0, 128)
  const [name, version] = [of('111001'), of('111003')]
  return name || version ? { name, version } : null
}

/** Reads a Measurement Group (TID 1410, 1411, 1501). */
export function groupOf(tree: ContentTree, group: ContentNode, budget: PointBudget): ReadGroup {
  const children = tree.below(group)
  const named = (...values: readonly string[]) => children.find((child) => isNamed(child, ...values))
  const inside = children.flatMap((child) => (child.type === 'NUM' ? tree.below(child) : []))
  return {
    tracking: textOfNode(named('112039')),
    trackingUid: uid(named('112040')?.item, 0x0040a124),
    site: codeOfNode(named(...SITE) ?? inside.find((child) => isNamed(child, ...SITE))),
    category: codeOfNode(named(...CATEGORY)),
    finding: codeOfNode(named(...FINDING)),
    algorithm: algorithmOf(children) ?? algorithmOf(inside),
    numbers: children
      .filter(({ type }) => type === 'NUM')
      .slice(0, MOST)
      .flatMap((child) => numberOf(tree, child, budget)),
    judged: children
      .filter((child) => child.type === 'CODE' && child.name && !CONTEXT.has(child.name[0]))
      .slice(0, 50)
      .flatMap((child) => {
        const how = codeOfNode(child)
        return child.name && how ? [[child.name, how] as const] : []
      }),
    graphics: children.flatMap((child) => graphicOf(tree, child, budget)),
    images: children.slice(0, MOST).flatMap(imagesOf),
    segments: children.slice(0, MOST).flatMap(segmentsOf),
  }
}

function numberOf(tree: ContentTree, node: ContentNode, budget: PointBudget): ReadNumber[] {
  const measured = first(node.item, 0x0040a300)
  const [value] = numbers(measured, 0x0040a30a)
  if (value === undefined || !Number.isFinite(value)) return []
  const children = tree.below(node)
  return [
    {
      name: node.name,
      value,
      given: text(measured, 0x0040a30a, 64).split('\\')[0]!.trim(),
      unit: code(measured, 0x004008ea),
      derivation: codeOfNode(children.find((child) => isNamed(child, ...DERIVATION))),
      graphics: children.flatMap((child) => graphicOf(tree, child, budget)),
      images: children.slice(0, MOST).flatMap(imagesOf),
    },
  ]
}
