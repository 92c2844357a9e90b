import { isAcademicTitle, type AcademicTitle } from '#src/lib/text/academic-titles.ts'
import { cleanText, isLang, LANGS, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { NameOrder } from '#src/lib/text/names.ts'
import { invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { isCountry } from './countries.ts'
import { PROFESSIONS, SPOKEN, tidy, type Profession } from './person.ts'

/** What a person's record says about them, checked. */
export interface Profile {
  readonly family: string
  readonly given: string
  readonly order: NameOrder | undefined
  readonly latin: string
  readonly title: AcademicTitle | ''
  readonly profession: Profession | ''
  readonly country: string
  readonly licence: string
  readonly langs: readonly string[]
  readonly biography: Text
  readonly locale: Lang | null
}

const ORDERS: readonly NameOrder[] = ['family-first', 'joined', 'given-first']
const isOrder = (value: string): value is NameOrder => ORDERS.includes(value as NameOrder)

export const BIOGRAPHY_LENGTH = 2_000

/** Reads a profile form; every refused field is named. `langs` come apart, since the form gives them several times. */
export function parseProfile(values: Readonly<Record<string, string>>, langs: readonly string[]): Outcome<Profile> {
  const text = (name: string) => tidy(values[name] ?? '')
  const errors: Record<string, string> = {}
  for (const name of ['family', 'given', 'latin', 'licence']) if (text(name).length > 100) errors[name] = 'too-long'
  if (text('family') === '' && text('given') === '') errors['family'] = 'required'
  const choice = (name: string, known: (value: string) => boolean) => {
    if (text(name) !== '' && !known(text(name))) errors[name] = 'choice'
    return text(name)
  }
  const title = choice('title', isAcademicTitle)
  const profession = choice('profession', (value) => PROFESSIONS.includes(value as Profession))
  const country = choice('country', isCountry)
  const order = choice('order', isOrder)
  const locale = choice('locale', isLang)
  const biography = cleanText(
    Object.fromEntries(LANGS.map((lang) => [lang, (values[`biography.${lang}`] ?? '').normalize('NFC')])),
  )
  for (const [lang, written] of Object.entries(biography))
    if (written.length > BIOGRAPHY_LENGTH) errors[`biography.${lang}`] = 'too-long'
  if (Object.keys(errors).length > 0) return invalid(errors)
  return ok({
    family: text('family'),
    given: text('given'),
    order: order === '' ? undefined : (order as NameOrder),
    latin: text('latin'),
    title: title as AcademicTitle | '',
    profession: profession as Profession | '',
    country,
    licence: text('licence'),
    langs: langs.filter((tag) => (SPOKEN as readonly string[]).includes(tag)),
    biography,
    locale: isLang(locale) ? locale : null,
  })
}
