import { cleanText, LANGS, type Text } from '#src/lib/text/multilingual.ts'
import type { Ctx } from './env.ts'

/** A posted form, read by name; missing and blank are the same: ''. */
export interface Form {
  get(name: string): string
  all(name: string): string[]
  /** Inputs named `<name>.<lang>`, as `MultilingualField` makes them, without the blank ones. */
  text(name: string): Text
  checked(name: string): boolean
}

type Fields = Readonly<Record<string, unknown>>

/** Reads the form of a request that has no files. */
export async function posted(c: Ctx): Promise<Form> {
  return formOf(await c.req.parseBody({ all: true }))
}

export function formOf(fields: Fields): Form {
  const all = (name: string): string[] => {
    const value = fields[name]
    return (Array.isArray(value) ? value : [value])
      .filter((item): item is string => typeof item === 'string')
      .map(normal)
  }
  const get = (name: string): string => (all(name).at(-1) ?? '').trim()
  return {
    get,
    all,
    text: (name) => cleanText(Object.fromEntries(LANGS.map((lang) => [lang, get(`${name}.${lang}`)]))),
    checked: (name) => get(name) !== '',
  }
}

/** Browsers send CRLF from text areas; NFC because two keyboards write one Vietnamese letter in two ways; no characters that only hide. */
const normal = (value: string): string =>
  value
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
