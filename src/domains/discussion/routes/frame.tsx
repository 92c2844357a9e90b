import type { ComponentChildren, VNode } from 'preact'
import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { Page } from '#src/ui/page.tsx'
import { Say } from '#src/ui/context.tsx'
import { Breadcrumb } from '#src/ui/nav.tsx'
import { GeneratedMark } from '#src/ui/feedback.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { onPages } from '../page-messages.ts'
import { itemPath, type Opened } from './request.ts'

/** The built styles of these pages; their script is the island's loader alone. */
export const STYLES = 'src/domains/discussion/client/discussion.ts'

export type Status = Parameters<typeof page>[2]

/** A page of a discussion under the way to its talk or session. */
export async function frame(
  c: Ctx,
  o: Opened,
  title: string,
  here: string,
  body: VNode,
  status: Status = 200,
  extra?: { compact?: boolean; noindex?: boolean; tools?: ComponentChildren; generated?: boolean | undefined },
): Promise<Response> {
  const { lang } = c.var
  const { event, item } = o.place
  const t = onPages(lang)
  const shell = await shellOf(c)
  const nav = (
    <Breadcrumb
      items={[
        { label: <Say text={event.title} order={event.langs} />, href: href(lang, `/events/${event.slug}`) },
        { label: t('discussions'), href: href(lang, `/events/${event.slug}/discussions`) },
        { label: <Say text={item.title} order={event.langs} />, href: href(lang, itemPath(event.slug, item)) },
        { label: here },
      ]}
    />
  )
  return page(
    c,
    <Page shell={shell} title={title} scripts={[STYLES]} nav={nav} noindex={extra?.noindex}>
      <div class={extra?.compact ? 'dq-head dq-head-small' : 'dq-head'}>
        <p class="quiet">
          {t(item.kind)} {event.generated && !extra?.generated ? <GeneratedMark short /> : null}
        </p>
        <h1>
          <Say text={item.title} order={event.langs} />
        </h1>
        {extra?.generated ? <GeneratedMark /> : null}
        {extra?.tools}
      </div>
      {body}
    </Page>,
    status,
  )
}

/** Links between the views of one discussion, for those who moderate. */
export function ViewLinks({ c, o, here }: { c: Ctx; o: Opened; here: 'audience' | 'chair' }) {
  const t = onPages(c.var.lang)
  return (
    <nav class="tabs" aria-label={t('views')}>
      <ul>
        <li>
          <a href={o.base} aria-current={here === 'audience' ? 'page' : undefined}>
            {t('audienceTab')}
          </a>
        </li>
        <li>
          <a href={`${o.base}/chair`} aria-current={here === 'chair' ? 'page' : undefined}>
            {t('chairTab')}
          </a>
        </li>
        <li>
          <a href={`${o.base}/screen`}>{t('screenTab')}</a>
        </li>
      </ul>
    </nav>
  )
}
