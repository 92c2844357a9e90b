import type { Lang } from '#src/lib/text/multilingual.ts'
import { manage, type ManageKey } from '../messages/manage.ts'
import { isWord, words } from '../messages/words.ts'

/** The word for a value of a kind, or the value itself where there is none. */
const word = (lang: Lang, kind: string, value: string): string => {
  const key = `${kind}.${value}`
  return isWord(key) ? words(lang)(key) : value
}

export const roleName = (lang: Lang, role: string): string => word(lang, 'role', role)
export const levelName = (lang: Lang, level: string): string => word(lang, 'level', level)

/** A table's name for people, or its own where another domain's is not known here. */
export const tableName = (lang: Lang, table: string): string => {
  const key = `table.${table}`
  return Object.hasOwn(manage.table, key) ? manage(lang)(key as ManageKey) : table.replaceAll('_', ' ')
}
