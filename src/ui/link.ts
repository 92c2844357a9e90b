import type { Lang } from '#src/lib/text/multilingual.ts'

/** The address of a page in a language: `to('vi', '/events')` is `/vi/events`; `path` has no language prefix. */
export const to = (lang: Lang, path: string): string => `/${lang}${path.startsWith('/') ? path : `/${path}`}`

/** The same path with some query parameters set, or removed where the value is null or ''. Order is kept. */
export function withQuery(path: string, changes: { readonly [name: string]: string | number | null }): string {
  const [before = '', hash] = path.split('#', 2)
  const [pathname = '', query = ''] = before.split('?', 2)
  const params = new URLSearchParams(query)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') params.delete(name)
    else params.set(name, String(value))
  }
  const text = params.toString()
  return `${pathname}${text ? `?${text}` : ''}${hash ? `#${hash}` : ''}`
}
