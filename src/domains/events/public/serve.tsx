import { createHash } from 'node:crypto'
import { brotliCompressSync, constants } from 'node:zlib'
import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { say, type Lang } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import type { Ctx } from '#src/platform/http/env.ts'
import { keep, PageCache, sendKept, type KeptPage } from '#src/platform/http/respond.ts'
import { ReadingContext, type Reading } from '#src/ui/context.tsx'
import { renderDocument, renderFragment } from '#src/ui/html.ts'
import { Page, type PageProps, type Shell } from '#src/ui/page.tsx'
import { shellOf } from '#src/ui/shell.ts'
import { MARKS } from '#src/offline/bundle.ts'
import { favouriteCodes } from './favourites/queries.ts'
import { Kept } from './kept.ts'

/** The inside of a page: the same for everyone who may see it. What differs by reader is in the shell around it. */
export interface Content extends Pick<PageProps, 'title' | 'description' | 'width' | 'scripts' | 'noindex'> {
  readonly nav?: ComponentChildren
  readonly main: ComponentChildren
  readonly head?: ComponentChildren
}

export interface View {
  /** Everything that the content depends on beside the language; null: made anew each time. */
  readonly key: string | null
  /** Address without language, in its one form: unknown parameters of the request are not in it. */
  readonly path: string
  /** Event whose favourites the page marks. */
  readonly eventId?: string
  /** Codes to mark where the page is not of one event. */
  readonly stars?: ReadonlySet<string>
  readonly content: () => Content | Promise<Content>
  /** What stands below the content and changes by itself (files, discussion): made for each request, never kept. */
  readonly tail?: ComponentChildren
}

/** Content as text, to be put into any reader's shell. */
export interface Fragment extends Pick<Content, 'title' | 'description' | 'width' | 'scripts' | 'noindex'> {
  readonly nav: string
  readonly main: string
  readonly head: string
  readonly hangul: boolean
}

interface Caches {
  readonly pages: PageCache
  readonly fragments: Kept<Fragment>
  /** Tags outlive their pages, so that a conditional request is answered without rendering. */
  readonly tags: Kept<string>
}

const caches = new WeakMap<object, Caches>()

function cachesOf(ctx: Context): Caches {
  let found = caches.get(ctx.bus)
  if (!found) {
    found = { pages: new PageCache(), fragments: new Kept(24_000_000), tags: new Kept(2_000_000) }
    caches.set(ctx.bus, found)
  }
  return found
}

/** Stands in a fragment where each reader's own form token goes. */
export const CSRF_MARK = '\u0002csrf\u0002'

/**
 * Answers with a public page. Readers who are not signed in share whole pages, kept compressed; those who are get the
 * same fragment in a shell of their own. A matching If-None-Match is answered without rendering.
 */
export async function serve(c: Ctx, view: View): Promise<Response> {
  const { ctx, lang, actor } = c.var
  const { pages, tags } = cachesOf(ctx)
  const shell: Shell = { ...(await shellOf(c)), path: view.path, nonce: null }
  const tail = view.tail ? renderContent(lang, { title: '', main: view.tail }) : null
  const whole = async (): Promise<Fragment> => withTail(await fragmentOf(c, view), tail)
  const shared = actor.personId === null && !/session_token=/.test(c.req.header('cookie') ?? '')
  if (!shared) {
    const starred =
      view.stars ?? (actor.personId && view.eventId ? await favouriteCodes(ctx, actor.personId, view.eventId) : NONE)
    const html = compose(shell, await whole(), starred)
    return sendOwn(c, keep(html))
  }
  if (view.key === null) return sendKept(c, keep(compose(shell, await whole(), NONE)))
  const below = tail ? createHash('sha256').update(tail.main).digest('base64url') : ''
  const menus = JSON.stringify(shell.menus)
  const key = [view.key, lang, shell.theme ?? '', say(shell.society.name, lang), menus, ctx.assets.version, below].join(
    '\n',
  )
  const known = pages.get(key)
  if (known) return sendKept(c, known)
  const tag = tags.get(key)
  if (tag !== undefined && c.req.header('if-none-match') === tag)
    return sendKept(c, { etag: tag, html: EMPTY, styleHashes: [] })
  const made = keep(compose(shell, await whole(), NONE))
  pages.set(key, made)
  tags.set(key, made.etag, key.length + 200)
  return sendKept(c, made)
}

const withTail = (fragment: Fragment, tail: Fragment | null): Fragment =>
  tail ? { ...fragment, main: fragment.main + tail.main, hangul: fragment.hangul || tail.hangul } : fragment

const NONE: ReadonlySet<string> = new Set()
const EMPTY = new Uint8Array()

/** The rendered content of a view, from memory where it is kept. */
export async function fragmentOf(c: Ctx, view: View): Promise<Fragment> {
  const { lang } = c.var
  const { fragments } = cachesOf(c.var.ctx)
  if (view.key === null) return renderContent(lang, await view.content())
  const key = `${view.key}\n${lang}`
  const known = fragments.get(key)
  if (known) return known
  const made = renderContent(lang, await view.content())
  fragments.set(key, made, made.main.length + made.nav.length + made.head.length + 500)
  return made
}

/** Content as text. */
export function renderContent(lang: Lang, content: Content): Fragment {
  const reading: Reading = { lang, islands: false, hangul: lang === 'ko' }
  const html = (children: ComponentChildren): string =>
    children ? renderFragment(<ReadingContext.Provider value={reading}>{children}</ReadingContext.Provider>) : ''
  const { title, description, width, scripts, noindex } = content
  const parts = { nav: html(content.nav), main: html(content.main), head: html(content.head) }
  return { title, description, width, scripts, noindex, ...parts, hangul: reading.hangul }
}

/** A fragment in a reader's shell. */
export function compose(shell: Shell, fragment: Fragment, starred: ReadonlySet<string>): string {
  const { title, description, width, scripts, noindex } = fragment
  const page = renderDocument(
    <Page shell={shell} {...{ title, description, width, scripts, noindex }} nav={MARKS.nav} head={MARKS.head}>
      {MARKS.main}
      {fragment.hangul ? <HasHangul /> : null}
    </Page>,
  )
  const main = starred.size === 0 ? fragment.main : withStars(fragment.main, starred)
  return page
    .replace(MARKS.head, () => fragment.head)
    .replace(MARKS.nav, () => fragment.nav)
    .replace(MARKS.main, () => main.replaceAll(CSRF_MARK, shell.csrf ?? ''))
}

/** The fragment was rendered before the page: what it found out is told to the page here. */
function HasHangul(): null {
  useContext(ReadingContext).hangul = true
  return null
}

const STAR = /(<button class="star" name="talk" value="([^"]+)"[^>]*? aria-pressed=)"false"/g

const withStars = (html: string, starred: ReadonlySet<string>): string =>
  html.replace(STAR, (whole, before: string, code: string) => (starred.has(code) ? `${before}"true"` : whole))

/** A page of one reader: compressed quickly, because it is sent once. */
function sendOwn(c: Ctx, page: KeptPage): Response {
  if (/\bbr\b/.test(c.req.header('accept-encoding') ?? '')) {
    page.br = brotliCompressSync(page.html, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: page.html.length },
    })
  }
  return sendKept(c, page)
}
