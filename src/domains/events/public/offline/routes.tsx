import { readFileSync } from 'node:fs'
import { societyName } from '#src/platform/society.ts'
import path from 'node:path'
import { isLang, say, type Lang } from '#src/lib/text/multilingual.ts'
import type { OfflineManifest } from '#src/offline/bundle.ts'
import { FULL_LIMIT } from '#src/offline/strategy.ts'
import { stranger } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { keep, sendKept } from '#src/platform/http/respond.ts'
import { ENTRIES } from '#src/ui/entries.ts'
import { Empty } from '#src/ui/feedback.tsx'
import { shellOf } from '#src/ui/shell.ts'
import { Kept } from '../kept.ts'
import { words } from '../messages.ts'
import { openEvent, type Scope } from '../scope.ts'
import { FAVOURITES } from '../scripts.ts'
import { serve } from '../serve.tsx'
import type { Book } from '../book.ts'
import { packBundle, type PackedBundle } from './bundle.tsx'

/** The page shown for what is not kept, itself kept by the worker. */
export function offlinePages(app: App): void {
  app.get('/offline', (c) => {
    const { lang } = c.var
    const t = words(lang)
    return serve(c, {
      key: 'offline',
      path: '/',
      content: () => ({
        title: t('offlineTitle'),
        noindex: true,
        scripts: [ENTRIES.programme, FAVOURITES],
        main: (
          <>
            <h1>{t('offlineTitle')}</h1>
            <Empty title={t('offlineNone')} />
            <h2>{t('myFavourites')}</h2>
            <div data-favourites-list data-offline-page />
          </>
        ),
      }),
    })
  })
}

/** The worker itself, what it fetches, and what makes the site installable. */
export function offlineEndpoints(app: App): void {
  app.get('/sw.js', serviceWorker)
  app.get('/manifest.webmanifest', webManifest)
  app.get('/events/:slug/offline.json', manifest)
  app.get('/events/:slug/offline-bundle.json', bundle)
}

const workers = new Map<string, string>()

/** Told which build it belongs to, so that a new build is a new worker. Never kept: it decides what is. */
export function serviceWorker(c: Ctx): Response {
  const { assets } = c.var.ctx
  if (!assets.dir) return c.body(null, 404)
  let source = workers.get(assets.dir)
  if (source === undefined) workers.set(assets.dir, (source = readFileSync(path.join(assets.dir, 'sw.js'), 'utf8')))
  const prefix = `self.__HOI=${JSON.stringify({ version: assets.version, assets: [] })};\n`
  return sendKept(c, keep(prefix + source), {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
  })
}

const langOf = (c: Ctx): Lang => {
  const asked = c.req.query('lang')
  return isLang(asked) ? asked : c.var.lang
}

async function webManifest(c: Ctx): Promise<Response> {
  const lang = langOf(c)
  const name = say(await societyName(c.var.ctx), lang)
  const icon = (src: string, size: string, purpose: string) => ({ src, sizes: size, type: 'image/png', purpose })
  const body = {
    name,
    short_name: name.length > 14 ? 'Hội' : name,
    lang,
    id: '/',
    start_url: `/${lang}`,
    scope: '/',
    display: 'standalone',
    background_color: '#fbfcfc',
    theme_color: '#fbfcfc',
    icons: [
      icon('/icon-192.png', '192x192', 'any'),
      icon('/icon-512.png', '512x512', 'any'),
      icon('/icon-maskable-512.png', '512x512', 'maskable'),
    ],
  }
  return sendKept(c, keep(JSON.stringify(body)), {
    'content-type': 'application/manifest+json; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    vary: 'accept-encoding',
  })
}

interface Packs {
  /** Bundles that are made or being made, so that a hall full of phones makes one. */
  readonly making: Map<string, Promise<PackedBundle>>
  readonly made: Kept<PackedBundle>
}

const packs = new WeakMap<object, Packs>()

function packsOf(ctx: Context): Packs {
  let found = packs.get(ctx.bus)
  if (!found) packs.set(ctx.bus, (found = { making: new Map(), made: new Kept(64_000_000) }))
  return found
}

async function packed(c: Ctx, scope: Scope, book: Book, light: boolean): Promise<PackedBundle> {
  const { ctx } = c.var
  const version = versionOf(c, scope, book.lang)
  const key = `${version}${light ? ':light' : ''}`
  const { making, made } = packsOf(ctx)
  const known = made.get(key)
  if (known) return known
  let pending = making.get(key)
  if (!pending) {
    const shell = { ...(await shellOf(c)), theme: null }
    pending = packBundle(ctx, shell, scope.event, book, version, light).finally(() => making.delete(key))
    making.set(key, pending)
    void pending.then((pack) => made.set(key, pack, pack.br.length + pack.json.length)).catch(() => {})
  }
  return pending
}

const versionOf = (c: Ctx, scope: Scope, lang: Lang): string => `${scope.face}.${c.var.ctx.assets.version}.${lang}`

/** As anyone sees it, whoever asks: a copy on a device must hold nothing of the one who is signed in. */
async function open(c: Ctx): Promise<{ scope: Scope; book: Book } | null> {
  const scope = await openEvent(c, undefined, langOf(c), stranger)
  return scope?.book ? { scope, book: scope.book } : null
}

async function manifest(c: Ctx): Promise<Response> {
  const found = await open(c)
  if (!found) return c.notFound()
  const { scope, book } = found
  const { lang, released } = book
  const t = words(lang)
  const version = versionOf(c, scope, lang)
  const full = await packed(c, scope, book, false)
  // Only a very large programme has a second, lighter bundle.
  const light = full.br.length > FULL_LIMIT / 10 ? await packed(c, scope, book, true) : full
  const url = (which: string): string =>
    book.at.file(`offline-bundle.json?lang=${lang}&which=${which}&v=${encodeURIComponent(version)}`)
  const body: OfflineManifest = {
    event: scope.event.slug,
    lang,
    version,
    release: { id: released.id, number: released.number, name: released.name, at: released.at },
    title: book.text(scope.event.title).text,
    full: { url: url('full'), bytes: full.br.length },
    light: { url: url(light === full ? 'full' : 'light'), bytes: light.br.length },
    changes: book.at.changes,
    words: {
      copy: t('offlineCopy', { when: '{when}' }),
      short: t('offlineShort'),
      changed: t('offlineChanged'),
      see: t('seeChanges'),
    },
  }
  return sendKept(c, keep(JSON.stringify(body)), {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, no-cache',
    vary: 'accept-encoding',
  })
}

async function bundle(c: Ctx): Promise<Response> {
  const found = await open(c)
  if (!found) return c.notFound()
  const { br, json, version } = await packed(c, found.scope, found.book, c.req.query('which') === 'light')
  return sendKept(
    c,
    {
      etag: `"${version.slice(0, 44)}${c.req.query('which') === 'light' ? 'l' : 'f'}"`,
      html: json,
      br,
      styleHashes: [],
    },
    {
      'content-type': 'application/json; charset=utf-8',
      // Named by its version, so it may be kept; asked for under an old name it is the current one and must not be.
      'cache-control': c.req.query('v') === version ? 'public, max-age=604800, immutable' : 'public, no-cache',
      vary: 'accept-encoding',
    },
  )
}
