import { cleanText, LANGS } from '#src/lib/text/multilingual.ts'
import { invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { isTarget, type MenuEntry, type Redirect } from './settings.ts'

export const MENU_LIMIT = 12
export const REDIRECT_LIMIT = 500

/** A menu as lines: `/about = Giới thiệu / About / 소개`; a language left out does not have the entry. */
export function parseMenu(field: string, lines: string): Outcome<MenuEntry[]> {
  const entries: MenuEntry[] = []
  for (const line of lines.split('\n')) {
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
      return invalid({ [field]: 'menu-line' })
    entries.push({ label, href })
  }
  return entries.length > MENU_LIMIT ? invalid({ [field]: 'too-many' }) : ok(entries)
}

export const menuLines = (entries: readonly MenuEntry[]): string =>
  entries.map(({ label, href }) => `${href} = ${LANGS.map((lang) => label[lang] ?? '-').join(' / ')}`).join('\n')

/** Redirections as lines, `/old /new`. A path without language leads on in each language. */
export function parseRedirects(lines: string): Outcome<Redirect[]> {
  const found = new Map<string, string>()
  for (const line of lines.split('\n')) {
    if (line.trim() === '') continue
    const [from = '', to = '', ...more] = line.trim().split(/\s+/)
    if (more.length > 0 || !/^\/(?![/\\])[^\s\\?#]+$/.test(from) || !isTarget(to) || from === to)
      return invalid({ redirects: 'redirect-line' })
    found.set(withoutLang(from), to)
  }
  // A circle would send a reader round for ever.
  for (const from of found.keys()) {
    let at: string | undefined = from
    for (let steps = 0; at !== undefined; steps++) {
      if (steps > found.size) return invalid({ redirects: 'redirect-circle' })
      at = found.get(withoutLang(at))
    }
  }
  return found.size > REDIRECT_LIMIT
    ? invalid({ redirects: 'too-many' })
    : ok([...found].map(([from, to]) => ({ from, to })))
}

export const withoutLang = (path: string): string => path.replace(/^\/(?:vi|en|ko)(?=\/)/, '').replace(/(?<=.)\/$/, '')

export const redirectLines = (redirects: readonly Redirect[]): string =>
  redirects.map(({ from, to }) => `${from} ${to}`).join('\n')
