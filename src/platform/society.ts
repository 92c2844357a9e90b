import { isLang, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { Context } from './context.ts'
import type { AnyDb } from './db/types.ts'
import { getSetting } from './settings.ts'

/** Under which keys the society keeps what it is called and how it wishes to be read. */
export const SOCIETY = {
  name: 'society.name',
  about: 'society.about',
  lang: 'society.lang',
  zone: 'society.zone',
} as const

const NAMELESS: Text = { vi: 'Hội', en: 'Hội', ko: 'Hội' }

/** What the society calls itself; the platform's own name until it has said. */
export const societyName = (ctx: Context): Promise<Text> => getSetting<Text>(ctx, SOCIETY.name, NAMELESS)

/** Vietnamese while nobody has chosen: the society that this is made for. */
const FIRST: Lang = 'vi'

/** The society's own language: of pages for whoever asks for none of ours, of mails to whoever said nothing. */
export const societyLang = (ctx: Context): Promise<Lang> => getSetting<Lang>(ctx, SOCIETY.lang, FIRST)

/** The same inside of a transaction, where settings in memory may not be read anew. One statement. */
export async function societyLangIn(db: AnyDb): Promise<Lang> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', SOCIETY.lang).executeTakeFirst()
  const said: unknown = row ? JSON.parse(row.value) : null
  return isLang(said) ? said : FIRST
}
