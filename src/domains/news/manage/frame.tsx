import type { ComponentChildren } from 'preact'
import type { Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { ENTRIES } from '#src/ui/entries.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Breadcrumb, ManageLayout, ManageNav } from '#src/ui/nav.tsx'
import { societyNav } from '#src/ui/society-nav.ts'
import { show, type Status } from '../kit.tsx'
import { manageWords } from '../messages/manage.ts'
import { mayManageNews } from '../policy.ts'

export const SECTIONS = ['news', 'pages', 'comments', 'newsletter'] as const
export type ManageSection = (typeof SECTIONS)[number]

export interface Frame {
  readonly section: ManageSection
  /** Of the page below the section; none on the section's own. */
  readonly title?: string
  readonly status?: Status
  readonly flash?: ComponentChildren
  readonly head?: ComponentChildren
}

/** A page of the secretariat, with the parts of the news in the column beside it. */
export function framed(c: Ctx, frame: Frame, body: ComponentChildren): Promise<Response> {
  const { lang } = c.var
  const t = manageWords(lang)
  const own = t(frame.section)
  const crumbs = [
    { label: t('manage'), href: href(lang, '/manage') },
    { label: own, ...(frame.title ? { href: href(lang, `/manage/${frame.section}`) } : {}) },
    ...(frame.title ? [{ label: frame.title }] : []),
  ]
  const saved =
    c.req.query('saved') === undefined || frame.status ? null : <Notice tone="success" title={t('saved')} live />
  return show(
    c,
    {
      title: frame.title ?? own,
      width: 'full',
      scripts: [ENTRIES.manage],
      nav: <Breadcrumb items={crumbs} />,
      flash: frame.flash ?? saved,
      head: frame.head,
    },
    <ManageLayout nav={<ManageNav groups={[societyNav(c)]} />}>{body}</ManageLayout>,
    frame.status,
  )
}

/** For handlers of the secretariat alone: to everyone else nothing is there. */
export const guarded =
  (handler: (c: Ctx) => Promise<Response> | Response) =>
  (c: Ctx): Promise<Response> | Response =>
    mayManageNews(c.var.actor) ? handler(c) : c.notFound()
