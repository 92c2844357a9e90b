import { clockOf, isoWithOffset } from '#src/lib/time/zoned.ts'
import type { Link, Participant, Programme } from '../../programme/programme.ts'
import { httpUrl, type JsonObject } from '../json.ts'
import { durationText } from '../moments.ts'
import { GENERATOR, META_VERSION } from '../schedule/meta.ts'
import { byRoom, layOut, type ExportOptions, type Layout, type Slot } from './slots.ts'

/**
 * schedule.json in one language, valid against voc/schedule's schema. Sessions with chairs, the event's kind and which
 * talk is in which session travel in `conference.meta.hoi`. Not carried: other languages, days' titles, what is not
 * scheduled or cancelled, answers to invitations, links that are no web address, kinds of link outside the schema.
 */
export function exportScheduleJson(programme: Programme, options: ExportOptions): JsonObject {
  const layout = layOut(programme, options)
  const { event } = programme
  return {
    $schema: 'https://c3voc.de/schedule/schema.json',
    generator: { name: GENERATOR, version: '1' },
    schedule: {
      url: options.baseUrl,
      version: options.version,
      base_url: options.baseUrl,
      conference: {
        acronym: layout.acronym,
        title: layout.title,
        start: layout.days[0]?.date ?? '',
        end: layout.days.at(-1)?.date ?? '',
        daysCount: layout.days.length,
        timeslot_duration: '00:05',
        ...(/^[A-Z][a-z]+\/[A-Z][a-z]+|UTC$/.test(event.zone) ? { time_zone_name: event.zone } : {}),
        rooms: programme.rooms
          .toSorted((a, b) => a.position - b.position)
          .map((room) => ({
            name: layout.roomNames.get(room.id),
            guid: room.guid,
            description: layout.text(room.description) || null,
            capacity: room.capacity,
          })),
        tracks: programme.tracks
          .toSorted((a, b) => a.position - b.position)
          .map((track) => ({ name: layout.trackNames.get(track.id), slug: track.slug, color: track.colour })),
        meta: { hoi: metaOf(programme, options, layout) },
        days: layout.days.map((day) => ({
          index: day.index,
          date: day.date,
          day_start: isoWithOffset(event.zone, day.start),
          day_end: isoWithOffset(event.zone, day.end),
          rooms: Object.fromEntries(
            byRoom(day, layout).map(([name, slots]) => [
              name,
              slots.map((x) => eventOf(x, programme, options, layout)),
            ]),
          ),
        })),
      },
    },
  }
}

function eventOf(slot: Slot, { event }: Programme, options: ExportOptions, layout: Layout): JsonObject {
  return {
    guid: slot.guid,
    code: slot.code,
    id: slot.number,
    logo: null,
    date: isoWithOffset(event.zone, slot.start),
    start: clockOf(event.zone, slot.start),
    end: isoWithOffset(event.zone, slot.start + slot.minutes * 60_000),
    duration: durationText(slot.minutes),
    room: slot.roomName,
    slug: slot.slug,
    url: slot.url,
    title: slot.title,
    subtitle: slot.subtitle,
    track: slot.trackName || null,
    type: slot.type,
    language: slot.langs.length > 0 ? slot.langs.join(', ') : null,
    abstract: slot.abstract,
    description: slot.description,
    recording_license: slot.licence,
    do_not_record: slot.doNotRecord,
    persons: slot.persons.map((x) => personOf(x, options, layout)),
    links: slot.links.map(linkOf),
    attachments: slot.attachments.map(linkOf),
  }
}

const linkOf = ({ title, url, type }: Link): JsonObject => ({ title, url, ...(type ? { type } : {}) })

function personOf(person: Participant, options: ExportOptions, layout: Layout): JsonObject {
  const { text } = layout
  const more = {
    latin_name: person.latin,
    academic_title: text(person.title),
    affiliation: text(person.facility),
    country: person.country,
  }
  return {
    guid: person.guid,
    code: layout.personCodes.get(person.guid),
    name: person.name,
    // Readers of the frab age know no `name`; without an `id` the schema still takes this for a pretalx person.
    public_name: person.name,
    avatar: httpUrl(person.avatar, options.baseUrl),
    biography: text(person.biography),
    url: layout.personUrl(person),
    ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== '')),
  }
}

function metaOf(programme: Programme, options: ExportOptions, layout: Layout): JsonObject {
  const { event } = programme
  const guids = new Map(layout.sessions.map((x) => [x.id, x.guid]))
  return {
    version: META_VERSION,
    lang: options.lang,
    event: { kind: event.kind, slug: event.slug, langs: event.langs, zone: event.zone },
    sessions: layout.sessions.map((x) => ({
      guid: x.guid,
      code: layout.codes.get(x.guid),
      kind: x.kind,
      title: layout.text(x.title),
      description: layout.text(x.description),
      room: layout.roomNames.get(x.roomId ?? '') ?? null,
      track: layout.trackNames.get(x.trackId ?? '') ?? null,
      start: x.start === null ? null : isoWithOffset(event.zone, x.start),
      minutes: x.minutes,
      expected: x.expected,
      chairs: layout.personsOf(x.chairs).map((p) => personOf(p, options, layout)),
    })),
    talks: Object.fromEntries(
      layout.talks.map((x) => [
        x.guid,
        {
          session: guids.get(x.sessionId ?? '') ?? null,
          kind: x.kind,
          type: x.type,
          own_room: x.roomId !== null,
          own_track: x.trackId !== null,
          ...(x.generated ? { generated: true } : {}),
        },
      ]),
    ),
  }
}
