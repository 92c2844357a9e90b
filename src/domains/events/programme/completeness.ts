import type { Text } from '#src/lib/text/multilingual.ts'
import { missingLangs } from '#src/lib/text/multilingual.ts'
import type { Programme } from './programme.ts'

export const TEXT_OWNERS = ['event', 'day', 'room', 'track', 'session', 'talk', 'person'] as const
export type TextOwner = (typeof TEXT_OWNERS)[number]

/** A text that lacks languages: where to go and mend it, and what to translate from. */
export interface Lacking {
  readonly owner: TextOwner
  /** Id of the owner; a day's is its date. */
  readonly id: string
  /** What the owner is called, in whatever languages it has. */
  readonly name: Text
  readonly field: string
  /** Promised languages that are missing, in the event's order. */
  readonly missing: readonly string[]
  /** Languages that have it, promised or not; none for a title that nobody has written yet. */
  readonly present: readonly string[]
}

export interface LanguageCount {
  readonly lang: string
  /** Texts that ought to be in this language: every title and name, of others those that exist in some language. */
  readonly wanted: number
  readonly missing: number
  readonly byOwner: Readonly<Record<TextOwner, number>>
}

export interface Completeness {
  readonly langs: readonly LanguageCount[]
  /** In the order event, days, rooms, tracks, sessions, talks, people, and of the programme within each. */
  readonly lacking: readonly Lacking[]
}

interface Owned {
  readonly owner: TextOwner
  readonly id: string
  readonly name: Text
  /** Must exist in every promised language. */
  readonly names: { readonly [field: string]: Text }
  /** Must exist in every promised language if in any. */
  readonly texts: { readonly [field: string]: Text }
}

/** Everything with a text that people read. What is cancelled needs no translation any more. */
function* owned(p: Programme, eventTexts: { readonly [field: string]: Text }): Generator<Owned> {
  const { event } = p
  yield { owner: 'event', id: event.id, name: event.title, names: { title: event.title }, texts: eventTexts }
  for (const d of p.days) yield { owner: 'day', id: d.date, name: d.title, names: {}, texts: { title: d.title } }
  for (const { id, name, description } of p.rooms)
    yield { owner: 'room', id, name, names: { name }, texts: { description } }
  for (const { id, name } of p.tracks) yield { owner: 'track', id, name, names: { name }, texts: {} }
  const off = new Set(p.sessions.filter((s) => s.cancelled).map((s) => s.id))
  for (const { id, title, description, cancelled } of p.sessions) {
    if (!cancelled) yield { owner: 'session', id, name: title, names: { title }, texts: { description } }
  }
  for (const { id, title, subtitle, abstract, description, cancelled, sessionId } of p.talks) {
    if (cancelled || (sessionId !== null && off.has(sessionId))) continue
    yield { owner: 'talk', id, name: title, names: { title }, texts: { subtitle, abstract, description } }
  }
  for (const { id, name, biography, facility } of p.people) {
    // A name is nobody's to translate: `und` is the tag of a text whose language does not matter.
    yield { owner: 'person', id, name: { und: name }, names: {}, texts: { facility, biography } }
  }
}

const presentLangs = (text: Text): string[] => Object.keys(text).filter((lang) => text[lang]!.trim() !== '')

/**
 * What text is missing in which of the languages that the event promises. `eventTexts` are texts of the event that the
 * programme does not carry (summary, venue). Linear in the programme.
 */
export function completenessOf(p: Programme, eventTexts: { readonly [field: string]: Text } = {}): Completeness {
  const langs = p.event.langs
  const lacking: Lacking[] = []
  let wanted = 0
  const missing = new Map(langs.map((lang) => [lang, countsByOwner()]))
  const look = ({ owner, id, name }: Owned, field: string, text: Text, without: readonly string[]): void => {
    if (without.length === 0) return
    lacking.push({ owner, id, name, field, missing: without, present: presentLangs(text) })
    for (const lang of without) missing.get(lang)![owner]++
  }
  for (const it of owned(p, eventTexts)) {
    for (const [field, text] of Object.entries(it.names)) {
      wanted++
      look(
        it,
        field,
        text,
        langs.filter((lang) => (text[lang] ?? '').trim() === ''),
      )
    }
    for (const [field, text] of Object.entries(it.texts)) {
      if (presentLangs(text).length === 0) continue
      wanted++
      look(it, field, text, missingLangs(text, langs))
    }
  }
  const counts = langs.map((lang) => {
    const byOwner = missing.get(lang)!
    return { lang, wanted, missing: Object.values(byOwner).reduce((sum, n) => sum + n, 0), byOwner }
  })
  return { langs: counts, lacking }
}

const countsByOwner = (): Record<TextOwner, number> => ({
  event: 0,
  day: 0,
  room: 0,
  track: 0,
  session: 0,
  talk: 0,
  person: 0,
})
