import type { ComponentChildren } from 'preact'
import { ENTRIES } from '#src/ui/entries.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { ManageLayout, ManageNav } from '#src/ui/nav.tsx'
import { Page } from '#src/ui/page.tsx'
import { page, shellOf } from '#src/ui/shell.ts'
import { societyNav } from '#src/ui/society-nav.ts'
import type { Shell } from '#src/ui/page.tsx'
import type { Ctx } from '../http/env.ts'
import { href } from '../http/language.ts'
import type { Outcome } from '../outcome.ts'
import { societyZone } from '../settings.ts'
import { ops, type OpsKey } from './messages.ts'

export const MANAGE = {
  jobs: '/manage/jobs',
  outbox: '/manage/outbox',
  audit: '/manage/audit',
  society: '/manage/society',
} as const
type Place = keyof typeof MANAGE

/** Zone in which the society reads its records. */
export const zoneOf = (c: Ctx): Promise<string> => societyZone(c.var.ctx)

const SAID: Readonly<Record<string, OpsKey>> = {
  retried: 'doneRetried',
  discarded: 'doneDiscarded',
  sent: 'doneSent',
  held: 'doneHeld',
  saved: 'doneSaved',
}

/** A page of operations, with its navigation and with what the last command did. */
export async function show(
  c: Ctx,
  place: Place,
  title: string,
  body: (shell: Shell) => ComponentChildren,
  status?: Parameters<typeof page>[2],
): Promise<Response> {
  const shell = await shellOf(c)
  const { lang } = c.var
  const t = ops(lang)
  const done = SAID[c.req.query('done') ?? '']
  const flash = done ? (
    <Notice tone="success" title={t(done)} live />
  ) : c.req.query('done') === 'gone' ? (
    <Notice tone="warning" title={t('gone')} live />
  ) : null
  return page(
    c,
    <Page shell={shell} title={title} width="full" scripts={[ENTRIES.manage]} flash={flash} noindex>
      <ManageLayout nav={<ManageNav groups={[societyNav(c)]} />}>{body(shell)}</ManageLayout>
    </Page>,
    status,
  )
}

/** After a command: back to the list, which says what happened. */
export function back(c: Ctx, place: Place, outcome: Outcome<unknown>, done: keyof typeof SAID, query = ''): Response {
  const said = outcome.ok ? done : 'gone'
  return c.redirect(`${href(c.var.lang, MANAGE[place])}?${query ? `${query}&` : ''}done=${said}`, 303)
}
