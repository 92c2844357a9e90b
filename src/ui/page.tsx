import type { ComponentChildren } from 'preact'
import { LANGS, say, type Lang, type Text } from '#src/lib/text/multilingual.ts'
import type { Menus } from '#src/platform/domain.ts'
import { ReadingContext, type Reading } from './context.tsx'
import { ENTRIES } from './entries.ts'
import { to } from './link.ts'
import { ui } from './messages.ts'
import { PageFooter } from './page-footer.tsx'
import { PageHeader } from './page-header.tsx'
import { HeadAssets, TailAssets } from './page-assets.tsx'

export type Theme = 'light' | 'dark'

/** Built files of an entry, as addresses; `preload` holds what the entry will ask for next. */
export interface Assets {
  readonly js?: string
  readonly css: readonly string[]
  readonly preload: readonly string[]
}

/** What every page knows about the request: made once a request by the server, handed to `Page`. */
export interface Shell {
  readonly lang: Lang
  /** Path without the language prefix, with query: `/events/vsir-2026/programme?day=2`. */
  readonly path: string
  readonly society: {
    readonly name: Text
    /** A demonstration says so at the top of every page. */ readonly demonstration?: boolean
  }
  /** What the society put beside our own entries: paths without language, or addresses elsewhere. */
  readonly menus?: Menus
  readonly viewer: { readonly name: string; readonly canManage: boolean } | null
  readonly nonce: string | null
  /** Built files of an entry of `ENTRIES` (or of another source path that the build knows). */
  readonly assets: (entry: string) => Assets
  /** The cookie's choice; absent or null follows the device. */
  readonly theme?: Theme | null
  /** `https://host` without a slash at the end: makes the language alternates absolute for search engines. */
  readonly origin?: string
  /** Hidden `_csrf` of the sign-out form; without it the form has none. */
  readonly csrf?: string | null
  readonly sourceUrl?: string
  /** A line in the footer on the zone that the page's times are in. */
  readonly zoneNote?: ComponentChildren
}

export interface PageProps {
  shell: Shell
  /** Title of the page alone; the society's name is added. */
  title: string
  description?: string
  children?: ComponentChildren
  /** Breadcrumb or event header, between the society's header and the main part. */
  nav?: ComponentChildren
  /** `text` keeps a reading measure, `wide` suits lists and tables, `full` uses the whole window. */
  width?: 'text' | 'wide' | 'full'
  /** Further entries: scripts (`ENTRIES.reader`) and stylesheets (`ENTRIES.manage`); CSS is linked in the head. */
  scripts?: readonly string[]
  /** Open Graph, feeds, structured data. */
  head?: ComponentChildren
  /** `dark` is the reading room of image pages, whatever the theme. */
  tone?: 'paper' | 'dark'
  /** Says what the last command did, above the content. */
  flash?: ComponentChildren
  /** Says that Hangul is shown where no `Say` or `ko` page tells it (names as plain strings): links its faces. */
  hangul?: boolean
  /** Keep search engines away (private and one-time pages). */
  noindex?: boolean
}

/** A whole document: head, skip link, header, main, footer. Render it with `renderDocument`. */
export function Page(props: PageProps) {
  const { shell, title, width = 'text', tone = 'paper', scripts = [] } = props
  const { lang } = shell
  const society = say(shell.society.name, lang)
  const theme = tone === 'dark' ? 'dark' : shell.theme
  const reading: Reading = { lang, islands: false, hangul: props.hangul ?? lang === 'ko' }
  const origin = shell.origin ?? ''
  return (
    <html lang={lang} data-theme={theme ?? undefined} class={tone === 'dark' ? 'tone-dark' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === society ? society : `${title} · ${society}`}</title>
        {props.description ? <meta name="description" content={props.description} /> : null}
        {props.noindex ? <meta name="robots" content="noindex" /> : null}
        <HeadAssets shell={shell} entries={[ENTRIES.main, ...scripts]} />
        <meta name="color-scheme" content={theme ?? 'light dark'} />
        {theme === 'dark' ? null : <meta name="theme-color" content="#fbfcfc" media={media('light', theme)} />}
        {theme === 'light' ? null : <meta name="theme-color" content="#0e1316" media={media('dark', theme)} />}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icon-192.png" />
        <link rel="manifest" href={`/manifest.webmanifest?lang=${lang}`} />
        {LANGS.map((other) => (
          <link key={other} rel="alternate" hreflang={other} href={`${origin}${to(other, shell.path)}`} />
        ))}
        {props.head}
      </head>
      <body>
        <ReadingContext.Provider value={reading}>
          <a class="skip" href="#main">
            {ui(lang)('skip')}
          </a>
          {shell.society.demonstration ? <p class="demonstration">{ui(lang)('demonstration')}</p> : null}
          <PageHeader shell={shell} society={society} />
          {props.nav}
          <main id="main" class={`main main-${width}`} tabindex={-1}>
            {props.flash ? <div class="flash">{props.flash}</div> : null}
            {props.children}
          </main>
          <PageFooter shell={shell} society={society} />
          <TailAssets shell={shell} reading={reading} entries={[ENTRIES.page, ...scripts]} />
        </ReadingContext.Provider>
      </body>
    </html>
  )
}

const media = (which: Theme, theme: Theme | null | undefined) =>
  theme ? undefined : `(prefers-color-scheme: ${which})`
