import type { ComponentChildren } from 'preact'
import { facilityPeople } from '#src/domains/people/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { dateRange } from '#src/lib/time/format.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { Domain } from '#src/platform/domain.ts'
import { Section } from '#src/ui/listing.tsx'
import { eventFrom } from '../event/event.ts'
import { canSeeEvent } from '../policy.ts'
import type { Participant } from '../programme/programme.ts'
import { currentRelease } from '../queries.ts'
import { bookOf, type Book } from './book.ts'
import { words } from './messages.ts'
import { SlotList } from './pages/agenda.tsx'
import { slotsOfPeople } from './pages/people-pages.tsx'

/** Meetings shown on one page: the latest. */
const MOST = 12

/**
 * What of the events a public page of a person or facility shows: their talks and sessions in released programmes the
 * actor may see. Two statements, and one for each release that is not in memory.
 */
export const publicSections: NonNullable<Domain['sections']> = {
  person: (ctx, actor, lang, id) =>
    meetings(ctx, actor, lang, [id], (person) => person.id === id, words(lang)('talksAndSessions')),
  async facility(ctx, actor, lang, id) {
    const people = await facilityPeople(ctx, id)
    return meetings(
      ctx,
      actor,
      lang,
      people.map((person) => person.id),
      (person) => person.facilityId === id,
      words(lang)('facilityTalks'),
    )
  },
}

async function meetings(
  ctx: Context,
  actor: Actor,
  lang: Lang,
  personIds: readonly string[],
  meant: (person: Participant) => boolean,
  title: string,
): Promise<ComponentChildren> {
  if (personIds.length === 0) return null
  const rows = await ctx.db
    .selectFrom('event')
    .selectAll()
    .where('release_id', 'is not', null)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('part')
        .select('part.event_id')
        .where('part.person_id', 'in', [...personIds]),
    )
    .orderBy('starts_on', 'desc')
    .limit(MOST)
    .execute()
  const shown: ComponentChildren[] = []
  for (const event of rows.filter((row) => canSeeEvent(actor, row)).map(eventFrom)) {
    const released = await currentRelease(ctx, event)
    if (!released) continue
    const book = bookOf(released, lang)
    const list = own(book, meant)
    if (list.length === 0) continue
    shown.push(
      <div key={event.id}>
        <h3>
          <a href={book.at.overview}>{book.text(event.title).text}</a>
        </h3>
        <p class="quiet">{dateRange(lang, event.startsOn, event.endsOn)}</p>
        <SlotList book={book} slots={list} options={{ stars: false }} />
      </div>,
    )
  }
  return shown.length === 0 ? null : <Section title={title}>{shown}</Section>
}

function own(book: Book, meant: (person: Participant) => boolean) {
  const slots = slotsOfPeople(book)
  const found = new Set(book.programme.people.filter(meant).flatMap((person) => slots.get(person.id) ?? []))
  return [...found].sort((a, b) => a.start - b.start)
}
