import { isAcademicTitle, titleText } from '#src/lib/text/academic-titles.ts'
import { isLang, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { PersonState } from './policy.ts'
import type { PersonField } from './person.ts'
import type { PersonTable } from './tables.ts'

/** What the public sees of a person in a programme; the same shape as the programme's `Participant`. */
export interface PublicPerson {
  readonly id: string
  readonly guid: string
  readonly code: string
  readonly slug: string
  readonly name: string
  readonly latin: string
  readonly title: Text
  readonly facility: Text
  readonly facilityId: string | null
  readonly country: string
  readonly biography: Text
  /** Address of the picture: our own when there is a photo, else what an import named. */
  readonly avatar: string
  /** Made by the demonstration. */
  readonly generated: boolean
  /** Whether the person lets a page of their own exist: link only then. */
  readonly hasPage: boolean
}

export const json = <T>(text: string | null | undefined, otherwise: T): T =>
  text ? (JSON.parse(text) as T) : otherwise

/** A person's title in every language that has a form for it; {} for none. */
export const titleOf = (key: string): Text => (isAcademicTitle(key) ? titleText(key) : {})

export const photoUrl = (hash: string): string => `/media/photo/${hash}.webp`

/** Columns that a public view is made from. */
export const PUBLIC_COLUMNS = [
  'person.id',
  'person.guid',
  'person.code',
  'person.slug',
  'person.name',
  'person.latin',
  'person.title',
  'person.profession',
  'person.langs',
  'person.facility_id',
  'person.country',
  'person.biography',
  'person.photo',
  'person.avatar_url',
  'person.public_fields',
  'person.generated',
  'person.erased_at',
  'facility.name as facility_name',
] as const

export type PublicRow = Pick<
  PersonTable,
  | 'id'
  | 'guid'
  | 'code'
  | 'slug'
  | 'name'
  | 'latin'
  | 'title'
  | 'profession'
  | 'langs'
  | 'facility_id'
  | 'country'
  | 'biography'
  | 'photo'
  | 'avatar_url'
  | 'public_fields'
  | 'generated'
  | 'erased_at'
> & { facility_name: string | null }

/** Narrowed to what the person allows; the name always stands where a programme names them. */
export function publicView(row: PublicRow): PublicPerson {
  const allowed = new Set(json<PersonField[]>(row.public_fields, []))
  const facility = allowed.has('facility') && row.facility_id !== null
  return {
    id: row.id,
    guid: row.guid,
    code: row.code,
    slug: row.slug,
    name: row.name,
    latin: row.latin,
    title: allowed.has('title') ? titleOf(row.title) : {},
    facility: facility ? json<Text>(row.facility_name, {}) : {},
    facilityId: facility ? row.facility_id : null,
    country: allowed.has('country') ? row.country : '',
    biography: allowed.has('biography') ? json<Text>(row.biography, {}) : {},
    avatar: allowed.has('photo') ? (row.photo ? photoUrl(row.photo) : row.avatar_url) : '',
    generated: row.generated === 1,
    hasPage: allowed.has('page') && row.erased_at === null,
  }
}

export const asLang = (value: string | null | undefined): Lang | null => (isLang(value) ? value : null)

/** The facts a policy asks for, of a row and whether the person is an administrator. */
export const stateOf = (
  row: Pick<PersonTable, 'id' | 'unclaimed' | 'public_fields' | 'erased_at'>,
  administrator: boolean,
): PersonState => ({
  id: row.id,
  unclaimed: row.unclaimed === 1,
  page: json<PersonField[]>(row.public_fields, []).includes('page'),
  erased: row.erased_at !== null,
  administrator,
})
