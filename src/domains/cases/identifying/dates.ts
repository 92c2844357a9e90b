import { finding, matches, type Finding } from './finding.ts'

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'

/** What makes three numbers a series of measures or of follow-ups: "3/6/12 months", "10/12/24 mm". */
const UNIT =
  /^\s*(?:mm|cm|m?l\b|cc|mg|gy|f(?:r|rench)?\b|%|h(?:ours?)?\b|min|months?|weeks?|days?|years?|tháng|tuần|giờ|phút|năm|개월|주|시간|분|년)/i

interface Rule {
  readonly pattern: RegExp
  /** Groups of day and month, to be looked at; none: the words say it. */
  readonly day?: number
  readonly month?: number
}

const RULES: readonly Rule[] = [
  { pattern: /(?<![\d./-])(\d{1,2})\/(\d{1,2})\/(?:19|20)?\d{2}(?![\d/]|[.,]\d)/g, day: 1, month: 2 },
  { pattern: /(?<![\d./-])(\d{1,2})([.-])\s?(\d{1,2})\2\s?(?:19|20)\d{2}(?![\d])/g, day: 1, month: 3 },
  { pattern: /(?<![\d./-])(?:19|20)\d{2}([./-])\s?(\d{1,2})\1\s?(\d{1,2})(?!\d)/g, day: 3, month: 2 },
  {
    pattern: /ngày\s+(\d{1,2})\s*(?:\/|-|tháng)\s*(\d{1,2})(?:\s*(?:\/|-|năm)\s*(?:19|20)?\d{2})?(?!\d)/giu,
    day: 1,
    month: 2,
  },
  { pattern: /tháng\s+(\d{1,2})\s*(?:\/|-|năm)\s*(?:19|20)\d{2}(?!\d)/giu, month: 1 },
  { pattern: /(?<![\d./-])(\d{1,2})\/(?:19|20)\d{2}(?![\d/])/g, month: 1 },
  { pattern: /(?:(?:19|20)\d{2}\s?년\s?)(\d{1,2})\s?월(?:\s?(\d{1,2})\s?일)?/g, month: 1 },
  { pattern: /(?<![\d개])(\d{1,2})\s?월\s?(\d{1,2})\s?일/g, day: 2, month: 1 },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:${MONTHS})\\b\\.?(?:,?\\s+(?:19|20)\\d{2})?`,
      'giu',
    ),
    day: 1,
  },
  {
    pattern: new RegExp(
      `(?<!\\p{L})(?:${MONTHS})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?:19|20)\\d{2})(?!\\d)`,
      'giu',
    ),
    day: 1,
  },
  { pattern: new RegExp(`(?<!\\p{L})(?:${MONTHS})\\.?,?\\s+(?:19|20)\\d{2}(?!\\d)`, 'giu') },
  {
    pattern:
      /(?:sinh(?:\s+năm)?|sn|năm sinh|born(?:\s+in)?|dob|date of birth|yob|생년월일)\s*:?\s*(?:19|20)\d{2}(?!\d)/giu,
  },
  { pattern: /(?:19|20)\d{2}\s?년\s?생/g },
]

/** Over 89 there are few enough to be found by their age. */
const AGES: readonly RegExp[] = [
  /(?<![\d.,])(?:9\d|1[01]\d)\s*(?:tuổi|세(?![가-힣]*기)|살)(?![\p{L}])/gu,
  /(?<![\d.,])(?:9\d|1[01]\d)[\s-]*(?:years?[\s-]*old|y\/?o)\b/gi,
  /\baged?\s+(?:9\d|1[01]\d)\b/gi,
]

/** Dates more exact than a year, years of birth, and ages over 89. */
export function dateFindings(text: string): Finding[] {
  const out: Finding[] = []
  for (const { pattern, day, month } of RULES) {
    for (const { start, end, match } of matches(text, pattern)) {
      const d = day === undefined ? 1 : Number(match[day])
      const m = month === undefined ? 1 : Number(match[month])
      // The order of day and month differs between countries; neither may be out of both ranges.
      const fits =
        d >= 1 && m >= 1 && ((d <= 31 && m <= 12) || (day !== undefined && month !== undefined && d <= 12 && m <= 31))
      if (fits && !UNIT.test(text.slice(end, end + 16))) out.push(finding('date', text, start, end))
    }
  }
  for (const pattern of AGES)
    for (const { start, end } of matches(text, pattern)) out.push(finding('age', text, start, end))
  return out
}
