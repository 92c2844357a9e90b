/// <reference lib="webworker" />
import type { OfflineManifest } from './bundle.ts'
import { openCopies } from './copies.ts'
import {
  assetsOf,
  composed,
  eventOf,
  hasChanged,
  langOf,
  noticeOf,
  shouldCheck,
  treatment,
  wanted,
  whenText,
  type Copy,
} from './strategy.ts'

const ASSETS = 'hoi-assets'
const PAGES = 'hoi-pages'
/** On a line that is up but dead, the copy is shown after this long; without a copy one waits. */
const PATIENCE = 4_000

interface Line {
  readonly saveData?: boolean
  readonly effectiveType?: string
}

/** Wires the decisions of strategy.ts to the browser. Nothing that a signed-in reader sees is ever kept. */
export function registerWorker(self: ServiceWorkerGlobalScope): void {
  const copies = openCopies(self.caches)
  const version = (self as unknown as { __HOI?: { version: string } }).__HOI?.version ?? ''

  self.addEventListener('install', () => void self.skipWaiting())
  self.addEventListener('activate', (event) => event.waitUntil(activate()))
  self.addEventListener('message', (event) => event.waitUntil(message(event)))
  self.addEventListener('fetch', (event) => {
    const { request } = event
    const what = treatment(request, self.location.origin)
    if (what === 'asset') event.respondWith(asset(request))
    if (what === 'page') {
      const page = fetchPage(request)
      event.respondWith(page)
      event.waitUntil(page.then((response) => after(response)).catch(() => {}))
    }
  })

  async function activate(): Promise<void> {
    await self.clients.claim()
    // Files of earlier builds go, unless a kept programme still links them.
    const linked = new Set<string>()
    for (const copy of await copies.list())
      for (const path of assetsOf((await copies.bundle(copy))?.shell ?? '')) linked.add(path)
    const cache = await self.caches.open(ASSETS)
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url)
      if (/\.(css|js)$/.test(pathname) && !linked.has(pathname)) await cache.delete(request)
    }
    // The page that registered this worker was loaded before it: its programme is kept now.
    for (const client of await self.clients.matchAll({ type: 'window' }))
      await visited(new URL(client.url).pathname).catch(() => {})
  }

  async function asset(request: Request): Promise<Response> {
    const cache = await self.caches.open(ASSETS)
    const kept = await cache.match(request)
    if (kept) return kept
    const response = await fetch(request)
    if (response.ok) await cache.put(request, response.clone())
    return response
  }

  async function fetchPage(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    const network = fetch(request)
    const kept = fromCopy(pathname)
    try {
      const patience = kept.then(
        (page) => page && new Promise<Response>((resolve) => setTimeout(() => resolve(page.clone()), PATIENCE)),
      )
      return await Promise.race([network, patience.then((page) => page ?? network)])
    } catch {
      return (await kept) ?? (await offlinePage(pathname))
    }
  }

  /** The kept page of an address, or null; read while the network is asked, so that a reload without it is quick. */
  async function fromCopy(pathname: string): Promise<Response | null> {
    try {
      const where = eventOf(pathname)
      if (!where) return null
      const copy = await copies.find(where.slug, where.lang)
      const bundle = copy && (await copies.bundle(copy))
      const html = bundle && composed(bundle, copy, pathname, Date.now(), whenText(copy.lang, copy.savedAt))
      return html ? new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', ...POLICY } }) : null
    } catch {
      return null
    }
  }

  /** Without network and copy: the event in a language that is kept, else the page that says so. */
  async function offlinePage(pathname: string): Promise<Response> {
    const where = eventOf(pathname)
    const other = where && (await copies.list()).find((copy) => copy.event === where.slug && copy.lang !== where.lang)
    if (other) return Response.redirect(pathname.replace(/^\/[a-z]{2}/, `/${other.lang}`), 302)
    const cache = await self.caches.open(PAGES)
    const found =
      (await cache.match(`/${langOf(pathname)}/offline`)) ?? (await cache.match((await cache.keys())[0] ?? '/'))
    return found ?? new Response('Offline', { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  }

  /** After a page has come: keeps the programme that it belongs to, quietly. */
  async function after(response: Response): Promise<void> {
    if (response.ok && response.type === 'basic' && response.url) await visited(new URL(response.url).pathname)
  }

  async function visited(pathname: string): Promise<void> {
    if (!/^\/(vi|en|ko)(\/|$)/.test(pathname)) return
    await keepOfflinePage(langOf(pathname))
    const where = eventOf(pathname)
    if (where) await refresh(where.slug, where.lang)
  }

  async function keepOfflinePage(lang: string): Promise<void> {
    const cache = await self.caches.open(PAGES)
    const path = `/${lang}/offline`
    const kept = await cache.match(path)
    if (kept?.headers.get('x-build') === version) return
    const response = await fetch(path, { credentials: 'omit' })
    if (!response.ok) return
    const html = await response.text()
    await keepAssets(html)
    await cache.put(
      path,
      new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'x-build': version, ...POLICY } }),
    )
  }

  async function refresh(slug: string, lang: string): Promise<void> {
    const now = Date.now()
    const copy = await copies.find(slug, lang)
    if (copy) await copies.put({ ...copy, usedAt: now }, null)
    if (!shouldCheck(copy, now)) return
    const base = `/events/${encodeURIComponent(slug)}`
    const answer = await fetch(`${base}/offline.json?lang=${lang}`, { credentials: 'omit', cache: 'no-cache' })
    if (!answer.ok) return
    const manifest = (await answer.json()) as OfflineManifest
    const what = wanted(manifest, copy, line())
    if (what === 'none') {
      if (copy) await copies.put({ ...copy, checkedAt: now, usedAt: now }, null)
      return
    }
    const bundle = await fetch(manifest[what].url, { credentials: 'omit', priority: 'low' })
    if (!bundle.ok) return
    const changed = copy?.changed === true || hasChanged(manifest, copy)
    const fresh: Copy = { ...made(manifest, what === 'light', now), changed }
    await copies.put(fresh, bundle)
    const shell = (await copies.bundle(fresh))?.shell
    if (shell) await keepAssets(shell)
    if (changed)
      for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(noticeOf(fresh))
  }

  /** A page asks whether there is something to say, or has said it. */
  async function message({ data, source }: ExtendableMessageEvent): Promise<void> {
    const { type, event, lang } = (data ?? {}) as { type?: string; event?: string; lang?: string }
    const copy = event && lang ? await copies.find(event, lang) : undefined
    if (!copy?.changed) return
    if (type === 'programme-changed?') source?.postMessage(noticeOf(copy))
    if (type === 'programme-told') await copies.put({ ...copy, changed: false }, null)
  }

  const made = (manifest: OfflineManifest, light: boolean, now: number): Copy => ({
    event: manifest.event,
    lang: manifest.lang,
    version: manifest.version,
    releaseId: manifest.release.id,
    savedAt: now,
    checkedAt: now,
    usedAt: now,
    words: manifest.words,
    light,
  })

  function line(): { saveData: boolean; slow: boolean } {
    const connection = (self.navigator as unknown as { connection?: Line }).connection
    return { saveData: connection?.saveData === true, slow: /2g|3g/.test(connection?.effectiveType ?? '') }
  }

  async function keepAssets(html: string): Promise<void> {
    for (const path of assetsOf(html)) await asset(new Request(path)).catch(() => {})
  }
}

/** Kept pages are held to the same policy as sent ones. */
const POLICY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-hoi-offline': '1',
}
