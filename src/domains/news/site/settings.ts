import type { Lang, Text } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import { getSetting } from '#src/platform/settings.ts'

/** An entry of a menu; it stands in the menu of those languages that it has a label in. */
export interface MenuEntry {
  readonly label: Text
  /** Path without language (`/about`), or an address elsewhere. */
  readonly href: string
}

export const MENUS = ['main', 'footer'] as const
export type MenuName = (typeof MENUS)[number]
export type Menus = { readonly [M in MenuName]: readonly MenuEntry[] }

export interface Redirect {
  readonly from: string
  readonly to: string
}

/** Kept as settings, which are in memory: every page asks for them, and none may cost a statement. */
export const MENU_KEY = 'site.menus'
export const REDIRECTS_KEY = 'site.redirects'
export const PAGES_KEY = 'site.pages'

const DEFAULT_MENUS: Menus = {
  main: [{ label: { vi: 'Tin tức', en: 'News', ko: '소식' }, href: '/news' }],
  footer: [],
}

export const menusOf = (ctx: Context): Promise<Menus> => getSetting(ctx, MENU_KEY, DEFAULT_MENUS)

/**
 * The entries of a menu in a language, for the shell; no statement once they are in memory. Paths are without language:
 * `to(lang, href)` makes them addresses, those elsewhere begin with `https://`.
 */
export async function menuOf(
  ctx: Context,
  lang: Lang,
  menu: MenuName = 'main',
): Promise<{ label: string; href: string }[]> {
  const entries = (await menusOf(ctx))[menu]
  return entries.flatMap(({ label, href }) => (label[lang] ? [{ label: label[lang], href }] : []))
}

export const redirectsOf = (ctx: Context): Promise<readonly Redirect[]> =>
  getSetting<readonly Redirect[]>(ctx, REDIRECTS_KEY, [])

/** Addresses of the published pages. */
export const pageSlugs = (ctx: Context): Promise<readonly string[]> => getSetting<readonly string[]>(ctx, PAGES_KEY, [])

/** A path of this site or a web address; nothing that runs (`javascript:`) or leaves by a trick (`//host`, backslash). */
export const isTarget = (href: string): boolean =>
  href.length <= 300 &&
  (/^\/(?![/\\])[^\s\\]*$/.test(href) || (/^https:\/\/[^\s\\]+$/.test(href) && URL.canParse(href)))
