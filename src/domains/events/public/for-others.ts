import { LANGS, type Text } from '#src/lib/text/multilingual.ts'
import { stranger } from '#src/platform/authz.ts'
import type { Domain, SitemapEntry } from '#src/platform/domain.ts'
import { eventFrom } from '../event/event.ts'
import { canSeeEvent } from '../policy.ts'
import { currentRelease, eventBySlug, listEvents } from '../queries.ts'
import { addresses } from './addresses.ts'
import { bookOf } from './book.ts'
import { daysOf } from './days.ts'
import { words } from './messages.ts'

/** Facts of a meeting from its release, for those who write about it; asked for by its id or slug. */
export const meetingReport: NonNullable<Domain['report']> = async (ctx, actor, idOrSlug) => {
  const known = await ctx.db.selectFrom('event').select('slug').where('id', '=', idOrSlug).executeTakeFirst()
  const event = await eventBySlug(ctx, actor, known?.slug ?? idOrSlug)
  if (!event) return null
  const released = await currentRelease(ctx, event)
  const kind: Text = Object.fromEntries(LANGS.map((lang) => [lang, words(lang)(event.kind)]))
  const common = {
    slug: event.slug,
    title: event.title,
    kind,
    startsOn: event.startsOn,
    endsOn: event.endsOn,
    place: event.venueName,
    organisers: event.organisers.map((organiser) => organiser.name),
  }
  if (!released) return common
  const { programme, index } = released
  const speakers = programme.talks.flatMap((talk) =>
    talk.speakers.flatMap(({ personId }) => {
      const person = index.people.get(personId)
      return person ? [{ name: person.name, facility: person.facility, talk: talk.title }] : []
    }),
  )
  return {
    ...common,
    topics:
      programme.tracks.length > 0
        ? programme.tracks.map((track) => track.name)
        : programme.sessions.filter((s) => s.kind !== 'break' && s.kind !== 'ceremony').map((s) => s.title),
    speakers,
    sessions: programme.sessions.filter((session) => session.kind !== 'break').length,
    talks: programme.talks.filter((talk) => talk.kind === 'talk').length,
    facilities: new Set(programme.people.flatMap((person) => person.facilityId ?? [])).size,
  }
}

/** Pages for search engines: of published events everything but print, board and filters. */
export const publicSitemap: NonNullable<Domain['sitemap']> = async (ctx) => {
  const entries: SitemapEntry[] = [{ path: '/' }, { path: '/events' }]
  for (const event of await listEvents(ctx, stranger)) {
    const released = await currentRelease(ctx, event)
    const at = addresses('vi', event.slug)
    const add = (href: string): void => void entries.push({ path: href.slice(3), at: released?.at ?? event.updatedAt })
    add(at.overview)
    if (!released) continue
    const book = bookOf(released, 'vi')
    for (const day of daysOf(book)) add(at.day(day.date))
    for (const path of [at.list, at.people, at.changes]) add(path)
    for (const session of released.programme.sessions) if (session.kind !== 'break') add(at.session(session.code))
    for (const talk of released.programme.talks) add(at.talk(talk.code))
  }
  return entries
}

/** A talk of a released programme, by its id. */
export const publicCommentable: NonNullable<Domain['commentable']> = {
  async talk(ctx, actor, ref) {
    const row = await ctx.db
      .selectFrom('event')
      .selectAll('event')
      .where('event.id', 'in', (eb) => eb.selectFrom('talk').select('talk.event_id').where('talk.id', '=', ref))
      .executeTakeFirst()
    const event = row && canSeeEvent(actor, row) ? eventFrom(row) : null
    const released = event ? await currentRelease(ctx, event) : null
    const talk = released?.index.talks.get(ref)
    return event && talk ? { title: talk.title, path: `/events/${event.slug}/talks/${talk.code}` } : null
  },
}
