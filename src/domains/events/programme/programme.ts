import type { Text } from '#src/lib/text/multilingual.ts'

/**
 * The programme of one event: the value that everything else is computed from. The working copy is read into it,
 * a release freezes it as a document, and pages, warnings, differences, calendars and exports are pure functions of it.
 * Instants are epoch milliseconds, durations minutes, ids are stable over releases.
 */
export interface Programme {
  readonly event: EventFacts
  readonly days: readonly Day[]
  readonly rooms: readonly Room[]
  readonly tracks: readonly Track[]
  readonly sessions: readonly Session[]
  readonly talks: readonly Talk[]
  readonly people: readonly Participant[]
}

export const EVENT_KINDS = ['congress', 'conference', 'workshop', 'lecture'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export interface EventFacts {
  readonly id: string
  readonly slug: string
  readonly kind: EventKind
  readonly title: Text
  /** IANA zone of the venue. */
  readonly zone: string
  /** Languages that the organisers promise, the main one first. */
  readonly langs: readonly string[]
}

/** A programme day. It may run past midnight: `end` is an instant on the next calendar date then. */
export interface Day {
  /** Calendar date in the event's zone, `YYYY-MM-DD`. */
  readonly date: string
  readonly start: number
  readonly end: number
  readonly title: Text
}

export interface Room {
  readonly id: string
  readonly guid: string
  readonly name: Text
  readonly description: Text
  readonly capacity: number | null
  readonly position: number
}

export interface Track {
  readonly id: string
  readonly name: Text
  readonly slug: string
  /** `#rrggbb` */
  readonly colour: string
  readonly position: number
}

export const SESSION_KINDS = [
  'plenary',
  'oral',
  'poster',
  'symposium',
  'hands-on',
  'live-case',
  'lecture',
  'ceremony',
  'break',
] as const
export type SessionKind = (typeof SESSION_KINDS)[number]

/** Where and when something takes place; `start` null: not scheduled yet. */
export interface Placement {
  readonly roomId: string | null
  readonly start: number | null
  readonly minutes: number
}

export interface Session extends Placement {
  readonly id: string
  readonly guid: string
  /** Six characters `[0-9A-Z]`, unique in the event: the part of the address people see. */
  readonly code: string
  readonly kind: SessionKind
  readonly title: Text
  readonly description: Text
  readonly trackId: string | null
  readonly chairs: readonly Part[]
  readonly expected: number | null
  readonly cancelled: boolean
}

/** A discussion is the period after a topic; it is a slot of its own beside the talks of its session. */
export type TalkKind = 'talk' | 'discussion'

/**
 * A talk with a session takes the session's room when its own `roomId` is null, and always its own `start`.
 * A talk without a session stands in the programme by itself.
 */
export interface Talk extends Placement {
  readonly id: string
  readonly guid: string
  readonly code: string
  readonly kind: TalkKind
  readonly sessionId: string | null
  readonly trackId: string | null
  readonly title: Text
  readonly subtitle: Text
  readonly abstract: Text
  readonly description: Text
  /** Languages spoken, as tags; a source's list "de, en" becomes two. */
  readonly langs: readonly string[]
  readonly speakers: readonly Part[]
  /** What kind the source called it (lecture, workshop, …); free text kept for round trips. */
  readonly type: string
  readonly links: readonly Link[]
  readonly attachments: readonly Link[]
  readonly doNotRecord: boolean
  readonly licence: string
  /** Made by the demonstration, not by a person: shown as such wherever it appears. */
  readonly generated: boolean
  readonly cancelled: boolean
}

export type PartState = 'pending' | 'invited' | 'confirmed' | 'declined'

/** A person's part in a session (chair) or talk (speaker), in order of listing. */
export interface Part {
  readonly personId: string
  readonly state: PartState
}

export interface Link {
  readonly title: string
  readonly url: string
  readonly type: string
}

/** What the public sees of a person in this programme; already narrowed to what that person allows. */
export interface Participant {
  readonly id: string
  readonly guid: string
  readonly code: string
  /** As listed: own script, own order, e.g. `Vũ Đăng Lưu`, `홍길동`. */
  readonly name: string
  /** Latin form where the name is in another script, else ''. */
  readonly latin: string
  /** Academic title per language, e.g. {vi:'PGS.TS.', en:'Assoc. Prof. Dr.'}. */
  readonly title: Text
  readonly facility: Text
  readonly facilityId: string | null
  readonly country: string
  readonly biography: Text
  readonly avatar: string
}

/** Ends where it starts plus its minutes; null when not scheduled. */
export const endOf = (p: Placement): number | null => (p.start === null ? null : p.start + p.minutes * 60_000)

/** Index for look-ups that a page or a check does thousands of times. */
export interface ProgrammeIndex {
  readonly rooms: ReadonlyMap<string, Room>
  readonly tracks: ReadonlyMap<string, Track>
  readonly sessions: ReadonlyMap<string, Session>
  readonly talks: ReadonlyMap<string, Talk>
  readonly people: ReadonlyMap<string, Participant>
  readonly talksOf: ReadonlyMap<string, readonly Talk[]>
}

/** One pass over the programme; the talks of each session are in order of start, unscheduled last. */
export function indexOf(p: Programme): ProgrammeIndex {
  const byId = <T extends { readonly id: string }>(items: readonly T[]) => new Map(items.map((x) => [x.id, x]))
  const talksOf = new Map<string, Talk[]>()
  for (const talk of p.talks) {
    if (!talk.sessionId) continue
    const list = talksOf.get(talk.sessionId)
    if (list) list.push(talk)
    else talksOf.set(talk.sessionId, [talk])
  }
  for (const list of talksOf.values()) list.sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity))
  return {
    rooms: byId(p.rooms),
    tracks: byId(p.tracks),
    sessions: byId(p.sessions),
    talks: byId(p.talks),
    people: byId(p.people),
    talksOf,
  }
}

/** The room a talk is really in: its own, else its session's. */
export function roomOf(talk: Talk, sessions: ReadonlyMap<string, Session>): string | null {
  return talk.roomId ?? (talk.sessionId ? (sessions.get(talk.sessionId)?.roomId ?? null) : null)
}
