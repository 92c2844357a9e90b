import type { Lang, Text } from '#src/lib/text/multilingual.ts'
import { shortDateTime } from '#src/lib/time/format.ts'
import { changeMessages, fieldMessages, isDiffField } from '../../programme/diff-messages.ts'
import {
  CHANGES,
  countChanges,
  type Change,
  type ItemChange,
  type NamedRef,
  type ProgrammeDiff,
} from '../../programme/diff.ts'
import type { ReleaseSummary } from '../../queries.ts'
import type { Book } from '../book.ts'
import { words } from '../messages.ts'

/** One line of what changed in a release, in the reader's language. */
export interface ChangeLine {
  readonly change: Change
  readonly label: string
  readonly title: string
  readonly titleLang: string
  /** Null when it is no longer in the programme. */
  readonly href: string | null
  readonly when: string
  /** Where it was, or which fields differ. */
  readonly note: string
}

export interface ReleaseView {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly at: number
  readonly note: Text
  readonly first: boolean
  readonly counts: readonly string[]
  readonly lines: readonly ChangeLine[]
  readonly more: number
}

/** Lines shown of one release; a first import or a moved congress would otherwise be a page of thousands. */
const MOST_LINES = 200

/** A release and its difference as people read it. The first release has no difference worth reading. */
export function releaseView(book: Book, summary: ReleaseSummary): ReleaseView {
  const note = JSON.parse(summary.note) as Text
  const common = { id: summary.id, number: summary.number, name: summary.name, at: summary.at, note }
  if (summary.number === 1) return { ...common, first: true, counts: [], lines: [], more: 0 }
  const diff = JSON.parse(summary.difference) as ProgrammeDiff
  const items = diff.items.filter((item) => !item.withSession)
  const lines = CHANGES.flatMap((change) => items.filter((item) => item.change === change)).map((item) =>
    lineOf(book, item),
  )
  return {
    ...common,
    first: false,
    counts: countsOf(book.lang, diff),
    lines: lines.slice(0, MOST_LINES),
    more: Math.max(0, lines.length - MOST_LINES),
  }
}

function countsOf(lang: Lang, diff: ProgrammeDiff): string[] {
  const t = words(lang)
  const n = countChanges(diff)
  const said = [
    n.new > 0 ? t('nAdded', { n: n.new }) : '',
    n.moved > 0 ? t('nMoved', { n: n.moved }) : '',
    n.changed > 0 ? t('nChanged', { n: n.changed }) : '',
    n.cancelled > 0 ? t('nCancelled', { n: n.cancelled }) : '',
  ]
  return said.filter((text) => text !== '')
}

function lineOf(book: Book, item: ItemChange): ChangeLine {
  const t = words(book.lang)
  const title = book.text(item.title)
  const now = item.type === 'talk' ? book.talk(item.code) : book.session(item.code)
  const when = item.start === null ? '' : shortDateTime(book.lang, book.zone, item.start)
  const room = book.room(item.roomId)?.name ?? ''
  return {
    change: item.change,
    label: changeMessages(book.lang)(item.change),
    title: title.text,
    titleLang: title.lang,
    href: now ? book.href(now) : null,
    when: [when, room].filter(Boolean).join(' · '),
    note:
      item.change === 'moved'
        ? t('wasAt', { what: before(book, item) })
        : item.change === 'changed'
          ? t('changedWhat', { what: fieldsOf(book.lang, item) })
          : '',
  }
}

/** Time and room as they were; whichever did not change is as it is. */
function before(book: Book, item: ItemChange): string {
  const field = (name: string) => item.fields.find((f) => f.field === name)
  const start = field('start')
  const room = field('room')
  const at = start ? start.before : item.start
  const place = room ? (room.before as NamedRef | null) : null
  const name = room ? (place ? book.text(place.name).text : '') : (book.room(item.roomId)?.name ?? '')
  return [typeof at === 'number' ? shortDateTime(book.lang, book.zone, at) : '', name].filter(Boolean).join(' · ')
}

function fieldsOf(lang: Lang, item: ItemChange): string {
  const said = fieldMessages(lang)
  const names = item.fields.map(({ field }) => (isDiffField(field) ? said(field) : field))
  return names.map((name) => (lang === 'ko' ? name : name.toLocaleLowerCase(lang))).join(', ')
}
