import type { Command } from '../../edits/edits.ts'

/** Two commands of one kind on one item as one: the later place, seen from where the first began. */
export function join(first: Command, second: Command): Command | null {
  if (first.kind === 'place' && second.kind === 'place' && first.item.id === second.item.id) {
    return { ...first, ...second, minutes: second.minutes ?? first.minutes, expect: first.expect }
  }
  if (first.kind === 'resize' && second.kind === 'resize' && first.item.id === second.item.id)
    return { ...second, expect: first.expect }
  return null
}
