import type { DicomFile } from '../reader.ts'
import type { Code } from './codes.ts'
import { text, uid } from './read.ts'
import { pointBudget } from './sr-graphic.ts'
import { algorithmOf, groupOf, type ReadAlgorithm, type ReadGroup } from './sr-group.ts'
import { codeOfNode, type ContentNode, contentTree, isNamed, textOfNode } from './sr-tree.ts'

/** Classes that can hold a measurement report: Enhanced, Comprehensive, Comprehensive 3D and Extensible SR. */
export const REPORTS = [
  '1.2.840.10008.5.1.4.1.1.88.22',
  '1.2.840.10008.5.1.4.1.1.88.33',
  '1.2.840.10008.5.1.4.1.1.88.34',
  '1.2.840.10008.5.1.4.1.1.88.35',
] as const

/** Who measured (TID 1002): a person or a device, each as the report has them. */
export interface ReadObserver {
  readonly kind: 'person' | 'device'
  readonly name: string
  readonly maker: string
  readonly model: string
}

export interface ReadReport {
  readonly ok: true
  readonly title: Code | null
  readonly observers: readonly ReadObserver[]
  /** Of the whole report, where it says so; groups can name another one. */
  readonly algorithm: ReadAlgorithm | null
  /** Maker, model and software of the equipment that wrote it. */
  readonly equipment: { readonly maker: string; readonly model: string; readonly software: string }
  readonly verified: boolean
  readonly complete: boolean
  readonly groups: readonly ReadGroup[]
}

/**
 * `kind` no measurement report · `emptied` de-identification took the content · `empty` a report without measurements ·
 * `too-large` more items, groups or points than any report needs
 */
export type ReportError = { readonly ok: false; readonly code: 'kind' | 'emptied' | 'empty' | 'too-large' }

const MOST_GROUPS = 2_000
const refuse = (code: ReportError['code']): ReportError => ({ ok: false, code })

/** Reads a measurement report (TID 1500, as several systems write it). Never throws on outside data; bounded in items, groups and points. */
export function readReport(file: DicomFile): ReadReport | ReportError {
  const tree = contentTree(file)
  if (!tree) return refuse('too-large')
  const { root } = tree
  if (root.type !== 'CONTAINER') return refuse('kind')
  const [only] = root.children
  if (root.children.length === 1 && only?.type === 'TEXT' && /^REMOVED$/i.test(text(only.item, 0x0040a160, 16)))
    return refuse('emptied')
  const parts = tree.below(root)
  const measured = parts.filter((child) => isNamed(child, '126010'))
  if (!isNamed(root, '126000')) return refuse('kind')
  const found = measured.flatMap((child) => tree.below(child)).filter((child) => isNamed(child, '125007'))
  if (found.length === 0) return refuse('empty')
  if (found.length > MOST_GROUPS) return refuse('too-large')
  const budget = pointBudget()
  const groups = found.map((child) => groupOf(tree, child, budget))
  if (budget.left < 0 || tree.tangled) return refuse('too-large')
  const { item } = root
  return {
    ok: true,
    title: root.name,
    observers: observersOf(parts),
    algorithm: algorithmOf(parts) ?? algorithmOf(measured.flatMap((child) => tree.below(child))),
    equipment: {
      maker: known(text(item, 0x00080070, 64)),
      model: known(text(item, 0x00081090, 64)),
      software: known(text(item, 0x00181020, 64)),
    },
    verified: text(item, 0x0040a493, 16) === 'VERIFIED',
    complete: text(item, 0x0040a491, 16) === 'COMPLETE',
    groups,
  }
}

const known = (value: string): string => (/^REMOVED$/i.test(value) ? '' : value)

/** Observers in their order: each Observer Type begins one, what follows belongs to it (TID 1002); a person without a type too. */
function observersOf(children: readonly ContentNode[]): ReadObserver[] {
  const out: { kind: 'person' | 'device'; name: string; maker: string; model: string }[] = []
  const last = (kind: 'person' | 'device') => {
    const open = out.at(-1)
    if (open?.kind === kind) return open
    const fresh = { kind, name: '', maker: '', model: '' }
    out.push(fresh)
    return fresh
  }
  for (const child of children) {
    if (out.length > 50) break
    if (isNamed(child, '121005')) {
      const kind = codeOfNode(child)?.[0] === '121007' ? 'device' : 'person'
      out.push({ kind, name: '', maker: '', model: '' })
    } else if (isNamed(child, '121008')) last('person').name = known(text(child.item, 0x0040a123, 128))
    else if (isNamed(child, '121012') && uid(child.item, 0x0040a124)) last('device')
    else if (isNamed(child, '121013')) last('device').name = textOfNode(child)
    else if (isNamed(child, '121014')) last('device').maker = textOfNode(child)
    else if (isNamed(child, '121015')) last('device').model = textOfNode(child)
  }
  return out
}
