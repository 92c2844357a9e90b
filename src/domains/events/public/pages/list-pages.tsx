import type { ComponentChildren } from 'preact'
import { longDate } from '#src/lib/time/format.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { FilterBar, TrackMark } from '#src/ui/programme.tsx'
import { ZoneNote } from '#src/ui/time.tsx'
import type { Event } from '../../event/event.ts'
import type { Slot } from '../../programme/slots.ts'
import type { Book, BookRoom, BookTrack } from '../book.ts'
import { daysOf } from '../days.ts'
import { applyFilters, filterGroups, filteredHref, isFiltered, NO_FILTERS, type Filters } from '../filters.ts'
import { words } from '../messages.ts'
import type { Content } from '../serve.tsx'
import { PROGRAMME_SCRIPTS } from '../scripts.ts'
import { SlotList, type AgendaOptions } from './agenda.tsx'
import { EventNav, Social } from './frame.tsx'
import { Filtering, TakeAway, Views } from './programme-nav.tsx'
import { StarForm } from './star.tsx'

interface ListProps {
  readonly event: Event
  readonly book: Book
  readonly origin: string
}

interface Listed extends ListProps {
  readonly title: string
  readonly heading?: ComponentChildren
  readonly path: string
  readonly view: 'list' | 'print' | null
  readonly slots: (slots: readonly Slot[]) => readonly Slot[]
  readonly options?: AgendaOptions
  readonly before?: ComponentChildren
  readonly noindex?: boolean
}

/** Every day under its date, as a list. */
function listed({ event, book, origin, title, heading, path, view, slots, options, before, noindex }: Listed): Content {
  const t = words(book.lang)
  const days = daysOf(book)
    .map((day) => ({ day, slots: slots(day.slots) }))
    .filter((day) => day.slots.length > 0)
  const eventTitle = book.text(event.title).text
  return {
    title: `${title} · ${eventTitle}`,
    description: `${eventTitle}: ${title}`,
    width: 'wide',
    scripts: PROGRAMME_SCRIPTS,
    noindex,
    nav: <EventNav event={event} lang={book.lang} current="programme" />,
    head: <Social origin={origin} lang={book.lang} path={path.slice(3)} title={`${eventTitle}: ${title}`} />,
    main: (
      <>
        <h1>{heading ?? title}</h1>
        <Views book={book} current={view} />
        {before}
        <ZoneNote zone={book.zone} at={days[0]?.slots[0]?.start ?? 0} />
        {days.length === 0 ? (
          <Empty title={t('emptyDay')}>
            <p>{t('emptyDayHint')}</p>
          </Empty>
        ) : null}
        {days.map(({ day, slots: own }) => (
          <section key={day.date} id={`d-${day.date}`}>
            <h2>
              <a href={book.at.day(day.date)}>{longDate(book.lang, day.date)}</a>
            </h2>
            <SlotList book={book} slots={own} options={options} />
          </section>
        ))}
        <StarForm book={book} back={path} />
        <TakeAway book={book} />
      </>
    ),
  }
}

/** All days as one list, with filters. */
export function listPage(props: ListProps, filters: Filters): Content {
  const { book } = props
  const t = words(book.lang)
  const path = book.at.list
  const all = daysOf(book).flatMap((day) => day.slots)
  return listed({
    ...props,
    title: t('wholeProgramme'),
    path,
    view: 'list',
    slots: (slots) => applyFilters(book, slots, filters),
    noindex: isFiltered(filters),
    before: (
      <Filtering
        groups={filterGroups(book, all, filters, path)}
        clearHref={isFiltered(filters) ? filteredHref(path, NO_FILTERS) : null}
      />
    ),
  })
}

/** What is on in one room, over all days. */
export function roomPage(props: ListProps, room: BookRoom): Content {
  const { book } = props
  const t = words(book.lang)
  const about = book.text(room.room.description).text
  const note = [room.capacity ? t('seats', { n: room.capacity }) : '', about].filter(Boolean).join(' · ')
  return listed({
    ...props,
    title: t('programmeIn', { name: room.name }),
    path: book.at.room(room.slug),
    view: null,
    slots: (slots) => applyFilters(book, slots, { ...NO_FILTERS, room: room.slug }),
    options: { room: false },
    before: (
      <>
        {note ? <p class="quiet">{note}</p> : null}
        <Others
          label={t('rooms')}
          items={book.rooms.map((other) => ({
            ...other,
            href: book.at.room(other.slug),
            current: other.id === room.id,
          }))}
        />
      </>
    ),
  })
}

/** What belongs to one track, over all days. */
export function trackPage(props: ListProps, track: BookTrack): Content {
  const { book } = props
  const t = words(book.lang)
  return listed({
    ...props,
    title: t('programmeTrack', { name: track.name }),
    heading: <TrackMark hue={track.hue} name={track.name} />,
    path: book.at.track(track.slug),
    view: null,
    slots: (slots) => applyFilters(book, slots, { ...NO_FILTERS, track: track.slug }),
    options: { track: false },
    before: (
      <Others
        label={t('tracks')}
        items={book.tracks.map((other) => ({
          ...other,
          href: book.at.track(other.slug),
          current: other.id === track.id,
        }))}
      />
    ),
  })
}

/** The whole programme on paper: speakers with their facility, no controls. */
export const printPage = (props: ListProps): Content => {
  const { book, event } = props
  const t = words(book.lang)
  return {
    ...listed({
      ...props,
      title: t('wholeProgramme'),
      heading: book.text(event.title).text,
      path: book.at.print,
      view: 'print',
      slots: (slots) => slots,
      options: { facilities: true, stars: false },
    }),
    noindex: true,
  }
}

/** The other rooms or tracks, one link away. */
function Others({
  label,
  items,
}: {
  label: string
  items: readonly { id: string; name: string; href: string; current: boolean }[]
}) {
  if (items.length < 2) return null
  return (
    <FilterBar groups={[{ label, items: items.map(({ name, href, current }) => ({ label: name, href, current })) }]} />
  )
}
