import type { InstanceIndex, SeriesBytes } from '#src/lib/imaging/study-index.ts'
import type { FileTables } from '#src/lib/imaging/lut/index.ts'
import { resolutionsFor } from '#src/lib/imaging/pieces.ts'
import { isInverse } from '#src/lib/imaging/window.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import type { CopyParts } from '../worker/copies.ts'
import { spacingOf, unitOf } from '#src/lib/imaging/measure/index.ts'
import { intervalsOf, perFrameOf, readGroups } from './frame-facts.ts'
import { calibration, first, inside, item, items, numbers, text, vector } from './read-json.ts'

/** Grows with every change of `factsOf`: kept facts of an older one are made again. */
export const FACTS_VERSION = 4

/** An object as the viewer needs it, but for its name in requests. `picture` false: nothing to show by itself. */
export interface Facts extends Omit<InstanceIndex, 'id' | 'uid'> {
  readonly picture: boolean
  readonly bytes: SeriesBytes
}

/** Made by rays that spread from a point: what is nearer to it is drawn larger. */
export const PROJECTIONS: ReadonlySet<string> = new Set(['XA', 'RF', 'CR', 'DX', 'MG', 'PX', 'IO', 'XC'])

/** Segmentations and the like have pixels, but are shown on other images. */
const NO_PICTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(?:66|11|88|104|481|9|67|68)(?:\.|$)/

export interface CopyFacts {
  readonly kind: string
  readonly parts: CopyParts
}

/**
 * Reads a stored header. `copies` are those that were made; `prepared` as in the instance's row; `tables` those of the file
 * where the header names some, null if they cannot be had.
 */
export function factsOf(
  header: DicomJson,
  syntax: string,
  prepared: number,
  copies: readonly CopyFacts[],
  tables?: FileTables | null,
): Facts {
  const shared = item(header, '52009229')
  const own = items(header, '52009230')
  const groups = [header, ...(shared ? [shared] : []), ...(own[0] ? [own[0]] : [])]
  const rows = first(header, '00280010') ?? 0
  const columns = first(header, '00280011') ?? 0
  const modality = text(header, '00080060')
  const sopClass = text(header, '00080016')
  const samples = first(header, '00280002') ?? 1
  const photometric = text(header, '00280004')
  const picture = rows > 0 && columns > 0 && !NO_PICTURE.test(sopClass) && !isVideoOnly(syntax)
  const rescale = inside(groups, '00289145')
  const planes = own.map((frame) => vector(item(frame, '00209113') ?? {}, '00200032', 3)).filter((p) => p !== null)
  const frames = Math.max(1, first(header, '00280008') ?? 1)
  const perFrame = perFrameOf(header, frames, tables)
  const said = text(rescale, '00281054') || (modality === 'CT' ? 'HU' : '')
  const mask = items(header, '00286100')[0] ?? {}
  const maskFrames = numbers(mask, '00286110').filter((n) => n >= 1 && n <= frames)
  const maskShift = vector(mask, '00286114', 2)
  const intensity = text(header, '00281040')
  return {
    picture,
    number: whole(first(header, '00200013')),
    rows,
    columns,
    frames,
    bits: first(header, '00280101') ?? 8,
    allocated: first(header, '00280100') ?? 8,
    signed: first(header, '00280103') === 1,
    samples,
    photometric,
    ...(samples === 3 && photometric.startsWith('YBR_FULL') && !/\.4\.5[01]$/.test(syntax) ? { ybr: true } : {}),
    unit: unitOf(said),
    ...readGroups(groups),
    ...tableFacts(header, tables),
    ...(isInverse(photometric, text(header, '20500020')) ? { inverse: true } : {}),
    ...placeOf(groups, header, modality),
    ...timing(header),
    ...(maskFrames.length > 0 ? { masks: maskFrames } : {}),
    ...(maskShift ? { maskShift: maskShift as [number, number] } : {}),
    ...(intensity === 'LIN' || intensity === 'LOG' ? { intensity } : {}),
    ...(text(header, '00200052') ? { space: text(header, '00200052') } : {}),
    ...(/LOCALIZER/.test(text(header, '00080008')) ? { localiser: true } : {}),
    sopClass,
    ...(planes.length === frames && frames > 1 ? { planes } : {}),
    ...(perFrame ? { perFrame } : {}),
    copies: copiesOf(copies, prepared, photometric),
    bytes: bytesOf(rows, columns, copies),
  }
}

/** What tables of the file change: with one of the modality there is no rescale, and the unit is the table's own. */
function tableFacts(header: DicomJson, tables: FileTables | null | undefined): Partial<Facts> {
  const bad = tables?.faults[0]?.stage ?? (tables === null ? 'voi' : undefined)
  const lost = items(header, '00283000').length > 0 && !tables?.modality
  return {
    ...(tables?.modality ? { modalityLut: tables.modality, slope: 1, intercept: 0, unit: unitOf(tables.type) } : {}),
    ...(lost ? { badLut: 'modality', unit: '' } : bad ? { badLut: bad } : {}),
    ...(tables?.luts[0]?.length ? { luts: tables.luts[0] } : {}),
  }
}

/** MPEG and HEVC: no frames can be taken out of them one by one. */
const isVideoOnly = (syntax: string): boolean => /\.4\.10\d/.test(syntax)

const whole = (n: number | undefined): number | null => (n !== undefined && Number.isInteger(n) ? n : null)

function placeOf(groups: readonly DicomJson[], header: DicomJson, modality: string): Partial<Facts> {
  const position = vector(inside(groups, '00209113'), '00200032', 3)
  const measures = inside(groups, '00289110')
  const patient = vector(measures, '00280030', 2)
  const detector = vector(header, '00181164', 2)
  const film = vector(header, '00182010', 2)
  const magnification = first(header, '00181114')
  const ultrasound = modality === 'US' ? calibration(header) : null
  // The same rule that the server measures by.
  const size = spacingOf({
    ...(patient ? { pixelSpacing: patient } : {}),
    ...(detector ? { imagerPixelSpacing: detector } : {}),
    ...(film ? { nominalScannedPixelSpacing: film } : {}),
    ...(magnification === undefined ? {} : { magnification }),
    projection: PROJECTIONS.has(modality),
  })
  const spacing = ultrasound ?? (size.unit === 'mm' ? ([size.row, size.column] as const) : null)
  const source = ultrasound ? 'region' : size.source
  const ratio = pair(header, '00280034')
  const thickness = first(measures, '00180050')
  return {
    ...(position ? { position: position.map((n) => Math.round(n * 1e4) / 1e4) } : {}),
    ...(spacing ? { spacing, spacingOf: source } : {}),
    ...(!spacing && ratio && ratio[0] !== ratio[1] ? { aspect: ratio[0] / ratio[1] } : {}),
    ...(thickness !== undefined && thickness > 0 ? { thickness } : {}),
  }
}

function pair(of: DicomJson, tag: string): [number, number] | null {
  const found = vector(of, tag, 2)
  return found && found[0]! > 0 && found[1]! > 0 ? [found[0]!, found[1]!] : null
}

function timing(header: DicomJson): { frameTime?: number | number[] } {
  const each = numbers(header, '00181065')
  if (each.length > 1 && each.length <= 10_000) return { frameTime: each }
  const rate = first(header, '00082144') ?? first(header, '00180040')
  const time = first(header, '00181063') ?? (rate ? 1000 / rate : undefined)
  if (time && time > 0) return { frameTime: Math.round(time * 100) / 100 }
  const intervals = intervalsOf(header)
  return intervals ? { frameTime: intervals } : {}
}

function copiesOf(copies: readonly CopyFacts[], prepared: number, photometric: string): string {
  if (prepared === 0) return 'w'
  // Indices of colours cannot be smoothed: they are shown as the server paints them.
  if (photometric === 'PALETTE COLOR' || !copies.some(({ kind }) => kind === 'htj2k')) return 'r'
  return copies.some(({ kind }) => kind === 'lossy') ? 'jl' : 'j'
}

function bytesOf(rows: number, columns: number, copies: readonly CopyFacts[]): SeriesBytes {
  const of = (kind: string, side: number): number => {
    const parts = copies.find((copy) => copy.kind === kind)?.parts
    if (!parts) return 0
    const count = resolutionsFor(rows, columns, side)
    let sum = 0
    for (let i = 0; i + 1 < parts.offsets.length; i += 1) {
      const ends = parts.ends?.[i] ?? []
      sum += ends[count - 1] ?? parts.offsets[i + 1]! - parts.offsets[i]!
    }
    return sum
  }
  return {
    b64: of('htj2k', 64),
    b128: of('htj2k', 128),
    b256: of('htj2k', 256),
    full: of('htj2k', 1e9),
    lossy: of('lossy', 1e9),
  }
}
