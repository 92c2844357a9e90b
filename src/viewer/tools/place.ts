import type { Board } from './board.ts'

/** Number of the image in its series as it is scrolled, and the frame where there are several. */
export function placeOf(
  board: Board,
  place: { readonly series: string; readonly instance: string; readonly frame: number },
): string {
  for (const index of board.viewer.indexes) {
    const series = index.series.find(({ uid }) => uid === place.series)
    const at = series?.instances.findIndex(({ uid }) => uid === place.instance) ?? -1
    if (!series || at < 0) continue
    const several = series.instances[at]!.frames > 1
    const parts = [
      series.description,
      series.instances.length > 1 || !several ? board.t('image', { n: at + 1 }) : '',
      several ? board.t('frame', { n: place.frame }) : '',
    ]
    return parts.filter(Boolean).join(', ')
  }
  return ''
}
