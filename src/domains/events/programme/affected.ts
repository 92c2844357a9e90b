import type { Change, ItemChange, ProgrammeDiff } from './diff.ts'
import { gather } from './overlaps.ts'

/** What a difference means to one person: an item of theirs, and what it is to them (`new`: they were put on it). */
export interface Affected {
  readonly item: ItemChange
  readonly role: 'speaker' | 'chair'
  readonly change: Change
}

/**
 * Changes that a speaker or chair must hear of. Texts, links and the like are not among them: those who wrote them know,
 * and a mail for every comma teaches people not to read ours.
 */
const CONCERNS = new Set(['start', 'room', 'minutes', 'title', 'kind', 'session'])

/**
 * Who is affected by a difference, by person id, their items in order of time. Somebody put on or taken off an item is;
 * the others on it are not because of that.
 */
export function affected(diff: ProgrammeDiff): Map<string, Affected[]> {
  const out = new Map<string, Affected[]>()
  for (const item of diff.items) {
    const role = item.type === 'talk' ? 'speaker' : 'chair'
    const before = new Set(item.people.before)
    const after = new Set(item.people.after)
    const concerns = item.change !== 'changed' || item.fields.some((f) => CONCERNS.has(f.field))
    for (const id of after) {
      if (!before.has(id)) gather(out, id, { item, role, change: 'new' })
      else if (concerns) gather(out, id, { item, role, change: item.change })
    }
    for (const id of before) if (!after.has(id)) gather(out, id, { item, role, change: 'cancelled' })
  }
  return out
}
