import { dayFinder } from '../programme/days.ts'
import { standingOf, sameStanding } from './edit-types.ts'
import type { Command, Edit, EditFailure, NewIdentity, Restore, Standing } from './edit-types.ts'
import { equal } from '../programme/equal.ts'
import { nested } from '../programme/layout.ts'
import { indexOf, roomOf } from '../programme/programme.ts'
import type { Programme, ProgrammeIndex, Session, Talk } from '../programme/programme.ts'
import { inOrder, isTalk, sessionSlot, slotsOf, talkSlot } from '../programme/slots.ts'
import type { ItemRef } from '../programme/warnings.ts'

/** What an edit amounts to: new standings by item id, sessions to add and to remove. */
interface Plan {
  readonly ok: true
  readonly set: Map<string, Standing>
  readonly add: readonly Session[]
  readonly remove: readonly Session[]
}
type Refusal = { readonly ok: false; readonly code: EditFailure; readonly items: readonly ItemRef[] }

const refuse = (code: EditFailure, ...items: ItemRef[]): Refusal => ({ ok: false, code, items })
const planned = (set: Map<string, Standing>, add: readonly Session[] = []): Plan => ({ ok: true, set, add, remove: [] })

const MINUTE = 60_000
const LONGEST = 1_440
const isLength = (minutes: number): boolean => Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST
const isTime = (at: number): boolean => Number.isSafeInteger(at) && at % MINUTE === 0

interface Work {
  readonly p: Programme
  readonly index: ProgrammeIndex
  readonly set: Map<string, Standing>
}

const find = ({ index }: Work, ref: ItemRef): Session | Talk | undefined =>
  ref.type === 'session' ? index.sessions.get(ref.id) : index.talks.get(ref.id)

export function planOf(p: Programme, edit: Edit, newIdentity: NewIdentity): Plan | Refusal {
  const work: Work = { p, index: indexOf(p), set: new Map() }
  if (edit.kind === 'restore') return restore(work, edit)
  if (edit.kind === 'swap') return swap(work, edit.one, edit.other)
  if (edit.kind === 'copy-break') return copyBreak(work, edit.sessionId, edit.roomIds, newIdentity)
  if (edit.kind === 'lay-out') return layOut(work, edit.sessionId)

  const item = find(work, edit.item)
  if (!item) return refuse('unknown-item', edit.item)
  const seen = edit.expect
  if (seen && (seen.start !== item.start || seen.minutes !== item.minutes || seen.roomId !== placeOf(work, item))) {
    return refuse('changed-meanwhile', edit.item)
  }
  const now = standingOf(item)
  switch (edit.kind) {
    case 'place':
      return place(work, item, edit)
    case 'resize':
      if (!isLength(edit.minutes)) return refuse('bad-length', edit.item)
      return planned(work.set.set(item.id, { ...now, minutes: edit.minutes }))
    case 'unschedule':
      if (!isTalk(item)) {
        for (const talk of work.index.talksOf.get(item.id) ?? [])
          work.set.set(talk.id, { ...standingOf(talk), start: null })
      }
      return planned(work.set.set(item.id, { ...now, start: null }))
    case 'cancel':
      return planned(work.set.set(item.id, { ...now, cancelled: edit.cancelled }))
    case 'push':
      return push(work, item, edit.minutes)
  }
}

/** The room people see the item in: what the client knows and expects. */
const placeOf = (work: Work, item: Session | Talk): string | null =>
  isTalk(item) ? roomOf(item, work.index.sessions) : item.roomId

function place(work: Work, item: Session | Talk, to: Command & { kind: 'place' }): Plan | Refusal {
  const { rooms, sessions } = work.index
  if (!isTime(to.start)) return refuse('bad-time', to.item)
  if (to.roomId !== null && !rooms.has(to.roomId)) return refuse('unknown-room', to.item)
  const minutes = to.minutes ?? item.minutes
  if (!isLength(minutes)) return refuse('bad-length', to.item)
  if (!isTalk(item)) {
    moveSession(work, item, { roomId: to.roomId, start: to.start })
    work.set.set(item.id, { ...work.set.get(item.id)!, minutes })
    return planned(work.set)
  }
  const sessionId = to.sessionId === undefined ? item.sessionId : to.sessionId
  if (sessionId !== null && !sessions.has(sessionId)) return refuse('unknown-item', { type: 'session', id: sessionId })
  moveTalk(work, item, { roomId: to.roomId, start: to.start, sessionId })
  work.set.set(item.id, { ...work.set.get(item.id)!, minutes })
  return planned(work.set)
}

/** A talk in its session's room says so by having none of its own: it follows when the session moves. */
function moveTalk({ index, set }: Work, talk: Talk, to: Pick<Standing, 'roomId' | 'start' | 'sessionId'>): void {
  const hostRoom = to.sessionId === null ? null : (index.sessions.get(to.sessionId)?.roomId ?? null)
  const roomId = to.sessionId !== null && to.roomId === hostRoom ? null : to.roomId
  set.set(talk.id, { ...standingOf(talk), ...to, roomId })
}

/** The session's talks keep their distance to its start; those held in its room come along into the new one. */
function moveSession(work: Work, session: Session, to: Pick<Standing, 'roomId' | 'start'>): void {
  const { index, set } = work
  set.set(session.id, { ...standingOf(session), ...to })
  if (session.start === null || to.start === null) return
  const by = to.start - session.start
  for (const talk of index.talksOf.get(session.id) ?? []) {
    const roomId = talk.roomId === session.roomId ? null : talk.roomId
    set.set(talk.id, { ...standingOf(talk), roomId, start: talk.start === null ? null : talk.start + by })
  }
}

/**
 * Push: what begins at or after the end of the item, or while it runs but after its start, in its room and programme
 * day. A session in which later talks are pushed grows with them, so that they stay inside it.
 */
function push(work: Work, item: Session | Talk, minutes: number): Plan | Refusal {
  const { p, index, set } = work
  const ref: ItemRef = { type: isTalk(item) ? 'talk' : 'session', id: item.id }
  if (!Number.isInteger(minutes) || minutes === 0 || Math.abs(minutes) > LONGEST) return refuse('bad-length', ref)
  const slot = isTalk(item) ? talkSlot(item, index.sessions) : sessionSlot(item)
  if (!slot) return refuse('not-scheduled', ref)
  const by = minutes * MINUTE
  const dateFor = dayFinder(p.event.zone, p.days)
  const date = dateFor(slot.start)
  const host = slot.sessionId === null ? undefined : index.sessions.get(slot.sessionId)
  if (host) {
    const later = (index.talksOf.get(host.id) ?? []).filter(
      (t) => t.id !== item.id && t.start !== null && t.start > slot.start && roomOf(t, index.sessions) === slot.roomId,
    )
    for (const t of later) set.set(t.id, { ...standingOf(t), start: t.start! + by })
    const length = host.minutes + minutes
    if (later.length > 0 && isLength(length)) set.set(host.id, { ...standingOf(host), minutes: length })
  }
  for (const { slot: other } of nested(slotsOf(p, index.sessions).sort(inOrder))) {
    if (other.roomId !== slot.roomId || other.start <= slot.start || dateFor(other.start) !== date) continue
    if (set.has(other.id) || other.id === host?.id || other.id === item.id || other.sessionId === item.id) continue
    if (isTalk(other.item)) set.set(other.id, { ...standingOf(other.item), start: other.start + by })
    else moveSession(work, other.item, { roomId: other.item.roomId, start: other.start + by })
  }
  return planned(set)
}

function swap(work: Work, oneRef: ItemRef, otherRef: ItemRef): Plan | Refusal {
  let [one, other] = [find(work, oneRef), find(work, otherRef)]
  if (!one || !other) return refuse('unknown-item', one ? otherRef : oneRef)
  const within = (a: Session | Talk, b: Session | Talk): boolean => isTalk(a) && a.sessionId === b.id
  if (one.id === other.id || within(one, other) || within(other, one)) return refuse('bad-pair', oneRef, otherRef)
  if (one.start === null || other.start === null) return refuse('not-scheduled', one.start === null ? oneRef : otherRef)
  if (one.start > other.start) [one, other] = [other, one]
  const [from, to] = [placeOf(work, one), placeOf(work, other)]
  const touching = from === to && one.start! + one.minutes * MINUTE === other.start
  const exchange = (item: Session | Talk, roomId: string | null, start: number, host: Session | Talk): void => {
    if (!isTalk(item)) moveSession(work, item, { roomId, start })
    else moveTalk(work, item, { roomId, start, sessionId: isTalk(host) ? host.sessionId : item.sessionId })
  }
  exchange(one, to, touching ? one.start! + other.minutes * MINUTE : other.start!, other)
  exchange(other, from, one.start!, one)
  return planned(work.set)
}

function copyBreak({ p, index, set }: Work, id: string, roomIds: readonly string[], make: NewIdentity): Plan | Refusal {
  const ref: ItemRef = { type: 'session', id }
  const pause = index.sessions.get(id)
  if (!pause) return refuse('unknown-item', ref)
  if (pause.kind !== 'break') return refuse('not-a-break', ref)
  if (pause.start === null) return refuse('not-scheduled', ref)
  if (roomIds.some((room) => !index.rooms.has(room))) return refuse('unknown-room', ref)
  const taken = new Set([pause.roomId])
  for (const s of p.sessions) {
    if (s.kind === 'break' && !s.cancelled && s.start === pause.start && s.minutes === pause.minutes)
      taken.add(s.roomId)
  }
  const wanted = roomIds.length > 0 ? new Set(roomIds) : new Set(index.rooms.keys())
  const rooms = p.rooms.filter((room) => wanted.has(room.id) && !taken.has(room.id))
  return planned(
    set,
    rooms.map((room) => ({ ...pause, ...make(), roomId: room.id, chairs: [], expected: null })),
  )
}

function layOut({ index, set }: Work, id: string): Plan | Refusal {
  const session = index.sessions.get(id)
  if (!session) return refuse('unknown-item', { type: 'session', id })
  if (session.start === null) return refuse('not-scheduled', { type: 'session', id })
  let at = session.start
  for (const talk of index.talksOf.get(id) ?? []) {
    if (talk.cancelled) continue
    set.set(talk.id, { ...standingOf(talk), start: at })
    at += talk.minutes * MINUTE
  }
  return planned(set)
}

/** Takes the way back only if everything still stands as the edit left it; else says what somebody has moved since. */
function restore(work: Work, edit: Restore): Plan | Refusal {
  const { index, set } = work
  const changed: ItemRef[] = []
  for (const { item: ref, expect, to } of edit.set) {
    const item = find(work, ref)
    if (!item || !sameStanding(standingOf(item), expect)) changed.push(ref)
    else if (to.roomId !== null && !index.rooms.has(to.roomId)) return refuse('unknown-room', ref)
    else if (to.sessionId !== null && !index.sessions.has(to.sessionId)) return refuse('unknown-item', ref)
    else set.set(ref.id, to)
  }
  for (const made of edit.remove) {
    const now = index.sessions.get(made.id)
    if (!now || !equal(now, made) || index.talksOf.has(made.id)) changed.push({ type: 'session', id: made.id })
  }
  for (const gone of edit.add) {
    if (index.sessions.has(gone.id)) changed.push({ type: 'session', id: gone.id })
    else if (gone.roomId !== null && !index.rooms.has(gone.roomId))
      return refuse('unknown-room', { type: 'session', id: gone.id })
  }
  if (changed.length > 0) return refuse('changed-meanwhile', ...changed)
  return { ok: true, set, add: edit.add, remove: edit.remove }
}
