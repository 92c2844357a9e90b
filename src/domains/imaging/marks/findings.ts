import { REPORTS, STRUCTURES } from '#src/lib/dicom/objects/index.ts'
import { findingsOfReport, measuresSegments, type SegmentVolume } from '#src/lib/imaging/finding-of.ts'
import { findingsOfStructures } from '#src/lib/imaging/finding-structures.ts'
import type { BrokenReport, FindingReport } from '#src/lib/imaging/finding.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { visibleStudies } from '../policy.ts'
import { studyIndex } from '../viewing/study-index.ts'
import { quickPool } from '../worker/pool.ts'
import { blobReadings } from './blob-readings.ts'
import { segmentationsOf } from './segmentations.ts'
import { shownObjects } from './withheld.ts'

const TIME_LIMIT = 20_000
/** Objects of one study that are read; more come from no reading room. */
const MOST = 100

// Read, a content item takes about as much again as it takes written; so do points.
const reports = blobReadings(
  (path) => quickPool().run('report', { path }, { timeoutMs: TIME_LIMIT }),
  ({ bytes }) => 2 * bytes,
)
const structures = blobReadings(
  (path) => quickPool().run('structures', { path }, { timeoutMs: TIME_LIMIT }),
  ({ bytes }) => 2 * bytes,
)

/**
 * What other systems measured on a study that the actor may see: reports of measurements and sets of structures with
 * the images that they speak of, or why one is not shown. In a quiz that is still to answer there are none. Three statements, however many there are, and
 * those of `segmentationsOf` once where volumes were measured on segmentations.
 */
export async function findingsOf(
  ctx: Context,
  actor: Actor,
  studyUid: string,
): Promise<readonly (FindingReport | BrokenReport)[]> {
  const found = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['sop_uid as uid', 'series_uid as series', 'imaging_series.description', 'blob'])
    .select('sop_class as sopClass')
    .where('imaging_study.study_uid', '=', studyUid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(shownObjects(ctx, actor))
    .where('sop_class', 'in', [...REPORTS, STRUCTURES])
    .orderBy('imaging_series.number')
    .orderBy('imaging_instance.id')
    .limit(MOST)
    .execute()
  if (found.length === 0) return []
  const index = await studyIndex(ctx, actor, studyUid)
  if (!index) return []
  const volumes = volumesOf(ctx, actor, studyUid)
  const out: (FindingReport | BrokenReport)[] = []
  for (const { blob, sopClass, ...about } of found) {
    if (sopClass === STRUCTURES) {
      const read = await structures.read(ctx, blob)
      out.push('trouble' in read ? { ...about, trouble: read.trouble } : findingsOfStructures(about, read, index))
    } else {
      const read = await reports.read(ctx, blob)
      const known = !('trouble' in read) && measuresSegments(read) ? await volumes() : undefined
      out.push('trouble' in read ? { ...about, trouble: read.trouble } : findingsOfReport(about, read, index, known))
    }
  }
  return out
}

/** Volumes of the study's segments by our own counting, once they are asked for. */
function volumesOf(ctx: Context, actor: Actor, studyUid: string): () => Promise<SegmentVolume> {
  let asked: Promise<SegmentVolume> | undefined
  const count = async (): Promise<SegmentVolume> => {
    const ml = new Map<string, number>()
    for (const one of await segmentationsOf(ctx, actor, studyUid))
      if ('segments' in one)
        for (const { number, volume } of one.segments) if (volume.ok) ml.set(`${one.uid} ${number}`, volume.ml)
    return (sopUid, segment) => ml.get(`${sopUid} ${segment}`) ?? null
  }
  return () => (asked ??= count())
}
