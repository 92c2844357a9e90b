import { facilityKey } from './person.ts'

export const FACILITY_LEVELS = [
  'central',
  'provincial',
  'district',
  'private',
  'university',
  'company',
  'other',
] as const
export type FacilityLevel = (typeof FACILITY_LEVELS)[number]

/** Words that hospitals share, so that they do not tell one from another. */
const COMMON = new Set(
  'benh vien bv da khoa dk dktinh tinh thanh pho tp trung uong tw hospital general the of university dai hoc dh center centre medical'.split(
    ' ',
  ),
)

/** What is left of a facility's name without marks, case, order and common words; '' when nothing is. */
export const facilityCore = (name: string): string =>
  facilityKey(name)
    .split(' ')
    .filter((word) => word !== '' && !COMMON.has(word))
    .toSorted()
    .join(' ')
