import { markdown, excerpt, isSafeLink } from '#src/lib/text/markdown.ts'
import type { Picked } from '#src/lib/text/multilingual.ts'
import { longDate } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import { GeneratedMark } from '#src/ui/feedback.tsx'
import { Facts, Section } from '#src/ui/listing.tsx'
import { TrackMark } from '#src/ui/programme.tsx'
import { TimeRange, ZoneNote } from '#src/ui/time.tsx'
import type { Event } from '../../event/event.ts'
import { dayFinder } from '../../programme/days.ts'
import type { Link, Session, Talk } from '../../programme/programme.ts'
import { talkSlot, type Slot } from '../../programme/slots.ts'
import type { Book } from '../book.ts'
import { kindWord, langWord } from '../kinds.ts'
import { words } from '../messages.ts'
import type { Content } from '../serve.tsx'
import { PROGRAMME_SCRIPTS } from '../scripts.ts'
import { itemData } from '../views/structured.ts'
import { SlotList } from './agenda.tsx'
import { EventNav, Social } from './frame.tsx'
import { PartList } from './person-line.tsx'
import { starCode, StarForm, starOf } from './star.tsx'

interface ItemProps {
  readonly event: Event
  readonly book: Book
  readonly origin: string
  /** Without what only search engines and links elsewhere read: pages that are kept for offline reading. */
  readonly bare?: boolean
}

/** A session: when and where, chairs, what it is about, its talks. */
export function sessionPage(props: ItemProps, session: Session): Content {
  const { book } = props
  const t = words(book.lang)
  const slot = book.slot(session)
  const talks = (book.released.index.talksOf.get(session.id) ?? []).flatMap(
    (talk) => talkSlot(talk, book.released.index.sessions) ?? [],
  )
  const title = book.text(session.title)
  return {
    ...frameOf(props, session, slot, title, book.text(session.description)),
    main: (
      <>
        <Head book={book} item={session} title={title} kind={kindWord(t, session.kind)} />
        <Facts items={[...placeFacts(book, slot)]} />
        <ItemZone book={book} slot={slot} />
        {session.chairs.length > 0 ? (
          <Section title={t('chairs', { n: session.chairs.length })}>
            <PartList book={book} parts={session.chairs} />
          </Section>
        ) : null}
        <Prose title={t('description')} text={book.text(session.description)} book={book} />
        {talks.length > 0 ? (
          <Section title={t('talks')}>
            <SlotList book={book} slots={talks} options={{ room: false, track: false, facilities: true }} />
          </Section>
        ) : null}
      </>
    ),
  }
}

/** A talk: when and where, who, the abstract, what may be taken home. */
export function talkPage(props: ItemProps, talk: Talk): Content {
  const { book } = props
  const t = words(book.lang)
  const slot = book.slot(talk)
  const title = book.text(talk.title)
  const session = talk.sessionId ? book.released.index.sessions.get(talk.sessionId) : undefined
  const subtitle = book.text(talk.subtitle)
  return {
    ...frameOf(props, talk, slot, title, book.text(talk.abstract)),
    main: (
      <>
        <Head book={book} item={talk} title={title} kind={talk.kind === 'discussion' ? t('discussion') : t('talk')} />
        {subtitle.text ? (
          <p class="lead" lang={subtitle.lang}>
            {subtitle.text}
          </p>
        ) : null}
        {talk.generated ? <GeneratedMark /> : null}
        <Facts
          items={[
            ...placeFacts(book, slot),
            {
              label: t('inSession'),
              value: session ? <a href={book.href(session)}>{book.text(session.title).text}</a> : null,
            },
            { label: t('spoken'), value: talk.langs.map((lang) => langWord(book.lang, lang)).join(', ') },
            { label: t('type'), value: talk.type },
            { label: t('licence'), value: talk.licence },
          ]}
        />
        <ItemZone book={book} slot={slot} />
        {talk.doNotRecord ? <p class="quiet">{t('notRecorded')}</p> : null}
        {talk.speakers.length > 0 ? (
          <Section title={t('speakers')}>
            <PartList book={book} parts={talk.speakers} />
          </Section>
        ) : null}
        <Prose title={t('abstract')} text={book.text(talk.abstract)} book={book} />
        <Prose title={t('description')} text={book.text(talk.description)} book={book} />
        <Links title={t('materials')} links={talk.attachments} />
        <Links title={t('links')} links={talk.links} />
        {session ? <Neighbours book={book} talk={talk} session={session} /> : null}
      </>
    ),
  }
}

function frameOf(
  { event, book, origin, bare = false }: ItemProps,
  item: Session | Talk,
  slot: Slot | null,
  title: Picked,
  about: Picked,
): Omit<Content, 'main'> {
  const eventTitle = book.text(event.title).text
  const description = bare ? '' : excerpt(about.text, 200) || eventTitle
  const path = book.href(item)
  return {
    title: `${title.text} · ${eventTitle}`,
    description,
    width: 'wide',
    scripts: PROGRAMME_SCRIPTS,
    nav: <EventNav event={event} lang={book.lang} current="programme" />,
    head: bare ? null : (
      <Social
        origin={origin}
        lang={book.lang}
        path={path.slice(3)}
        title={title.text}
        description={description}
        type="article"
        data={itemData(event, book, item, slot, origin)}
      />
    ),
  }
}

function Head({ book, item, title, kind }: { book: Book; item: Session | Talk; title: Picked; kind: string }) {
  const t = words(book.lang)
  return (
    <>
      <header>
        <p class="event-kind">{kind}</p>
        <h1 lang={title.lang === book.lang ? undefined : title.lang}>{title.text}</h1>
      </header>
      {item.kind === 'break' ? null : (
        <div class="actions">
          {item.start === null ? null : (
            <a class="button button-quiet" href={book.at.file(`${starCode(item)}.ics?lang=${book.lang}`)}>
              {t('addToCalendar')}
            </a>
          )}
          {starOf(book, item, title.text)}
        </div>
      )}
      <StarForm book={book} back={book.href(item)} />
    </>
  )
}

function placeFacts(book: Book, slot: Slot | null) {
  const t = words(book.lang)
  const room = slot ? book.room(slot.roomId) : null
  const track = slot ? book.track(slot.trackId) : null
  const date = slot ? dayFinder(book.zone, book.programme.days)(slot.start) : null
  return [
    {
      label: t('when'),
      value:
        slot && date ? (
          <>
            <a href={book.at.day(date)}>{longDate(book.lang, dateOf(book.zone, slot.start))}</a>,{' '}
            <TimeRange start={slot.start} end={slot.end} zone={book.zone} />
          </>
        ) : (
          t('noTime')
        ),
    },
    { label: t('room'), value: room ? <a href={book.at.room(room.slug)}>{room.name}</a> : null },
    {
      label: t('track'),
      value: track ? <TrackMark hue={track.hue} name={track.name} href={book.at.track(track.slug)} /> : null,
    },
  ]
}

const ItemZone = ({ book, slot }: { book: Book; slot: Slot | null }) =>
  slot ? <ZoneNote zone={book.zone} at={slot.start} /> : null

/** People's Markdown, marked with the language that it is in. */
export function Prose({ title, text, book }: { title: string; text: Picked; book: Book }) {
  if (text.text === '') return null
  const t = words(book.lang)
  const other = text.lang !== book.lang
  return (
    <Section title={title} width="text">
      {other ? <p class="quiet">{t('elsewhere', { lang: langWord(book.lang, text.lang) })}</p> : null}
      <div
        class="prose"
        lang={other ? text.lang : undefined}
        dangerouslySetInnerHTML={{ __html: markdown(text.text) }}
      />
    </Section>
  )
}

function Links({ title, links }: { title: string; links: readonly Link[] }) {
  const shown = links.filter((link) => isSafeLink(link.url) || /^\/media\/[\w./-]+$/.test(link.url))
  if (shown.length === 0) return null
  return (
    <Section title={title}>
      <ul>
        {shown.map((link) => (
          <li key={link.url}>
            <a href={link.url} rel="nofollow noopener">
              {link.title || link.url}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The talks before and after in the session, for those who read through it. */
function Neighbours({ book, talk, session }: { book: Book; talk: Talk; session: Session }) {
  const t = words(book.lang)
  const talks = book.released.index.talksOf.get(session.id) ?? []
  const at = talks.findIndex((other) => other.id === talk.id)
  const [before, after] = [talks[at - 1], talks[at + 1]]
  if (!before && !after) return null
  const link = (label: string, other: Talk | undefined) =>
    other ? { label, value: <a href={book.href(other)}>{book.text(other.title).text}</a> } : { label, value: null }
  return (
    <nav aria-label={t('inSession')}>
      <Facts items={[link(t('previousTalk'), before), link(t('nextTalk'), after)]} />
    </nav>
  )
}
