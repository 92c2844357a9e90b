import type { Ctx } from '#src/platform/http/env.ts'
import { dayFinder } from '../../programme/days.ts'
import { indexOf, type Day, type ProgrammeIndex, type Session, type Talk } from '../../programme/programme.ts'
import { loadWorkingCopy, type WorkingCopy } from '../../working-copy/working-copy.ts'
import { managed, type Managed } from '../gate.ts'

/** The working copy of the event in the address with all that its pages look up; null: not for this actor. */
export interface Editing extends Managed {
  readonly copy: WorkingCopy
  readonly index: ProgrammeIndex
}

export async function editing(c: Ctx): Promise<Editing | null> {
  const found = await managed(c)
  const copy = found ? await loadWorkingCopy(c.var.ctx, c.var.ctx.db, found.event.id) : null
  return found && copy ? { ...found, copy, index: indexOf(copy.programme) } : null
}

/** The days of the programme and those that something stands on without there being a day. */
export function daysOf({ copy }: Editing): Day[] {
  const { programme } = copy
  const dateFor = dayFinder(programme.event.zone, programme.days)
  const known = new Map(programme.days.map((day) => [day.date, day]))
  for (const item of [...programme.sessions, ...programme.talks]) {
    if (item.start === null) continue
    const date = dateFor(item.start)
    const end = item.start + item.minutes * 60_000
    const day = known.get(date)
    if (!day) known.set(date, { date, start: item.start, end, title: {} })
  }
  return [...known.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** Where an item's own page is, without language. */
export const itemPath = (slug: string, type: 'session' | 'talk', id: string): string =>
  `/manage/events/${slug}/programme/${type}s/${id}`

/** What has no time and does not stand in a session that has one: what is to be dragged from. */
export const unscheduledOf = ({ copy, index }: Editing): { type: 'session' | 'talk'; item: Session | Talk }[] => [
  ...copy.programme.sessions
    .filter((s) => s.start === null && !s.cancelled)
    .map((item) => ({ type: 'session' as const, item })),
  ...copy.programme.talks
    .filter(
      (t) =>
        t.start === null && !t.cancelled && (t.sessionId === null || index.sessions.get(t.sessionId)?.start != null),
    )
    .map((item) => ({ type: 'talk' as const, item })),
]
