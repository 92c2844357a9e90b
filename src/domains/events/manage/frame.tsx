import type { ComponentChildren } from 'preact'
import { pick, type Text } from '#src/lib/text/multilingual.ts'
import { managesEvent } from '#src/platform/authz.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { ENTRIES } from '#src/ui/entries.ts'
import { Notice, Tag } from '#src/ui/feedback.tsx'
import { Breadcrumb, ManageLayout, ManageNav, type NavGroup } from '#src/ui/nav.tsx'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { societyNav } from '#src/ui/society-nav.ts'
import type { Event } from '../event/event.ts'
import { frameMessages } from './frame-messages.ts'
import type { Managed } from './gate.ts'

export type Section =
  | 'dashboard'
  | 'events'
  | 'facts'
  | 'programme'
  | 'rooms'
  | 'tracks'
  | 'days'
  | 'release'
  | 'speakers'
  | 'completeness'
  | 'import'

export interface FrameOptions {
  readonly title: string
  readonly section: Section
  /** The event that the page is about; its parts then stand in the column. */
  readonly managed?: Managed
  /** Crumbs between the event and the page. */
  readonly trail?: readonly { label: ComponentChildren; href?: string }[]
  readonly flash?: ComponentChildren
  /** The work takes the whole width; the column of parts is folded above it. */
  readonly wide?: boolean
  readonly scripts?: readonly string[]
  readonly status?: Parameters<typeof page>[2]
  readonly children?: ComponentChildren
}

/** Where the parts of an event's management are; without language. */
export const managePath = (event: { readonly slug: string }, part = ''): string => `/manage/events/${event.slug}${part}`

/** A page of the secretariat: the column of parts beside it, crumbs above it, never cached. */
export async function managePage(c: Ctx, options: FrameOptions): Promise<Response> {
  const { lang } = c.var
  const t = frameMessages(lang)
  const { managed, title, section } = options
  const crumbs = [
    { label: t('manage'), href: section === 'dashboard' ? undefined : href(lang, '/manage') },
    ...(section === 'dashboard'
      ? []
      : [{ label: t('events'), href: section === 'events' ? undefined : href(lang, '/manage/events') }]),
    ...(managed
      ? [
          {
            label: textIn(managed.event.title, lang),
            href: section === 'facts' ? undefined : href(lang, managePath(managed.event)),
          },
        ]
      : []),
    ...(options.trail ?? []),
  ]
  const last = crumbs.at(-1)
  if (last?.href !== undefined) crumbs.push({ label: title, href: undefined })
  return page(
    c,
    <Page
      shell={await shellOf(c)}
      title={managed ? `${title} – ${pick(managed.event.title, lang).text}` : title}
      width="full"
      noindex
      scripts={[ENTRIES.manage, ...(options.scripts ?? [])]}
      nav={<Breadcrumb items={crumbs} />}
      flash={options.flash}
    >
      <ManageLayout nav={<ManageNav groups={groups(c, section, managed?.event)} />} wide={options.wide}>
        {managed && !managed.can.edit ? <ReadOnly event={managed.event} c={c} /> : null}
        {options.children}
      </ManageLayout>
    </Page>,
    options.status,
  )
}

/** A text in the reader's language, marked when it is in another one. */
export function textIn(text: Text, lang: string) {
  const found = pick(text, lang)
  return found.lang === lang || found.text === '' ? found.text : <span lang={found.lang}>{found.text}</span>
}

function ReadOnly({ event, c }: { event: Event; c: Ctx }) {
  const t = frameMessages(c.var.lang)
  return (
    <Notice title={t('readOnlyTitle')}>
      {<p>{t(event.state === 'archived' ? 'readOnlyArchived' : 'readOnlyChair')}</p>}
    </Notice>
  )
}

/** The state of an event in one word. */
export function StateTag({ event, lang }: { event: Pick<Event, 'state'>; lang: Ctx['var']['lang'] }) {
  const tone = { draft: 'warning', published: 'success', archived: 'quiet' } as const
  return <Tag tone={tone[event.state]}>{frameMessages(lang)(event.state)}</Tag>
}

/** Who runs the event decides how it discusses; a chair opens and leads. */
const discussions = ({ var: { actor, lang } }: Ctx, event: Event) => ({
  label: frameMessages(lang)('discussions'),
  href: href(lang, `/events/${event.slug}/discussions${managesEvent(actor, event.id) ? '/settings' : ''}`),
})

function groups(c: Ctx, section: Section, event: Event | undefined): NavGroup[] {
  const { lang } = c.var
  const t = frameMessages(lang)
  const item = (own: Section, path: string) => ({ label: t(own), href: href(lang, path), current: own === section })
  const whole = societyNav(c)
  if (!event) return [whole]
  const part = (own: Section, path: string) => item(own, managePath(event, path))
  return [
    {
      title: pick(event.title, lang).text,
      items: [
        part('facts', ''),
        part('programme', '/programme'),
        part('rooms', '/programme/rooms'),
        part('tracks', '/programme/tracks'),
        part('days', '/programme/days'),
        part('speakers', '/speakers'),
        part('completeness', '/completeness'),
        part('import', '/import'),
        part('release', '/release'),
        ...(event.state === 'published' && event.releaseId ? [discussions(c, event)] : []),
        ...(event.state === 'draft' ? [] : [{ label: t('seePublic'), href: href(lang, `/events/${event.slug}`) }]),
      ],
    },
    whole,
  ]
}
