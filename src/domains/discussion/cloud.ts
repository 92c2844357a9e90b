/** Lays a word cloud out in rows, the most frequent words in the middle; pure, the same on server and browser. */
export interface CloudWord {
  readonly label: string
  readonly n: number
  readonly x: number
  readonly y: number
  readonly size: number
}

export interface Cloud {
  readonly width: number
  readonly height: number
  readonly words: readonly CloudWord[]
}

const WIDTH = 640
const SMALLEST = 15
const LARGEST = 52
const GAP = 14
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/

/** About how wide a text stands, in units of its size: a Hangul syllable fills its square, a Latin letter half. */
const widthOf = (label: string, size: number): number =>
  Array.from(label.normalize('NFC')).reduce((sum, c) => sum + (WIDE.test(c) ? 0.95 : 0.58), 0) * size

/** Sizes grow with the square root of the number, so that areas and not heights compare. */
export function cloudOf(counts: readonly { readonly label: string; readonly n: number }[]): Cloud {
  const most = Math.max(1, ...counts.map((c) => c.n))
  const sized = counts.map((c) => {
    const wanted = SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(c.n / most) * (most === 1 ? 0.35 : 1)
    const size = Math.min(wanted, (wanted * (WIDTH - 2 * GAP)) / Math.max(widthOf(c.label, wanted), 1))
    return { ...c, size: Math.round(size), width: widthOf(c.label, Math.round(size)) }
  })
  const rows: (typeof sized)[] = []
  for (const word of sized) {
    const row = rows.at(-1)
    const taken = row?.reduce((sum, w) => sum + w.width + GAP, 0) ?? 0
    if (row && taken + word.width <= WIDTH - GAP) row.push(word)
    else rows.push([word])
  }
  // The first row holds the largest; further rows go below and above it in turn.
  const order = rows.reduce<(typeof sized)[]>((all, row, n) => (n % 2 === 0 ? [...all, row] : [row, ...all]), [])
  const words: CloudWord[] = []
  let y = 8
  for (const row of order) {
    const height = Math.max(...row.map((w) => w.size)) * 1.3
    let x = (WIDTH - row.reduce((sum, w) => sum + w.width + GAP, -GAP)) / 2
    for (const { label, n, size, width } of row) {
      words.push({ label, n, size, x: Math.round(x + width / 2), y: Math.round(y + height * 0.74) })
      x += width + GAP
    }
    y += height
  }
  return { width: WIDTH, height: Math.round(y + 8), words }
}
