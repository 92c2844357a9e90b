import type { ComponentChildren } from 'preact'
import { useUi } from './context.tsx'
import { hueClass, type Hue } from './hues.ts'

/** The track's thin bar of colour with its name; the name is always there, colour alone tells nothing. */
export function TrackMark({
  hue,
  name,
  href,
}: {
  hue: Hue | null | undefined
  name: ComponentChildren
  href?: string
}) {
  const look = `track ${hueClass(hue)}`
  return href ? (
    <a class={look} href={href}>
      {name}
    </a>
  ) : (
    <span class={look}>{name}</span>
  )
}

export interface DayTabsProps {
  days: readonly {
    readonly href: string
    /** "Thứ Sáu 17/4" */
    readonly label: string
    /** What the day is about, or its number. */
    readonly note?: string
    readonly current?: boolean
  }[]
}

/** The days of a programme, as links. */
export function DayTabs({ days }: DayTabsProps) {
  const t = useUi()
  return (
    <nav class="day-tabs" aria-label={t('days')}>
      <ul>
        {days.map((day) => (
          <li key={day.href}>
            <a href={day.href} aria-current={day.current ? 'page' : undefined}>
              <span class="day-label">{day.label}</span>
              {day.note ? <span class="day-note">{day.note}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export interface FilterGroup {
  readonly label: string
  readonly items: readonly {
    readonly label: string
    readonly href: string
    readonly current?: boolean
    readonly hue?: Hue | null
    readonly count?: number
  }[]
}

export interface FilterBarProps {
  groups: readonly FilterGroup[]
  /** Where all filters are off; shown only when given. */
  clearHref?: string | null
}

/** Filters as links: each leads to the page with that filter switched. Folded on a phone, a row on wide screens. */
export function FilterBar({ groups, clearHref }: FilterBarProps) {
  const t = useUi()
  return (
    <nav class="filters" aria-label={t('filters')}>
      {groups.map((group) => (
        <div key={group.label} class="filter-group">
          <p class="filter-label">{group.label}</p>
          <ul>
            {group.items.map((item) => (
              <li key={item.href}>
                <a
                  class={item.hue === undefined ? undefined : `track ${hueClass(item.hue)}`}
                  href={item.href}
                  aria-current={item.current ? 'true' : undefined}
                  rel="nofollow"
                >
                  {item.label}
                  {item.count === undefined ? null : <span class="tabs-count">{item.count}</span>}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {clearHref ? (
        <a class="filter-clear" href={clearHref}>
          {t('clearFilters')}
        </a>
      ) : null}
    </nav>
  )
}

/** One form a page that all its star buttons submit (`form="favourites"`), so that they work without JavaScript. */
export function FavouriteForm({ action, csrf, back }: { action: string; csrf: string | null; back: string }) {
  return (
    <form id="favourites" method="post" action={action} hidden>
      {csrf === null ? null : <input type="hidden" name="_csrf" value={csrf} />}
      <input type="hidden" name="back" value={back} />
    </form>
  )
}

export interface FavouriteButtonProps {
  /** The talk's code, sent as `talk`. */
  code: string
  /** The whole accessible name: "Đánh dấu: <title>". */
  label: string
  on?: boolean
  /**
   * True for pages that are the same for everybody: the button stays hidden until the script of favourites shows it
   * and keeps the choice on the device. It has `data-favourite`, `value` and `aria-pressed` for that script.
   */
  deviceOnly?: boolean
}

/** The star that keeps a talk. */
export function FavouriteButton({ code, label, on = false, deviceOnly }: FavouriteButtonProps) {
  return (
    <button
      class="star"
      name="talk"
      value={code}
      form={deviceOnly ? undefined : 'favourites'}
      type={deviceOnly ? 'button' : 'submit'}
      data-favourite
      aria-pressed={on ? 'true' : 'false'}
      aria-label={label}
      hidden={deviceOnly}
    />
  )
}
