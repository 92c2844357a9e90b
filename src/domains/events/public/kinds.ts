import type { Lang } from '#src/lib/text/multilingual.ts'
import type { Word, Words } from './messages.ts'

/** The word for a kind of session or talk; of an event it is its own key. */
export const kindWord = (t: Words, kind: string): string => t((kind === 'lecture' ? 'session-lecture' : kind) as Word)

const displays = new Map<Lang, Intl.DisplayNames>()

/** A language's name in the reader's language: `Tiếng Việt`, `Korean`, `영어`; the tag itself when unknown. */
export function langWord(lang: Lang, tag: string): string {
  let names = displays.get(lang)
  if (!names) displays.set(lang, (names = new Intl.DisplayNames([lang], { type: 'language', fallback: 'code' })))
  try {
    const name = names.of(tag) ?? tag
    return lang === 'vi' ? name.charAt(0).toUpperCase() + name.slice(1) : name
  } catch {
    return tag
  }
}
