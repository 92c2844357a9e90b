import { clockOf, isoWithOffset } from '#src/lib/time/zoned.ts'
import type { Link, Programme } from '../../programme/programme.ts'
import { durationText } from '../moments.ts'
import { GENERATOR } from '../schedule/meta.ts'
import { byRoom, layOut, type ExportOptions, type Layout, type Slot } from './slots.ts'

const TRACK_SLUG = /^[a-z][a-z0-9-]+$/

/**
 * schedule.xml in one language, valid against voc/schedule's XSD. A session without talks is an event of its own. Not
 * carried, beyond what schedule.json leaves out: sessions as such and their chairs (where talks stand for them),
 * discussions as a kind, people beyond name and guid, rooms that are not used, capacity, the event's kind.
 */
export function exportScheduleXml(programme: Programme, options: ExportOptions): string {
  const layout = layOut(programme, options)
  const { zone } = programme.event
  const conference = [
    element('acronym', layout.acronym),
    element('title', layout.title),
    ...(layout.days.length > 0
      ? [element('start', layout.days[0]!.date), element('end', layout.days.at(-1)!.date)]
      : []),
    element('days', String(layout.days.length)),
    element('timeslot_duration', '00:05'),
    element('base_url', options.baseUrl),
    element('time_zone_name', zone),
    ...programme.tracks
      .toSorted((a, b) => a.position - b.position)
      .map((x) =>
        element('track', '', {
          name: layout.trackNames.get(x.id)!,
          color: /^#[0-9a-f]{6}$/i.test(x.colour) ? x.colour : undefined,
          slug: TRACK_SLUG.test(x.slug) ? x.slug : undefined,
        }),
      ),
  ]
  const guids = new Map(programme.rooms.map((x) => [layout.roomNames.get(x.id)!, x.guid]))
  const days = layout.days.map((day) =>
    parent(
      'day',
      {
        index: String(day.index),
        date: day.date,
        start: isoWithOffset(zone, day.start),
        end: isoWithOffset(zone, day.end),
      },
      byRoom(day, layout).map(([name, slots]) =>
        parent(
          'room',
          { name, guid: guids.get(name) },
          slots.map((x) => eventOf(x, zone, layout)),
        ),
      ),
    ),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<?hoi lang="${options.lang.replace(/[^A-Za-z0-9-]/g, '')}"?>`,
    parent('schedule', {}, [
      element('generator', '', { name: GENERATOR, version: '1' }),
      element('version', options.version),
      parent('conference', {}, conference),
      ...days,
    ]),
    '',
  ].join('\n')
}

function eventOf(slot: Slot, zone: string, layout: Layout): string {
  return parent('event', { guid: slot.guid, id: String(slot.number), code: slot.code }, [
    element('room', slot.roomName),
    element('title', slot.title),
    element('subtitle', slot.subtitle),
    element('type', slot.type),
    element('date', isoWithOffset(zone, slot.start)),
    element('start', clockOf(zone, slot.start)),
    element('duration', durationText(slot.minutes)),
    element('abstract', slot.abstract),
    element('slug', slot.slug),
    element('track', slot.trackName),
    parent(
      'persons',
      {},
      slot.persons.map((x) =>
        element('person', x.name, { id: String(layout.personNumbers.get(x.guid)), guid: x.guid }),
      ),
    ),
    element('language', slot.langs.join(', ')),
    element('description', slot.description),
    parent('recording', {}, [element('license', slot.licence), element('optout', String(slot.doNotRecord))]),
    parent(
      'links',
      {},
      slot.links.map((x) => linkOf('link', x)),
    ),
    parent(
      'attachments',
      {},
      slot.attachments.map((x) => linkOf('attachment', x)),
    ),
    element('url', slot.url),
  ])
}

const linkOf = (name: string, { title, url, type }: Link): string =>
  element(name, title, { href: url, type: type || undefined })

type Attributes = { readonly [name: string]: string | undefined }

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')

const attributesOf = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([k, v]) =>
      v === undefined ? '' : ` ${k}="${escape(v).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`,
    )
    .join('')

const element = (name: string, text: string, attributes: Attributes = {}): string =>
  text === ''
    ? `<${name}${attributesOf(attributes)}/>`
    : `<${name}${attributesOf(attributes)}>${escape(text)}</${name}>`

const parent = (name: string, attributes: Attributes, children: readonly string[]): string =>
  children.length === 0
    ? `<${name}${attributesOf(attributes)}/>`
    : `<${name}${attributesOf(attributes)}>\n${children.join('\n')}\n</${name}>`
