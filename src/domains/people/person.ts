import { fullName, nameSortKey, orderOf, splitName, type NameOrder } from '#src/lib/text/names.ts'
import { nameKey } from '#src/lib/text/same-name.ts'
import { fold, termsOf } from '#src/lib/text/search-keys.ts'

/** What a person may show on public pages. The name stands wherever the programme names them. */
export const PERSON_FIELDS = [
  'page',
  'title',
  'profession',
  'facility',
  'country',
  'langs',
  'biography',
  'photo',
] as const
export type PersonField = (typeof PERSON_FIELDS)[number]

/** What a programme usually prints of a speaker; the choice for records that an organiser or an import makes. */
export const SPEAKER_FIELDS: readonly PersonField[] = ['page', 'title', 'facility', 'country', 'biography', 'photo']

export const PROFESSIONS = [
  'interventional-radiologist',
  'radiologist',
  'surgeon',
  'oncologist',
  'neurologist',
  'cardiologist',
  'physician',
  'technologist',
  'nurse',
  'medical-physicist',
  'engineer',
  'researcher',
  'student',
  'industry',
  'other',
] as const
export type Profession = (typeof PROFESSIONS)[number]

/** Languages that people say they speak. */
export const SPOKEN = ['vi', 'en', 'ko', 'fr', 'zh', 'ja', 'de', 'ru', 'es', 'th', 'lo', 'km'] as const

/** Stands for a name that its owner had deleted, in any language: nomen nescio. */
export const ERASED_NAME = 'N. N.'

/** NFC, one space between words: the same name typed on two keyboards is one name. */
export const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim()

/** The columns that follow from a name: parts, as listed, and the keys it is found and sorted by. */
export function nameColumns(
  parts: { family: string; given: string; order?: NameOrder },
  country = '',
  listed?: string,
) {
  const family = tidy(parts.family)
  const given = tidy(parts.given)
  const order = parts.order ?? orderOf({ family, given }, country)
  // An imported name stays as its source lists it, even where our guess at its parts would join them otherwise.
  const name = listed === undefined ? fullName({ family, given }, order) : tidy(listed)
  return {
    name,
    family_name: family,
    given_name: given,
    name_order: order,
    name_key: nameKey(name),
    sort_key: nameSortKey(name, country),
  }
}

/** The same from a name written in one: the order of its parts is the one it is written in. */
export function listedNameColumns(listed: string, country = '') {
  const parts = splitName(listed, country)
  const columns = nameColumns(parts, country, listed)
  const familyFirst = parts.family !== '' && !listed.includes(',') && tidy(listed).startsWith(`${tidy(parts.family)} `)
  return familyFirst ? { ...columns, name_order: 'family-first' as NameOrder } : columns
}

/** Search terms kept of one person: a name and its Latin form are a dozen, so this only bounds hostile input. */
const PERSON_TERMS = 24

/** What a person is found by: the name in both scripts. Nothing that they may wish to keep to themselves. */
export const personTerms = (name: string, latin: string): string[] => termsOf(`${name} ${latin}`, PERSON_TERMS)

/** Key of a facility's name: marks, case and punctuation do not make another hospital. */
export const facilityKey = (name: string): string =>
  fold(name)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()

export const normalEmail = (email: string): string => email.trim().toLowerCase()

/** Enough to refuse what no server would deliver; whether it arrives is found out by writing to it. */
export const isEmail = (email: string): boolean =>
  email.length <= 254 && /^[^\s@<>(),;:"]+@[^\s@.]+(\.[^\s@.]+)+$/u.test(email)
