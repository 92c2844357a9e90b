import { finding, matches, type Finding, type FindingKind } from './finding.ts'

const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,64}(?:\.[\p{L}\p{N}-]{1,32}){1,5}/gu

/** Separators within a number as people type it. */
const S = '[\\s.-]?'

const PHONES: readonly RegExp[] = [
  // Vietnam: ten digits of a mobile, eleven of a landline, or with +84.
  new RegExp(`(?<![\\d.,/])(?:\\+?84${S}|0)(?:3|5|7|8|9)\\d(?:${S}\\d){7}(?![\\d/]|[.,]\\d)`, 'g'),
  new RegExp(`(?<![\\d.,/])(?:\\+?84${S}|0)2\\d{1,2}${S}\\d{3,4}${S}\\d{4}(?!\\d)`, 'g'),
  // Korea: 010-1234-5678, 02-123-4567, +82 10 1234 5678.
  /(?<![\d.,/-])(?:\+?82[\s.-]?|0)(?:1[016789]|2|[3-6]\d|70)[\s.-]?\d{3,4}[\s.-]?\d{4}(?!\d)/g,
  /(?<![\d\p{L}])\+\d{1,3}(?:[\s.-]?\(?\d{1,4}\)?){2,5}(?!\d)/gu,
]

const IDS: readonly RegExp[] = [
  // Vietnam's citizen number: twelve digits, the first of a province's code.
  /(?<![\d.,])0\d{2}[\s.]?\d{3}[\s.]?\d{3}[\s.]?\d{3}(?![\d]|[.,]\d)/g,
  /(?:CCCD|CMND|CMT(?:ND)?|căn cước(?: công dân)?|chứng minh(?: thư| nhân dân)?)[^\d\n]{0,12}(?<it>\d[\d .]{7,14}\d)/giu,
  // Health insurance: two letters, a digit, two of the province, ten more; since 2021 the ten alone.
  /(?<![\p{L}\d])[A-Z]{2}[\s-]?\d[\s-]?\d{2}[\s-]?\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)/gu,
  /(?:BHYT|bảo hiểm y tế|BHXH|mã số thẻ)[^\d\n]{0,16}(?<it>(?:[A-Z]{2}\s?)?\d[\d ]{8,16}\d)/giu,
  /(?:hộ chiếu|passport|여권)[^\n\d]{0,14}(?<it>[A-Z]{1,2}\s?\d{6,9})(?!\d)/giu,
]

/** Korea's resident number: date of birth, then a digit for century and sex. */
const RRN = /(?<![\d.,])(?<it>(\d{2})(\d{2})(\d{2})\s?-?\s?[1-8](?:\d{6}|\*{6}|[xX]{6}))(?![\d])/g

const RECORDS: readonly RegExp[] = [
  /(?:(?:mã|số)\s+(?:số\s+)?(?:BN|bệnh nhân|người bệnh|hồ sơ|bệnh án|HSBA|lưu trữ|nhập viện|vào viện|khám bệnh|y tế|BA)|PID|MRN|(?:patient|hospital|chart|record|accession|admission|case)\s*(?:id|no|nr|num(?:ber)?|#)|(?:등록|병록|환자|차트|입원|외래|검사)\s?번호)\s*(?:là|is|[.:：#=-])*\s*(?<it>[\p{L}]{0,4}[-/]?\d[\p{L}\d/.-]{2,})/giu,
  /(?<![\p{L}\d])(?<it>BN\s?[-.:#]?\s?\d{4,})(?!\d)/gu,
]

/** Eight digits and more that are no measure and no reference: nobody types them of an image. */
const LONG =
  /(?<![\d.,\p{L}/_-])\d{8,}(?![\d/_-]|[.,]\d)(?!\s*(?:\p{L}{1,4}\/|%|mm|cm|mg|µ|u\b|IU|copies|tế bào|cells|개))/gu
const REFERENCE = /(?:PMID|PMC|NCT|doi|ISBN|ISSN|arXiv)\s*:?\s*$/i

export function numberFindings(text: string): Finding[] {
  const out: Finding[] = []
  const add = (kind: FindingKind, pattern: RegExp) => {
    for (const { start, end } of matches(text, pattern)) out.push(finding(kind, text, start, end))
  }
  add('email', EMAIL)
  for (const pattern of IDS) add('id', pattern)
  for (const { start, end, match } of matches(text, RRN))
    if (Number(match[3]) >= 1 && Number(match[3]) <= 12 && Number(match[4]) >= 1 && Number(match[4]) <= 31)
      out.push(finding('id', text, start, end))
  for (const pattern of PHONES)
    for (const { start, end, match } of matches(text, pattern))
      if (match[0].replace(/\D/g, '').length >= 9) out.push(finding('phone', text, start, end))
  for (const pattern of RECORDS) add('record', pattern)
  for (const { start, end } of matches(text, LONG))
    if (!REFERENCE.test(text.slice(Math.max(0, start - 12), start))) out.push(finding('record', text, start, end))
  // What stands in an address of the web (a DOI with digits) is a reference.
  return out.filter((one) => one.kind === 'email' || !inLink(text, one.start))
}

function inLink(text: string, at: number): boolean {
  const word = /\S*$/.exec(text.slice(Math.max(0, at - 200), at))?.[0] ?? ''
  return /https?:\/\/|^\(?doi:|10\.\d{4,}\//i.test(word)
}
