/**
 * A track's colour is the organiser's, its lightness is the house's: of the colour only the hue is taken, so that
 * contrast holds on paper and on film alike, and no page needs a style block of its own. The stylesheet has a class
 * `hue-0` … `hue-23` for each fifteen degrees of OKLCH hue, and `hue-grey`.
 */
export const HUES = 24
export type Hue = number | 'grey'

/** OKLab chroma and hue (degrees) of `#rrggbb`; formulas of Björn Ottosson, 2020. Null when it is no such colour. */
export function chromaHue(hex: string): { chroma: number; hue: number } | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!match) return null
  const [r, g, b] = match.slice(1).map((part) => {
    const v = Number.parseInt(part, 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { chroma: Math.hypot(a, bb), hue: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 }
}

/**
 * The hue class of each track, by id. Tracks take the nearest hue in order of listing; one that is taken already
 * moves to the nearest free one, so that two tracks are told apart for as long as there are hues left.
 */
export function trackHues(tracks: readonly { readonly id: string; readonly colour: string }[]): Map<string, Hue> {
  const taken = new Set<Hue>()
  const out = new Map<string, Hue>()
  for (const { id, colour } of tracks) {
    const found = chromaHue(colour)
    let hue: Hue = found && found.chroma > 0.03 ? Math.round(found.hue / (360 / HUES)) % HUES : 'grey'
    if (taken.has(hue) && taken.size < HUES) hue = nearestFree(hue === 'grey' ? 16 : hue, taken)
    taken.add(hue)
    out.set(id, hue)
  }
  return out
}

function nearestFree(hue: number, taken: ReadonlySet<Hue>): number {
  for (let step = 1; step <= HUES / 2; step++) {
    for (const candidate of [(hue + step) % HUES, (hue - step + HUES) % HUES])
      if (!taken.has(candidate)) return candidate
  }
  return hue
}

/** The class that sets `--track` for what is inside. */
export const hueClass = (hue: Hue | null | undefined): string => (hue === null || hue === undefined ? '' : `hue-${hue}`)
