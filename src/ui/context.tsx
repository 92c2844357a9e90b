import { createContext, type ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { pick, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { Translate } from '#src/lib/text/messages.ts'
import { ui, type UiKey } from './messages.ts'

/** What a page tells the components inside it, and what they tell it while it renders from top to bottom. */
export interface Reading {
  readonly lang: Lang
  /** Set by an `Island` when it renders, read by the page's last lines. */
  islands: boolean
  /** Set when Hangul is shown, so that the page links the Hangul faces. */
  hangul: boolean
}

export const ReadingContext = createContext<Reading>({ lang: 'vi', islands: false, hangul: false })

/** The language of the page around the component. */
export const useLang = (): Lang => useContext(ReadingContext).lang

/** The interface's own messages in the language of the page around. */
export const useUi = (): Translate<UiKey> => ui(useLang())

/** Sets the reading language for what is inside; `Page` does it, tests and fragments may. */
export function Reader({ lang, children }: { lang: Lang; children?: ComponentChildren }) {
  return (
    <ReadingContext.Provider value={{ lang, islands: false, hangul: lang === 'ko' }}>
      {children}
    </ReadingContext.Provider>
  )
}

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]/

/**
 * A text per language in the page's language, else in one that exists, which is then marked with `lang` so that
 * a screen reader pronounces it and the browser breaks its lines rightly. `order` is the order of fall-back.
 */
export function Say({ text, order }: { text: Text | null | undefined; order?: readonly string[] }) {
  const reading = useContext(ReadingContext)
  const found = pick(text, reading.lang, order)
  if (!reading.hangul && HANGUL.test(found.text)) reading.hangul = true
  return found.lang === reading.lang ? <>{found.text}</> : <span lang={found.lang}>{found.text}</span>
}
