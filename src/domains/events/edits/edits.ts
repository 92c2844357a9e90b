import { planOf } from './edit-plan.ts'
import { sameStanding, standingOf } from './edit-types.ts'
import type { Edit, Edited, NewIdentity, Standing } from './edit-types.ts'
import type { Programme, Session, Talk } from '../programme/programme.ts'
import { isTalk } from '../programme/slots.ts'
import type { ItemRef } from '../programme/warnings.ts'

export * from './edit-types.ts'

const noIdentity: NewIdentity = () => {
  throw new Error('this edit makes sessions: pass newIdentity')
}

/**
 * Carries out an edit on a programme: the new programme (items not touched are the same objects), the ids of what
 * changed, and the way back. `newIdentity` is asked for each session that copying a break makes.
 */
export function applyEdit(p: Programme, edit: Edit, newIdentity: NewIdentity = noIdentity): Edited {
  const plan = planOf(p, edit, newIdentity)
  if (!plan.ok) return plan
  const set: { item: ItemRef; expect: Standing; to: Standing }[] = []
  const place = <T extends Session | Talk>(item: T): T => {
    const to = plan.set.get(item.id)
    const now = standingOf(item)
    if (!to || sameStanding(now, to)) return item
    set.push({ item: { type: isTalk(item) ? 'talk' : 'session', id: item.id }, expect: to, to: now })
    const { roomId, start, minutes, cancelled } = to
    const placed = { ...item, roomId, start, minutes, cancelled }
    return isTalk(item) ? { ...placed, sessionId: to.sessionId } : placed
  }
  const removed = new Set(plan.remove.map((s) => s.id))
  const sessions = p.sessions.filter((s) => !removed.has(s.id)).map(place)
  const talks = p.talks.map(place)
  const changed = [...set.map((s) => s.item.id), ...plan.add.map((s) => s.id), ...removed]
  if (changed.length === 0) return { ok: false, code: 'nothing-to-do', items: [] }
  const programme = { ...p, sessions: [...sessions, ...plan.add], talks }
  return { ok: true, programme, changed, inverse: { kind: 'restore', set, remove: plan.add, add: plan.remove } }
}

/** The ids of existing items that an edit would change, so that only their rows are locked; none if it is refused. */
export function touched(edit: Edit, p: Programme): readonly string[] {
  const edited = applyEdit(p, edit, () => ({ id: '', guid: '', code: '' }))
  return edited.ok ? edited.changed.filter((id) => id !== '') : []
}
