const dayMs = 86_400_000

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

/** Midnight UTC in ms, or undefined for a day that does not exist or lies before anybody was imaged. */
function dayOf(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(2000, month - 1, day)
  const date = new Date(time)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1800 ? date.getTime() : undefined
}

function shifted(time: number, days: number): { year: string; month: string; day: string } | undefined {
  const date = new Date(time + days * dayMs)
  const year = date.getUTCFullYear()
  if (year < 1 || year > 9999) return undefined
  return { year: pad(year, 4), month: pad(date.getUTCMonth() + 1, 2), day: pad(date.getUTCDate(), 2) }
}

/**
 * A DA value (YYYYMMDD, also YYYY.MM.DD of ACR-NEMA) moved by whole days; '' stays ''; undefined when it is no date.
 * Lists keep their backslashes; one bad value spoils the list.
 */
export function shiftDate(value: string, days: number): string | undefined {
  const out: string[] = []
  for (const part of value.split('\\')) {
    const match = /^\s*(\d{4})(\.?)(\d{2})\2(\d{2})\s*$/.exec(part)
    if (part.trim() === '') out.push('')
    else {
      const time = match ? dayOf(Number(match[1]), Number(match[3]), Number(match[4])) : undefined
      const moved = time === undefined ? undefined : shifted(time, days)
      if (!moved) return undefined
      out.push(moved.year + moved.month + moved.day)
    }
  }
  return out.join('\\')
}

/**
 * A DT value moved by whole days, its precision, time and zone kept (a year alone moves as from 1 July, a month as from
 * the 15th); undefined when it is no date and time.
 */
export function shiftDateTime(value: string, days: number): string | undefined {
  const out: string[] = []
  for (const part of value.split('\\')) {
    const match = /^\s*(\d{4})(\d{2})?(\d{2})?(\d{0,6}(?:\.\d{1,6})?(?:[+-]\d{4})?)\s*$/.exec(part)
    if (part.trim() === '') out.push('')
    else {
      if (!match) return undefined
      const time = dayOf(Number(match[1]), Number(match[2] ?? '7'), Number(match[3] ?? (match[2] ? '15' : '1')))
      const moved = time === undefined ? undefined : shifted(time, days)
      if (!moved) return undefined
      out.push(moved.year + (match[2] ? moved.month : '') + (match[3] ? moved.day : '') + (match[4] ?? ''))
    }
  }
  return out.join('\\')
}

/** True for a TM value, colons of ACR-NEMA allowed; lists too. */
export function isTime(value: string): boolean {
  return value.split('\\').every((part) => /^\s*(\d{2}(:?\d{2}(:?\d{2}(\.\d{1,6})?)?)?)?\s*$/.test(part))
}

/**
 * An age string (AS, nnnD/W/M/Y) with everything over 89 years told as 090Y, since the very old can be found by age alone
 * (45 CFR 164.514(b)); undefined when it is no age.
 */
export function capAge(value: string): string | undefined {
  const text = value.trim()
  if (text === '') return ''
  const match = /^(\d{1,3})([DWMY])$/.exec(text)
  if (!match) return undefined
  const count = Number(match[1])
  const years = match[2] === 'Y' ? count : match[2] === 'M' ? count / 12 : 0
  return years >= 90 ? '090Y' : `${pad(count, 3)}${match[2]}`
}
