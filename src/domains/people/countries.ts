import { collator } from '#src/lib/text/collate.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'

/** ISO 3166-1 alpha-2: the countries whose names the runtime knows. */
const CODES =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW'.split(
    ' ',
  )

/** Where most people come from stands first. */
const FIRST = ['VN', 'KR']

export const isCountry = (code: string): boolean => CODES.includes(code)

const names = new Map<Lang, Intl.DisplayNames>()

/** A country's name in a language; '' for none, the code itself for one we do not know. */
export function countryName(code: string, lang: Lang): string {
  if (code === '') return ''
  let known = names.get(lang)
  if (!known) names.set(lang, (known = new Intl.DisplayNames([lang], { type: 'region', fallback: 'code' })))
  return /^[A-Z]{2}$/.test(code) ? (known.of(code) ?? code) : code
}

const lists = new Map<Lang, readonly { value: string; label: string }[]>()

/** All countries for a select, in the language's own order, Vietnam and Korea first. */
export function countryOptions(lang: Lang): readonly { value: string; label: string }[] {
  let list = lists.get(lang)
  if (!list) {
    const { compare } = collator(lang)
    const option = (value: string) => ({ value, label: countryName(value, lang) })
    const rest = CODES.filter((code) => !FIRST.includes(code)).map(option)
    lists.set(lang, (list = [...FIRST.map(option), ...rest.sort((a, b) => compare(a.label, b.label))]))
  }
  return list
}

/** A language's name in a language (`vi` in English: Vietnamese). */
export const spokenName = (tag: string, lang: Lang): string => {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
