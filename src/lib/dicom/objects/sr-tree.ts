import { findElement } from '../element.ts'
import type { DicomFile } from '../reader.ts'
import type { Code } from './codes.ts'
import { code, items, numbers, type Reading, reading, text } from './read.ts'

/** A content item of a structured report (PS3.3 C.17.3) with those below it. */
export interface ContentNode {
  readonly item: Reading
  readonly type: string
  readonly name: Code | null
  readonly children: readonly ContentNode[]
}

export interface ContentTree {
  readonly root: ContentNode
  /** Children of an item, those that it has by reference to another place of the document among them. */
  below(node: ContentNode): readonly ContentNode[]
  /** References led round so often that the rest was not followed. */
  readonly tangled: boolean
}

/** Reports of thousands of lesions have some ten thousand items; the rest is no report of measurements. */
const MOST_ITEMS = 60_000
/** References can make a small document endless to walk. */
const MOST_STEPS = 10 * MOST_ITEMS

/** The whole tree of a report; null when it has more items than any report needs. The reader bounds how deep it goes. */
export function contentTree(file: DicomFile): ContentTree | null {
  let left = MOST_ITEMS
  const grow = (item: Reading): ContentNode => {
    const found = findElement(item.elements, 0x0040a730)?.items ?? []
    left -= found.length
    return {
      item,
      type: text(item, 0x0040a040, 16),
      name: code(item, 0x0040a043),
      children: left < 0 ? [] : items(item, 0x0040a730).map(grow),
    }
  }
  const root = grow(reading(file))
  if (left < 0) return null
  const at = (path: readonly number[]): ContentNode | undefined => {
    // The first number stands for the document itself (C.17.3.2.5).
    let node: ContentNode | undefined = path[0] === 1 ? root : undefined
    for (const n of path.slice(1, 40)) node = node?.children[n - 1]
    return node
  }
  let steps = 0
  return {
    root,
    get tangled() {
      return steps > MOST_STEPS
    },
    below(node) {
      steps += node.children.length
      if (steps > MOST_STEPS) return []
      return node.children.flatMap((child) => {
        const path = child.type === '' ? numbers(child.item, 0x0040db73) : []
        const other = path.length > 0 ? at(path) : child
        return other && other !== node ? [other] : []
      })
    },
  }
}

/** Whether an item's concept is one of some codes, by value: old reports have the same concepts under other schemes. */
export const isNamed = (node: ContentNode, ...values: readonly string[]): boolean =>
  node.name !== null && values.includes(node.name[0])

export const textOfNode = (node: ContentNode | undefined): string => {
  const value = text(node?.item, 0x0040a160, 256)
  // What de-identification could not be sure of says nothing.
  return /^REMOVED$/i.test(value) ? '' : value
}

export const codeOfNode = (node: ContentNode | undefined): Code | null => (node ? code(node.item, 0x0040a168) : null)
