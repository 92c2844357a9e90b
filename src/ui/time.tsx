import type { Lang } from '#src/lib/text/multilingual.ts'
import { dateTime, longDate, mediumDate, shortDate, shortDateTime, timeRange, zoneLabel } from '#src/lib/time/format.ts'
import { clockOf, dateOf, isoWithOffset } from '#src/lib/time/zoned.ts'
import { useLang, useUi } from './context.tsx'

export type TimeStyle = 'clock' | 'short-date' | 'date' | 'day' | 'short' | 'full'

const STYLES: { readonly [S in TimeStyle]: (lang: Lang, zone: string, at: number) => string } = {
  clock: (_, zone, at) => clockOf(zone, at),
  'short-date': (lang, zone, at) => shortDate(lang, dateOf(zone, at)),
  date: (lang, zone, at) => mediumDate(lang, dateOf(zone, at)),
  day: (lang, zone, at) => longDate(lang, dateOf(zone, at)),
  short: shortDateTime,
  full: dateTime,
}

export interface TimeProps {
  /** Epoch milliseconds. */
  at: number
  zone: string
  /** `clock` 08:00 · `short-date`, `date`, `day` (with weekday) · `short`, `full` date with clock. */
  show?: TimeStyle
  /** Adds the zone's name; needed wherever the page does not say it once for all (`ZoneNote`). */
  withZone?: boolean
}

/** An instant as people at the venue read it; `reader.ts` can put the reader's own time beside it. */
export function Time({ at, zone, show = 'clock', withZone }: TimeProps) {
  const lang = useLang()
  const hasClock = show === 'clock' || show === 'short' || show === 'full'
  return (
    <>
      <time datetime={isoWithOffset(zone, at)} data-instant={hasClock ? '' : undefined}>
        {STYLES[show](lang, zone, at)}
      </time>
      {withZone ? <span class="zone"> {zoneLabel(lang, zone, at)}</span> : null}
    </>
  )
}

/** `08:00–08:20` in one element; the end names its date when it lies on another one. */
export function TimeRange({ start, end, zone }: { start: number; end: number; zone: string }) {
  const lang = useLang()
  const sameDay = dateOf(zone, start) === dateOf(zone, end - 1)
  return (
    <span class="range">
      <time datetime={isoWithOffset(zone, start)} data-instant="">
        {timeRange(lang, zone, start, end)}
      </time>
      {sameDay ? null : <span class="range-date"> ({shortDate(lang, dateOf(zone, end))})</span>}
    </span>
  )
}

/** Says once which zone the page's times are in, and offers the reader's own beside them where that differs. */
export function ZoneNote({ zone, at }: { zone: string; at: number }) {
  const t = useUi()
  const lang = useLang()
  return (
    <p class="zone-note">
      {t('allTimes', { zone: zoneLabel(lang, zone, at) })}{' '}
      <button type="button" class="as-link" data-own-time={t('ownTimeIs')} aria-pressed="false" hidden>
        {t('ownTime')}
      </button>
    </p>
  )
}
