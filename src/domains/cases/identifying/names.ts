import { finding, matches, type Finding } from './finding.ts'
import {
  ENGLISH_FIRST,
  EPONYM_NEXT,
  KOREAN_GIVEN,
  KOREAN_NOT,
  KOREAN_SURNAMES,
  PLACES,
  PLAIN_SURNAMES,
  SURNAMES,
  TITLES,
  VIETNAMESE_NOT,
  WORD_SURNAMES,
} from './name-lists.ts'

const fold = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')

/** Whether a word could be one syllable of Vietnamese: keeps eponyms, devices and English words out. */
const SYLLABLE = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$/
const isSyllable = (word: string): boolean => SYLLABLE.test(fold(word))

const WORD = /[\p{L}\p{M}]+/gu

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word)
const isAllCaps = (word: string): boolean => word.length > 1 && word === word.toUpperCase()

/** Capitalised words from `at` on that stand side by side, with nothing but a space between them; initials too. */
function run(text: string, words: readonly Word[], at: number, most = 4): Word[] {
  const out: Word[] = []
  for (let i = at; i < words.length && out.length < most; i++) {
    const word = words[i]!
    if (out.length > 0 && !/^\.? $/.test(text.slice(out.at(-1)!.end, word.start))) break
    if (!isCapital(word.text)) break
    if (out.length > 0 && !(isSyllable(word.text) || word.text.length === 1)) break
    out.push(word)
  }
  return out
}

const PATIENT_WORDS = new Set(
  [
    'bệnh nhân',
    'người bệnh',
    'bn',
    'ông',
    'bà',
    'anh',
    'chị',
    'cháu',
    'bé',
    'cụ',
    'chú',
    'cô',
    'bác',
    'tên',
    'họ tên',
    'họ và tên',
  ].map((word) => word.split(' ').at(-1)!),
)

function vietnamese(text: string): Finding[] {
  const words: Word[] = [...text.matchAll(WORD)].map((m) => ({
    text: m[0],
    start: m.index,
    end: m.index + m[0].length,
  }))
  const out: Finding[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (!isCapital(word.text)) continue
    const before = text.slice(Math.max(0, word.start - 24), word.start)
    // Colleagues are named with their titles; they are not patients.
    if (TITLES.test(before)) {
      i += Math.max(0, run(text, words, i).length - 1)
      continue
    }
    const name = run(text, words, i)
    const whole = name.map((w) => w.text).join(' ')
    if (
      PLACES.has(fold(whole)) ||
      PLACES.has(
        fold(
          name
            .slice(0, 2)
            .map((w) => w.text)
            .join(' '),
        ),
      )
    ) {
      i += name.length - 1
      continue
    }
    const lower = word.text.toLowerCase()
    const middle = name[1] ? fold(name[1].text) : ''
    const known =
      (SURNAMES.has(lower) && name.length >= 2) ||
      (PLAIN_SURNAMES.has(lower) && name.length >= 2) ||
      ((WORD_SURNAMES.has(lower) || SURNAMES_FOLDED.has(fold(word.text))) &&
        name.length >= 3 &&
        (middle === 'thi' || middle === 'van'))
    const cue = words[i - 1]
    const near = cue !== undefined && /^[\s:]{1,3}$/.test(text.slice(cue.end, word.start))
    const called =
      near &&
      PATIENT_WORDS.has(cue.text.toLowerCase()) &&
      isSyllable(word.text) &&
      !isAllCaps(word.text) &&
      word.text.length > 1 &&
      !VIETNAMESE_NOT.has(lower)
    if (!known && !called) continue
    const last = name.at(-1) ?? word
    out.push(finding('name', text, word.start, last.end))
    i += Math.max(0, name.length - 1)
  }
  return out
}

const SURNAMES_FOLDED = new Set([...SURNAMES].map(fold))

/** "BN N.T.L", "patient J.D.", "bệnh nhân H. V. T". */
const INITIALS =
  /(?<!\p{L})(?:BN|bệnh nhân|người bệnh|patient|ông|bà|Mr|Mrs|Ms)\.?:?\s+(?<it>\p{Lu}\.\s?\p{Lu}(?:\.\s?\p{Lu}){0,2}\.?)(?!\p{L})/gu

const ENGLISH: readonly RegExp[] = [
  /(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Mme|Madam)\.?\s+(?<it>\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+){0,2})/gu,
  /(?<!\p{L})(?:patient(?:'s)? name|named|called|name)\s*(?:is|:|=)?\s+(?<it>\p{Lu}[\p{Ll}'-]+\s\p{Lu}[\p{Ll}'-]+)/gu,
]
const ENGLISH_FULL = /(?<!\p{L})(?<it>(\p{Lu}\p{Ll}+)\s(?:\p{Lu}\.?\s)?\p{Lu}\p{Ll}+)(?:'s)?(?:\s+(\p{L}+))?/gu

function english(text: string): Finding[] {
  const out: Finding[] = []
  for (const pattern of ENGLISH)
    for (const { start, end } of matches(text, pattern)) out.push(finding('name', text, start, end))
  for (const { start, end, match } of matches(text, ENGLISH_FULL)) {
    if (!ENGLISH_FIRST.has(match[2]!.toLowerCase()) || EPONYM_NEXT.test(match[3] ?? '')) continue
    if (!TITLES.test(text.slice(Math.max(0, start - 24), start))) out.push(finding('name', text, start, end))
  }
  return out
}

const S = `[${KOREAN_SURNAMES}]`
/** A masked name is one: 김OO, 박○○, 이*수. */
const MASKED = new RegExp(`(?<![가-힣])${S}(?:[가-힣]?[OoXx○◯*]{1,2}[가-힣]?)(?=\\s?(?:님|씨|환자|\\(|,|\\s|$))`, 'gu')
const POLITE = new RegExp(
  `(?<![가-힣])(?<it>(?:${S}|남궁|황보|선우|독고|제갈)[가-힣]{1,2})\\s?(?:님|씨)(?![가-힣]*병)`,
  'gu',
)
const AFTER = new RegExp(
  `환자(?:분|명|\\s?이름|\\s?성명)?\\s*[:：]?\\s+(?<it>${S}[가-힣]{2})(?=\\s?(?:님|씨|은|는|이|가|의|,|\\(|/|\\d|$))`,
  'gu',
)
const NAMED = new RegExp(`(?:이름|성명|환자명)\\s*(?:은|는|[:：])?\\s*(?<it>${S}[가-힣]{1,3})`, 'gu')
const BEFORE = new RegExp(
  `(?<![가-힣])(?<it>${S}[가-힣]{2})\\s?(?:환자|\\(\\s?(?:남|여|M|F)[\\s,/]*\\d|\\(\\s?\\d{1,3}\\s?(?:세|/))`,
  'gu',
)

function korean(text: string): Finding[] {
  const out: Finding[] = []
  const add = (start: number, end: number) => out.push(finding('name', text, start, end))
  for (const { start, end } of matches(text, MASKED)) add(start, end)
  for (const { start, end } of matches(text, NAMED)) add(start, end)
  for (const { start, end } of matches(text, POLITE))
    if (
      !KOREAN_NOT.has(text.slice(start, end)) &&
      !/^(?:교수|선생|의사|원장|과장|환자|보호자)/.test(text.slice(end - 2))
    )
      add(start, end)
  for (const pattern of [AFTER, BEFORE])
    for (const { start, end } of matches(text, pattern)) {
      const name = text.slice(start, end)
      if (!KOREAN_NOT.has(name) && Array.from(name.slice(1)).every((syllable) => KOREAN_GIVEN.has(syllable)))
        add(start, end)
    }
  return out
}

/** Words that look like the name of a person who is not named as a colleague. */
export function nameFindings(text: string): Finding[] {
  const initials = [...matches(text, INITIALS)].map(({ start, end }) => finding('name', text, start, end))
  return [...vietnamese(text), ...initials, ...english(text), ...korean(text)]
}
