import { longDate } from '#src/lib/time/format.ts'
import { Empty, GeneratedMark } from '#src/ui/feedback.tsx'
import { CellTalk, DayGrid, GridCell } from '#src/ui/programme.tsx'
import { ui } from '#src/ui/messages.ts'
import { ZoneNote } from '#src/ui/time.tsx'
import type { Event } from '../../event/event.ts'
import type { Talk } from '../../programme/programme.ts'
import type { Slot } from '../../programme/slots.ts'
import type { Book } from '../book.ts'
import type { PlannedDay } from '../days.ts'
import { applyFilters, filterGroups, filteredHref, isFiltered, NO_FILTERS, type Filters } from '../filters.ts'
import { words } from '../messages.ts'
import type { Content } from '../serve.tsx'
import { PROGRAMME_SCRIPTS } from '../scripts.ts'
import { dayCells, type Cell } from '../views/day-cells.ts'
import { levelOf, namesOf } from './cells.ts'
import { StarForm, starOf } from './star.tsx'
import { EventNav, Social } from './frame.tsx'
import { Days, Filtering, TakeAway, Views } from './programme-nav.tsx'

/** A day: rooms × time where there is room for it, the same entries as an agenda on a phone. No abstracts here. */
export function dayPage(event: Event, book: Book, day: PlannedDay, filters: Filters, origin: string): Content {
  const { lang } = book
  const t = words(lang)
  const date = longDate(lang, day.date)
  const path = book.at.day(day.date)
  const slots = applyFilters(book, day.slots, filters)
  const cells = slots.length === 0 ? null : dayCells(book, day, slots)
  const title = t('programmeOf', { date })
  const eventTitle = book.text(event.title).text
  return {
    title: `${title} · ${eventTitle}`,
    description: `${eventTitle}: ${title}`,
    width: 'full',
    scripts: PROGRAMME_SCRIPTS,
    noindex: isFiltered(filters),
    nav: <EventNav event={event} lang={lang} current="programme" />,
    head: <Social origin={origin} lang={lang} path={path.slice(3)} title={`${eventTitle}: ${date}`} />,
    main: (
      <>
        <h1 class="unseen">{title}</h1>
        <Days book={book} current={day.date} filters={filters} />
        <Views book={book} current="day" date={day.date} />
        <Filtering
          groups={filterGroups(book, day.slots, filters, path)}
          clearHref={isFiltered(filters) ? filteredHref(path, NO_FILTERS) : null}
        />
        <ZoneNote zone={book.zone} at={day.slots[0]?.start ?? day.day?.start ?? 0} />
        {slots.some((slot) => slot.type === 'talk' && (slot.item as Talk).generated) ? <GeneratedMark /> : null}
        {cells === null ? (
          <Empty title={t('emptyDay')}>
            <p>{t('emptyDayHint')}</p>
          </Empty>
        ) : (
          <DayGrid
            label={t('gridLabel', { date })}
            from={cells.from}
            to={cells.to}
            zone={book.zone}
            timeLabel={ui(lang)('timeColumn')}
            rooms={cells.rooms.map(({ id, room, lanes }) => ({
              id,
              lanes,
              name: room ? <a href={book.at.room(room.slug)}>{room.name}</a> : t('noRoom'),
              note: room?.capacity ? t('seats', { n: room.capacity }) : undefined,
            }))}
          >
            {cells.cells.map((cell) => cellNode(book, cell, cells.from))}
          </DayGrid>
        )}
        <StarForm book={book} back={path} />
        <TakeAway book={book} />
      </>
    ),
  }
}

function cellNode(book: Book, cell: Cell, from: number) {
  const { slot, column, columns, room, inner } = cell
  const { item } = slot
  const title = book.text(item.title)
  const track = book.track(slot.trackId)
  return (
    <GridCell
      key={slot.id}
      column={column}
      columns={columns}
      from={from}
      start={slot.start}
      minutes={item.minutes}
      zone={book.zone}
      title={title.text}
      titleLang={title.lang === book.lang ? undefined : title.lang}
      href={item.kind === 'break' ? undefined : book.href(item)}
      people={namesOf(book, slot)}
      room={room?.name}
      kind={levelOf(item)}
      hue={track?.hue ?? null}
      trackName={track?.name}
      star={starOf(book, item, title.text)}
    >
      {inner.length === 0 ? null : inner.map((talk) => innerNode(book, talk))}
    </GridCell>
  )
}

function innerNode(book: Book, slot: Slot) {
  const title = book.text(slot.item.title)
  return (
    <CellTalk
      key={slot.id}
      start={slot.start}
      zone={book.zone}
      title={title.text}
      titleLang={title.lang === book.lang ? undefined : title.lang}
      href={book.href(slot.item)}
      people={namesOf(book, slot)}
      star={starOf(book, slot.item, title.text)}
    />
  )
}
