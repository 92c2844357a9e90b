import { cleanText, LANGS } from '#src/lib/text/multilingual.ts'
import { invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { isTarget, type MenuEntry, type Redirect } from './settings.ts'

export const MENU_LIMIT = 12
export const REDIRECT_LIMIT = 500

/** A menu as lines: `/about = Giới thiệu / About / 소개`; a language left out does not have the entry. */
export function parseMenu(field: string, lines: string): Outcome<MenuEntry[]> {
  const entries: MenuEntry[] = []
  for (const [n, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue
    const at = line.indexOf(' = ')
    const href = line.slice(0, at).trim()
    const names = line.slice(at + 3).split(' / ')
    const label = cleanText(
      Object.fromEntries(LANGS.map((lang, n) => [lang, names[n]?.trim() === '-' ? '' : names[n]])),
    )
    if (
      at < 0 ||
      !isTarget(href) ||
      Object.keys(label).length === 0 ||
      Object.values(label).some((name) => name.length > 40)
    )
      return invalid({ [field]: `menu-line:${n + 1}` })
    entries.push({ label, href })
  }
  return entries.length > MENU_LIMIT ? invalid({ [field]: `too-many-lines:${MENU_LIMIT}` }) : ok(entries)
}

export const menuLines = (entries: readonly MenuEntry[]): string =>
  entries.map(({ label, href }) => `${href} = ${LANGS.map((lang) => label[lang] ?? '-').join(' / ')}`).join('\n')

/** Redirections as lines, `/old /new`. A path without language leads on in each language. `site`: our own address. */
export function parseRedirects(lines: string, site: string): Outcome<Redirect[]> {
  const found = new Map<string, string>()
  const placed = new Map<string, number>()
  for (const [n, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue
    const [from = '', to = '', ...more] = line.trim().split(/\s+/)
    if (more.length > 0 || !/^\/(?![/\\])[^\s\\?#]+$/.test(from) || !isTarget(to))
      return invalid({ redirects: `redirect-line:${n + 1}` })
    const key = withoutLang(decoded(from))
    found.set(key, to)
    placed.set(key, n + 1)
  }
  // A circle would send a reader round for ever, also one by way of a query, an anchor or our whole address.
  for (const from of found.keys()) {
    let at: string | null = from
    for (let steps = 0; at !== null; steps++) {
      if (steps > found.size) return invalid({ redirects: `redirect-circle:${placed.get(from)}` })
      const to = found.get(at)
      at = to === undefined ? null : ownPath(to, site)
    }
  }
  return found.size > REDIRECT_LIMIT
    ? invalid({ redirects: `too-many-lines:${REDIRECT_LIMIT}` })
    : ok([...found].map(([from, to]) => ({ from, to })))
}

/** The path of ours that a target comes out at, as a redirection would find it; null for other sites. */
function ownPath(to: string, site: string): string | null {
  const url = new URL(to, site)
  return url.host === new URL(site).host ? withoutLang(decoded(url.pathname)) : null
}

/** A path as people write it; as it stands where its escapes are no text. */
export function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

export const withoutLang = (path: string): string => path.replace(/^\/(?:vi|en|ko)(?=\/)/, '').replace(/(?<=.)\/$/, '')

export const redirectLines = (redirects: readonly Redirect[]): string =>
  redirects.map(({ from, to }) => `${from} ${to}`).join('\n')
