import { cleanText, type Text } from '#src/lib/text/multilingual.ts'
import { nameKeyOf, type Mention } from '../builder.ts'
import { asUuid, isCode } from '../identity.ts'
import { httpUrl, isObject, type JsonObject } from '../json.ts'
import { MAX_PEOPLE_PER_ENTRY } from '../limits.ts'
import type { Work } from './work.ts'

/**
 * The people of an event. A person is its guid; else its number, where 0 means "none" (36C3's 677 mentions from a wiki);
 * else its pretalx code; else its name.
 */
export function mentionsOf(value: unknown, path: string, lang: string, work: Work): Mention[] {
  const { clean, problems, build } = work
  if (!Array.isArray(value)) {
    if (value !== undefined && value !== null) problems.warn(path, 'wrong-type', { expected: 'list' })
    return []
  }
  return value.slice(0, MAX_PEOPLE_PER_ENTRY).flatMap((item: unknown, i): Mention[] => {
    const here = `${path}[${i}]`
    const person: JsonObject = isObject(item) ? item : { name: item }
    const line = (field: string): string => clean.line(person[field] ?? '', `${here}.${field}`)
    const name = line('name') || line('public_name') || line('full_public_name')
    if (!name) {
      problems.warn(here, 'person-unnamed')
      return []
    }
    const code = person['code']
    if (code && !isCode(code)) problems.warn(`${here}.code`, 'code-invalid', { value: String(code) })
    const number = Number(person['id'])
    const guid = asUuid(person['guid'])
    const key =
      guid ?? (Number.isInteger(number) && number > 0 ? String(number) : isCode(code) ? code : nameKeyOf(name))
    const text = (field: string): Text => cleanText({ [lang]: line(field) })
    const avatar = httpUrl(person['avatar'] ?? person['avatar_url'], work.base) ?? ''
    return [
      build.person(
        {
          key,
          name,
          guid,
          code: isCode(code) ? code : null,
          latin: line('latin_name'),
          title: text('academic_title'),
          facility: text('affiliation'),
          country: line('country'),
          biography: cleanText({ [lang]: clean.block(person['biography'], `${here}.biography`) }),
          avatar,
        },
        here,
      ),
    ]
  })
}
