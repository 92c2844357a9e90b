import { plainText } from '#src/lib/text/markdown.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { SearchDocument } from '#src/platform/search/index.ts'
import type { Event } from '../event/event.ts'
import type { Part } from '../programme/programme.ts'
import type { Released } from '../queries.ts'
import { sessionSlot, talkSlot, type Slot } from '../programme/slots.ts'

const plain = (text: Text): Text =>
  Object.fromEntries(Object.entries(text).map(([lang, source]) => [lang, plainText(source)]))

/**
 * Everything that can be found of an event, as anyone may read it: its face, and of its release the sessions, talks and
 * people. A draft has none. People with a page of their own (`withPage`) are found by that page instead.
 */
export function eventDocuments(
  event: Event,
  released: Released | null,
  withPage: ReadonlySet<string>,
): SearchDocument[] {
  if (event.state === 'draft') return []
  const base = `/events/${event.slug}`
  const own: SearchDocument = {
    kind: 'event',
    ref: event.id,
    eventId: event.id,
    url: base,
    title: event.title,
    body: plain(event.summary),
    also: [
      ...Object.values(event.venueName),
      ...Object.values(event.venueAddress),
      ...event.organisers.flatMap((o) => Object.values(o.name)),
    ],
    at: Date.parse(event.startsOn),
  }
  if (!released) return [own]
  const { programme, index } = released
  const people = (parts: readonly Part[]): string[] =>
    parts.flatMap(({ personId }) => {
      const person = index.people.get(personId)
      return person ? [person.name, person.latin, ...Object.values(person.facility)] : []
    })
  const place = (slot: Slot | null): string[] => {
    const room = slot?.roomId ? index.rooms.get(slot.roomId) : undefined
    const track = slot?.trackId ? index.tracks.get(slot.trackId) : undefined
    return [...Object.values(room?.name ?? {}), ...Object.values(track?.name ?? {})]
  }
  const sessions = programme.sessions
    .filter((session) => session.kind !== 'break')
    .map((session): SearchDocument => {
      const slot = sessionSlot(session)
      return {
        kind: 'session',
        ref: session.id,
        eventId: event.id,
        url: `${base}/sessions/${session.code}`,
        title: session.title,
        body: plain(session.description),
        also: [session.code, ...people(session.chairs), ...place(slot)],
        at: session.start,
      }
    })
  const talks = programme.talks.map((talk): SearchDocument => {
    const slot = talkSlot(talk, index.sessions)
    return {
      kind: 'talk',
      ref: talk.id,
      eventId: event.id,
      url: `${base}/talks/${talk.code}`,
      title: talk.title,
      body: joined(plain(talk.subtitle), plain(talk.abstract), plain(talk.description)),
      also: [talk.code, ...people(talk.speakers), ...place(slot)],
      at: talk.start,
    }
  })
  const persons = programme.people
    .filter((person) => !withPage.has(person.id))
    .map((person): SearchDocument => ({
      kind: 'person',
      ref: person.id,
      eventId: event.id,
      url: `${base}/people/${person.code}`,
      title: { und: person.name },
      also: [person.latin, ...Object.values(person.facility)],
      at: Date.parse(event.startsOn),
    }))
  return [own, ...sessions, ...talks, ...persons]
}

/** Texts one after the other, language by language. */
function joined(...texts: readonly Text[]): Text {
  const out: Record<string, string> = {}
  for (const text of texts)
    for (const [lang, part] of Object.entries(text))
      if (part !== '') out[lang] = out[lang] ? `${out[lang]} ${part}` : part
  return out
}
