import type { CalendarItem } from '#src/lib/calendar/calendar.ts'
import { plainText } from '#src/lib/text/markdown.ts'
import { say } from '#src/lib/text/multilingual.ts'
import { titledName } from '#src/lib/text/names.ts'
import type { Event } from '../../event/event.ts'
import type { Session, Talk } from '../../programme/programme.ts'
import type { Released } from '../../queries.ts'
import type { CalendarState } from '../../release/release.ts'
import { isTalk, sessionSlot, talkSlot, type Slot } from '../../programme/slots.ts'
import { href } from '#src/platform/http/language.ts'
import { isLang } from '#src/lib/text/multilingual.ts'

/** Where the texts of calendar entries come from. */
export interface CalendarSource {
  readonly event: Event
  readonly released: Released
  /** Tag of the texts; it may be one that the interface does not speak. */
  readonly lang: string
  readonly origin: string
}

/** The name of an entry for good: the same in every feed, mail and export, so that a change finds it. */
export const calendarUid = (item: Session | Talk): string => `${item.guid}@hoi`

/**
 * Entries of a calendar: every talk, and the sessions that have no talks of their own (a session beside its talks
 * would fill the day twice). Cancelled ones stay, marked so, because an entry that vanished stays in the phone.
 */
export function calendarItems(source: CalendarSource, wanted: (slot: Slot) => boolean = () => true): CalendarItem[] {
  const { programme, index, document } = source.released
  const items: CalendarItem[] = []
  for (const session of programme.sessions) {
    const slot = sessionSlot(session)
    if (slot && !index.talksOf.has(session.id) && wanted(slot)) items.push(calendarItem(source, slot))
  }
  for (const talk of programme.talks) {
    const slot = talkSlot(talk, index.sessions)
    if (slot && wanted(slot)) items.push(calendarItem(source, slot))
  }
  for (const gone of document.cancelled) {
    const slot = gone.kind === 'talk' ? talkSlot(gone.item, index.sessions) : sessionSlot(gone.item)
    if (slot && wanted(slot)) items.push(calendarItem(source, slot, gone.calendar))
  }
  return items.sort((a, b) => a.start - b.start || (a.uid < b.uid ? -1 : 1))
}

/** One entry. What it shows of an item is what raises its sequence (release.ts), so no abstract and no affiliation. */
export function calendarItem(source: CalendarSource, slot: Slot, cancelled?: CalendarState): CalendarItem {
  const { event, released, lang, origin } = source
  const { index, programme, document } = released
  const text = (value: Session['title']): string => say(value, lang, programme.event.langs)
  const { item } = slot
  const state = cancelled ?? document.calendar[item.id] ?? { sequence: 0, modified: released.at }
  const room = slot.roomId ? index.rooms.get(slot.roomId) : undefined
  const people = slot.parts
    .flatMap((part) => index.people.get(part.personId) ?? [])
    .map((person) => titledName(person, lang))
  const track = slot.trackId ? index.tracks.get(slot.trackId) : undefined
  const path = `/events/${programme.event.slug}/${isTalk(item) ? 'talks' : 'sessions'}/${item.code}`
  return {
    uid: calendarUid(item),
    start: slot.start,
    end: slot.end,
    zone: programme.event.zone,
    summary: text(item.title),
    description: [people.join(', '), plainText(text(item.description))].filter(Boolean).join('\n\n'),
    location: [room ? text(room.name) : '', text(event.venueName)].filter(Boolean).join(', '),
    url: `${origin}${href(isLang(lang) ? lang : 'en', path)}`,
    categories: track ? [text(track.name)] : [],
    colour: track?.colour,
    cancelled: cancelled !== undefined || slot.cancelled,
    sequence: state.sequence,
    modified: state.modified,
  }
}
