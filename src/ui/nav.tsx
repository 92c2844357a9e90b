import type { ComponentChildren } from 'preact'
import type { Text } from '#src/lib/text/multilingual.ts'
import { Say, useLang, useUi } from './context.tsx'
import { to } from './link.ts'

export interface NavItem {
  readonly label: string
  readonly href: string
  readonly current?: boolean
  readonly count?: number
}

/** The way from the top to this page; the last item is the page itself and needs no `href`. */
export function Breadcrumb({ items }: { items: readonly { label: ComponentChildren; href?: string }[] }) {
  const t = useUi()
  return (
    <nav class="breadcrumb" aria-label={t('breadcrumb')}>
      <ol>
        {items.map((item, n) => (
          <li key={n}>
            {item.href ? <a href={item.href}>{item.label}</a> : <span aria-current="page">{item.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Views of one thing, as links; the one that is open carries `aria-current`. */
export function Tabs({ label, items }: { label: string; items: readonly NavItem[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.label}
              {item.count === undefined ? null : <span class="tabs-count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export const EVENT_SECTIONS = ['overview', 'programme', 'people', 'changes'] as const
export type EventSection = (typeof EVENT_SECTIONS)[number]

export interface EventHeading {
  readonly slug: string
  readonly title: Text
  /** The kind in words: "Congress". */
  readonly kind?: string
  /** In words, with the zone where it matters: "17–18 April 2026". */
  readonly dates: ComponentChildren
  readonly place?: ComponentChildren
  /** State marks: draft, cancelled, sample data. */
  readonly marks?: ComponentChildren
}

export interface EventHeaderProps {
  event: EventHeading
  /** The open section, or null on pages below one (a talk), which then still show the way back. */
  current: EventSection | null
  /** Sections beyond the four (abstracts, registration), or instead of them. */
  items?: readonly NavItem[]
  sections?: readonly EventSection[]
  /** Of the event as a whole: register, manage. */
  actions?: ComponentChildren
}

/**
 * Title, date, place and parts of an event. On the overview it is the page's `h1`, large; on the others a line above
 * the page's own `h1`. Goes into `Page`'s `nav`.
 */
export function EventHeader({ event, current, items = [], sections = EVENT_SECTIONS, actions }: EventHeaderProps) {
  const t = useUi()
  const lang = useLang()
  const base = `/events/${event.slug}`
  const own = sections.map((section) => ({
    label: t(section),
    href: to(lang, section === 'overview' ? base : `${base}/${section}`),
    current: section === current,
  }))
  const whole = current === 'overview'
  const title = <Say text={event.title} />
  return (
    <section class={whole ? 'event-header event-header-whole' : 'event-header'} aria-labelledby="event-title">
      {event.kind || event.marks ? (
        <p class="event-kind">
          {event.kind} {event.marks}
        </p>
      ) : null}
      {whole ? (
        <h1 class="event-title" id="event-title">
          {title}
        </h1>
      ) : (
        <p class="event-title" id="event-title">
          <a href={to(lang, base)}>{title}</a>
        </p>
      )}
      <dl class="event-facts">
        <div>
          <dt>{t('when')}</dt>
          <dd>{event.dates}</dd>
        </div>
        {event.place ? (
          <div>
            <dt>{t('place')}</dt>
            <dd>{event.place}</dd>
          </div>
        ) : null}
      </dl>
      {actions ? <div class="actions">{actions}</div> : null}
      <Tabs label={t('eventSections')} items={[...own, ...items]} />
    </section>
  )
}

export interface NavGroup {
  readonly title?: string
  readonly items: readonly NavItem[]
}

/** The secretariat's way about: a column beside the work on wide screens, a fold-out above it on a phone. */
export function ManageNav({ label, groups }: { label?: string; groups: readonly NavGroup[] }) {
  const t = useUi()
  const name = label ?? t('manage')
  const here = groups.flatMap((group) => group.items).find((item) => item.current)
  const lists = groups.map((group, n) => (
    <div key={n} class="manage-group">
      {group.title ? <p class="manage-group-title">{group.title}</p> : null}
      <ul>
        {group.items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.label}
              {item.count === undefined ? null : <span class="tabs-count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ))
  return (
    <nav class="manage-nav" aria-label={name}>
      <details class="manage-fold">
        <summary>{here?.label ?? name}</summary>
        {lists}
      </details>
      <div class="manage-column">{lists}</div>
    </nav>
  )
}

/** `ManageNav` beside the page's work, or folded above work that is `wide`. Use with `width="full"` and `ENTRIES.manage`. */
export function ManageLayout(props: { nav: ComponentChildren; wide?: boolean; children?: ComponentChildren }) {
  const { nav, wide, children } = props
  return (
    <div class={wide ? 'manage manage-wide' : 'manage'}>
      {nav}
      <div class="manage-work">{children}</div>
    </div>
  )
}
