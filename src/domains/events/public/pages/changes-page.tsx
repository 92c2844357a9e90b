import { dateTime } from '#src/lib/time/format.ts'
import { Say } from '#src/ui/context.tsx'
import { Icon } from '#src/ui/icons.tsx'
import { Listing, ListingItem, Section } from '#src/ui/listing.tsx'
import { ZoneNote } from '#src/ui/time.tsx'
import type { Event } from '../../event/event.ts'
import type { Book } from '../book.ts'
import { OFFLINE_NOTE } from '../scripts.ts'
import { words } from '../messages.ts'
import type { Content } from '../serve.tsx'
import type { ReleaseView } from '../views/changes.ts'
import { EventNav, Social } from './frame.tsx'

/** The releases of the programme, newest first, each with what it changed. */
export function changesPage(event: Event, book: Book, releases: readonly ReleaseView[], origin: string): Content {
  const t = words(book.lang)
  const eventTitle = book.text(event.title).text
  return {
    title: `${t('changesTitle')} · ${eventTitle}`,
    width: 'wide',
    scripts: [OFFLINE_NOTE],
    nav: <EventNav event={event} lang={book.lang} current="changes" />,
    head: (
      <Social
        origin={origin}
        lang={book.lang}
        path={book.at.changes.slice(3)}
        title={`${eventTitle}: ${t('changesTitle')}`}
        feed={{ href: book.at.feed, title: t('changesTitle') }}
      />
    ),
    main: (
      <>
        <h1>{t('changesTitle')}</h1>
        <p>
          <a href={book.at.feed}>
            <Icon name="feed" size="s" /> {t('changesFeed')}
          </a>
        </p>
        {releases[0] ? <ZoneNote zone={book.zone} at={releases[0].at} /> : null}
        {releases.map((release) => (
          <Release key={release.id} book={book} release={release} />
        ))}
      </>
    ),
  }
}

function Release({ book, release }: { book: Book; release: ReleaseView }) {
  const t = words(book.lang)
  const note = book.text(release.note).text
  return (
    <Section title={t('version', { name: release.name })} id={`r${release.number}`}>
      <p class="quiet">{dateTime(book.lang, book.zone, release.at)}</p>
      {note ? (
        <p>
          <Say text={release.note} order={book.programme.event.langs} />
        </p>
      ) : null}
      <p>
        {release.first ? t('firstRelease') : release.counts.length === 0 ? t('noChanges') : release.counts.join(' · ')}
      </p>
      <Listing>
        {release.lines.map((line, n) => (
          <ListingItem
            key={n}
            title={line.title}
            titleLang={line.titleLang === book.lang ? undefined : line.titleLang}
            href={line.href ?? undefined}
            aside={line.label}
            meta={[line.when, line.note].filter(Boolean).join(' — ')}
          />
        ))}
      </Listing>
      {release.more > 0 ? <p class="quiet">{t('moreOf', { n: release.more })}</p> : null}
    </Section>
  )
}
