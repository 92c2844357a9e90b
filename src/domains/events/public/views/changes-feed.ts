import { stripControls } from '../../interchange/clean.ts'
import type { Book } from '../book.ts'
import { words } from '../messages.ts'
import type { ReleaseView } from './changes.ts'

/** What XML 1.0 does not allow is dropped: one stray control character would make the whole feed unreadable. */
const xml = (text: string): string =>
  stripControls(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

/** The releases as an Atom feed (RFC 4287), one entry each, newest first. */
export function changesFeed(book: Book, releases: readonly ReleaseView[], origin: string): string {
  const t = words(book.lang)
  const title = `${book.text(book.programme.event.title).text}: ${t('changesTitle')}`
  const page = `${origin}${book.at.changes}`
  const entries = releases.map((release) => {
    const lines = release.lines.map(
      (line) =>
        `${line.label}: ${line.title}${line.when ? ` (${line.when})` : ''}${line.note ? ` — ${line.note}` : ''}`,
    )
    const text = [
      release.first ? t('firstRelease') : release.counts.join(' · ') || t('noChanges'),
      book.text(release.note).text,
      ...lines,
      release.more > 0 ? t('moreOf', { n: release.more }) : '',
    ]
    return [
      '  <entry>',
      `    <id>urn:uuid:${xml(release.id)}</id>`,
      `    <title>${xml(t('version', { name: release.name }))}</title>`,
      `    <updated>${new Date(release.at).toISOString()}</updated>`,
      `    <link rel="alternate" type="text/html" href="${xml(`${page}#r${release.number}`)}"/>`,
      `    <content type="text">${xml(text.filter(Boolean).join('\n'))}</content>`,
      '  </entry>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${book.lang}">`,
    `  <id>${xml(page)}</id>`,
    `  <title>${xml(title)}</title>`,
    `  <updated>${new Date(releases[0]?.at ?? 0).toISOString()}</updated>`,
    `  <author><name>${xml(book.text(book.programme.event.title).text)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xml(`${origin}${book.at.feed}`)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}
