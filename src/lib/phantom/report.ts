import type { Code, ExportMark } from '../dicom/objects/index.ts'
import { SITES, uidFrom, writeReport } from '../dicom/objects/index.ts'
import type { ImagePoint, Shape } from '../imaging/view.ts'
import { CT_FIELD_OF_VIEW, CT_TOP, type CtOptions, LESIONS } from './ct-abdomen.ts'
import {
  aboutStudy,
  CT_IMAGE,
  instanceUid,
  type PhantomSeries,
  type PhantomStudy,
  seriesUid,
  XA_IMAGE,
} from './dicom.ts'
import { dsaTruth } from './dsa-aneurysm.ts'

/** What a pretended program measured on a generated image. */
export interface PretendedFinding {
  readonly label: string
  readonly finding: Code
  readonly site: Code
  /** Of the image in its series, from 1. */
  readonly instance: number
  readonly frame: number
  /** The image has several. */
  readonly film: boolean
  readonly shape: Shape
  /** mm and mm², as the program gives them: rounded, as programs do. */
  readonly measured: Pick<NonNullable<ExportMark['measured']>, 'length' | 'width' | 'area'>
}

/** Its name says everywhere it is shown that nobody's product is meant and nothing was really measured. */
const PRETENDED = 'Demonstration algorithm (synthetic)'

const LESION: Code = ['52988006', 'SCT', 'Lesion']
const ANEURYSM: Code = ['432119003', 'SCT', 'Aneurysm']
const tenth = (n: number): number => Math.round(n * 10) / 10

/** How far off the program is in each lesion: it is no oracle. */
const OFF = [0.96, 1, 1.07]

/** Axes and outline of each lesion on the slice nearest to its middle, a few per cent beside the truth. */
export function lesionFindings({ size = 512, spacing = 5 }: CtOptions): PretendedFinding[] {
  const mm = CT_FIELD_OF_VIEW / size
  return LESIONS.flatMap(({ center, radii }, i): PretendedFinding[] => {
    const instance = Math.round((CT_TOP - center[2]) / spacing) + 1
    const off = (CT_TOP - (instance - 1) * spacing - center[2]) / radii[2]
    const part = Math.sqrt(Math.max(0.1, 1 - off * off)) * OFF[i % OFF.length]!
    const [a, b] = [radii[0] * part, radii[1] * part]
    const at = (x: number, y: number): ImagePoint => [
      (center[0] + x + CT_FIELD_OF_VIEW / 2) / mm,
      (center[1] + y + CT_FIELD_OF_VIEW / 2) / mm,
    ]
    const about = { label: `Lesion ${i + 1}`, finding: LESION, site: SITES.liver, instance, frame: 1, film: false }
    return [
      {
        ...about,
        shape: { kind: 'bidirectional', points: [at(-a, 0), at(a, 0), at(0, -b), at(0, b)] },
        measured: { length: tenth(2 * Math.max(a, b)), width: tenth(2 * Math.min(a, b)) },
      },
      {
        ...about,
        shape: { kind: 'ellipse', points: [at(0, 0), at(a, 0), at(0, b)] },
        measured: { area: Math.round(Math.PI * a * b) },
      },
    ]
  })
}

/** Dome and neck of the aneurysm on a frame (from 1), a few tenths of a millimetre beside the truth. */
export function aneurysmFindings(frame: number, size = 512): PretendedFinding[] {
  const { longAxis, neckLine, domeLongMm, neckMm } = dsaTruth(size)
  const about = { finding: ANEURYSM, site: SITES['internal-carotid-artery'], instance: 1, frame, film: true }
  const line = (label: string, ends: readonly ImagePoint[], mm: number, off: number, beside: ImagePoint) => {
    const middle = [0, 1].map((k) => (ends[0]![k]! + ends[1]![k]!) / 2)
    const points = ends.map((end): ImagePoint => {
      const along = (k: 0 | 1): number => middle[k]! + (end[k] - middle[k]!) * off + (beside[k] * size) / 512
      return [along(0), along(1)]
    })
    return { ...about, label, shape: { kind: 'length' as const, points }, measured: { length: tenth(mm * off) } }
  }
  return [
    line('Aneurysm axis', longAxis, domeLongMm, 0.97, [5, -3]),
    line('Aneurysm neck', neckLine, neckMm, 1.06, [-3, -5]),
  ]
}

/** A measurement report (TID 1500) of the pretended program on a generated series; names images as `ctFile` and `dsaFile` do. */
export function reportFile(
  study: PhantomStudy,
  source: PhantomSeries,
  series: PhantomSeries,
  findings: readonly PretendedFinding[],
): Uint8Array {
  return writeReport({
    ...aboutStudy(study, series),
    device: { name: PRETENDED, maker: 'Hoi', model: 'Demonstration' },
    algorithm: { name: PRETENDED, version: '1.0' },
    marks: findings.map(({ label, finding, site, instance, frame, film, shape, measured }, i) => ({
      id: uuidOf(study.name, String(series.number), String(i)),
      shape: { ...shape, text: label },
      measured: { unit: 'mm', source: 'pixel-spacing', ...measured },
      author: '',
      finding,
      site,
      image: {
        seriesUid: seriesUid(study, source),
        sopClass: film ? XA_IMAGE : CT_IMAGE,
        sopUid: instanceUid(study, source, instance),
        modality: film ? 'XA' : 'CT',
        rows: 0,
        columns: 0,
        frame,
        // Whether a frame has to be named is all that is asked of it.
        frames: film ? frame + 1 : 1,
      },
    })),
  })
}

/** A UUID that is the same of the same parts. */
function uuidOf(...parts: readonly string[]): string {
  const hex = BigInt(uidFrom(...parts).slice(5))
    .toString(16)
    .padStart(32, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
