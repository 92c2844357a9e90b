import type { Programme, Room, Session, SessionKind, Talk, Track } from '#src/domains/events/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import { parseLocal } from '#src/lib/time/zoned.ts'
import type { Ids } from '#src/platform/ids.ts'

export interface SlotPlan {
  readonly title: Text
  readonly minutes: number
  readonly kind?: 'talk' | 'discussion'
  readonly speakers?: readonly string[]
  readonly subtitle?: Text
  readonly abstract?: Text
  readonly langs?: readonly string[]
  readonly generated?: boolean
  readonly track?: string | null
}

export interface SessionPlan {
  readonly kind: SessionKind
  readonly title: Text
  readonly description?: Text
  readonly date: string
  /** `HH:MM` in the event's zone. */
  readonly at: string
  readonly room: string | null
  readonly track?: string | null
  readonly chairs?: readonly string[]
  readonly expected?: number
  /** Length when there are no slots; else the sum of the slots. */
  readonly minutes?: number
  readonly slots?: readonly SlotPlan[]
}

/** Lays a plan of sessions with consecutive slots into a programme. */
export function lay(
  current: Programme,
  ids: Ids,
  rooms: readonly Room[],
  tracks: readonly Track[],
  plans: readonly SessionPlan[],
): Programme {
  const sessions: Session[] = []
  const talks: Talk[] = []
  const part = (personId: string) => ({ personId, state: 'confirmed' as const })
  for (const plan of plans) {
    const start = parseLocal(current.event.zone, plan.date, plan.at)
    if (start === null) throw new RangeError(`not a time: ${plan.date} ${plan.at}`)
    const slots = plan.slots ?? []
    const id = ids.id()
    sessions.push({
      id,
      guid: id,
      code: ids.code(),
      kind: plan.kind,
      title: plan.title,
      description: plan.description ?? {},
      trackId: plan.track ?? null,
      roomId: plan.room,
      start,
      minutes: plan.minutes ?? slots.reduce((sum, slot) => sum + slot.minutes, 0),
      chairs: (plan.chairs ?? []).map(part),
      expected: plan.expected ?? null,
      cancelled: false,
    })
    let at = start
    for (const slot of slots) {
      const talkId = ids.id()
      talks.push({
        id: talkId,
        guid: talkId,
        code: ids.code(),
        kind: slot.kind ?? 'talk',
        sessionId: id,
        trackId: slot.track ?? plan.track ?? null,
        roomId: null,
        start: at,
        minutes: slot.minutes,
        title: slot.title,
        subtitle: slot.subtitle ?? {},
        abstract: slot.abstract ?? {},
        description: {},
        langs: slot.langs ?? [],
        speakers: (slot.speakers ?? []).map(part),
        type: '',
        links: [],
        attachments: [],
        doNotRecord: false,
        licence: '',
        generated: slot.generated ?? false,
        cancelled: false,
      })
      at += slot.minutes * 60_000
    }
  }
  return { ...current, rooms, tracks, sessions, talks }
}

export const room = (ids: Ids, position: number, name: Text, capacity: number | null): Room => {
  const id = ids.id()
  return { id, guid: id, name, description: {}, capacity, position }
}

export const track = (ids: Ids, position: number, slug: string, name: Text, colour: string): Track => ({
  id: ids.id(),
  name,
  slug,
  colour,
  position,
})
