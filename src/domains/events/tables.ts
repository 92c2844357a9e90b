import type { EventKind, PartState, SessionKind, TalkKind } from './programme/programme.ts'

declare module '#src/platform/db/types.ts' {
  interface Database {
    series: SeriesTable
    event: EventTable
    event_day: EventDayTable
    room: RoomTable
    track: TrackTable
    session: SessionTable
    talk: TalkTable
    part: PartTable
    availability: AvailabilityTable
    attachment: AttachmentTable
    release: ReleaseTable
    programme_edit: ProgrammeEditTable
    source_ref: SourceRefTable
    favourite: FavouriteTable
    calendar_feed: CalendarFeedTable
  }
}

export const EVENT_STATES = ['draft', 'published', 'archived'] as const
export type EventState = (typeof EVENT_STATES)[number]

/** Columns named so hold JSON: a Text, a list of language tags, a list of links. */
type Json = string

export interface SeriesTable {
  id: string
  slug: string
  name: Json
  description: Json
  created_at: number
}

export interface EventTable {
  id: string
  slug: string
  kind: EventKind
  series_id: string | null
  state: EventState
  title: Json
  /** Markdown. */
  summary: Json
  zone: string
  /** Calendar dates in the zone, `YYYY-MM-DD`. */
  starts_on: string
  ends_on: string
  venue_name: Json
  venue_address: Json
  map_url: string
  contact_email: string
  contact_phone: string
  langs: Json
  /** [{name: Text, url, logo: blob hash or '', role: 'organiser'|'partner'}] */
  organisers: Json
  /** Rises with every edit of the working copy. */
  revision: number
  /** The release that the public sees. */
  release_id: string | null
  generated: number
  created_at: number
  updated_at: number
}

export interface EventDayTable {
  event_id: string
  date: string
  start: number
  end: number
  title: Json
}

interface Sourced {
  id: string
  event_id: string
  guid: string
  revision: number
}

export interface RoomTable extends Sourced {
  name: Json
  description: Json
  capacity: number | null
  position: number
}

export interface TrackTable extends Sourced {
  name: Json
  slug: string
  colour: string
  position: number
}

interface Placed extends Sourced {
  code: string
  track_id: string | null
  room_id: string | null
  start: number | null
  minutes: number
  title: Json
  description: Json
  cancelled: number
  updated_at: number
}

export interface SessionTable extends Placed {
  kind: SessionKind
  expected: number | null
}

export interface TalkTable extends Placed {
  kind: TalkKind
  session_id: string | null
  subtitle: Json
  abstract: Json
  langs: Json
  type: string
  links: Json
  attachments: Json
  do_not_record: number
  licence: string
  generated: number
}

/** A chair of a session or a speaker of a talk, in order of listing. */
export interface PartTable {
  event_id: string
  item_kind: 'session' | 'talk'
  item_id: string
  person_id: string
  position: number
  state: PartState
}

export interface AvailabilityTable {
  id: string
  event_id: string
  person_id: string
  start: number
  end: number
}

export interface AttachmentTable {
  id: string
  event_id: string
  talk_id: string
  title: string
  filename: string
  media_type: string
  hash: string
  bytes: number
  uploaded_by: string | null
  public: number
  created_at: number
}

/** Frozen for good; `document` is a ReleaseDocument. Lists never select it. */
export interface ReleaseTable {
  id: string
  event_id: string
  number: number
  name: string
  note: Json
  document: string
  /** A ProgrammeDiff against the release before, as shown to everyone. */
  difference: string
  created_at: number
  created_by: string | null
}

/** What was done to the working copy, with the way back; `number` counts in the event. */
export interface ProgrammeEditTable {
  id: string
  event_id: string
  number: number
  actor_id: string | null
  actor_name: string
  at: number
  edit: string
  inverse: string
  changed: string
  undone: number
}

/** Which of our records a source's record became, so that the same file updates instead of doubling. */
export interface SourceRefTable {
  event_id: string
  kind: 'room' | 'track' | 'session' | 'talk' | 'person'
  source_id: string
  id: string
}

export interface FavouriteTable {
  person_id: string
  event_id: string
  /** A session's or talk's id. */
  item_id: string
  created_at: number
}

/** The address of a person's own calendar: whoever has the token reads it, and it can be made anew. */
export interface CalendarFeedTable {
  person_id: string
  token: string
  created_at: number
}
