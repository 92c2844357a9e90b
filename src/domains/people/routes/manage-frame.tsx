import type { ComponentChildren, VNode } from 'preact'
import type { Ctx } from '#src/platform/http/env.ts'
import { ENTRIES } from '#src/ui/entries.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import { Breadcrumb, ManageLayout, ManageNav } from '#src/ui/nav.tsx'
import { societyNav } from '#src/ui/society-nav.ts'
import { manage } from '../messages/manage.ts'
import { show, type Status } from './kit.tsx'

export type ManageSection = 'people' | 'facilities' | 'duplicates'

export interface ManagePage {
  readonly title: string
  readonly section: ManageSection
  /** Crumbs between the section and the page itself. */
  readonly trail?: readonly { label: ComponentChildren; href?: string }[]
  readonly flash?: string
  readonly status?: Status
}

/** A page of the secretariat: the parts beside it, crumbs above it. */
export function showManage(c: Ctx, { title, section, trail = [], flash, status }: ManagePage, body: VNode) {
  const { lang } = c.var
  const t = manage(lang)
  const items = [
    { label: t('people'), href: to(lang, '/manage/people'), current: section === 'people' },
    { label: t('facilities'), href: to(lang, '/manage/facilities'), current: section === 'facilities' },
  ]
  const home = { label: t('manage'), href: to(lang, '/manage') }
  const above = section === 'people' ? items[0]! : items[1]!
  const crumbs = [home, ...(title === above.label ? [] : [above]), ...trail, { label: title }]
  return show(
    c,
    {
      title,
      width: 'full',
      scripts: [ENTRIES.manage],
      nav: (
        <Breadcrumb
          items={crumbs.map(({ label, ...rest }) => ({ label, href: 'href' in rest ? rest.href : undefined }))}
        />
      ),
      flash: flash ? <Notice tone="success" title={flash} live /> : undefined,
    },
    <ManageLayout nav={<ManageNav groups={[societyNav(c)]} />}>{body}</ManageLayout>,
    status,
  )
}
