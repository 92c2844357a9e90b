import { Agenda, AgendaItem } from '#src/ui/programme.tsx'
import { GeneratedMark, Tag } from '#src/ui/feedback.tsx'
import { nested } from '../../programme/layout.ts'
import { isTalk, type Slot } from '../../programme/slots.ts'
import type { Book } from '../book.ts'
import { kindWord } from '../kinds.ts'
import { words } from '../messages.ts'
import { levelOf, namesOf } from './cells.ts'
import { starOf } from './star.tsx'

export interface AgendaOptions {
  /** Leave out what the page is about. */
  readonly room?: boolean
  readonly track?: boolean
  /** Speakers with their facility, as the printed programme has them. */
  readonly facilities?: boolean
  /** False: nothing to press, for paper. */
  readonly stars?: boolean
  /** Id of the form of this event's stars, where it is not the page's only one. */
  readonly starForm?: string
  /** Ids of those that are on while another of the reader's own is, elsewhere. */
  readonly clashes?: ReadonlySet<string>
}

/** Slots as a list, sessions with their talks below them. */
export function SlotList({
  book,
  slots,
  options = {},
}: {
  book: Book
  slots: readonly Slot[]
  options?: AgendaOptions
}) {
  return <Agenda>{nested(slots).map(({ slot, inner }) => entry(book, slot, inner, options))}</Agenda>
}

/** One entry; its talks are in its room and track, so they do not say so again. */
export function entry(book: Book, slot: Slot, inner: readonly Slot[], options: AgendaOptions) {
  const t = words(book.lang)
  const { item } = slot
  const { room: showRoom = true, track: showTrack = true, facilities = false } = options
  const title = book.text(item.title)
  const track = book.track(slot.trackId)
  const room = book.room(slot.roomId)
  const level = levelOf(item)
  const people = facilities
    ? book
        .people(slot.parts)
        .map((person) => ({ name: book.name(person), facility: book.text(person.facility).text || undefined }))
    : slot.parts.length > 0
      ? [{ name: namesOf(book, slot)! }]
      : undefined
  return (
    <AgendaItem
      key={slot.id}
      level={level}
      title={title.text}
      titleLang={title.lang === book.lang ? undefined : title.lang}
      href={level === 'break' ? undefined : book.href(item)}
      start={slot.start}
      minutes={item.minutes}
      zone={book.zone}
      room={showRoom ? room?.name : undefined}
      track={showTrack && track ? { name: track.name, hue: track.hue } : null}
      speakers={isTalk(item) ? people : undefined}
      chairs={isTalk(item) ? undefined : people}
      chairsLabel={t('chairs', { n: slot.parts.length })}
      marks={
        options.clashes?.has(slot.id) ? (
          <>
            {marksOf(book, item)} <Tag tone="warning">{t('favouriteClash')}</Tag>
          </>
        ) : (
          marksOf(book, item)
        )
      }
      star={options.stars === false ? undefined : starOf(book, item, title.text, options.starForm)}
    >
      {inner.length === 0
        ? null
        : inner.map((talk) => entry(book, talk, [], { ...options, room: false, track: false }))}
    </AgendaItem>
  )
}

function marksOf(book: Book, item: Slot['item']) {
  if (isTalk(item)) return item.generated ? <GeneratedMark short /> : null
  const t = words(book.lang)
  return item.kind === 'break' || item.kind === 'oral' ? null : kindWord(t, item.kind)
}
