/** The three languages that the interface speaks. */
export const LANGS = ['vi', 'en', 'ko'] as const
export type Lang = (typeof LANGS)[number]

/** A text per language tag. Interface languages are vi, en, ko; imported content may bring others (de, fr). */
export type Text = { readonly [tag: string]: string }

export const isLang = (value: unknown): value is Lang => LANGS.includes(value as Lang)

/** A text found for a reader: which language it really is in, so that `lang=""` can say so. */
export interface Picked {
  readonly text: string
  readonly lang: string
}

/**
 * The text in the wanted language, else in English (which most physicians of the three countries read rather than each
 * other's language), else in the first of `order` that has one, else in any.
 * Blank strings count as missing. Returns an empty text in the wanted language if there is none at all.
 */
export function pick(text: Text | null | undefined, wanted: string, order: readonly string[] = LANGS): Picked {
  if (text) {
    for (const lang of [wanted, 'en', ...order, ...Object.keys(text)]) {
      const found = text[lang]
      if (found && found.trim() !== '') return { text: found, lang }
    }
  }
  return { text: '', lang: wanted }
}

/** The text alone, for places that carry no `lang` (mail subjects, calendar files). */
export const say = (text: Text | null | undefined, wanted: string, order?: readonly string[]): string =>
  pick(text, wanted, order).text

/** Drops blank entries and trims the rest; the empty text is `{}`. */
export function cleanText(text: { readonly [tag: string]: string | null | undefined }): Text {
  const out: Record<string, string> = {}
  for (const [lang, value] of Object.entries(text)) {
    const trimmed = value?.trim()
    if (trimmed) out[lang] = trimmed
  }
  return out
}

/** Which of the languages that an event promises are missing from a text that exists at all. */
export function missingLangs(text: Text, promised: readonly string[]): string[] {
  const present = promised.filter((lang) => (text[lang] ?? '').trim() !== '')
  if (present.length === 0 && Object.keys(text).length === 0) return []
  return promised.filter((lang) => !present.includes(lang))
}

/** A text written anew in our three languages over the stored one, whose other languages stay. */
export const mergedText = (stored: Text, written: Text): Text => ({
  ...Object.fromEntries(Object.entries(stored).filter(([lang]) => !isLang(lang))),
  ...written,
})

/** Which languages of a text are longer than `max` characters, as errors of its fields: `{ 'title.vi': 'too-long' }`. */
export const tooLong = (name: string, text: Text, max: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(text).flatMap(([lang, value]) => (value.length > max ? [[`${name}.${lang}`, 'too-long']] : [])),
  )
