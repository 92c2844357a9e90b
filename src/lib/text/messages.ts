import type { Lang } from './multilingual.ts'

/** One message in all three languages; the type makes a missing translation a compile error. */
export type Message = { readonly [L in Lang]: string }

export type Params = { readonly [name: string]: string | number }

const plurals = new Intl.PluralRules('en')

/**
 * Fills `{name}` with a parameter and chooses `{n#one talk|several talks}` by English plural rules
 * (Vietnamese and Korean nouns have one form, so their messages do without). Unknown names stay as written.
 */
export function fill(message: string, params?: Params): string {
  if (!params) return message
  return message.replace(/\{(\w+)(?:#([^|{}]*)\|([^{}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = params[name]
    if (value === undefined) return whole
    if (one === undefined || many === undefined) return String(value)
    return plurals.select(Number(value)) === 'one' ? one : many
  })
}

export type Translate<K extends string> = (key: K, params?: Params) => string

/**
 * A domain's messages. `const m = messages({ save: { vi: 'Lưu', en: 'Save', ko: '저장' } })`, then
 * `const t = m(lang); t('save')`. The table itself is at `m.table` for tests of completeness.
 */
export function messages<const T extends { readonly [key: string]: Message }>(table: T) {
  const of = (lang: Lang): Translate<keyof T & string> => {
    return (key, params) => fill(table[key]![lang], params)
  }
  return Object.assign(of, { table })
}
