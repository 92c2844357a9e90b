import type { Lang } from '#src/lib/text/multilingual.ts'
import { MONTHS, WEEKDAYS, WEEKDAYS_SHORT, ZONE_NAMES } from './words.ts'
import { clockOf, dateOf, offsetMinutes } from './zoned.ts'

/**
 * Dates and times as people write them in Vietnamese, British English and Korean. Dates are `YYYY-MM-DD` (of the
 * event's zone, from `dateOf`); instants are epoch milliseconds with their zone.
 */
interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
}

function partsOf(date: string): Parts {
  const d = new Date(`${date}T00:00:00Z`)
  return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate(), weekday: d.getUTCDay() }
}

const two = (n: number): string => String(n).padStart(2, '0')
const monthName = (month: number): string => MONTHS[month - 1]!

/** `Thứ Sáu` · `Friday` · `금요일` */
export const weekday = (lang: Lang, date: string): string => WEEKDAYS[lang][partsOf(date).weekday]!

/** `T6` · `Fri` · `금` */
export const weekdayShort = (lang: Lang, date: string): string => WEEKDAYS_SHORT[lang][partsOf(date).weekday]!

/** `17 tháng 4 năm 2026` · `17 April 2026` · `2026년 4월 17일` */
export function mediumDate(lang: Lang, date: string): string {
  const { year, month, day } = partsOf(date)
  if (lang === 'vi') return `${day} tháng ${month} năm ${year}`
  if (lang === 'ko') return `${year}년 ${month}월 ${day}일`
  return `${day} ${monthName(month)} ${year}`
}

/** `Thứ Sáu, ngày 17 tháng 4 năm 2026` · `Friday 17 April 2026` · `2026년 4월 17일 금요일` */
export function longDate(lang: Lang, date: string): string {
  if (lang === 'vi') return `${weekday(lang, date)}, ngày ${mediumDate(lang, date)}`
  if (lang === 'ko') return `${mediumDate(lang, date)} ${weekday(lang, date)}`
  return `${weekday(lang, date)} ${mediumDate(lang, date)}`
}

/** For tables: `17/04/2026` · `17 Apr 2026` · `2026. 4. 17.` */
export function shortDate(lang: Lang, date: string): string {
  const { year, month, day } = partsOf(date)
  if (lang === 'vi') return `${two(day)}/${two(month)}/${year}`
  if (lang === 'ko') return `${year}. ${month}. ${day}.`
  return `${day} ${monthName(month).slice(0, 3)} ${year}`
}

/** For tabs, without the year: `T6, 17/4` · `Fri 17 Apr` · `4월 17일(금)` */
export function dayLabel(lang: Lang, date: string): string {
  const { month, day } = partsOf(date)
  const name = weekdayShort(lang, date)
  if (lang === 'vi') return `${name}, ${day}/${month}`
  if (lang === 'ko') return `${month}월 ${day}일(${name})`
  return `${name} ${day} ${monthName(month).slice(0, 3)}`
}

/** `17–18 tháng 4 năm 2026` · `17–18 April 2026` · `2026년 4월 17~18일`; a single date if both are the same. */
export function dateRange(lang: Lang, from: string, to: string): string {
  if (from === to) return mediumDate(lang, from)
  const a = partsOf(from)
  const b = partsOf(to)
  const sameYear = a.year === b.year
  const sameMonth = sameYear && a.month === b.month
  if (lang === 'ko') {
    const end = sameMonth ? `${b.day}일` : sameYear ? `${b.month}월 ${b.day}일` : mediumDate(lang, to)
    return `${sameMonth ? mediumDate(lang, from).slice(0, -1) : mediumDate(lang, from)}~${end}`
  }
  if (sameMonth) return `${a.day}–${mediumDate(lang, to)}`
  const month = lang === 'vi' ? `tháng ${a.month}` : monthName(a.month)
  return `${sameYear ? `${a.day} ${month}` : mediumDate(lang, from)} – ${mediumDate(lang, to)}`
}

/** `08:00–09:30` · `08:00–09:30` · `08:00~09:30`. The clock of the zone, 24 hours. */
export const timeRange = (lang: Lang, zone: string, start: number, end: number): string =>
  `${clockOf(zone, start)}${lang === 'ko' ? '~' : '–'}${clockOf(zone, end)}`

/** Long date and clock: `08:00, Thứ Sáu, ngày 17 tháng 4 năm 2026` · `Friday 17 April 2026, 08:00` · `… 금요일 08:00` */
export function dateTime(lang: Lang, zone: string, at: number): string {
  const date = longDate(lang, dateOf(zone, at))
  const clock = clockOf(zone, at)
  if (lang === 'vi') return `${clock}, ${date}`
  return lang === 'ko' ? `${date} ${clock}` : `${date}, ${clock}`
}

/** For logs and tables: `08:00 17/04/2026` · `17 Apr 2026, 08:00` · `2026. 4. 17. 08:00` */
export function shortDateTime(lang: Lang, zone: string, at: number): string {
  const date = shortDate(lang, dateOf(zone, at))
  const clock = clockOf(zone, at)
  if (lang === 'vi') return `${clock} ${date}`
  return lang === 'ko' ? `${date} ${clock}` : `${date}, ${clock}`
}

/** From one instant to another: one date with times, or both in full when the dates differ. */
export function dateTimeRange(lang: Lang, zone: string, start: number, end: number): string {
  const date = dateOf(zone, start)
  if (date !== dateOf(zone, end)) return `${dateTime(lang, zone, start)} – ${dateTime(lang, zone, end)}`
  const times = timeRange(lang, zone, start, end)
  if (lang === 'vi') return `${times}, ${longDate(lang, date)}`
  return lang === 'ko' ? `${longDate(lang, date)} ${times}` : `${longDate(lang, date)}, ${times}`
}

const UNITS: Record<Lang, (n: number, unit: 'day' | 'hour' | 'minute') => string> = {
  vi: (n, unit) => `${n} ${{ day: 'ngày', hour: 'giờ', minute: 'phút' }[unit]}`,
  en: (n, unit) => `${n} ${unit}${n === 1 ? '' : 's'}`,
  ko: (n, unit) => `${n}${{ day: '일', hour: '시간', minute: '분' }[unit]}`,
}

/** `1 giờ 30 phút` · `1 hour 30 minutes` · `1시간 30분`, of whole minutes; negative input is its absolute value. */
export function duration(lang: Lang, minutes: number): string {
  const total = Math.abs(Math.round(minutes))
  const say = UNITS[lang]
  const parts: string[] = []
  if (total >= 1_440) parts.push(say(Math.floor(total / 1_440), 'day'))
  if (total % 1_440 >= 60) parts.push(say(Math.floor((total % 1_440) / 60), 'hour'))
  if (total % 60 > 0 || parts.length === 0) parts.push(say(total % 60, 'minute'))
  return parts.join(' ')
}

/** How long ago, for people: `vừa xong` · `5 minutes ago` · `2일 전`; the future counts as now. Beyond 30 days: the date. */
export function ago(lang: Lang, zone: string, at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return { vi: 'vừa xong', en: 'just now', ko: '방금' }[lang]
  if (minutes >= 30 * 1_440) return shortDate(lang, dateOf(zone, at))
  const say = UNITS[lang]
  const text =
    minutes < 60
      ? say(minutes, 'minute')
      : minutes < 1_440
        ? say(Math.floor(minutes / 60), 'hour')
        : say(Math.floor(minutes / 1_440), 'day')
  return { vi: `${text} trước`, en: `${text} ago`, ko: `${text} 전` }[lang]
}

/** `GMT+7`, `GMT−3:30`, `GMT` at an instant. */
export function offsetLabel(zone: string, at: number): string {
  const offset = offsetMinutes(zone, at)
  if (offset === 0) return 'GMT'
  const abs = Math.abs(offset)
  const minutes = abs % 60 === 0 ? '' : `:${two(abs % 60)}`
  return `GMT${offset < 0 ? '−' : '+'}${Math.floor(abs / 60)}${minutes}`
}

/** What people call the zone: `Giờ Việt Nam` · `Vietnam time` · `베트남 시간`; by its city where we know no better. */
export function zoneName(lang: Lang, zone: string): string {
  const known = ZONE_NAMES[zone]
  if (known) return known[lang]
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  return { vi: `Giờ ${city}`, en: `${city} time`, ko: `${city} 시간` }[lang]
}

/** `Giờ Việt Nam (GMT+7)` · `Vietnam time (GMT+7)` · `베트남 시간(GMT+7)` at an instant. */
export const zoneLabel = (lang: Lang, zone: string, at: number): string =>
  `${zoneName(lang, zone)}${lang === 'ko' ? '' : ' '}(${offsetLabel(zone, at)})`

/** With the IANA name, where a choice of zones must be unmistakable: `GMT+7 · Asia/Ho_Chi_Minh`. */
export const zoneId = (zone: string, at: number): string => `${offsetLabel(zone, at)} · ${zone}`
