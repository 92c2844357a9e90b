import type { ComponentChildren } from 'preact'

const PATHS = {
  search: <path d="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.2 15.2 20 20" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  person: <path d="M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c1-3.2 3.9-4.8 7.5-4.8s6.5 1.6 7.5 4.8" />,
  calendar: <path d="M4 6.5h16V20H4zM4 10.5h16M8.5 3.5v5M15.5 3.5v5" />,
  clock: <path d="M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2" />,
  place: (
    <path d="M12 21c4.3-4.7 6.5-8 6.5-10.7a6.5 6.5 0 0 0-13 0C5.5 13 7.7 16.3 12 21ZM12 12.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z" />
  ),
  star: <path d="m12 4 2.5 5.2 5.6.7-4.1 3.9 1 5.7-5-2.8-5 2.8 1-5.7L3.9 9.9l5.6-.7z" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  cross: <path d="m6 6 12 12M18 6 6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  info: <path d="M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5.5M12 7.5v.6" />,
  warning: <path d="M12 4 2.8 20h18.4zM12 10v5M12 17.2v.6" />,
  danger: <path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM12 7.5v5.5M12 15.8v.6" />,
  right: <path d="m9 5 7 7-7 7" />,
  left: <path d="m15 5-7 7 7 7" />,
  up: <path d="m5 15 7-7 7 7" />,
  down: <path d="m5 9 7 7 7-7" />,
  download: <path d="M12 4v11M7 10.5l5 5 5-5M5 20h14" />,
  upload: <path d="M12 16V5M7 9.5l5-5 5 5M5 20h14" />,
  external: <path d="M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9" />,
  print: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
  feed: <path d="M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14M6 18.2v.1" />,
  edit: <path d="m5 19 .8-4L16 4.8l3.2 3.2L9 18.2zM13.8 7l3.2 3.2" />,
  move: (
    <path d="M12 3v18M3 12h18M9.5 5.5 12 3l2.5 2.5M9.5 18.5 12 21l2.5-2.5M5.5 9.5 3 12l2.5 2.5M18.5 9.5 21 12l-2.5 2.5" />
  ),
  undo: <path d="M8.5 5 4.5 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-4" />,
  mail: <path d="M3.5 5.5h17v13h-17zM4 6l8 7 8-7" />,
  file: <path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5" />,
} satisfies Record<string, ComponentChildren>

export type IconName = keyof typeof PATHS

/** A small line icon in the colour of the text around it; always beside words or inside a labelled control. */
export function Icon({ name, size = 'm' }: { name: IconName; size?: 's' | 'm' | 'l' }) {
  return (
    <svg class={`icon icon-${size}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {PATHS[name]}
    </svg>
  )
}

/**
 * Hội's mark: three vessels run together into one trunk, as an assembly does; the trunk carries the contrast.
 * Drawn in strokes of the text's colour, the trunk in the signal colour.
 */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="mark-branch" d="M5 3.5c0 7.5 4 10.5 8 13.5M27 3.5c0 7.5-4 10.5-8 13.5M16 3.5V16" />
      <path class="mark-trunk" d="M13 17c2 1.6 3 3.5 3 6v5.5M19 17c-2 1.6-3 3.5-3 6M16 16v7" />
    </svg>
  )
}
