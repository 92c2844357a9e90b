import { el, txt, xmlDocument } from './xml.ts'
import type { Feed } from './feed.ts'

const iso = (at: number): string => new Date(at).toISOString()

/** RSS 2.0 with the whole text (`content:encoded`) and the feed's own address (`atom:link`). */
export function rss(feed: Feed): string {
  const items = feed.items.map((item) =>
    el(
      'item',
      {},
      el('title', {}, txt(item.title)),
      el('link', {}, txt(item.url)),
      el('guid', { isPermaLink: 'false' }, txt(item.id)),
      el('pubDate', {}, new Date(item.published).toUTCString()),
      el('dc:creator', {}, txt(item.author)),
      el('description', {}, txt(item.summary)),
      el('content:encoded', {}, txt(item.html)),
      item.image && el('enclosure', { url: item.image.url, length: item.image.bytes, type: 'image/jpeg' }),
    ),
  )
  const spaces = {
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  }
  const channel = el(
    'channel',
    {},
    el('title', {}, txt(feed.title)),
    el('link', {}, txt(feed.home)),
    el('description', {}, txt(feed.description)),
    el('language', {}, feed.lang),
    feed.updated > 0 && el('lastBuildDate', {}, new Date(feed.updated).toUTCString()),
    el('atom:link', { href: feed.self, rel: 'self', type: 'application/rss+xml' }),
    ...items,
  )
  return xmlDocument(el('rss', spaces, channel))
}

/** Atom, RFC 4287. */
export function atom(feed: Feed): string {
  const entries = feed.items.map((item) =>
    el(
      'entry',
      { 'xml:lang': item.lang },
      el('id', {}, txt(item.id)),
      el('title', {}, txt(item.title)),
      el('updated', {}, iso(item.updated)),
      el('published', {}, iso(item.published)),
      el('author', {}, el('name', {}, txt(item.author))),
      el('link', { rel: 'alternate', type: 'text/html', href: item.url }),
      el('summary', {}, txt(item.summary)),
      el('content', { type: 'html' }, txt(item.html)),
    ),
  )
  return xmlDocument(
    el(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.lang },
      el('id', {}, txt(feed.home)),
      el('title', {}, txt(feed.title)),
      el('subtitle', {}, txt(feed.description)),
      el('updated', {}, iso(feed.updated)),
      el('link', { rel: 'self', type: 'application/atom+xml', href: feed.self }),
      el('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
      ...entries,
    ),
  )
}

/** JSON Feed 1.1. */
export const jsonFeed = (feed: Feed): object => ({
  version: 'https://jsonfeed.org/version/1.1',
  title: feed.title,
  description: feed.description,
  home_page_url: feed.home,
  feed_url: feed.self,
  language: feed.lang,
  items: feed.items.map((item) => ({
    id: item.id,
    url: item.url,
    title: item.title,
    language: item.lang,
    summary: item.summary,
    content_html: item.html,
    date_published: iso(item.published),
    date_modified: iso(item.updated),
    authors: [{ name: item.author }],
    ...(item.image ? { image: item.image.url } : {}),
  })),
})
