import type { Selectable } from 'kysely'
import type { Text } from '#src/lib/text/multilingual.ts'
import { EVENT_KINDS, type EventKind } from '../programme/programme.ts'
import type { EventState, EventTable } from '../tables.ts'

/** An event without its programme. */
export interface Event {
  readonly id: string
  readonly slug: string
  readonly kind: EventKind
  readonly seriesId: string | null
  readonly state: EventState
  readonly title: Text
  /** Markdown. */
  readonly summary: Text
  readonly zone: string
  readonly startsOn: string
  readonly endsOn: string
  readonly venueName: Text
  readonly venueAddress: Text
  readonly mapUrl: string
  readonly contactEmail: string
  readonly contactPhone: string
  readonly langs: readonly string[]
  readonly organisers: readonly Organiser[]
  readonly revision: number
  readonly releaseId: string | null
  /** Invented for the demonstration: every page says so. */
  readonly generated: boolean
  readonly updatedAt: number
}

export interface Organiser {
  readonly name: Text
  readonly url: string
  /** Blob hash, '' when there is none. */
  readonly logo: string
  readonly role: 'organiser' | 'partner'
}

export { EVENT_KINDS }

/** Draft, then published, then archived; back one step only, so that a published event is never deleted by accident. */
export const TRANSITIONS: Readonly<Record<EventState, readonly EventState[]>> = {
  draft: ['published'],
  published: ['draft', 'archived'],
  archived: ['published'],
}

export const eventFrom = (r: Selectable<EventTable>): Event => ({
  id: r.id,
  slug: r.slug,
  kind: r.kind,
  seriesId: r.series_id,
  state: r.state,
  title: JSON.parse(r.title) as Text,
  summary: JSON.parse(r.summary) as Text,
  zone: r.zone,
  startsOn: r.starts_on,
  endsOn: r.ends_on,
  venueName: JSON.parse(r.venue_name) as Text,
  venueAddress: JSON.parse(r.venue_address) as Text,
  mapUrl: r.map_url,
  contactEmail: r.contact_email,
  contactPhone: r.contact_phone,
  langs: JSON.parse(r.langs) as string[],
  organisers: JSON.parse(r.organisers) as Organiser[],
  revision: r.revision,
  releaseId: r.release_id,
  generated: r.generated === 1,
  updatedAt: r.updated_at,
})
