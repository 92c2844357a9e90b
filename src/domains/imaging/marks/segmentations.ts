import type { Code } from '#src/lib/dicom/objects/index.ts'
import { type SegmentSlice, type VolumeResult, volumeOf } from '#src/lib/imaging/mask/index.ts'
import type { StudyIndex } from '#src/lib/imaging/study-index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { visibleStudies } from '../policy.ts'
import { studyIndex } from '../viewing/study-index.ts'
import { quickPool } from '../worker/pool.ts'
import { blobReadings } from './blob-readings.ts'
import type { PackedFrame, PackedSegmentation } from './segmentation-task.ts'
import { shownObjects } from './withheld.ts'

/** Classes of segmentations: binary and fractional, and label maps. */
export const SEGMENTATIONS = ['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.66.7'] as const

export interface SegmentView {
  readonly number: number
  readonly label: string
  readonly description: string
  readonly type: Code | null
  readonly algorithm: string
  readonly algorithmName: string
  readonly rgb: readonly [number, number, number]
  readonly slices: number
  readonly volume: VolumeResult
  /** As the header of its slices says, in mm; shown because it is not what volumes are computed from. */
  readonly thickness: number | null
}

export interface SegmentationView {
  readonly uid: string
  readonly series: string
  readonly description: string
  /** The series that it lies on. */
  readonly source: string
  readonly type: string
  readonly fractional: string | null
  readonly rows: number
  readonly columns: number
  readonly segments: readonly SegmentView[]
}

/** A segmentation that cannot be read: which, and a code of why. */
export interface BrokenSegmentation {
  readonly uid: string
  readonly series: string
  readonly description: string
  readonly trouble: string
}

interface Found {
  readonly uid: string
  readonly series: string
  readonly description: string
  readonly blob: string
}

async function segmentationsAt(ctx: Context, actor: Actor, studyUid: string, sopUid?: string): Promise<Found[]> {
  let query = ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['sop_uid as uid', 'series_uid as series', 'imaging_series.description', 'blob'])
    .where('imaging_study.study_uid', '=', studyUid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(shownObjects(ctx, actor))
    .where('sop_class', 'in', [...SEGMENTATIONS])
    .orderBy('imaging_series.number')
    .orderBy('imaging_instance.id')
  if (sopUid !== undefined) query = query.where('sop_uid', '=', sopUid)
  return await query.limit(200).execute()
}

const DISTINCT: readonly (readonly [number, number, number])[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [213, 94, 0],
  [204, 121, 167],
]

/** Segmentations of a study that the actor may see, each segment with its volume or why there is none. Four statements, however many there are. */
export async function segmentationsOf(
  ctx: Context,
  actor: Actor,
  studyUid: string,
): Promise<readonly (SegmentationView | BrokenSegmentation)[]> {
  const found = await segmentationsAt(ctx, actor, studyUid)
  if (found.length === 0) return []
  const index = await studyIndex(ctx, actor, studyUid)
  const out: (SegmentationView | BrokenSegmentation)[] = []
  for (const one of found) {
    const read = await readings.read(ctx, one.blob)
    out.push('trouble' in read ? { ...one, trouble: read.trouble } : viewOf(one, read, index))
  }
  return out.map(({ ...view }) => {
    delete (view as { blob?: string }).blob
    return view
  })
}

function viewOf(
  { uid, series, description }: Found,
  read: PackedSegmentation,
  index: StudyIndex | null,
): SegmentationView {
  const source = sourceSeries(read, index)
  const positions = (source?.instances ?? []).flatMap((one) => one.planes ?? (one.position ? [one.position] : []))
  const slices = read.frames.map(sliceOf)
  return {
    uid,
    series,
    description,
    source: source?.uid ?? read.sources[0] ?? '',
    type: read.type,
    fractional: read.fractional,
    rows: read.rows,
    columns: read.columns,
    segments: read.segments.map((segment, i): SegmentView => {
      const own = read.frames.filter((frame) => frame.segment === segment.number)
      const { number, label, algorithm, algorithmName, type } = segment
      return {
        number,
        // What de-identification could not be sure of says nothing; the code does.
        label: /^REMOVED$/i.test(label) ? '' : label,
        description: /^REMOVED$/i.test(segment.description) ? '' : segment.description,
        type,
        algorithm,
        algorithmName: algorithmName === 'REMOVED' ? '' : algorithmName,
        rgb: segment.rgb ?? DISTINCT[i % DISTINCT.length]!,
        slices: own.length,
        volume: volumeOf(own.map(sliceOf), slices, positions),
        thickness: own[0]?.thickness ?? null,
      }
    }),
  }
}

const sliceOf = ({ voxels, position, orientation, spacing }: PackedFrame): SegmentSlice => ({
  voxels,
  position,
  orientation,
  spacing,
})

/** The series on whose images the frames lie, or that the object names. */
function sourceSeries(read: PackedSegmentation, index: StudyIndex | null) {
  const instances = new Set(read.frames.flatMap(({ source }) => (source ? [source.instance] : [])))
  const byImage = index?.series.find((series) => series.instances.some(({ uid }) => instances.has(uid)))
  return byImage ?? index?.series.find(({ uid }) => read.sources.includes(uid))
}

const readings = blobReadings(
  (path) => quickPool().run('segmentation', { path }, { timeoutMs: TIME_LIMIT }),
  ({ masks, frames }) => masks.length + frames.length * 400,
)
const TIME_LIMIT = 30_000

export interface MaskFile {
  readonly etag: string
  readonly bytes: Uint8Array
}

/**
 * Masks of one segmentation for the viewer, or of some of its segments: `HSEG`, the length of the JSON (32 bits, little
 * endian), `{rows, columns, frames: [{segment, instance, frame, position, start, end}]}`, then the packed runs that `start` and `end`
 * count in. null where the actor sees no such object. One statement.
 */
export async function masksOf(
  ctx: Context,
  actor: Actor,
  studyUid: string,
  sopUid: string,
  segments: readonly number[],
): Promise<MaskFile | null> {
  const [found] = await segmentationsAt(ctx, actor, studyUid, sopUid)
  if (!found) return null
  const read = await readings.read(ctx, found.blob)
  if ('trouble' in read) return null
  const parts: Uint8Array[] = []
  let at = 0
  const frames = read.frames
    .filter(({ segment }) => segments.length === 0 || segments.includes(segment))
    .map(({ segment, source, position, start, end }) => {
      parts.push(read.masks.subarray(start, end))
      const from = at
      at += end - start
      return { segment, instance: source?.instance ?? '', frame: source?.frame ?? 1, position, start: from, end: at }
    })
  const json = Buffer.from(JSON.stringify({ rows: read.rows, columns: read.columns, frames }))
  const head = Buffer.alloc(8)
  head.write('HSEG', 'latin1')
  head.writeUInt32LE(json.length, 4)
  return {
    etag: `"${found.blob.slice(0, 24)}-${segments.join('.')}"`,
    bytes: Buffer.concat([head, json, ...parts]),
  }
}
