import { isoWithOffset } from '#src/lib/time/zoned.ts'
import type { Part, Placement, Programme } from '../../programme/programme.ts'
import type { JsonObject } from '../json.ts'

/** Version of the document that `/api/v1` serves and that `hoi import` reads back. */
export const API_VERSION = 1

export interface ApiOptions {
  /**
   * `public` leaves out what only the secretariat may know: answers to invitations, and whoever declined.
   * `full` (default) is lossless: reading it back gives the same programme.
   */
  readonly audience?: 'public' | 'full'
  readonly release?: { readonly name: string; readonly publishedAt: number }
}

/**
 * The event with its programme as one JSON document: all languages, instants as ISO 8601 with the venue's offset,
 * durations in minutes, references by id. Documented by `openApi`.
 */
export function exportApi(programme: Programme, options: ApiOptions = {}): JsonObject {
  const { zone } = programme.event
  const instant = (ms: number): string => isoWithOffset(zone, ms)
  const place = (x: Placement) => ({
    roomId: x.roomId,
    start: x.start === null ? null : instant(x.start),
    end: x.start === null ? null : instant(x.start + x.minutes * 60_000),
    minutes: x.minutes,
  })
  const parts = (list: readonly Part[]) =>
    options.audience === 'public'
      ? list.filter((x) => x.state !== 'declined').map((x) => ({ personId: x.personId }))
      : list.map((x) => ({ personId: x.personId, state: x.state }))
  const event = programme.event
  return {
    format: 'hoi',
    version: API_VERSION,
    ...(options.release
      ? { release: { name: options.release.name, publishedAt: new Date(options.release.publishedAt).toISOString() } }
      : {}),
    event: { id: event.id, slug: event.slug, kind: event.kind, title: event.title, zone, langs: event.langs },
    days: programme.days.map((x) => ({ date: x.date, start: instant(x.start), end: instant(x.end), title: x.title })),
    rooms: programme.rooms.map((x) => ({
      id: x.id,
      guid: x.guid,
      name: x.name,
      description: x.description,
      capacity: x.capacity,
      position: x.position,
    })),
    tracks: programme.tracks.map((x) => ({
      id: x.id,
      name: x.name,
      slug: x.slug,
      colour: x.colour,
      position: x.position,
    })),
    sessions: programme.sessions.map((x) => ({
      id: x.id,
      guid: x.guid,
      code: x.code,
      kind: x.kind,
      title: x.title,
      description: x.description,
      ...place(x),
      trackId: x.trackId,
      chairs: parts(x.chairs),
      expected: x.expected,
      cancelled: x.cancelled,
    })),
    talks: programme.talks.map((x) => ({
      id: x.id,
      guid: x.guid,
      code: x.code,
      kind: x.kind,
      sessionId: x.sessionId,
      trackId: x.trackId,
      ...place(x),
      title: x.title,
      subtitle: x.subtitle,
      abstract: x.abstract,
      description: x.description,
      langs: x.langs,
      speakers: parts(x.speakers),
      type: x.type,
      links: x.links,
      attachments: x.attachments,
      doNotRecord: x.doNotRecord,
      licence: x.licence,
      generated: x.generated,
      cancelled: x.cancelled,
    })),
    people: programme.people.map((x) => ({
      id: x.id,
      guid: x.guid,
      code: x.code,
      name: x.name,
      latin: x.latin,
      title: x.title,
      facility: x.facility,
      facilityId: x.facilityId,
      country: x.country,
      biography: x.biography,
      avatar: x.avatar,
    })),
  }
}
