import { isLang, type Lang } from '#src/lib/text/multilingual.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { societyLangIn } from '#src/platform/society.ts'

/** What is known of a reader: the language that they chose themselves (or opened their account in), and their country. */
export interface MailReader {
  readonly locale: string | null | undefined
  readonly country: string | null | undefined
}

/** Countries whose people read a language of ours at home. */
const SPOKEN: { readonly [country: string]: Lang } = { VN: 'vi', KR: 'ko' }

/**
 * The one rule for the language of a mail: the reader's own choice; else that of their country; else, from any other
 * country, English; and of whom nothing is known the society's own language. A guest from Seoul or Lyon who never
 * chose is so not written to in Vietnamese, and a society elsewhere does not write Vietnamese to its members.
 */
export function mailLang({ locale, country }: MailReader, society: Lang): Lang {
  if (isLang(locale)) return locale
  return country ? (SPOKEN[country] ?? 'en') : society
}

/** The rule for the readers of one command, inside of its transaction or outside of any. One statement. */
export async function mailLangs(db: AnyDb): Promise<(reader: MailReader) => Lang> {
  const society = await societyLangIn(db)
  return (reader) => mailLang(reader, society)
}
