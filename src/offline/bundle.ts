/** What the service worker and the server agree on: an event's pages in one file, and the little file that announces it. */
export interface OfflineManifest {
  readonly event: string
  readonly lang: string
  /** Changes with the release and with every build; equal means that the kept copy is the current one. */
  readonly version: string
  readonly release: { readonly id: string; readonly number: number; readonly name: string; readonly at: number }
  readonly title: string
  /** The whole programme, and the same without abstracts; `bytes` is what goes over the line. */
  readonly full: { readonly url: string; readonly bytes: number }
  readonly light: { readonly url: string; readonly bytes: number }
  /** Address of the page that lists what changed. */
  readonly changes: string
  readonly words: OfflineWords
}

/** In the language of the copy. `{when}` in `copy` is filled in by the device. */
export interface OfflineWords {
  readonly copy: string
  readonly short: string
  readonly changed: string
  readonly see: string
}

export interface OfflineBundle {
  readonly version: string
  readonly release: OfflineManifest['release']
  /** A whole document with `MARKS` where a page's parts go. */
  readonly shell: string
  /** Headers of the event by the section that is open. */
  readonly navs: readonly string[]
  /** Days with their address and end, to know which one is on. */
  readonly days: readonly { readonly path: string; readonly start: number; readonly end: number }[]
  /** Path -> title, index of its header, main part. */
  readonly pages: { readonly [path: string]: readonly [title: string, nav: number, main: string] }
  readonly light: boolean
}

/** Control characters, which no text of a page holds. */
export const MARKS = {
  title: '\u0002title\u0002',
  nav: '\u0002nav\u0002',
  main: '\u0002main\u0002',
  head: '\u0002head\u0002',
  /** Path without language and without its first slash. */
  path: '\u0002path\u0002',
} as const
