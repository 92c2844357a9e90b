import type { Measured } from '#src/lib/imaging/measure/index.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { words } from './words.ts'

/** A figure as it is read: three digits that count, never more than one hundredth. */
export function figure(value: number, lang: Lang): string {
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2
  return new Intl.NumberFormat(lang, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value)
}

const whole = (value: number, lang: Lang): string =>
  new Intl.NumberFormat(lang, { maximumFractionDigits: 0 }).format(value)

function areaText(area: number, unit: 'mm' | 'px', lang: Lang): string {
  if (unit === 'px') return `${whole(area, lang)} px²`
  return area >= 100 ? `${figure(area / 100, lang)} cm²` : `${figure(area, lang)} mm²`
}

/** What a reader has to know of figures besides themselves. */
export interface Circumstances {
  /** The image is still coming. */
  readonly preliminary?: boolean
  /** What is looked at is a difference, and the figures are not of it. */
  readonly subtracted?: boolean
}

/** What stands beside a shape: its figures, one line each; at the end what their size comes from, where that matters. */
export function linesOf(measured: Measured, lang: Lang, { preliminary, subtracted }: Circumstances = {}): string[] {
  const t = words(lang)
  const out: string[] = []
  if (measured.angle !== undefined) out.push(`${figure(measured.angle, lang)}°`)
  if (measured.length !== undefined) {
    const length = figure(measured.length, lang)
    out.push(
      measured.width === undefined
        ? `${length} ${measured.unit}`
        : `${length} × ${figure(measured.width, lang)} ${measured.unit}`,
    )
  }
  if (measured.area !== undefined) out.push(`${t('area')} ${areaText(measured.area, measured.unit, lang)}`)
  const { statistics } = measured
  if (statistics) {
    const unit = statistics.unit ? ` ${statistics.unit}` : ''
    out.push(`${t('mean')} ${figure(statistics.mean, lang)} ± ${figure(statistics.sd, lang)}${unit}`)
    out.push(`${whole(statistics.min, lang)} … ${whole(statistics.max, lang)}${unit}`)
  }
  if (statistics && subtracted) out.push(t('unsubtracted'))
  if (preliminary) out.push(t('preliminary'))
  const said = sourceText(measured, lang)
  if (said && (measured.length !== undefined || measured.area !== undefined)) out.push(said)
  return out
}

/** Where a size in mm comes from, unless it is the usual one. */
export function sourceText({ source }: Measured, lang: Lang): string {
  const key = `from-${source}` as const
  return key === 'from-pixel-spacing' || key === 'from-by-hand' ? '' : words(lang)(key)
}

/** All that is known, for the panel. */
export function rowsOf(measured: Measured, lang: Lang): [name: string, value: string][] {
  const t = words(lang)
  const rows: [string, string][] = []
  if (measured.perimeter !== undefined) rows.push([t('around'), `${figure(measured.perimeter, lang)} ${measured.unit}`])
  if (measured.statistics) {
    const { n, min, max, unit } = measured.statistics
    rows.push([t('range'), `${whole(min, lang)}, ${whole(max, lang)}${unit ? ` ${unit}` : ''}`])
    rows.push([t('pixels'), whole(n, lang)])
  }
  return rows
}
