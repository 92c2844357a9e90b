import type { Lang } from '#src/lib/text/multilingual.ts'
import { href } from '#src/platform/http/language.ts'

/** Addresses of an event's pages in a language; one place, so that links, feeds and the offline copy agree. */
export function addresses(lang: Lang, slug: string) {
  const base = href(lang, `/events/${encodeURIComponent(slug)}`)
  return {
    overview: base,
    programme: `${base}/programme`,
    day: (date: string) => `${base}/programme/${date}`,
    list: `${base}/programme/list`,
    print: `${base}/programme/print`,
    room: (roomSlug: string) => `${base}/programme/rooms/${encodeURIComponent(roomSlug)}`,
    track: (trackSlug: string) => `${base}/programme/tracks/${encodeURIComponent(trackSlug)}`,
    session: (code: string) => `${base}/sessions/${code}`,
    talk: (code: string) => `${base}/talks/${code}`,
    people: `${base}/people`,
    person: (code: string) => `${base}/people/${code}`,
    changes: `${base}/changes`,
    feed: `${base}/changes.atom`,
    now: `${base}/now`,
    favourites: href(lang, '/my/favourites'),
    /** Files of the event, which have no language in their path. */
    file: (name: string) => `/events/${encodeURIComponent(slug)}/${name}`,
  }
}

export type Addresses = ReturnType<typeof addresses>
