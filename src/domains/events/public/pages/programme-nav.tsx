import { dateOf } from '#src/lib/time/zoned.ts'
import { mediumDate } from '#src/lib/time/format.ts'
import { useUi } from '#src/ui/context.tsx'
import { DayTabs, FilterBar, type FilterGroup } from '#src/ui/programme.tsx'
import { Section } from '#src/ui/listing.tsx'
import type { Book } from '../book.ts'
import { dayName, daysOf, type PlannedDay } from '../days.ts'
import { filteredHref, NO_FILTERS, type Filters } from '../filters.ts'
import { words, type Word } from '../messages.ts'

/** The days as links that keep the filters. */
export function Days({
  book,
  current,
  filters = NO_FILTERS,
}: {
  book: Book
  current: string | null
  filters?: Filters
}) {
  const days = daysOf(book)
  return (
    <DayTabs
      days={days.map((day) => ({
        href: filteredHref(book.at.day(day.date), filters),
        label: dayName(book.lang, day),
        note: titleOf(book, day),
        current: day.date === current,
      }))}
    />
  )
}

const titleOf = (book: Book, day: PlannedDay): string | undefined =>
  day.day ? book.text(day.day.title).text || undefined : undefined

/** Ways of looking at the same programme, in one line; the one that is open is no link. */
export function Views({
  book,
  current,
  date,
}: {
  book: Book
  current: 'day' | 'list' | 'print' | null
  date?: string
}) {
  const t = words(book.lang)
  const views = [
    { key: 'day', label: t('viewDay'), href: date ? book.at.day(date) : book.at.programme },
    { key: 'list', label: t('viewList'), href: book.at.list },
    { key: 'now', label: t('viewNow'), href: book.at.now },
    { key: 'favourites', label: t('myFavourites'), href: book.at.favourites },
    { key: 'print', label: t('viewPrint'), href: book.at.print },
  ]
  return (
    <nav aria-label={t('views')}>
      <p class="zone-note">
        {views.map((view, n) => (
          <>
            {n > 0 ? ' · ' : null}
            {view.key === current ? (
              <strong aria-current="page">{view.label}</strong>
            ) : (
              <a href={view.href}>{view.label}</a>
            )}
          </>
        ))}
      </p>
    </nav>
  )
}

/** The filters, folded away until one is set: the programme itself comes first on a phone. */
export function Filtering({ groups, clearHref }: { groups: readonly FilterGroup[]; clearHref: string | null }) {
  const t = useUi()
  if (groups.length === 0) return null
  const set = groups.flatMap((group) => group.items.filter((item) => item.current).map((item) => item.label))
  return (
    <details open={clearHref !== null}>
      <summary>
        {t('filters')}
        {set.length > 0 ? `: ${set.join(', ')}` : null}
      </summary>
      <FilterBar groups={groups} clearHref={clearHref} />
    </details>
  )
}

/** Which release this is, and the programme as files. */
export function TakeAway({ book }: { book: Book }) {
  const t = words(book.lang)
  const { released, lang, at } = book
  const file = (name: string): string => at.file(`${name}?lang=${lang}`)
  const date = mediumDate(lang, dateOf(book.zone, released.at))
  return (
    <Section title={t('takeAway')}>
      <p>
        {t('releaseNote', { name: released.name, date })} · <a href={at.changes}>{t('seeChanges')}</a>
      </p>
      <p>
        {FILES.map(([name, word], n) => (
          <>
            {n > 0 ? ' · ' : null}
            <a href={file(name)}>{word in words.table ? t(word as Word) : word}</a>
          </>
        ))}
      </p>
    </Section>
  )
}

const FILES = [
  ['schedule.ics', 'calendarFile'],
  ['schedule.xlsx', 'spreadsheet'],
  ['schedule.csv', 'CSV'],
  ['schedule.json', 'JSON'],
  ['schedule.xml', 'XML'],
] as const
