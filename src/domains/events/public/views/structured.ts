import { excerpt } from '#src/lib/text/markdown.ts'
import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { isoWithOffset } from '#src/lib/time/zoned.ts'
import { to } from '#src/ui/link.ts'
import type { Event } from '../../event/event.ts'
import type { Session, Talk } from '../../programme/programme.ts'
import { isTalk, type Slot } from '../../programme/slots.ts'
import type { Book } from '../book.ts'

/** schema.org Event of a meeting, for search engines. Empty properties are left out. */
export function eventData(event: Event, lang: Lang, origin: string): object {
  const say = (text: Event['title']): string | undefined => pick(text, lang, event.langs).text || undefined
  const address = say(event.venueAddress)
  const place = say(event.venueName) ?? address
  return {
    '@context': 'https://schema.org',
    '@type': 'EducationEvent',
    name: say(event.title),
    description: excerpt(say(event.summary) ?? '', 300) || undefined,
    url: `${origin}${to(lang, `/events/${event.slug}`)}`,
    startDate: event.startsOn,
    endDate: event.endsOn,
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    inLanguage: event.langs,
    location: place ? { '@type': 'Place', name: place, address, hasMap: event.mapUrl || undefined } : undefined,
    organizer: event.organisers
      .filter((organiser) => organiser.role === 'organiser')
      .map((organiser) => ({ '@type': 'Organization', name: say(organiser.name), url: organiser.url || undefined })),
  }
}

/** schema.org Event of one session or talk, part of the meeting. */
export function itemData(event: Event, book: Book, item: Session | Talk, slot: Slot | null, origin: string): object {
  const say = (text: Event['title']): string => book.text(text).text
  const room = slot ? book.room(slot.roomId) : null
  const venue = say(event.venueName)
  const people = book.people(isTalk(item) ? item.speakers : item.chairs)
  return {
    '@context': 'https://schema.org',
    '@type': 'EducationEvent',
    name: say(item.title),
    description: excerpt(say(isTalk(item) ? item.abstract : item.description), 300) || undefined,
    url: `${origin}${book.href(item)}`,
    startDate: slot ? isoWithOffset(book.zone, slot.start) : undefined,
    endDate: slot ? isoWithOffset(book.zone, slot.end) : undefined,
    location:
      room || venue
        ? {
            '@type': 'Place',
            name: [room?.name, venue].filter(Boolean).join(', '),
            address: say(event.venueAddress) || undefined,
          }
        : undefined,
    performer: people.map((person) => ({
      '@type': 'Person',
      name: person.name,
      affiliation: say(person.facility) || undefined,
    })),
    superEvent: {
      '@type': 'EducationEvent',
      name: say(event.title),
      url: `${origin}${book.at.overview}`,
      startDate: event.startsOn,
      endDate: event.endsOn,
      location: venue || undefined,
    },
  }
}
