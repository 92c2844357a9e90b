import type { Text } from '#src/lib/text/multilingual.ts'
import type { Ctx } from '#src/platform/http/env.ts'

/** A posted form, read by name. Missing and blank are the same: ''. */
export interface Posted {
  get(name: string): string
  all(name: string): string[]
  /** Inputs named `<name>.<lang>`, as `MultilingualField` makes them. */
  text(name: string): Record<string, string>
  checked(name: string): boolean
  /** A whole number; null when blank, NaN when it is none. */
  number(name: string): number | null
  file(name: string): File | null
  /** Everything but files, for showing a refused form again. */
  entries(): [string, string][]
}

/** Reads the form of a request, url-encoded or multipart; files must be small enough for memory (see platform/uploads for others). */
export async function posted(c: Ctx): Promise<Posted> {
  return postedFrom(await c.req.formData())
}

export function postedFrom(form: FormData): Posted {
  const get = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  return {
    get,
    all: (name) => form.getAll(name).filter((value): value is string => typeof value === 'string'),
    text(name) {
      const found: Record<string, string> = {}
      for (const [key, value] of form.entries()) {
        if (key.startsWith(`${name}.`) && typeof value === 'string') found[key.slice(name.length + 1)] = normal(value)
      }
      return found
    },
    checked: (name) => form.get(name) !== null && form.get(name) !== '',
    number(name) {
      const value = get(name)
      if (value === '') return null
      return /^-?\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    },
    file(name) {
      const value = form.get(name)
      return value !== null && typeof value !== 'string' && value.size > 0 ? value : null
    },
    entries: () => [...form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  }
}

/** Browsers send CRLF from text areas; NFC because two keyboards write one Vietnamese letter in two ways. */
const normal = (value: string): string => value.replace(/\r\n?/g, '\n').normalize('NFC')

/** The texts of a form laid over what is stored: languages that the form did not ask for stay. */
export const mergedText = (stored: Text, given: { readonly [lang: string]: string }): Text => {
  const out: Record<string, string> = {}
  for (const [lang, value] of Object.entries({ ...stored, ...given })) if (value.trim() !== '') out[lang] = value.trim()
  return out
}
