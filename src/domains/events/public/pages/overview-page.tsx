import { excerpt, markdown } from '#src/lib/text/markdown.ts'
import { pick, type Lang } from '#src/lib/text/multilingual.ts'
import { clockOf } from '#src/lib/time/zoned.ts'
import { dateRange, longDate, zoneLabel } from '#src/lib/time/format.ts'
import { Say } from '#src/ui/context.tsx'
import { GeneratedMark, Notice } from '#src/ui/feedback.tsx'
import { Button } from '#src/ui/forms.tsx'
import { Facts, Listing, ListingItem, Section } from '#src/ui/listing.tsx'
import type { Event, Organiser } from '../../event/event.ts'
import type { Book } from '../book.ts'
import { daysOf } from '../days.ts'
import { langWord } from '../kinds.ts'
import { OFFLINE_NOTE } from '../scripts.ts'
import { words } from '../messages.ts'
import type { Series } from '../queries.ts'
import type { Content } from '../serve.tsx'
import { addresses } from '../addresses.ts'
import { eventData } from '../views/structured.ts'
import { EventNav, Social } from './frame.tsx'

interface OverviewProps {
  readonly event: Event
  readonly book: Book | null
  readonly lang: Lang
  readonly origin: string
  readonly series: Series | null
  /** Hashes of logos that are there to be shown. */
  readonly logo: (hash: string) => string | null
}

/** What the event is, when, where, by whom, and its programme at a glance. */
export function overviewPage(props: OverviewProps): Content {
  const { event, book, lang, origin } = props
  const t = words(lang)
  const title = pick(event.title, lang, event.langs).text
  const summary = pick(event.summary, lang, event.langs)
  const description = excerpt(summary.text, 200) || `${title}, ${dateRange(lang, event.startsOn, event.endsOn)}`
  const at = addresses(lang, event.slug)
  return {
    title,
    description,
    width: 'wide',
    scripts: [OFFLINE_NOTE],
    nav: <EventNav event={event} lang={lang} current="overview" />,
    head: (
      <Social
        origin={origin}
        lang={lang}
        path={`/events/${event.slug}`}
        title={title}
        description={description}
        type="article"
        data={eventData(event, lang, origin)}
        feed={{ href: at.feed, title: t('changesTitle') }}
      />
    ),
    main: (
      <>
        {event.generated ? <GeneratedMark /> : null}
        {summary.text === '' ? null : (
          <div
            class="prose lead"
            lang={summary.lang === lang ? undefined : summary.lang}
            dangerouslySetInnerHTML={{ __html: markdown(summary.text) }}
          />
        )}
        {book ? <Glance book={book} /> : <NotYet lang={lang} />}
        {book ? <Numbers book={book} /> : null}
        <Where {...props} />
        <Houses title={t('organisers')} list={event.organisers.filter((o) => o.role === 'organiser')} {...props} />
        <Houses title={t('partners')} list={event.organisers.filter((o) => o.role === 'partner')} {...props} />
      </>
    ),
  }
}

/** Said kindly wherever a programme would stand. */
export function NotYet({ lang }: { lang: Lang }) {
  const t = words(lang)
  return (
    <Notice title={t('noRelease')}>
      <p>{t('noReleaseHint')}</p>
    </Notice>
  )
}

function Glance({ book }: { book: Book }) {
  const t = words(book.lang)
  return (
    <Section title={t('atAGlance')}>
      <Listing>
        {daysOf(book)
          .filter((day) => day.slots.length > 0)
          .map((day) => {
            const first = day.slots[0]!.start
            const last = Math.max(...day.slots.map((slot) => slot.end))
            const sessions = day.slots.filter((slot) => slot.type === 'session' && slot.item.kind !== 'break').length
            const talks = day.slots.filter((slot) => slot.item.kind === 'talk').length
            const counts = [
              sessions > 0 ? t('nSessions', { n: sessions }) : '',
              talks > 0 ? t('nTalks', { n: talks }) : '',
            ]
            return (
              <ListingItem
                key={day.date}
                title={longDate(book.lang, day.date)}
                href={book.at.day(day.date)}
                aside={`${clockOf(book.zone, first)}–${clockOf(book.zone, last)}`}
                meta={[day.day ? book.text(day.day.title).text : '', ...counts].filter(Boolean).join(' · ')}
              />
            )
          })}
      </Listing>
      <div class="actions">
        <Button kind="primary" href={book.at.programme}>
          {t('seeProgramme')}
        </Button>
      </div>
    </Section>
  )
}

function Numbers({ book }: { book: Book }) {
  const t = words(book.lang)
  const { days, sessions, talks, people } = book.programme
  const rooms = new Set(daysOf(book).flatMap((day) => day.slots.map((slot) => slot.roomId))).size
  const counts = [
    t('nDays', { n: days.length }),
    t('nRooms', { n: rooms }),
    ...(sessions.length > 0 ? [t('nSessions', { n: sessions.filter((s) => s.kind !== 'break').length })] : []),
    t('nTalks', { n: talks.filter((talk) => talk.kind === 'talk').length }),
    t('nPeople', { n: people.length }),
  ]
  return (
    <Section title={t('numbers')}>
      <p>{counts.join(' · ')}</p>
    </Section>
  )
}

function Where({ event, lang, series }: OverviewProps) {
  const t = words(lang)
  const noon = Date.parse(`${event.startsOn}T05:00:00Z`)
  const venue = pick(event.venueName, lang, event.langs).text
  const address = pick(event.venueAddress, lang, event.langs).text
  const place =
    venue || address ? (
      <>
        <Say text={event.venueName} order={event.langs} />
        {venue && address ? <br /> : null}
        <Say text={event.venueAddress} order={event.langs} />
        {event.mapUrl ? (
          <>
            {' · '}
            <a href={event.mapUrl} rel="noopener">
              {t('map')}
            </a>
          </>
        ) : null}
      </>
    ) : null
  const contact =
    event.contactEmail || event.contactPhone ? (
      <>
        {event.contactEmail ? <a href={`mailto:${event.contactEmail}`}>{event.contactEmail}</a> : null}
        {event.contactEmail && event.contactPhone ? ' · ' : null}
        {event.contactPhone ? (
          <a href={`tel:${event.contactPhone.replace(/[^+\d]/g, '')}`}>{event.contactPhone}</a>
        ) : null}
      </>
    ) : null
  return (
    <Section title={t('where')}>
      <Facts
        items={[
          { label: t('where'), value: place },
          {
            label: t('when'),
            value: `${dateRange(lang, event.startsOn, event.endsOn)}, ${zoneLabel(lang, event.zone, noon)}`,
          },
          { label: t('languages'), value: event.langs.map((tag) => langWord(lang, tag)).join(', ') },
          { label: t('partOf'), value: series ? <Say text={series.name} order={event.langs} /> : null },
          { label: t('contact'), value: contact },
        ]}
      />
    </Section>
  )
}

function Houses({ title, list, event, lang, logo }: OverviewProps & { title: string; list: readonly Organiser[] }) {
  if (list.length === 0) return null
  return (
    <Section title={title}>
      <Listing>
        {list.map((house) => {
          const name = pick(house.name, lang, event.langs)
          const src = house.logo === '' ? null : logo(house.logo)
          return (
            <ListingItem
              key={name.text}
              title={name.text}
              titleLang={name.lang === lang ? undefined : name.lang}
              href={house.url || undefined}
              aside={src ? <img src={src} alt="" width={120} height={60} loading="lazy" decoding="async" /> : null}
            />
          )
        })}
      </Listing>
    </Section>
  )
}
