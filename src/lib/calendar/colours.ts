/** RFC 7986 wants COLOR as a CSS3 name: those far enough apart to be told from each other in a calendar. */
const NAMES: { readonly [name: string]: number } = {
  black: 0x000000,
  dimgray: 0x696969,
  silver: 0xc0c0c0,
  white: 0xffffff,
  maroon: 0x800000,
  firebrick: 0xb22222,
  crimson: 0xdc143c,
  red: 0xff0000,
  tomato: 0xff6347,
  salmon: 0xfa8072,
  chocolate: 0xd2691e,
  saddlebrown: 0x8b4513,
  orange: 0xffa500,
  gold: 0xffd700,
  khaki: 0xf0e68c,
  olive: 0x808000,
  yellowgreen: 0x9acd32,
  forestgreen: 0x228b22,
  darkgreen: 0x006400,
  limegreen: 0x32cd32,
  seagreen: 0x2e8b57,
  teal: 0x008080,
  turquoise: 0x40e0d0,
  skyblue: 0x87ceeb,
  dodgerblue: 0x1e90ff,
  steelblue: 0x4682b4,
  royalblue: 0x4169e1,
  blue: 0x0000ff,
  navy: 0x000080,
  slateblue: 0x6a5acd,
  indigo: 0x4b0082,
  purple: 0x800080,
  orchid: 0xda70d6,
  plum: 0xdda0dd,
  deeppink: 0xff1493,
  mediumvioletred: 0xc71585,
}

/** The CSS3 name nearest to `#rrggbb`; '' for anything else. */
export function colourName(hex: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return ''
  const wanted = Number.parseInt(hex.slice(1), 16)
  const channels = (n: number): readonly [number, number, number] => [n >> 16, (n >> 8) & 255, n & 255]
  const [r, g, b] = channels(wanted)
  let best = ''
  let least = Infinity
  for (const [name, value] of Object.entries(NAMES)) {
    const [x, y, z] = channels(value)
    // The eye's weights, roughly: green differs most, blue least.
    const distance = 3 * (r - x) ** 2 + 4 * (g - y) ** 2 + 2 * (b - z) ** 2
    if (distance < least) [least, best] = [distance, name]
  }
  return best
}
