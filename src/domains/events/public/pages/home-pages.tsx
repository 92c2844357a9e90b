import type { ComponentChildren } from 'preact'
import { excerpt, markdown } from '#src/lib/text/markdown.ts'
import { pick, type Lang, type Picked, type Text } from '#src/lib/text/multilingual.ts'
import { dateRange } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import { Say } from '#src/ui/context.tsx'
import { Empty, GeneratedMark, Tag } from '#src/ui/feedback.tsx'
import { Listing, ListingItem, Section } from '#src/ui/listing.tsx'
import { to } from '#src/ui/link.ts'
import type { Event } from '../../event/event.ts'
import { words, type Words } from '../messages.ts'
import type { Series } from '../queries.ts'
import type { Content } from '../serve.tsx'
import { Social } from './frame.tsx'

interface HomeProps {
  readonly lang: Lang
  readonly origin: string
  readonly now: number
  readonly society: Text
  readonly about: Text
  readonly events: readonly Event[]
  readonly series: readonly Series[]
  /** What other domains show on the home page (news). */
  readonly parts?: readonly ComponentChildren[]
}

/** What the society is, what it holds next, what it has held. */
export function homePage(props: HomeProps): Content {
  const { lang, society, about, origin } = props
  const t = words(lang)
  const name = pick(society, lang).text
  const text = pick(about, lang)
  const shown: Picked = text.text === '' ? { text: t('aboutDefault'), lang } : text
  return {
    title: name,
    description: excerpt(shown.text, 200),
    width: 'wide',
    head: <Social origin={origin} lang={lang} path="/" title={name} description={excerpt(shown.text, 200)} />,
    main: (
      <>
        <h1>{name}</h1>
        <div
          class="prose lead"
          lang={shown.lang === lang ? undefined : shown.lang}
          dangerouslySetInnerHTML={{ __html: markdown(shown.text) }}
        />
        <Shelves {...props} past={6} />
        {props.parts}
      </>
    ),
  }
}

/** Every event: what is on, what comes, what was. */
export function eventsPage(props: HomeProps): Content {
  const t = words(props.lang)
  return {
    title: t('allEvents'),
    width: 'wide',
    head: <Social origin={props.origin} lang={props.lang} path="/events" title={t('allEvents')} />,
    main: (
      <>
        <h1>{t('allEvents')}</h1>
        <Shelves {...props} />
      </>
    ),
  }
}

/** Events by whether they are on, coming (the next first) or past (the latest first), then the series. */
function Shelves({ lang, now, events, series, past: limit = Infinity }: HomeProps & { past?: number }) {
  const t = words(lang)
  if (events.length === 0) {
    return (
      <Empty title={t('noEvents')}>
        <p>{t('noEventsHint')}</p>
      </Empty>
    )
  }
  const today = (event: Event): string => dateOf(event.zone, now)
  const running = events.filter((e) => e.startsOn <= today(e) && today(e) <= e.endsOn)
  const upcoming = events.filter((e) => e.startsOn > today(e)).sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
  const past = events.filter((e) => e.endsOn < today(e)).sort((a, b) => (a.startsOn > b.startsOn ? -1 : 1))
  const held = series
    .map((one) => ({ one, events: events.filter((e) => e.seriesId === one.id) }))
    .filter(({ events: of }) => of.length > 1)
  return (
    <>
      {running.length > 0 ? (
        <Section title={t('running')}>
          <Events lang={lang} events={running} large />
        </Section>
      ) : null}
      <Section title={t('upcoming')}>
        {upcoming.length > 0 ? <Events lang={lang} events={upcoming} large /> : <p class="quiet">{t('noUpcoming')}</p>}
      </Section>
      {past.length > 0 ? (
        <Section title={t('past')}>
          <Events lang={lang} events={past.slice(0, limit)} />
          {past.length > limit ? <a href={to(lang, '/events')}>{t('allEvents')}</a> : null}
        </Section>
      ) : null}
      {held.map(({ one, events: of }) => (
        <Section key={one.id} title={<Say text={one.name} />} id={`series-${one.slug}`}>
          {pick(one.description, lang).text === '' ? null : (
            <p>
              <Say text={one.description} />
            </p>
          )}
          <Events lang={lang} events={of} />
        </Section>
      ))}
    </>
  )
}

function Events({ lang, events, large }: { lang: Lang; events: readonly Event[]; large?: boolean }) {
  const t = words(lang)
  return (
    <Listing large={large}>
      {events.map((event) => {
        const title = pick(event.title, lang, event.langs)
        return (
          <ListingItem
            key={event.id}
            title={title.text}
            titleLang={title.lang === lang ? undefined : title.lang}
            href={to(lang, `/events/${event.slug}`)}
            aside={dateRange(lang, event.startsOn, event.endsOn)}
            meta={
              <>
                {t(event.kind)}
                {pick(event.venueName, lang, event.langs).text === '' ? null : (
                  <>
                    {' · '}
                    <Say text={event.venueName} order={event.langs} />
                  </>
                )}
                {marks(event, t)}
              </>
            }
          />
        )
      })}
    </Listing>
  )
}

const marks = (event: Event, t: Words) => (
  <>
    {event.state === 'draft' ? (
      <>
        {' '}
        <Tag tone="warning">{t('draftMark')}</Tag>
      </>
    ) : null}
    {event.generated ? (
      <>
        {' '}
        <GeneratedMark short />
      </>
    ) : null}
  </>
)
