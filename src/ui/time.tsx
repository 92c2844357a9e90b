import { clockOf, dateOf, isoWithOffset } from '#src/lib/time/zoned.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { useLang, useUi } from './context.tsx'
import { formatDate, zoneLabel, type DateStyle } from './dates.ts'

export interface TimeProps {
  /** Epoch milliseconds. */
  at: number
  zone: string
  /** `clock` 08:00 · `date` · `day` with the weekday · `both` date and clock. */
  show?: 'clock' | DateStyle | 'both'
  /** Adds the zone's name; needed wherever the page does not say it once for all (`ZoneNote`). */
  withZone?: boolean
  lang?: Lang
}

/** An instant as people at the venue read it; `reader.ts` can put the reader's own time beside it. */
export function Time({ at, zone, show = 'clock', withZone, lang }: TimeProps) {
  const reader = useLang()
  const words = lang ?? reader
  const clock = clockOf(zone, at)
  const text =
    show === 'clock'
      ? clock
      : show === 'both'
        ? `${clock}, ${formatDate(words, zone, at, 'date')}`
        : formatDate(words, zone, at, show)
  return (
    <>
      <time datetime={isoWithOffset(zone, at)} data-instant={show === 'clock' || show === 'both' ? '' : undefined}>
        {text}
      </time>
      {withZone ? <span class="zone"> {zoneLabel(words, zone, at)}</span> : null}
    </>
  )
}

/** `08:00–08:20`; the end names its date when it lies on another one. */
export function TimeRange({ start, end, zone }: { start: number; end: number; zone: string }) {
  const lang = useLang()
  const other = dateOf(zone, start) !== dateOf(zone, end - 1)
  return (
    <span class="range">
      <Time at={start} zone={zone} />–{clockOf(zone, end)}
      {other ? <span class="range-date"> ({formatDate(lang, zone, end, 'date')})</span> : null}
    </span>
  )
}

/** Says once which zone the page's times are in, and offers the reader's own beside them where that differs. */
export function ZoneNote({ zone, at }: { zone: string; at: number }) {
  const t = useUi()
  const lang = useLang()
  return (
    <p class="zone-note">
      {t('allTimes', { zone: zoneLabel(lang, zone, at) })}
      <button
        type="button"
        class="as-link"
        data-own-time={t('ownTimeIs', { zone: '{zone}' })}
        aria-pressed="false"
        hidden
      >
        {t('ownTime')}
      </button>
    </p>
  )
}
