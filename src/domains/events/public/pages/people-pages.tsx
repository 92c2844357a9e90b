import { sortedByName } from '#src/lib/text/names.ts'
import { longDate } from '#src/lib/time/format.ts'
import { Say } from '#src/ui/context.tsx'
import { Facts, Listing, Section } from '#src/ui/listing.tsx'
import { ZoneNote } from '#src/ui/time.tsx'
import type { Event } from '../../event/event.ts'
import type { Participant } from '../../programme/programme.ts'
import type { Slot } from '../../programme/slots.ts'
import type { Book } from '../book.ts'
import { daysOf } from '../days.ts'
import { words } from '../messages.ts'
import type { Content } from '../serve.tsx'
import { OFFLINE_NOTE, PROGRAMME_SCRIPTS } from '../scripts.ts'
import { SlotList } from './agenda.tsx'
import { EventNav, Social } from './frame.tsx'
import { Prose } from './item-pages.tsx'
import { PersonLine } from './person-line.tsx'
import { StarForm } from './star.tsx'

interface PeopleProps {
  readonly event: Event
  readonly book: Book
  readonly origin: string
}

const parts = new WeakMap<Book, Map<string, Slot[]>>()

/** What each person does in the programme, in order of time. */
export function slotsOfPeople(book: Book): ReadonlyMap<string, readonly Slot[]> {
  let found = parts.get(book)
  if (!found) {
    found = new Map()
    for (const day of daysOf(book)) {
      for (const slot of day.slots) {
        for (const { personId } of slot.parts) {
          const list = found.get(personId)
          if (list) list.push(slot)
          else found.set(personId, [slot])
        }
      }
    }
    parts.set(book, found)
  }
  return found
}

/** Everyone in the programme, in the order of names of the reader's language. */
export function peoplePage({ event, book, origin }: PeopleProps): Content {
  const t = words(book.lang)
  const eventTitle = book.text(event.title).text
  const slots = slotsOfPeople(book)
  const people = sortedByName(
    book.lang,
    book.programme.people,
    (p) => p.name,
    (p) => p.country,
  )
  return {
    title: `${t('peopleOf')} · ${eventTitle}`,
    description: `${eventTitle}: ${t('peopleOf')}`,
    width: 'wide',
    scripts: [OFFLINE_NOTE],
    nav: <EventNav event={event} lang={book.lang} current="people" />,
    head: (
      <Social
        origin={origin}
        lang={book.lang}
        path={book.at.people.slice(3)}
        title={`${eventTitle}: ${t('peopleOf')}`}
      />
    ),
    main: (
      <>
        <h1>{t('peopleOf')}</h1>
        {people.length === 0 ? <p class="quiet">{t('noPeople')}</p> : null}
        <Listing>
          {people.map((person) => (
            <PersonLine key={person.id} book={book} person={person} meta={rolesOf(book, slots.get(person.id) ?? [])} />
          ))}
        </Listing>
      </>
    ),
  }
}

function rolesOf(book: Book, slots: readonly Slot[]): string | undefined {
  const t = words(book.lang)
  const chairs = slots.some((slot) => slot.type === 'session')
  const speaks = slots.some((slot) => slot.type === 'talk')
  return [speaks ? t('asSpeaker') : '', chairs ? t('asChair') : ''].filter(Boolean).join(', ') || undefined
}

/** One person in this programme: who they are and where to hear them. */
export function personPage({ event, book, origin }: PeopleProps, person: Participant): Content {
  const t = words(book.lang)
  const name = book.name(person)
  const eventTitle = book.text(event.title).text
  const slots = slotsOfPeople(book).get(person.id) ?? []
  const own = new Set(slots)
  const dates = daysOf(book)
    .map((day) => ({ date: day.date, slots: day.slots.filter((slot) => own.has(slot)) }))
    .filter((day) => day.slots.length > 0)
  const facility = book.text(person.facility).text
  return {
    title: `${name} · ${eventTitle}`,
    description: [name, facility, eventTitle].filter(Boolean).join(', '),
    width: 'wide',
    scripts: PROGRAMME_SCRIPTS,
    nav: <EventNav event={event} lang={book.lang} current="people" />,
    head: <Social origin={origin} lang={book.lang} path={book.at.person(person.code).slice(3)} title={name} />,
    main: (
      <>
        <h1>{name}</h1>
        <Facts
          items={[
            { label: t('facility'), value: facility ? <Say text={person.facility} order={event.langs} /> : null },
          ]}
        />
        {slots[0] ? <ZoneNote zone={book.zone} at={slots[0].start} /> : null}
        {dates.map((day) => (
          <Section key={day.date} title={longDate(book.lang, day.date)}>
            <SlotList book={book} slots={day.slots} />
          </Section>
        ))}
        <Prose title={t('biography')} text={book.text(person.biography)} book={book} />
        <StarForm book={book} back={book.at.person(person.code)} />
      </>
    ),
  }
}
