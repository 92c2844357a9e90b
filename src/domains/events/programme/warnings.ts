import { nested } from './layout.ts'
import { gather, sweep } from './overlaps.ts'
import type { Span } from './overlaps.ts'
import type { Programme, Session, Talk } from './programme.ts'
import { bySession, isTalk, slotsOf } from './slots.ts'
import type { Slot } from './slots.ts'

export const WARNING_CODES = [
  'room-overlap',
  'person-overlap',
  'talks-overlap',
  'outside-availability',
  'talks-exceed-session',
  'talk-outside-session',
  'outside-day',
  'over-capacity',
  'declined',
  'unconfirmed',
  'no-room',
  'unscheduled',
] as const
export type WarningCode = (typeof WARNING_CODES)[number]

/** `error`: cannot take place so. `warning`: should be looked at. `notice`: is still open. */
export type Severity = 'error' | 'warning' | 'notice'

const SEVERITY: Record<WarningCode, Severity> = {
  'room-overlap': 'error',
  'person-overlap': 'error',
  'talks-overlap': 'warning',
  'outside-availability': 'warning',
  'talks-exceed-session': 'warning',
  'talk-outside-session': 'warning',
  'outside-day': 'warning',
  'over-capacity': 'warning',
  declined: 'error',
  unconfirmed: 'notice',
  'no-room': 'notice',
  unscheduled: 'notice',
}

export interface ItemRef {
  readonly type: 'session' | 'talk'
  readonly id: string
}

/** Something to look at: where to jump (`items`), who and which room it concerns, and when. */
export interface Warning {
  /** The same for the same trouble in two computations: for lists, dismissals and differences. */
  readonly key: string
  readonly code: WarningCode
  readonly severity: Severity
  readonly items: readonly ItemRef[]
  readonly personId: string | null
  readonly roomId: string | null
  /** Epoch milliseconds of the stretch concerned; null for what has no time. */
  readonly from: number | null
  readonly to: number | null
  /** Figures of the message: minutes over, expected, capacity. */
  readonly figures: { readonly [name: string]: number }
}

export interface WarningOptions {
  /** When people can come, by person; who has no entry has not said. Intervals in any order, may overlap. */
  readonly availability?: ReadonlyMap<string, readonly Span[]>
  /** Say also what is not scheduled or has no room: on the way to a release. */
  readonly release?: boolean
}

type About = Partial<Pick<Warning, 'personId' | 'roomId' | 'from' | 'to' | 'figures'>>
type Report = (code: WarningCode, items: readonly (Slot | ItemRef)[], about?: About) => void

const refOf = (item: Session | Talk): ItemRef => ({ type: isTalk(item) ? 'talk' : 'session', id: item.id })
const stretch = (a: Span, b: Span): About => ({ from: Math.max(a.start, b.start), to: Math.min(a.end, b.end) })

/**
 * All warnings of a programme, the gravest first, then in order of time. O(n log n + warnings) in its items and the
 * parts people have in them; nothing cancelled is looked at.
 */
export function warningsOf(p: Programme, options: WarningOptions = {}): Warning[] {
  const out: Warning[] = []
  const report: Report = (
    code,
    items,
    { personId = null, roomId = null, from = null, to = null, figures = {} } = {},
  ) => {
    const refs = items.map(({ type, id }) => ({ type, id }))
    const key = [code, personId ?? '', ...refs.map((r) => `${r.type[0]}${r.id}`).sort()].join(' ')
    out.push({ key, code, severity: SEVERITY[code], items: refs, personId, roomId, from, to, figures })
  }
  const sessions = bySession(p)
  const slots = slotsOf(p, sessions).filter((slot) => !slot.cancelled)
  rooms(slots, report)
  people(slots, sessions, options.availability, report)
  inSessions(p, slots, sessions, report)
  days(p, slots, report)
  capacity(p, slots, report)
  open(p, sessions, options.release ?? false, report)
  const rank = { error: 0, warning: 1, notice: 2 }
  return out.sort((a, b) => rank[a.severity] - rank[b.severity] || (a.from ?? Infinity) - (b.from ?? Infinity) || 0)
}

/** A session stands for the talks inside it; else two sessions would be reported once for each pair of their talks. */
function rooms(slots: readonly Slot[], report: Report): void {
  const byRoom = new Map<string, Slot[]>()
  for (const { slot } of nested(slots)) if (slot.roomId !== null) gather(byRoom, slot.roomId, slot)
  for (const [roomId, group] of byRoom) {
    sweep(group, (a, b) => {
      if (ofOneSession(a, b)) return
      report('room-overlap', [a, b], { roomId, ...stretch(a, b) })
    })
  }
}

/** A session and a talk of it, or two talks of it: judged by `inSessions`. */
const ofOneSession = (a: Slot, b: Slot): boolean =>
  a.sessionId === b.id || b.sessionId === a.id || (a.sessionId !== null && a.sessionId === b.sessionId)

/** Who stands at two posters of a session stands in one place, and who chairs a session may speak in it. */
function inOnePlace(a: Slot, b: Slot, sessions: ReadonlyMap<string, Session>): boolean {
  if (a.sessionId === b.id || b.sessionId === a.id) return true
  return a.sessionId !== null && a.sessionId === b.sessionId && sessions.get(a.sessionId)?.kind === 'poster'
}

function people(
  slots: readonly Slot[],
  sessions: ReadonlyMap<string, Session>,
  availability: WarningOptions['availability'],
  report: Report,
): void {
  const byPerson = new Map<string, Slot[]>()
  for (const slot of slots) {
    const seen = new Set<string>()
    for (const { personId, state } of slot.parts) {
      if (state === 'declined' || seen.has(personId)) continue
      seen.add(personId)
      gather(byPerson, personId, slot)
    }
  }
  for (const [personId, group] of byPerson) {
    sweep(group, (a, b) => {
      if (!inOnePlace(a, b, sessions)) report('person-overlap', [a, b], { personId, ...stretch(a, b) })
    })
    const given = availability?.get(personId)
    if (!given) continue
    const free = united(given)
    for (const slot of group) {
      if (!free.some((span) => span.start <= slot.start && slot.end <= span.end)) {
        report('outside-availability', [slot], { personId, roomId: slot.roomId, from: slot.start, to: slot.end })
      }
    }
  }
}

/** Intervals that touch or overlap made one: who is free 8–10 and 10–12 can speak at 9:30–10:30. */
export function united(spans: readonly Span[]): Span[] {
  const out: { start: number; end: number }[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else out.push({ start, end })
  }
  return out
}

function inSessions(
  p: Programme,
  slots: readonly Slot[],
  sessions: ReadonlyMap<string, Session>,
  report: Report,
): void {
  const scheduled = new Map<string, Slot[]>()
  for (const slot of slots) if (slot.sessionId !== null) gather(scheduled, slot.sessionId, slot)
  const minutes = new Map<string, number>()
  for (const talk of p.talks) {
    if (talk.sessionId !== null && !talk.cancelled) {
      minutes.set(talk.sessionId, (minutes.get(talk.sessionId) ?? 0) + talk.minutes)
    }
  }
  for (const [id, session] of sessions) {
    if (session.cancelled) continue
    const { start } = session
    const end = start === null ? null : start + session.minutes * 60_000
    // Posters hang side by side: their minutes neither add up nor clash.
    const inTurn = session.kind !== 'poster'
    const over = (minutes.get(id) ?? 0) - session.minutes
    if (inTurn && over > 0) {
      const about = { roomId: session.roomId, from: start, to: end, figures: { minutes: over } }
      report('talks-exceed-session', [refOf(session)], about)
    }
    const talks = scheduled.get(id) ?? []
    for (const talk of talks) {
      if (start === null || end === null || (talk.start >= start && talk.end <= end)) continue
      const about = { roomId: talk.roomId, from: talk.start, to: talk.end }
      report('talk-outside-session', [talk, refOf(session)], about)
    }
    if (inTurn) {
      sweep(talks, (a, b) => {
        if (a.roomId === b.roomId) report('talks-overlap', [a, b], { roomId: a.roomId, ...stretch(a, b) })
      })
    }
  }
}

function days(p: Programme, slots: readonly Slot[], report: Report): void {
  if (p.days.length === 0) return
  const hours = united(p.days)
  for (const { slot } of nested(slots)) {
    if (hours.some((day) => day.start <= slot.start && slot.end <= day.end)) continue
    report('outside-day', [slot], { roomId: slot.roomId, from: slot.start, to: slot.end })
  }
}

function capacity(p: Programme, slots: readonly Slot[], report: Report): void {
  const places = new Map(p.rooms.map((room) => [room.id, room.capacity]))
  for (const slot of slots) {
    if (isTalk(slot.item) || slot.roomId === null) continue
    const { expected } = slot.item
    const seats = places.get(slot.roomId) ?? null
    if (expected === null || seats === null || expected <= seats) continue
    const figures = { expected, capacity: seats }
    report('over-capacity', [slot], { roomId: slot.roomId, from: slot.start, to: slot.end, figures })
  }
}

/** What still waits for an answer: people who have not confirmed, and before a release places and times. */
function open(p: Programme, sessions: ReadonlyMap<string, Session>, release: boolean, report: Report): void {
  for (const item of [...p.sessions, ...p.talks]) {
    const host = isTalk(item) && item.sessionId !== null ? sessions.get(item.sessionId) : undefined
    if (item.cancelled || host?.cancelled) continue
    const roomId = item.roomId ?? host?.roomId ?? null
    const to = item.start === null ? null : item.start + item.minutes * 60_000
    for (const { personId, state } of isTalk(item) ? item.speakers : item.chairs) {
      if (state === 'confirmed') continue
      const code = state === 'declined' ? 'declined' : 'unconfirmed'
      report(code, [refOf(item)], { personId, roomId, from: item.start, to })
    }
    if (!release) continue
    if (item.start === null) report('unscheduled', [refOf(item)])
    else if (roomId === null) report('no-room', [refOf(item)], { from: item.start, to })
  }
}

/** What an edit brought and what it settled, by the warnings' keys. */
export function warningChanges(
  before: readonly Warning[],
  after: readonly Warning[],
): { readonly added: Warning[]; readonly gone: Warning[] } {
  const old = new Set(before.map((w) => w.key))
  const now = new Set(after.map((w) => w.key))
  return { added: after.filter((w) => !old.has(w.key)), gone: before.filter((w) => !now.has(w.key)) }
}
