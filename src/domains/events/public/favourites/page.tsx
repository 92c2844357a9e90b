import { say, type Lang } from '#src/lib/text/multilingual.ts'
import { longDate } from '#src/lib/time/format.ts'
import { Empty, Notice } from '#src/ui/feedback.tsx'
import { Button, Field, Form } from '#src/ui/forms.tsx'
import { Section } from '#src/ui/listing.tsx'
import { to } from '#src/ui/link.ts'
import { ZoneNote } from '#src/ui/time.tsx'
import { bookOf } from '../book.ts'
import { daysOf } from '../days.ts'
import { words } from '../messages.ts'
import { SlotList } from '../pages/agenda.tsx'
import { PROGRAMME_SCRIPTS } from '../scripts.ts'
import type { Content } from '../serve.tsx'
import { clashesOf } from './clashes.ts'
import type { EventFavourites } from './queries.ts'

interface FavouritesProps {
  readonly lang: Lang
  readonly signedIn: boolean
  readonly events: readonly EventFavourites[]
  /** Address of the calendar; null: none yet. */
  readonly calendar: string | null
  readonly csrf: string
}

/** What one has marked, by event and day, and the address of one's own calendar. */
export function favouritesPage({ lang, signedIn, events, calendar, csrf }: FavouritesProps): Content {
  const t = words(lang)
  return {
    title: t('myFavourites'),
    width: 'wide',
    noindex: true,
    scripts: PROGRAMME_SCRIPTS,
    main: (
      <>
        <h1>{t('myFavourites')}</h1>
        {signedIn ? null : (
          <>
            <p class="quiet">{t('favouritesDevice')}</p>
            <div class="actions">
              <Button href={to(lang, '/sign-in?next=/my/favourites')}>{t('signIn')}</Button>
            </div>
            <div data-favourites-list />
          </>
        )}
        {events.map((one) => (
          <FavouriteList key={one.event.id} favourites={one} lang={lang} csrf={csrf} />
        ))}
        {events.length === 0 ? (
          <div data-favourites-empty>
            <Empty title={t('favouritesEmpty')}>
              <p>{t('favouritesHint')}</p>
            </Empty>
          </div>
        ) : null}
        {signedIn ? <Calendar lang={lang} calendar={calendar} csrf={csrf} /> : null}
      </>
    ),
  }
}

/** The marked items of one event in order of time; each star drops its item. */
export function FavouriteList({ favourites, lang, csrf }: { favourites: EventFavourites; lang: Lang; csrf: string }) {
  const { event, released, itemIds } = favourites
  const t = words(lang)
  const book = bookOf(released, lang)
  const gone = released.document.cancelled.filter((one) => itemIds.has(one.item.id))
  const days = daysOf(book)
    .map((day) => ({ day, slots: day.slots.filter((slot) => itemIds.has(slot.id)) }))
    .filter((day) => day.slots.length > 0)
  return (
    <Section title={<a href={book.at.overview}>{say(event.title, lang, event.langs)}</a>}>
      {days[0] ? <ZoneNote zone={book.zone} at={days[0].slots[0]!.start} /> : null}
      {days.map(({ day, slots }) => (
        <>
          <h3>{longDate(lang, day.date)}</h3>
          <SlotList
            book={book}
            slots={slots}
            options={{ starForm: `favourites-${event.slug}`, clashes: clashesOf(slots) }}
          />
        </>
      ))}
      {gone.length > 0 ? (
        <Notice tone="warning" title={t('favouriteGone')}>
          <ul>
            {gone.map((one) => (
              <li key={one.item.id}>
                <s>{book.text(one.item.title).text}</s>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <form id={`favourites-${event.slug}`} method="post" action={`${book.at.file('favourites')}?lang=${lang}`} hidden>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="back" value={to(lang, '/my/favourites')} />
      </form>
    </Section>
  )
}

function Calendar({ lang, calendar, csrf }: { lang: Lang; calendar: string | null; csrf: string }) {
  const t = words(lang)
  return (
    <Section title={t('myCalendar')} id="calendar" width="text">
      {calendar ? (
        <>
          <p>{t('calendarHint')}</p>
          <Field name="calendar" label={t('myCalendar')} value={calendar} readonly required />
        </>
      ) : (
        <p>{t('calendarNone')}</p>
      )}
      <Form action={to(lang, '/my/calendar')} csrf={csrf}>
        <div class="actions">
          <Button name="do" value="renew">
            {t(calendar ? 'calendarRenew' : 'calendarMake')}
          </Button>
          {calendar ? (
            <Button name="do" value="revoke" kind="danger">
              {t('calendarRevoke')}
            </Button>
          ) : null}
        </div>
      </Form>
    </Section>
  )
}

/** Said to whoever presses a star without being signed in and without JavaScript. */
export function needPage(lang: Lang, back: string): Content {
  const t = words(lang)
  return {
    title: t('favouritesNeed'),
    noindex: true,
    main: (
      <>
        <h1>{t('favouritesNeed')}</h1>
        <p>{t('favouritesNeedHint')}</p>
        <div class="actions">
          <Button
            kind="primary"
            href={`/${lang}/sign-in?next=${encodeURIComponent(back.replace(/^\/(vi|en|ko)/, ''))}`}
          >
            {t('signIn')}
          </Button>
          <Button href={back}>{t('back')}</Button>
        </div>
      </>
    ),
  }
}
