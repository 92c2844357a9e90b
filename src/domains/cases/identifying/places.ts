import { finding, matches, type Finding } from './finding.ts'

const VIETNAMESE: readonly RegExp[] = [
  /(?<![\p{L}\d/])(?:số\s+(?:nhà\s+)?)?\d{1,4}[A-Za-z]?(?:\/\d{1,4}){0,4},?\s+(?:đường|phố|ngõ|ngách|hẻm|kiệt)\s+\p{Lu}[\p{L}\d]*(?:\s\p{Lu}\p{L}*){0,3}/gu,
  /(?<!\p{L})(?:thôn|xóm|ấp|xã|phường|thị trấn|thị xã|quận|huyện|khu phố|tổ dân phố|TDP|buôn)\s+(?:\d{1,3}|\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){0,3})(?!\p{L})/gu,
]
/** A hospital may be named after its district. */
const INSTITUTION = /(?:bệnh viện|trung tâm|trạm|BV|TTYT|sở|phòng khám|đa khoa)[\p{L}\s]{0,24}$/iu

const ENGLISH =
  /(?<![\d.])\d{1,5}[A-Za-z]?\s+(?:\p{Lu}\p{L}+\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Boulevard|Blvd|Drive)\b/gu

const PROVINCE = '서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|충청|전북|전남|전라|경북|경남|경상|제주'
const KOREAN = new RegExp(
  `(?:${PROVINCE})(?:특별자치|특별|광역)?[시도]?\\s+(?:[가-힣]{1,4}(?:시|군|구)\\s*)(?:[가-힣0-9]{1,8}(?:동|읍|면|리|로|길|가)(?:\\s*\\d{1,4}(?:-\\d{1,4})?)?)?`,
  'gu',
)

/** Where somebody lives, more exactly than a province. */
export function placeFindings(text: string): Finding[] {
  const out: Finding[] = []
  for (const pattern of VIETNAMESE)
    for (const { start, end } of matches(text, pattern))
      if (!INSTITUTION.test(text.slice(Math.max(0, start - 40), start))) out.push(finding('address', text, start, end))
  for (const pattern of [ENGLISH, KOREAN])
    for (const { start, end } of matches(text, pattern)) out.push(finding('address', text, start, end))
  return out
}
