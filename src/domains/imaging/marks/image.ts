import { explicitLittle } from '#src/lib/dicom/transfer-syntax.ts'
import {
  isRegion,
  type Measured,
  measureShape,
  type ModalityPixels,
  regionSpacing,
  type Spacing,
  spacingOf,
  type UltrasoundRegion,
  unitOf,
} from '#src/lib/imaging/measure/index.ts'
import { unpackTable } from '#src/lib/imaging/lut/index.ts'
import type { Shape } from '#src/lib/imaging/view.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import { visibleStudies } from '../policy.ts'
import { PROJECTIONS } from '../viewing/facts.ts'
import { storedTables } from '../viewing/tables-of.ts'
import { first, inside, item, items, numbers, text, vector } from '../viewing/read-json.ts'
import { quickPool } from '../worker/pool.ts'
import { shownObjects } from './withheld.ts'

/** An image that can be marked, with its header. */
export interface MarkableImage {
  readonly studyId: string
  readonly ownerId: string
  readonly blob: string
  readonly header: DicomJson
  readonly rows: number
  readonly columns: number
  readonly frames: number
}

export interface ImagePlace {
  readonly study: string
  readonly series: string
  readonly instance: string
  readonly frame: number
}

/** The image of a place, if it is there and the actor may see it. One statement. */
export async function markable(ctx: Context, actor: Actor, place: ImagePlace): Promise<MarkableImage | null> {
  const row = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .innerJoin('imaging_header', 'imaging_header.instance_id', 'imaging_instance.id')
    .select(['imaging_study.id as studyId', 'imaging_study.owner_id as ownerId', 'blob', 'rows', 'columns', 'frames'])
    .select('metadata')
    .where('imaging_instance.sop_uid', '=', place.instance)
    .where('imaging_series.series_uid', '=', place.series)
    .where('imaging_study.study_uid', '=', place.study)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(shownObjects(ctx, actor))
    .executeTakeFirst()
  if (!row || !row.rows || !row.columns || place.frame > (row.frames ?? 1)) return null
  const { studyId, ownerId, blob, rows, columns } = row
  return {
    studyId,
    ownerId,
    blob,
    rows,
    columns,
    frames: row.frames ?? 1,
    header: JSON.parse(row.metadata) as DicomJson,
  }
}

/** The header with the functional groups of one frame (from 1): its own before the shared ones. */
export function groupsOf(header: DicomJson, frame: number): DicomJson[] {
  const own = items(header, '52009230')[frame - 1]
  const shared = item(header, '52009229')
  return [header, ...(own ? [own] : []), ...(shared ? [shared] : [])]
}

/** Size of a pixel where a shape lies, and what says so. */
export function spacingAt(header: DicomJson, frame: number, points: Shape['points']): Spacing {
  const groups = groupsOf(header, frame)
  const pair = (of: DicomJson, tag: string): number[] | undefined => vector(of, tag, 2) ?? undefined
  const ultrasound = regionSpacing(regionsOf(header), points)
  if (ultrasound) return ultrasound
  const magnification = first(header, '00181114')
  return spacingOf({
    pixelSpacing: pair(inside(groups, '00289110'), '00280030'),
    imagerPixelSpacing: pair(header, '00181164'),
    nominalScannedPixelSpacing: pair(header, '00182010'),
    pixelAspectRatio: pair(header, '00280034'),
    ...(magnification === undefined ? {} : { magnification }),
    projection: PROJECTIONS.has(text(header, '00080060')),
  })
}

function regionsOf(header: DicomJson): UltrasoundRegion[] {
  return items(header, '00186011').map((region) => {
    const n = (tag: string): number => first(region, tag) ?? 0
    return {
      x0: n('00186018'),
      y0: n('0018601A'),
      x1: n('0018601C'),
      y1: n('0018601E'),
      unitsX: n('00186024'),
      unitsY: n('00186026'),
      deltaX: n('0018602C'),
      deltaY: n('0018602E'),
    }
  })
}

/** How stored values become values of the modality; null for colour, and where a table does it. */
export function rescaleOf(header: DicomJson, frame: number): { slope: number; intercept: number; unit: string } | null {
  if (!isGrey(header)) return null
  if (items(header, '00283000').length > 0) return null
  const rescale = inside(groupsOf(header, frame), '00289145')
  const unit = text(rescale, '00281054') || (text(header, '00080060') === 'CT' ? 'HU' : '')
  return {
    slope: first(rescale, '00281053') || 1,
    intercept: first(rescale, '00281052') ?? 0,
    unit: unitOf(unit),
  }
}

const isGrey = (header: DicomJson): boolean =>
  (first(header, '00280002') ?? 1) === 1 && text(header, '00280004').startsWith('MONOCHROME')

/** What a shape measures on the image, computed from what the archive holds. */
export async function measured(
  ctx: Context,
  image: MarkableImage,
  frame: number,
  shape: Shape,
): Promise<Measured | null> {
  const pixels = isRegion(shape) ? await modalityPixels(ctx, image, frame) : null
  const found = measureShape(shape, spacingAt(image.header, frame, shape.points), image, pixels)
  return Object.keys(found).length > 2 ? found : null
}

const TIME_LIMIT = 20_000

async function modalityPixels(ctx: Context, image: MarkableImage, frame: number): Promise<ModalityPixels | null> {
  const { header, rows, columns } = image
  const allocated = first(header, '00280100')
  const tables = items(header, '00283000').length > 0 && isGrey(header) ? await storedTables(ctx, image.blob) : null
  const table = tables?.modality ? unpackTable(tables.modality) : null
  const rescale = table ? { slope: 1, intercept: 0, unit: unitOf(tables!.type) } : rescaleOf(header, frame)
  if (!rescale || (allocated !== 8 && allocated !== 16)) return null
  const file = await ctx.blobs.asFile(image.blob)
  if (!file) return null
  try {
    const input = { path: file.path, frames: [frame - 1], syntax: explicitUid }
    const answer = await quickPool().run('frames', input, { timeoutMs: TIME_LIMIT })
    const bytes = answer.ok ? answer.frames[0] : undefined
    if (!bytes || bytes.length < (rows * columns * allocated) / 8) return null
    const values = stored(bytes, header, allocated)
    return { rows, columns, ...rescale, ...(table ? { table } : {}), values, ...paddingOf(header) }
  } catch {
    // The frame cannot be decoded: lengths and areas are right without it.
    return null
  } finally {
    await file.done()
  }
}

const explicitUid = '1.2.840.10008.1.2.1'

/** Stored values with the sign that the header gives them; bits that are not theirs (overlays) are cut off. */
function stored(bytes: Uint8Array, header: DicomJson, allocated: number): Int32Array {
  const bits = first(header, '00280101') ?? allocated
  const high = first(header, '00280102') ?? bits - 1
  const signed = first(header, '00280103') === 1
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = allocated / 8
  const out = new Int32Array(Math.floor(bytes.length / size))
  for (let i = 0; i < out.length; i += 1) {
    const raw = size === 2 ? view.getUint16(i * 2, !explicitLittle.bigEndian) : bytes[i]!
    const left = raw << (31 - high)
    out[i] = signed ? left >> (32 - bits) : left >>> (32 - bits)
  }
  return out
}

function paddingOf(header: DicomJson): { padding?: readonly [number, number] } {
  const value = first(header, '00280120')
  if (value === undefined) return {}
  const limit = first(header, '00280121') ?? value
  return { padding: [Math.min(value, limit), Math.max(value, limit)] }
}

/** Geometry of a frame in the patient, as far as it is known. */
export interface FramePlane {
  readonly position: number[] | null
  readonly orientation: number[] | null
  readonly spacing: number[] | null
  readonly thickness: number | null
  readonly frameOfReference: string
}

export function planeOf(header: DicomJson, frame: number): FramePlane {
  const groups = groupsOf(header, frame)
  const measures = inside(groups, '00289110')
  return {
    position: vector(inside(groups, '00209113'), '00200032', 3),
    orientation: vector(inside(groups, '00209116'), '00200037', 6),
    spacing: vector(measures, '00280030', 2),
    thickness: numbers(measures, '00180050')[0] ?? null,
    frameOfReference: text(header, '00200052'),
  }
}
