import { instantOf, wallTime } from '#src/lib/time/zoned.ts'
import { colourName } from './colours.ts'
import { escapeText, foldLine, quoted, stamp, uri, utc } from './lines.ts'
import { timezoneLines } from './timezone.ts'

export interface CalendarPerson {
  readonly name: string
  readonly email: string
}

/** One entry. `uid` names the slot for good; a published change raises `sequence` and sets `modified`. */
export interface CalendarItem {
  readonly uid: string
  /** Epoch milliseconds. */
  readonly start: number
  readonly end: number
  /** IANA zone of the place; the file's where not given. */
  readonly zone?: string
  readonly summary: string
  /** Plain text; line breaks are kept. */
  readonly description?: string
  readonly location?: string
  readonly geo?: { readonly latitude: number; readonly longitude: number }
  readonly url?: string
  readonly categories?: readonly string[]
  /** `#rrggbb` */
  readonly colour?: string
  readonly cancelled?: boolean
  readonly sequence: number
  /** Instant of the last published change, epoch milliseconds. */
  readonly modified: number
  readonly organizer?: CalendarPerson
  readonly attendees?: readonly CalendarPerson[]
}

export interface CalendarFile {
  readonly name: string
  readonly description?: string
  /** IANA zone of the event. */
  readonly zone: string
  readonly items: readonly CalendarItem[]
  /** PUBLISH for a file handed over, REQUEST and CANCEL for mails; a feed has none. */
  readonly method?: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  /** Instant of making for DTSTAMP where there is a method; without one DTSTAMP says what LAST-MODIFIED does. */
  readonly now?: number
  /** Language of the texts, as a tag. */
  readonly lang?: string
  readonly colour?: string
  /** Where the feed comes from, asked again every `refreshMinutes` (60). */
  readonly source?: string
  readonly refreshMinutes?: number
  /** The page that people read. */
  readonly url?: string
}

const line = (name: string, value: string | undefined): string[] => (value ? [`${name}:${value}`] : [])
const textLine = (name: string, value: string | undefined): string[] => line(name, value && escapeText(value))

/** A time that the clock shows twice means its first occurrence (3.3.5): the second can only be said in UTC. */
const isSecond = (zone: string, at: number): boolean =>
  instantOf(zone, wallTime(zone, at)) !== Math.floor(at / 60_000) * 60_000

/** Start and end in local time with the zone's name; both in UTC where that is the zone or local time is ambiguous. */
function times(zone: string, start: number, end: number): string[] {
  if (zone === 'UTC' || isSecond(zone, start) || isSecond(zone, end))
    return [`DTSTART:${utc(start)}`, `DTEND:${utc(end)}`]
  const local = (at: number): string => {
    const w = wallTime(zone, at)
    return `TZID=${zone}:${stamp(w.year, w.month, w.day, w.hour, w.minute)}`
  }
  return [`DTSTART;${local(start)}`, `DTEND;${local(end)}`]
}

function person(name: string, { name: called, email }: CalendarPerson, more = ''): string[] {
  const address = uri(`mailto:${email}`)
  return address === '' ? [] : [`${name};CN=${quoted(called)}${more}:${address}`]
}

function eventLines(item: CalendarItem, file: CalendarFile): string[] {
  const zone = item.zone ?? file.zone
  // Texts say their language; a parameter value of letters, digits and hyphens needs no quotes.
  const inLang = file.lang && /^[A-Za-z0-9-]+$/.test(file.lang) ? `;LANGUAGE=${file.lang}` : ''
  const made = file.method ? (file.now ?? item.modified) : item.modified
  const { geo, categories = [] } = item
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(item.uid)}`,
    `DTSTAMP:${utc(made)}`,
    `LAST-MODIFIED:${utc(item.modified)}`,
    `SEQUENCE:${item.sequence}`,
    ...times(zone, item.start, Math.max(item.end, item.start)),
    ...textLine(`SUMMARY${inLang}`, item.summary || '–'),
    ...textLine(`DESCRIPTION${inLang}`, item.description),
    ...textLine(`LOCATION${inLang}`, item.location),
    ...line('GEO', geo && `${geo.latitude.toFixed(6)};${geo.longitude.toFixed(6)}`),
    ...line('URL', item.url && uri(item.url)),
    ...line(`CATEGORIES${inLang}`, categories.filter(Boolean).map(escapeText).join(',')),
    ...line('COLOR', item.colour && colourName(item.colour)),
    ...(item.organizer ? person('ORGANIZER', item.organizer) : []),
    ...(item.attendees ?? []).flatMap((a) =>
      person('ATTENDEE', a, file.method === 'REQUEST' ? ';ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE' : ''),
    ),
    `STATUS:${item.cancelled || file.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ]
}

/** Each zone in use with the time from the first start to the last end in it. */
function spansByZone(file: CalendarFile): Map<string, { from: number; to: number }> {
  const spans = new Map<string, { from: number; to: number }>()
  for (const item of file.items) {
    const zone = item.zone ?? file.zone
    if (zone === 'UTC') continue
    const span = spans.get(zone)
    spans.set(zone, {
      from: Math.min(span?.from ?? Infinity, item.start),
      to: Math.max(span?.to ?? -Infinity, item.end),
    })
  }
  return spans
}

/** An ISO 8601 duration of whole minutes: PT90M is PT1H30M to nobody but people. */
const every = (minutes: number): string => `PT${Math.max(1, Math.round(minutes))}M`

/**
 * An iCalendar file (RFC 5545, RFC 7986): stable UIDs, local times under the IANA name with a VTIMEZONE of the zone's
 * real changes, SEQUENCE, LAST-MODIFIED and STATUS, lines folded at 75 octets. The same input gives the same bytes.
 */
export function calendarFile(file: CalendarFile): string {
  const modified = file.items.reduce((latest, item) => Math.max(latest, item.modified), 0)
  const source = file.source ? uri(file.source) : ''
  const refresh = every(file.refreshMinutes ?? 60)
  const colour = file.colour ?? ''
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Hoi//Hoi 1//EN',
    'CALSCALE:GREGORIAN',
    ...line('METHOD', file.method),
    ...textLine('NAME', file.name),
    ...textLine('X-WR-CALNAME', file.name),
    ...textLine('DESCRIPTION', file.description),
    ...textLine('X-WR-CALDESC', file.description),
    ...line('X-WR-TIMEZONE', file.zone),
    ...line('LAST-MODIFIED', modified > 0 ? utc(modified) : ''),
    ...line('COLOR', colourName(colour)),
    ...line('X-APPLE-CALENDAR-COLOR', colourName(colour) && colour.toUpperCase()),
    ...line('URL', file.url && uri(file.url)),
    ...(source === ''
      ? []
      : [`SOURCE;VALUE=URI:${source}`, `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`, `X-PUBLISHED-TTL:${refresh}`]),
    ...[...spansByZone(file)].flatMap(([zone, { from, to }]) => timezoneLines(zone, from, to)),
    ...file.items.flatMap((item) => eventLines(item, file)),
    'END:VCALENDAR',
  ]
  return lines.map(foldLine).join('')
}
