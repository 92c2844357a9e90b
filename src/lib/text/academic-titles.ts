import { isLang } from './multilingual.ts'
import type { Lang, Text } from './multilingual.ts'

/**
 * Academic and professional titles as each country writes them before (vi, en) or after (ko) a name. English has no
 * form of address for a master's degree or a grade of specialist: a physician is `Dr.`, others carry none. Korean
 * programmes address professors of every rank as 교수; the rank itself belongs in the biography.
 */
export const ACADEMIC_TITLES = {
  'prof-dr': { vi: 'GS.TS.', en: 'Prof. Dr.', ko: '교수' },
  prof: { vi: 'GS.', en: 'Prof.', ko: '교수' },
  'assoc-prof-dr': { vi: 'PGS.TS.', en: 'Assoc. Prof. Dr.', ko: '교수' },
  'assoc-prof': { vi: 'PGS.', en: 'Assoc. Prof.', ko: '교수' },
  'asst-prof': { vi: 'TS.', en: 'Asst. Prof.', ko: '교수' },
  'dr-physician': { vi: 'TS.BS.', en: 'Dr.', ko: '박사' },
  dr: { vi: 'TS.', en: 'Dr.', ko: '박사' },
  'specialist-2': { vi: 'BSCKII.', en: 'Dr.', ko: '전문의' },
  'specialist-1': { vi: 'BSCKI.', en: 'Dr.', ko: '전문의' },
  'master-physician': { vi: 'ThS.BS.', en: 'Dr.', ko: '전문의' },
  'resident-physician': { vi: 'BSNT.', en: 'Dr.', ko: '전공의' },
  physician: { vi: 'BS.', en: 'Dr.', ko: '의사' },
  master: { vi: 'ThS.', en: '', ko: '' },
  pharmacist: { vi: 'DS.', en: '', ko: '약사' },
  nurse: { vi: 'ĐD.', en: '', ko: '간호사' },
  technologist: { vi: 'KTV.', en: '', ko: '방사선사' },
  engineer: { vi: 'KS.', en: '', ko: '' },
  bachelor: { vi: 'CN.', en: '', ko: '' },
} as const satisfies { readonly [key: string]: Record<Lang, string> }

export type AcademicTitle = keyof typeof ACADEMIC_TITLES

export const isAcademicTitle = (key: string): key is AcademicTitle => Object.hasOwn(ACADEMIC_TITLES, key)

/** Where dots and spaces are put differs from person to person: `PGS. TS`, `PGS.TS.`, `pgs.ts` are one title. */
const bare = (title: string): string => title.toLowerCase().replace(/[\s.,]+/g, '')

const known: Record<Lang, Map<string, AcademicTitle>> = { vi: new Map(), en: new Map(), ko: new Map() }
for (const key of Object.keys(ACADEMIC_TITLES) as AcademicTitle[]) {
  for (const lang of ['vi', 'en', 'ko'] as const) {
    const form = bare(ACADEMIC_TITLES[key][lang])
    if (form && !known[lang].has(form)) known[lang].set(form, key)
  }
}
// `Dr.` alone says doctor; the table's first with that form is a physician.
known.en.set('dr', 'dr')
const SPELLINGS: readonly (readonly [Lang, string, AcademicTitle])[] = [
  ['vi', 'GS.TS.BS.', 'prof-dr'],
  ['vi', 'GS.TSKH.', 'prof-dr'],
  ['vi', 'PGS.TS.BS.', 'assoc-prof-dr'],
  ['vi', 'BSCK2', 'specialist-2'],
  ['vi', 'BS.CKII.', 'specialist-2'],
  ['vi', 'BSCK1', 'specialist-1'],
  ['vi', 'BS.CKI.', 'specialist-1'],
  ['vi', 'ThS.BSNT.', 'master-physician'],
  ['en', 'Professor', 'prof'],
  ['en', 'Associate Professor', 'assoc-prof'],
  ['en', 'A/Prof.', 'assoc-prof'],
  ['en', 'Doctor', 'dr'],
  ['en', 'MD', 'physician'],
  ['ko', '교수', 'prof'],
  ['ko', '교수님', 'prof'],
]
for (const [lang, spelling, key] of SPELLINGS) known[lang].set(bare(spelling), key)

/** The title that a text in some language names, however its dots are put; null if we do not know it. */
export function academicTitle(title: string): AcademicTitle | null {
  const form = bare(title)
  for (const lang of ['vi', 'en', 'ko'] as const) {
    const key = known[lang].get(form)
    if (key) return key
  }
  return null
}

/** A title in all languages, for a person's record. */
export const titleText = (key: AcademicTitle): Text =>
  Object.fromEntries(Object.entries(ACADEMIC_TITLES[key]).filter(([, form]) => form !== ''))

/** A person's title for a reader: as given in that language, else the known equivalent of another, else ''. */
export function titleFor(title: Text, lang: string): string {
  const given = title[lang]?.trim()
  if (given !== undefined && given !== '') return given
  if (!isLang(lang)) return ''
  for (const other of Object.values(title)) {
    const key = academicTitle(other)
    if (key) return ACADEMIC_TITLES[key][lang]
  }
  return ''
}

/** Takes the titles off the front of a name as typed (`PGS. TS. Vũ Đăng Lưu`) or, in Korean, off its end. */
export function withoutTitle(name: string): { readonly name: string; readonly title: AcademicTitle | null } {
  const words = name.trim().split(/\s+/)
  let title: AcademicTitle | null = null
  for (let n = Math.min(4, words.length - 1); n > 0 && !title; n--) {
    title = academicTitle(words.slice(0, n).join(''))
    if (title) words.splice(0, n)
  }
  if (!title && words.length > 1 && known.ko.has(words.at(-1)!)) title = known.ko.get(words.pop()!)!
  // Without a space after the dots: `PGS.TS.Vũ Đăng Lưu`.
  const joined = /^((?:\p{L}{1,5}\.)+)(?=\p{Lu})/u.exec(words[0]!)
  const found = joined ? academicTitle(joined[1]!) : null
  if (joined && found && !title) {
    title = found
    words[0] = words[0]!.slice(joined[1]!.length)
  }
  return { name: words.join(' '), title }
}
