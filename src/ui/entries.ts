/**
 * The browser entries of the interface, as paths from the repository's root (the keys of Vite's manifest).
 * The build takes its inputs from here, pages ask `shell.assets(entry)` for the built files.
 */
export const ENTRIES = {
  main: 'src/ui/styles/main.css',
  /** The programme: grid, agenda, filters, board of a day. */
  programme: 'src/ui/styles/programme.css',
  /** Screens of the secretariat only. */
  manage: 'src/ui/styles/manage.css',
  /** The screen in the hall; used instead of `main`. */
  board: 'src/ui/styles/board.css',
  /** @font-face rules of the Hangul slices; linked at the end of the body, where it blocks no painting. */
  hangul: 'src/ui/styles/hangul.css',
  /** Every page: registers the service worker. */
  page: 'src/ui/client/page.ts',
  /** Programme pages: the reader's own time, what is on now. */
  reader: 'src/ui/client/reader.ts',
  /** Pages with islands; `Island` asks for it by itself. */
  boot: 'src/ui/client/boot.ts',
  /** The viewer of medical images; only on its own pages. */
  viewer: 'src/viewer/main.ts',
} as const
