import type { Concept, Figure, Finding, FindingReport } from '#src/lib/imaging/finding.ts'
import { siteName } from '#src/lib/dicom/objects/site-names.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { FIGURE_CODES, figureNames, findingWords } from './findings-words.ts'
import { figure, sourceText } from './format.ts'

const SIGNS: Readonly<Record<string, string>> = {
  mm2: 'mm²',
  cm2: 'cm²',
  mm3: 'mm³',
  cm3: 'cm³',
  "[hnsf'U]": 'HU',
  deg: '°',
  '1': '',
  '{no units}': '',
  '{pixels}': 'px',
  '{pixels}2': 'px²',
  '{ratio}': '',
  um: 'µm',
}

/** A concept in the reader's language where we know it, else as the report has it. */
export function conceptText(concept: Concept | null, lang: Lang): string {
  if (!concept) return ''
  const key = FIGURE_CODES[concept[0]]
  if (key) return figureNames(lang)(key)
  const text = siteName(concept[0], lang) || concept[2]
  return /^REMOVED$/i.test(text) ? '' : text
}

const withUnit = (text: string, unit: Concept | null): string => {
  const sign = unit ? (SIGNS[unit[0]] ?? unit[0]) : ''
  return sign === '°' ? `${text}°` : sign ? `${text} ${sign}` : text
}

const DECIMAL = /^[-+]?\d*\.?(\d*)$/
const fractionOf = (given: string): number => DECIMAL.exec(given)?.[1]?.length ?? 0

/** All digits of the report, written as the reader's language writes numbers; what is no plain decimal stays as it is. */
function asGiven({ given, value }: Figure, lang: Lang): string {
  if (!DECIMAL.test(given)) return given
  const fraction = Math.min(20, fractionOf(given))
  return new Intl.NumberFormat(lang, { minimumFractionDigits: fraction, maximumFractionDigits: fraction }).format(value)
}

/** What a figure is called: its concept, and mean, largest, … where the report says so. */
export const figureName = ({ name, derivation }: Figure, lang: Lang): string =>
  [conceptText(name, lang), conceptText(derivation, lang)].filter(Boolean).join(', ')

/** As the report gives it, with its unit. */
export const reportedText = (one: Figure, lang: Lang): string => withUnit(asGiven(one, lang), one.unit)

interface VolumeUnit {
  /** What a millilitre is in it. */
  readonly ml: number
  /** Digits after the point: no fewer, and no more, which is a cubic millimetre. */
  readonly least: number
  readonly most: number
}
const ML: VolumeUnit = { ml: 1, least: 1, most: 3 }
const LITRE: VolumeUnit = { ml: 0.001, least: 1, most: 6 }
const VOLUMES: Readonly<Record<string, VolumeUnit>> = { mm3: { ml: 1000, least: 0, most: 1 }, l: LITRE, L: LITRE }

/** Ours of the same in the report's unit, with what its size comes from; '' where there is none. */
export function oursText({ ours, voxels, unit, given }: Figure, lang: Lang): string {
  if (!ours && voxels === undefined) return ''
  const volume = VOLUMES[unit?.[0] ?? ''] ?? ML
  const [value, least, most = least + 1] = !ours
    ? [voxels! * volume.ml, volume.least, volume.most]
    : ours.area !== undefined
      ? [ours.area / (unit?.[0] === 'cm2' ? 100 : 1), unit?.[0] === 'cm2' ? 2 : 0]
      : ours.length !== undefined
        ? [ours.length / (unit?.[0] === 'cm' ? 10 : 1), unit?.[0] === 'cm' ? 2 : 1]
        : [ours.angle ?? 0, 1]
  // As finely as the report, so that the two can be compared; no finer than pixels allow.
  const digits = Math.max(least, Math.min(most, fractionOf(given)))
  const text = new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  )
  const source = ours && ours.angle === undefined ? sourceText(ours, lang) : ''
  return [withUnit(text, unit), source].filter(Boolean).join(' · ')
}

/** For the image: as given where that is short, else three digits. */
export const figureLine = (one: Figure, lang: Lang): string => {
  const given = asGiven(one, lang)
  return [figureName(one, lang), withUnit(given.length > 7 ? figure(one.value, lang) : given, one.unit)]
    .filter(Boolean)
    .join(' ')
}

export function findingName(finding: Finding, n: number, lang: Lang): string {
  const kind = conceptText(finding.finding, lang)
  const { label } = finding
  // A label of the report often says the same in English.
  const says = [kind, finding.finding?.[2] ?? ''].some(
    (word) => word && label.toLowerCase().includes(word.toLowerCase()),
  )
  if (label && kind && !says) return `${label} · ${kind}`
  return label || kind || findingWords(lang)('finding', { n })
}

/** Who or what it comes from, in one short word for the image and the heading. */
export function systemName(report: FindingReport, lang: Lang): string {
  const t = findingWords(lang)
  return report.by === 'person' ? report.description || t('person') : report.system || report.maker || t(report.by)
}

export function algorithmText({ algorithm }: Finding, lang: Lang): string {
  if (!algorithm) return ''
  const version = algorithm.version ? findingWords(lang)('version', { version: algorithm.version }) : ''
  return [algorithm.name, version].filter(Boolean).join(', ')
}
