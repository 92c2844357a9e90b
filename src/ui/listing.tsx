import type { ComponentChildren } from 'preact'

/** A part of a page under its own heading; on wide screens the heading stands in the margin. */
export function Section(props: {
  title: ComponentChildren
  id?: string
  width?: 'text' | 'wide'
  children?: ComponentChildren
}) {
  return (
    <section class={props.width === 'text' ? 'section section-text' : 'section'} id={props.id}>
      <h2>{props.title}</h2>
      <div class="section-body">{props.children}</div>
    </section>
  )
}

/** Labels and values, ruled. Items without a value are left out. */
export function Facts({ items }: { items: readonly { label: ComponentChildren; value: ComponentChildren }[] }) {
  return (
    <dl class="facts">
      {items.map(({ label, value }, n) =>
        value === null || value === undefined || value === '' || value === false ? null : (
          <div key={n}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** A ruled list of events, people, results or articles. `large` on the pages whose subject it is. */
export function Listing({ large, children }: { large?: boolean; children?: ComponentChildren }) {
  return <ul class={large ? 'listing listing-large' : 'listing'}>{children}</ul>
}

export interface ListingItemProps {
  title: ComponentChildren
  /** Language of the title when it is not the page's. */
  titleLang?: string
  href?: string
  /** In the margin: a date, a time, a kind. */
  aside?: ComponentChildren
  /** The line below the title. */
  meta?: ComponentChildren
  children?: ComponentChildren
}

/** One entry of a `Listing`. */
export function ListingItem({ title, titleLang, href, aside, meta, children }: ListingItemProps) {
  return (
    <li>
      {aside ? <p class="listing-aside">{aside}</p> : null}
      <div>
        <p class="listing-title" lang={titleLang}>
          {href ? <a href={href}>{title}</a> : title}
        </p>
        {meta ? <p class="listing-meta">{meta}</p> : null}
        {children}
      </div>
    </li>
  )
}
