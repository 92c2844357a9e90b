import { MARKS, type OfflineBundle, type OfflineManifest, type OfflineWords } from './bundle.ts'

/** Decisions of the service worker, without its effects. */
export type Treatment =
  /** Built file, named by its content: kept for good. */
  | 'asset'
  /** A page: from the network, from the copy when there is none. */
  | 'page'
  /** None of ours to touch: private areas, writes, streams, files, other origins. */
  | 'pass'

const PRIVATE = /^\/(?:vi|en|ko)\/(?:account|manage|sign-|verify|reset|forgot|magic|setup|invitation|claim|speaker)/

/** What to do with a request. Pages of private areas are never touched, so they can never be kept. */
export function treatment(request: { method: string; mode: string; url: string }, origin: string): Treatment {
  if (request.method !== 'GET') return 'pass'
  const url = new URL(request.url)
  if (url.origin !== origin) return 'pass'
  if (url.pathname.startsWith('/assets/')) return 'asset'
  if (request.mode !== 'navigate' || PRIVATE.test(url.pathname)) return 'pass'
  return /^\/(?:(?:vi|en|ko)(?:\/|$)|$)/.test(url.pathname) ? 'page' : 'pass'
}

/** The event and language of a page's address; null for pages of no event. */
export function eventOf(pathname: string): { lang: string; slug: string } | null {
  const found = /^\/(vi|en|ko)\/events\/([^/]+)/.exec(pathname)
  return found ? { lang: found[1]!, slug: decodeURIComponent(found[2]!) } : null
}

export const langOf = (pathname: string): string => /^\/(vi|en|ko)(?:\/|$)/.exec(pathname)?.[1] ?? 'vi'

/** What the device knows of a copy that it keeps. */
export interface Copy {
  readonly event: string
  readonly lang: string
  readonly version: string
  readonly releaseId: string
  /** When it was fetched, and last asked about, and last opened: epoch milliseconds. */
  readonly savedAt: number
  readonly checkedAt: number
  readonly usedAt: number
  readonly words: OfflineWords
  readonly light: boolean
  /** Fetched in place of another release, and nobody has been told yet. */
  readonly changed?: boolean
}

export const keyOf = (event: string, lang: string): string => `${lang}:${event}`

/** How often a copy is compared with the server while one reads. */
const CHECK_AFTER = 5 * 60_000
export const shouldCheck = (copy: Copy | undefined, now: number): boolean =>
  !copy || now - copy.checkedAt >= CHECK_AFTER

/** A whole programme of more than this leaves its abstracts out: at 400 kbit/s it would take a quarter of a minute. */
export const FULL_LIMIT = 700_000
const LIGHT_LIMIT = 3_000_000

/**
 * Which file to fetch: none when the copy is current, the whole programme when it is small or the line is good, else
 * the one without abstracts; none at all for what no device should be made to keep.
 */
export function wanted(
  manifest: OfflineManifest,
  copy: Copy | undefined,
  line: { saveData: boolean; slow: boolean },
): 'none' | 'full' | 'light' {
  if (copy?.version === manifest.version) return 'none'
  const limit = line.saveData ? FULL_LIMIT / 10 : line.slow ? FULL_LIMIT / 3 : FULL_LIMIT
  if (manifest.full.bytes <= limit) return 'full'
  return manifest.light.bytes <= (line.saveData ? FULL_LIMIT / 3 : LIGHT_LIMIT) ? 'light' : 'none'
}

/** Whether those who read should hear that the programme is another than the one they kept. */
export const hasChanged = (manifest: OfflineManifest, copy: Copy | undefined): boolean =>
  copy !== undefined && copy.releaseId !== manifest.release.id

/** What a page is told of a programme that is no longer the one that was kept. */
export interface ChangeNotice {
  readonly type: 'programme-changed'
  readonly event: string
  readonly text: string
  readonly see: string
  readonly url: string
}

export const noticeOf = (copy: Copy): ChangeNotice => ({
  type: 'programme-changed',
  event: copy.event,
  text: copy.words.changed,
  see: copy.words.see,
  url: `/${copy.lang}/events/${encodeURIComponent(copy.event)}/changes`,
})

/** Copies kept: events in languages. */
export const MOST_COPIES = 6

/** The copies to give up: those opened longest ago. */
export const toForget = (copies: readonly Copy[], most = MOST_COPIES): readonly Copy[] =>
  [...copies].sort((a, b) => b.usedAt - a.usedAt).slice(most)

/** The page of a bundle that answers an address: filters are left out, "programme" is the day that is on. */
export function pathIn(bundle: OfflineBundle, pathname: string, now: number): string | null {
  const path = pathname.replace(/\/+$/, '')
  if (bundle.pages[path]) return path
  if (!path.endsWith('/programme') || bundle.days.length === 0) return null
  const { days } = bundle
  if (now > days.at(-1)!.end) return days[0]!.path
  return (days.find((day) => now < day.end) ?? days[0]!).path
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

/** The document of a kept page, saying above its content how old the copy is; null when the bundle has no such page. */
export function composed(
  bundle: OfflineBundle,
  copy: Copy,
  pathname: string,
  now: number,
  when: string,
): string | null {
  const path = pathIn(bundle, pathname, now)
  const page = path === null ? undefined : bundle.pages[path]
  if (path === null || !page) return null
  const [title, nav, main] = page
  const note = bundle.light ? ` ${escape(copy.words.short)}` : ''
  const banner = `<p class="notice notice-info" role="status" data-offline="${escape(copy.event)}" data-release="${escape(copy.releaseId)}">${escape(copy.words.copy.replace('{when}', when))}.${note}</p>`
  return bundle.shell
    .replace(MARKS.title, () => escape(title))
    .replace(MARKS.nav, () => bundle.navs[nav] ?? '')
    .replace(MARKS.main, () => `${banner}${main}`)
    .replaceAll(MARKS.path, () => path.replace(/^\/(?:vi|en|ko)\/?/, ''))
}

/** Built scripts and styles that a document links: what must be kept for it to look right without the network. */
export const assetsOf = (html: string): string[] => [
  ...new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js))"/g)].map((m) => m[1]!)),
]

/** Device time, short: `08:05 17/4/2026`. */
export const whenText = (lang: string, at: number): string =>
  new Date(at).toLocaleString(lang === 'en' ? 'en-GB' : lang, {
    hour: '2-digit',
    minute: '2-digit',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    hourCycle: 'h23',
  })
