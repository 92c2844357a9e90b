import type { VNode } from 'preact'
import { societyName } from '#src/platform/society.ts'
import { managesSociety } from '#src/platform/authz.ts'
import type { Menus } from '#src/platform/domain.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { getSetting } from '#src/platform/settings.ts'
import { renderDocument } from './html.ts'
import type { Shell, Theme } from './page.tsx'

type Entry = Menus['main'][number]

/** What a page knows about its request. At most three SQL statements, and those only once a process. */
export async function shellOf(c: Ctx): Promise<Shell> {
  const { ctx, actor, lang, nonce, csrf } = c.var
  const name = await societyName(ctx)
  const demonstration = await getSetting(ctx, 'society.demonstration', false)
  const url = new URL(c.req.url)
  const theme = /(?:^|;\s*)theme=(light|dark)/.exec(c.req.header('cookie') ?? '')?.[1]
  const manages = managesSociety(actor) || [...actor.events.values()].some((roles) => roles.has('organiser'))
  const menus = { main: [] as Entry[], footer: [] as Entry[] }
  for (const domain of ctx.domains) {
    const given = await domain.menus?.(ctx, lang)
    menus.main.push(...(given?.main ?? []))
    menus.footer.push(...(given?.footer ?? []))
  }
  return {
    lang,
    menus,
    path: url.pathname.replace(/^\/(vi|en|ko)(?=\/|$)/, '') + url.search || '/',
    society: { name, demonstration },
    viewer: actor.personId ? { name: actor.name, canManage: manages } : null,
    nonce,
    assets: ctx.assets,
    theme: (theme as Theme | undefined) ?? null,
    origin: ctx.config.baseUrl,
    csrf: csrf ?? null,
  }
}

/** Answers with a rendered document. Never cached by others: pages differ by who is signed in. */
export function page(
  c: Ctx,
  vnode: VNode,
  status: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 = 200,
): Response {
  return c.body(renderDocument(vnode), status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-store',
  })
}
