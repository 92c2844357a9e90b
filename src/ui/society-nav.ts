import type { Ctx } from '#src/platform/http/env.ts'
import { to } from './link.ts'
import { ui } from './messages.ts'
import type { NavGroup } from './nav.tsx'

/** The society's part of the management's way about: what every domain gives to this actor, the page we are on marked. */
export function societyNav(c: Ctx): NavGroup {
  const { ctx, actor, lang } = c.var
  const here = c.req.path.replace(/^\/(vi|en|ko)(?=\/|$)/, '')
  const given = ctx.domains.flatMap((domain) => domain.manage?.(actor, lang) ?? [])
  const links = [...given.filter((link) => link.first), ...given.filter((link) => !link.first)]
  const inside = (path: string) => here === path || (path !== '/manage' && here.startsWith(`${path}/`))
  // The longest address that we are inside of: `/manage/facilities/duplicates` before `/manage/facilities`.
  const current = links.filter(({ path }) => inside(path)).toSorted((a, b) => b.path.length - a.path.length)[0]
  return {
    title: ui(lang)('society'),
    items: links.map(({ path, label }) => ({ label, href: to(lang, path), current: path === current?.path })),
  }
}
