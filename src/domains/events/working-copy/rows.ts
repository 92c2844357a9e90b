import type { Selectable } from 'kysely'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Day, Link, Part, Room, Session, Talk, Track } from '../programme/programme.ts'
import type { EventDayTable, RoomTable, SessionTable, TalkTable, TrackTable } from '../tables.ts'

/** Between the tables' rows and the programme's values; the only place that knows both shapes. */
const text = (json: string): Text => JSON.parse(json) as Text
const json = (value: unknown): string => JSON.stringify(value)

export const roomFrom = (r: Selectable<RoomTable>): Room => ({
  id: r.id,
  guid: r.guid,
  name: text(r.name),
  description: text(r.description),
  capacity: r.capacity,
  position: r.position,
})

export const roomRow = (eventId: string, r: Room) => ({
  id: r.id,
  event_id: eventId,
  guid: r.guid,
  name: json(r.name),
  description: json(r.description),
  capacity: r.capacity,
  position: r.position,
})

export const trackFrom = (r: Selectable<TrackTable>): Track => ({
  id: r.id,
  name: text(r.name),
  slug: r.slug,
  colour: r.colour,
  position: r.position,
})

export const trackRow = (eventId: string, t: Track) => ({
  id: t.id,
  event_id: eventId,
  guid: t.id,
  name: json(t.name),
  slug: t.slug,
  colour: t.colour,
  position: t.position,
})

export const dayFrom = (r: Selectable<EventDayTable>): Day => ({
  date: r.date,
  start: r.start,
  end: r.end,
  title: text(r.title),
})

export const dayRow = (eventId: string, d: Day) => ({
  event_id: eventId,
  date: d.date,
  start: d.start,
  end: d.end,
  title: json(d.title),
})

export const sessionFrom = (r: Selectable<SessionTable>, chairs: readonly Part[]): Session => ({
  id: r.id,
  guid: r.guid,
  code: r.code,
  kind: r.kind,
  title: text(r.title),
  description: text(r.description),
  trackId: r.track_id,
  roomId: r.room_id,
  start: r.start,
  minutes: r.minutes,
  chairs,
  expected: r.expected,
  cancelled: r.cancelled === 1,
})

export const sessionRow = (eventId: string, s: Session, now: number) => ({
  id: s.id,
  event_id: eventId,
  guid: s.guid,
  code: s.code,
  kind: s.kind,
  title: json(s.title),
  description: json(s.description),
  track_id: s.trackId,
  room_id: s.roomId,
  start: s.start,
  minutes: s.minutes,
  expected: s.expected,
  cancelled: Number(s.cancelled),
  updated_at: now,
})

export const talkFrom = (r: Selectable<TalkTable>, speakers: readonly Part[]): Talk => ({
  id: r.id,
  guid: r.guid,
  code: r.code,
  kind: r.kind,
  sessionId: r.session_id,
  trackId: r.track_id,
  roomId: r.room_id,
  start: r.start,
  minutes: r.minutes,
  title: text(r.title),
  subtitle: text(r.subtitle),
  abstract: text(r.abstract),
  description: text(r.description),
  langs: JSON.parse(r.langs) as string[],
  speakers,
  type: r.type,
  links: JSON.parse(r.links) as Link[],
  attachments: JSON.parse(r.attachments) as Link[],
  doNotRecord: r.do_not_record === 1,
  licence: r.licence,
  generated: r.generated === 1,
  cancelled: r.cancelled === 1,
})

export const talkRow = (eventId: string, t: Talk, now: number) => ({
  id: t.id,
  event_id: eventId,
  guid: t.guid,
  code: t.code,
  kind: t.kind,
  session_id: t.sessionId,
  track_id: t.trackId,
  room_id: t.roomId,
  start: t.start,
  minutes: t.minutes,
  title: json(t.title),
  subtitle: json(t.subtitle),
  abstract: json(t.abstract),
  description: json(t.description),
  langs: json(t.langs),
  type: t.type,
  links: json(t.links),
  attachments: json(t.attachments),
  do_not_record: Number(t.doNotRecord),
  licence: t.licence,
  generated: Number(t.generated),
  cancelled: Number(t.cancelled),
  updated_at: now,
})
