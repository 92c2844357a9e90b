/** Lines on a 24 × 24 grid, drawn for the viewer. */
export const ICONS = {
  back: 'M15 5l-7 7 7 7',
  series: 'M4 5h10v10H4zM8 15v4h12V9h-6',
  scroll: 'M12 3v18M8 7l4-4 4 4M8 17l4 4 4-4',
  window: 'M12 4a8 8 0 100 16zM12 4a8 8 0 010 16',
  zoom: 'M11 5a6 6 0 100 12 6 6 0 000-12zM16 16l4 4M8.5 11h5M11 8.500v5',
  pan: 'M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3',
  crosshair: 'M12 2v7M12 15v7M2 12h7M15 12h7',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  turn: 'M19 12a7 7 0 11-2-5M17 3v4h-4',
  invert: 'M4 4h16v16H4zM4 20L20 4',
  play: 'M7 4l13 8-13 8z',
  pause: 'M7 4v16M17 4v16',
  mpr: 'M4 7l8-4 8 4v10l-8 4-8-4zM4 7l8 4 8-4M12 11v10',
  dsa: 'M5 4c0 6 6 6 6 12v5M19 4c0 6-6 6-6 12v5M3 21h6',
  layout: 'M4 4h16v16H4zM12 4v16M4 12h16',
  layout1: 'M4 4h16v16H4z',
  layout2: 'M4 4h16v16H4zM12 4v16',
  layout4: 'M4 4h16v16H4zM12 4v16M4 12h16',
  scout: 'M5 3h14v18H5zM2 10h20M8 6h8M8 15h8M9 18h6',
  link: 'M10 14a4 4 0 005.700 0l3-3a4 4 0 00-5.700-5.700l-1 1M14 10a4 4 0 00-5.700 0l-3 3a4 4 0 005.700 5.700l1-1',
  levels: 'M4 8a4 4 0 018 0 4 4 0 01-8 0M12 16a4 4 0 018 0 4 4 0 01-8 0M11 11l2 2M8 4v8M16 12v8',
  lines: 'M4 4h16v16H4zM4 15L20 8',
  info: 'M4 4h16v16H4zM7 8h5M7 11h3M14 17h3',
  full: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
  help: 'M3 6h18v12H3zM6 10h1M10 10h1M14 10h1M18 10h0M7 14h10',
  more: 'M5 12h.010M12 12h.010M19 12h.010',
  data: 'M12 3v11M8 10l4 4 4-4M4 17v3h16v-3',
  reset: 'M5 12a7 7 0 112 5M5 20v-5h5',
  close: 'M6 6l12 12M18 6L6 18',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  up: 'M5 15l7-7 7 7',
  down: 'M5 9l7 7 7-7',
  wrench: 'M14.500 6a4 4 0 00-5 5L4 16.500 7.500 20l5.500-5.500a4 4 0 005-5L15.500 12 12 8.500z',
} as const
export type IconName = keyof typeof ICONS

export const Icon = ({ d }: { d: string }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={d} />
  </svg>
)
