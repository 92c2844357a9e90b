import { calendarFile, type CalendarItem } from '#src/lib/calendar/calendar.ts'
import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { dateTimeRange, zoneLabel } from '#src/lib/time/format.ts'
import type { Context } from '#src/platform/context.ts'
import { href } from '#src/platform/http/language.ts'
import type { MailMessage } from '#src/platform/mail/queue.ts'
import type { Affected } from '../../programme/affected.ts'
import { calendarUid } from '../../public/exports/calendar-items.ts'
import type { Event } from '../../event/event.ts'
import { indexOf, roomOf, type Session, type Talk } from '../../programme/programme.ts'
import type { ReleaseDocument } from '../../release/release.ts'
import { isTalk } from '../../programme/slots.ts'
import type { Contact } from '../contacts.ts'
import { valueInWords } from './diff-view.tsx'
import { releaseMails } from './messages.ts'

export interface ReleaseMail {
  readonly event: Event
  readonly release: { readonly id: string; readonly name: string }
  readonly document: ReleaseDocument
  readonly now: number
}

/** One person's mail on a release: what changed for them, with the calendar entries that changed. */
export function releaseMail(ctx: Context, what: ReleaseMail, to: Contact, affected: readonly Affected[]): MailMessage {
  const { event, release, document } = what
  const { lang } = to
  const t = releaseMails(lang)
  const title = say(event.title, lang, event.langs)
  const items = itemsOf(document)
  const lines = affected.map((one) => entry(what, lang, one, items))
  const text = [
    t('hello', { name: to.name }),
    t('intro', { event: title, release: release.name }),
    ...lines,
    t('calendar', { zone: zoneLabel(lang, event.zone, what.now) }),
    t('mine', { url: `${ctx.config.baseUrl}${href(lang, '/my/talks')}` }),
    ...(event.contactEmail ? [t('contact', { email: event.contactEmail })] : []),
    t('signature'),
  ].join('\n\n')
  return {
    to: to.email,
    name: to.name,
    personId: to.personId,
    eventId: event.id,
    batch: release.id,
    lang,
    subject: t('subject', { event: title }),
    text,
    attachments: [
      {
        filename: `${event.slug}.ics`,
        contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
        content: calendarOf(ctx, what, lang, affected, items),
      },
    ],
    hold: true,
  }
}

/** Sessions and talks of a release and those that it took away, by id. */
function itemsOf(document: ReleaseDocument): Map<string, Session | Talk> {
  const { programme, cancelled } = document
  return new Map(
    [...cancelled.map((c) => c.item), ...programme.sessions, ...programme.talks].map((item) => [item.id, item]),
  )
}

function entry(
  { event, document }: ReleaseMail,
  lang: Lang,
  { item, role, change }: Affected,
  items: ReadonlyMap<string, Session | Talk>,
): string {
  const t = releaseMails(lang)
  const { rooms } = indexOf(document.programme)
  const length = (items.get(item.id)?.minutes ?? 0) * 60_000
  const room = item.roomId === null ? '' : say(rooms.get(item.roomId)?.name, lang, event.langs)
  const when = item.start === null ? t('noTime') : dateTimeRange(lang, event.zone, item.start, item.start + length)
  const head = `${t(change)} · ${say(item.title, lang, event.langs) || item.code} (${t(role === 'chair' ? 'asChair' : 'asSpeaker')})`
  const old = change === 'moved' ? item.fields.filter((f) => f.field === 'start' || f.field === 'room') : []
  const before = old
    .map((f) => valueInWords(lang, f.field, f.before, document.programme.event))
    .filter(Boolean)
    .join(', ')
  return [head, `  ${when}${room ? `, ${room}` : ''}`, ...(before ? [`  ${t('was', { value: before })}`] : [])].join(
    '\n',
  )
}

function calendarOf(
  ctx: Context,
  { event, document, now }: ReleaseMail,
  lang: Lang,
  affected: readonly Affected[],
  items: ReadonlyMap<string, Session | Talk>,
): string {
  const { sessions, rooms } = indexOf(document.programme)
  const tombstones = new Map(document.cancelled.map((c) => [c.item.id, c.calendar]))
  const entries = affected.flatMap(({ item, change }): CalendarItem[] => {
    const found = items.get(item.id)
    if (!found || found.start === null) return []
    const state = document.calendar[item.id] ?? tombstones.get(item.id) ?? { sequence: 0, modified: now }
    const roomId = isTalk(found) ? roomOf(found, sessions) : found.roomId
    const room = roomId === null ? '' : say(rooms.get(roomId)?.name, lang, event.langs)
    return [
      {
        uid: calendarUid(found),
        start: found.start,
        end: found.start + found.minutes * 60_000,
        summary: say(found.title, lang, event.langs) || found.code,
        location: [room, say(event.venueName, lang, event.langs)].filter(Boolean).join(', '),
        url: `${ctx.config.baseUrl}${href(lang, `/events/${event.slug}/programme`)}`,
        // Taken off an item: for this person it is cancelled, though it takes place.
        cancelled: change === 'cancelled',
        sequence: state.sequence,
        modified: state.modified,
      },
    ]
  })
  return calendarFile({
    name: say(event.title, lang, event.langs),
    zone: event.zone,
    items: entries,
    method: 'PUBLISH',
    now,
    lang,
  })
}
