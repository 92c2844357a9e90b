import { withQuery } from '#src/ui/link.ts'
import type { FilterGroup } from '#src/ui/programme.tsx'
import { isTalk, type Slot } from '../programme/slots.ts'
import type { Book } from './book.ts'
import { kindWord, langWord } from './kinds.ts'
import { words } from './messages.ts'

/** What a reader narrowed the programme to, by links. Unknown values are dropped, so an address has one form. */
export interface Filters {
  readonly track: string
  readonly room: string
  readonly kind: string
  readonly lang: string
}

export const NO_FILTERS: Filters = { track: '', room: '', kind: '', lang: '' }
const NAMES = ['track', 'room', 'kind', 'lang'] as const

/** Sessions are filtered by their kind, talks that stand alone by theirs. */
const kindOf = (slot: Slot): string => slot.item.kind

const langsOf = (slot: Slot): readonly string[] => (isTalk(slot.item) ? slot.item.langs : [])

type Known = { readonly [N in (typeof NAMES)[number]]: ReadonlySet<string> }
const known = new WeakMap<Book, Known>()

/** The values that a programme has; computed once a book, because every request asks. */
function knownIn(book: Book): Known {
  let found = known.get(book)
  if (!found) {
    found = {
      track: new Set(book.tracks.map((track) => track.slug)),
      room: new Set(book.rooms.map((room) => room.slug)),
      kind: new Set<string>([...book.programme.sessions, ...book.programme.talks].map((item) => item.kind)),
      lang: new Set(book.programme.talks.flatMap((talk) => talk.langs)),
    }
    known.set(book, found)
  }
  return found
}

/** Reads the filters of a query, keeping only values that the programme has. */
export function readFilters(book: Book, query: Readonly<Record<string, string>>): Filters {
  const values = knownIn(book)
  const read = (name: (typeof NAMES)[number]): string => (values[name].has(query[name] ?? '') ? query[name]! : '')
  return { track: read('track'), room: read('room'), kind: read('kind'), lang: read('lang') }
}

export const isFiltered = (filters: Filters): boolean => NAMES.some((name) => filters[name] !== '')

/** The address with these filters and nothing else in its query. */
export const filteredHref = (path: string, filters: Filters): string =>
  withQuery(path.split('?', 1)[0]!, { ...filters })

/**
 * The slots that pass. A session passes for its talks' sake (their language, their track), and its talks then come
 * with it unless they fail themselves.
 */
export function applyFilters(book: Book, slots: readonly Slot[], filters: Filters): Slot[] {
  if (!isFiltered(filters)) return [...slots]
  const roomId = filters.room === '' ? null : book.rooms.find((room) => room.slug === filters.room)!.id
  const trackId = filters.track === '' ? null : book.tracks.find((track) => track.slug === filters.track)!.id
  const sessions = new Map(slots.flatMap((slot) => (slot.type === 'session' ? [[slot.id, slot] as const] : [])))
  const passes = (slot: Slot): boolean => {
    if (roomId !== null && slot.roomId !== roomId) return false
    if (trackId !== null && slot.trackId !== trackId) return false
    if (filters.lang !== '' && !langsOf(slot).includes(filters.lang)) return false
    if (filters.kind === '') return true
    const session = slot.sessionId === null ? undefined : sessions.get(slot.sessionId)
    return kindOf(slot) === filters.kind || (session !== undefined && kindOf(session) === filters.kind)
  }
  const passed = new Set(slots.filter(passes))
  for (const slot of passed) {
    const session = slot.sessionId === null ? undefined : sessions.get(slot.sessionId)
    if (session) passed.add(session)
  }
  return slots.filter((slot) => passed.has(slot))
}

/** More than these are no choice any more but a list: the heads of the grid link to each room's own page. */
const MANY_ROOMS = 16

/** The filter links of a page: only values that occur in these slots, and only groups with a choice. */
export function filterGroups(book: Book, slots: readonly Slot[], filters: Filters, path: string): FilterGroup[] {
  const t = words(book.lang)
  const link = (name: (typeof NAMES)[number], value: string): { href: string; current: boolean } => {
    const current = filters[name] === value
    return { href: filteredHref(path, { ...filters, [name]: current ? '' : value }), current }
  }
  const tracks = new Set(slots.map((slot) => slot.trackId))
  const rooms = new Set(slots.map((slot) => slot.roomId))
  const kinds = new Set(slots.filter((slot) => slot.sessionId === null).map(kindOf))
  const langs = new Set(slots.flatMap(langsOf))
  const groups: FilterGroup[] = [
    {
      label: t('byTrack'),
      items: book.tracks
        .filter((track) => tracks.has(track.id))
        .map((track) => ({ label: track.name, hue: track.hue, ...link('track', track.slug) })),
    },
    {
      label: t('byRoom'),
      items:
        rooms.size > MANY_ROOMS
          ? []
          : book.rooms
              .filter((room) => rooms.has(room.id))
              .map((room) => ({ label: room.name, ...link('room', room.slug) })),
    },
    { label: t('byKind'), items: [...kinds].map((kind) => ({ label: kindWord(t, kind), ...link('kind', kind) })) },
    {
      label: t('byLang'),
      items: [...langs].sort().map((lang) => ({ label: langWord(book.lang, lang), ...link('lang', lang) })),
    },
  ]
  return groups.filter((group) => group.items.length > 1 || group.items.some((item) => item.current))
}
