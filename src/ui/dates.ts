import { offsetMinutes } from '#src/lib/time/zoned.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'

const LOCALES = { vi: 'vi-VN', en: 'en-GB', ko: 'ko-KR' } as const

export type DateStyle = 'date' | 'day' | 'short'

const STYLES: { readonly [S in DateStyle]: Intl.DateTimeFormatOptions } = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  short: { weekday: 'short', day: 'numeric', month: 'numeric' },
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(lang: Lang, zone: string, style: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${style}`
  let found = formats.get(key)
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(LOCALES[lang], { ...options, timeZone: zone })))
  return found
}

/** A date in words of the language: `Thứ Sáu, 17 tháng 4, 2026` · `Friday 17 April 2026` · `2026년 4월 17일 금요일`. */
export const formatDate = (lang: Lang, zone: string, at: number, style: DateStyle = 'date'): string =>
  capital(format(lang, zone, style, STYLES[style]).format(at))

/** From the first to the last day: `17–18 April 2026`. `end` is an instant on the last day. */
export const formatDates = (lang: Lang, zone: string, start: number, end: number): string =>
  capital(format(lang, zone, 'date', STYLES.date).formatRange(start, end))

/** The zone by the name that people use and its offset then: `Giờ Đông Dương (UTC+7)`. */
export function zoneLabel(lang: Lang, zone: string, at: number): string {
  const parts = format(lang, zone, 'zone', { timeZoneName: 'long' }).formatToParts(at)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
  const offset = offsetMinutes(zone, at)
  const minutes = Math.abs(offset) % 60
  const utc = `UTC${offset < 0 ? '−' : '+'}${Math.floor(Math.abs(offset) / 60)}${minutes ? `:${String(minutes).padStart(2, '0')}` : ''}`
  return /^(UTC|GMT)/.test(name) ? utc : `${name} (${utc})`
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1)
