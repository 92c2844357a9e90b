import { isLang, LANGS, type Lang } from '#src/lib/text/multilingual.ts'

/** The address of a page in a language: `href('vi', '/events/x')` is `/vi/events/x`. */
export const href = (lang: Lang, path: string): string => `/${lang}${path === '/' ? '' : path}`

/** The reader's language by cookie, then by Accept-Language, then the society's first. */
export function preferredLang(cookie: string | undefined, accept: string | undefined, fallback: Lang = 'vi'): Lang {
  if (isLang(cookie)) return cookie
  const wanted = (accept ?? '')
    .split(',')
    .map((part) => {
      const [tag, q] = part.trim().split(/;\s*q=/)
      return { lang: tag!.slice(0, 2).toLowerCase(), q: q === undefined ? 1 : Number(q) || 0 }
    })
    .filter(({ lang, q }) => q > 0 && LANGS.includes(lang as Lang))
    .toSorted((a, b) => b.q - a.q)
  return (wanted[0]?.lang as Lang | undefined) ?? fallback
}
