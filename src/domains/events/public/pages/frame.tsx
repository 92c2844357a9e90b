import type { ComponentChildren } from 'preact'
import { LANGS, pick, type Lang } from '#src/lib/text/multilingual.ts'
import { dateRange, zoneName } from '#src/lib/time/format.ts'
import { Say } from '#src/ui/context.tsx'
import { GeneratedMark, Tag } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import { EventHeader, type EventSection } from '#src/ui/nav.tsx'
import type { Event } from '../../event/event.ts'
import { words } from '../messages.ts'

/** The event's header on every one of its pages. */
export function EventNav({ event, lang, current }: { event: Event; lang: Lang; current: EventSection | null }) {
  const t = words(lang)
  const place = pick(event.venueName, lang, event.langs)
  return (
    <EventHeader
      current={current}
      items={event.releaseId ? [{ label: t('discussion'), href: to(lang, `/events/${event.slug}/discussions`) }] : []}
      event={{
        slug: event.slug,
        title: event.title,
        kind: t(event.kind),
        dates: `${dateRange(lang, event.startsOn, event.endsOn)} · ${zoneName(lang, event.zone)}`,
        place: place.text === '' ? null : <Say text={event.venueName} order={event.langs} />,
        marks: marksOf(event, lang),
      }}
    />
  )
}

function marksOf(event: Event, lang: Lang): ComponentChildren {
  const t = words(lang)
  if (!event.generated && event.state === 'published') return null
  return (
    <>
      {event.state === 'draft' ? <Tag tone="warning">{t('draftMark')}</Tag> : null}
      {event.state === 'archived' ? <Tag tone="quiet">{t('archivedMark')}</Tag> : null}
      {event.generated ? <GeneratedMark short /> : null}
    </>
  )
}

export interface SocialProps {
  readonly origin: string
  readonly lang: Lang
  /** Address without language. */
  readonly path: string
  readonly title: string
  readonly description?: string
  readonly type?: 'website' | 'article'
  readonly image?: string
  /** Structured data (schema.org), put in as JSON-LD: data, so no policy on scripts concerns it. */
  readonly data?: object
  readonly feed?: { readonly href: string; readonly title: string }
}

/** Canonical address, Open Graph, structured data and feed of a page. */
export function Social({ origin, lang, path, title, description, type = 'website', image, data, feed }: SocialProps) {
  const url = `${origin}${to(lang, path)}`
  return (
    <>
      <link rel="canonical" href={url} />
      <meta property="og:title" content={title} />
      <meta property="og:type" content={type} />
      <meta property="og:url" content={url} />
      <meta property="og:image" content={image ?? `${origin}/icon-512.png`} />
      {description ? <meta property="og:description" content={description} /> : null}
      <meta property="og:locale" content={LOCALES[lang]} />
      {LANGS.filter((other) => other !== lang).map((other) => (
        <meta key={other} property="og:locale:alternate" content={LOCALES[other]} />
      ))}
      {feed ? <link rel="alternate" type="application/atom+xml" href={feed.href} title={feed.title} /> : null}
      {data ? <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: safeJson(data) }} /> : null}
    </>
  )
}

const LOCALES = { vi: 'vi_VN', en: 'en_GB', ko: 'ko_KR' } as const

/** No text of ours may close the element that it stands in. */
export const safeJson = (data: object): string =>
  JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
