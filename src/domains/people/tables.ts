import type { AcademicTitle } from '#src/lib/text/academic-titles.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { NameOrder } from '#src/lib/text/names.ts'
import type { EventRole, SocietyRole } from '#src/platform/authz.ts'
import type { AccountTables } from './account-tables.ts'
import type { FacilityLevel } from './facility.ts'
import type { PersonField } from './person.ts'

declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends PeopleTables {}
}

export interface PeopleTables extends AccountTables {
  person: PersonTable
  person_email: PersonEmailTable
  person_source: PersonSourceTable
  person_term: PersonTermTable
  facility: FacilityTable
  facility_name: FacilityNameTable
  facility_term: FacilityTermTable
  role_grant: RoleGrantTable
  consent: ConsentTable
  invitation: InvitationTable
}

/** Flags are 1 or 0, instants epoch milliseconds, `Json<T>` the JSON text of a T. */
// oxlint-disable-next-line typescript/no-unused-vars -- it only tells the reader
export type Json<T> = string

export interface PersonTable {
  id: string
  guid: string
  code: string
  slug: string
  /** As listed, in own script and own order; computed from the parts where there are parts. */
  name: string
  family_name: string
  given_name: string
  name_order: NameOrder
  /** Latin form where the name is in another script, else ''. */
  latin: string
  /** Equal for names that may be one person's (lib/text/same-name.ts). */
  name_key: string
  /** Binary order of lists; computed from the name. */
  sort_key: string
  /** Key of an academic title, or ''. */
  title: AcademicTitle | ''
  profession: string
  facility_id: string | null
  country: string
  licence_number: string
  langs: Json<string[]>
  biography: Json<Record<string, string>>
  photo: string | null
  /** Address of a picture elsewhere that an import brought; never loaded by our pages, only exported again. */
  avatar_url: string
  public_fields: Json<PersonField[]>
  locale: Lang | null
  /** 1 while nobody has claimed the record: the secretariat may then choose what is public. */
  unclaimed: number
  generated: number
  created_at: number
  updated_at: number
  erased_at: number | null
  merged_into: string | null
}

/** Addresses of a record; `verified_at` is set only by whoever opened a link sent there. */
export interface PersonEmailTable {
  email: string
  person_id: string
  verified_at: number | null
  created_at: number
}

/** Where an imported person comes from; several when records were merged. */
export interface PersonSourceTable {
  source: string
  source_id: string
  person_id: string
}

export interface PersonTermTable {
  term: string
  person_id: string
}

export interface FacilityTable {
  id: string
  code: string
  slug: string
  name: Json<Record<string, string>>
  level: FacilityLevel
  province: string
  country: string
  website: string
  merged_into: string | null
  created_at: number
  updated_at: number
}

/** Every name by which a facility is known, folded: imports find it by them, also after a merge. */
export interface FacilityNameTable {
  name_key: string
  facility_id: string
}

export interface FacilityTermTable {
  term: string
  facility_id: string
}

/** `event_id` is '' for a role in the society. */
export interface RoleGrantTable {
  person_id: string
  event_id: string
  role: SocietyRole | EventRole
  granted_at: number
  granted_by: string | null
}

export interface ConsentTable {
  id: string
  person_id: string | null
  user_id: string | null
  purpose: string
  version: string
  lang: string
  at: number
  how: string
  withdrawn_at: number | null
}

/** Single-use links; only the hash of the token is kept. */
export interface InvitationTable {
  id: string
  token_hash: string
  purpose: string
  person_id: string | null
  event_id: string | null
  created_by: string | null
  created_at: number
  expires_at: number
  used_at: number | null
}
