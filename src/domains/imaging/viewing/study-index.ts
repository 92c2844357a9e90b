import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { scrollOrder, volumeOf } from '#src/lib/imaging/geometry.ts'
import type { InstanceIndex, SeriesBytes, SeriesIndex, StudyIndex } from '#src/lib/imaging/study-index.ts'
import { shownObjects } from '../marks/withheld.ts'
import { visibleStudies } from '../policy.ts'
import { FACTS_VERSION, type Facts } from './facts.ts'
import { makeFacts } from './keep-facts.ts'
import { storedTables } from './tables-of.ts'

type Known = Facts & { readonly id: string; readonly uid: string }

/**
 * What the viewer needs of a study that the actor may see; null for any other. Two statements; more only for objects whose
 * facts are not kept yet.
 */
export async function studyIndex(ctx: Context, actor: Actor, studyUid: string): Promise<StudyIndex | null> {
  const series = await ctx.db
    .selectFrom('imaging_study')
    .innerJoin('imaging_series', 'imaging_series.study_id', 'imaging_study.id')
    .select([
      'imaging_study.id as studyId',
      'imaging_study.description as title',
      'imaging_series.id',
      'imaging_series.series_uid as uid',
      'imaging_series.number',
      'imaging_series.modality',
      'imaging_series.description',
    ])
    .where('imaging_study.study_uid', '=', studyUid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .execute()
  const [some] = series
  if (!some) return null
  const rows = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .leftJoin('imaging_view', 'imaging_view.instance_id', 'imaging_instance.id')
    .select([
      'imaging_instance.id',
      'imaging_instance.series_id as seriesId',
      'imaging_instance.sop_uid as uid',
      'imaging_instance.prepared',
      'imaging_view.facts',
      'imaging_view.version',
    ])
    .where('imaging_instance.study_id', '=', some.studyId)
    .where(shownObjects(ctx, actor))
    .orderBy('imaging_instance.number')
    .orderBy('imaging_instance.id')
    .execute()
  const missing = rows.filter((row) => row.facts === null || row.version !== FACTS_VERSION).map(({ id }) => id)
  const made =
    missing.length > 0 ? await makeFacts(ctx.db, missing, (blob) => storedTables(ctx, blob)) : new Map<string, Facts>()
  const bySeries = new Map<string, Known[]>()
  for (const { id, seriesId, uid, facts } of rows) {
    const found = made.get(id) ?? (facts === null ? undefined : (JSON.parse(facts) as Facts))
    if (!found) continue
    const list = bySeries.get(seriesId) ?? []
    list.push({ ...found, id, uid })
    bySeries.set(seriesId, list)
  }
  const objects = series.flatMap(({ id, uid }) =>
    (bySeries.get(id) ?? [])
      .filter(({ picture }) => !picture)
      .map((one) => ({ series: uid, uid: one.uid, sopClass: one.sopClass })),
  )
  const shown = series
    .flatMap(({ id, uid, number, modality, description }) => {
      const pictures = (bySeries.get(id) ?? []).filter(({ picture }) => picture)
      return pictures.length > 0 ? [seriesIndex({ uid, number, modality, description }, pictures)] : []
    })
    .toSorted((a, b) => rank(a) - rank(b) || (a.number ?? 1e9) - (b.number ?? 1e9) || (a.uid < b.uid ? -1 : 1))
  return {
    study: studyUid,
    description: some.title,
    series: shown,
    preparing: rows.filter(({ prepared }) => prepared === 0).length,
    objects,
  }
}

/** Localisers and single pictures behind the stacks: what opens first is what was taken for reading. */
const rank = ({ instances, modality }: SeriesIndex): number =>
  instances.every(({ localiser }) => localiser) ? 2 : /^(?:SC|OT|DOC|PR|KO)$/.test(modality) ? 1 : 0

function seriesIndex(
  series: Pick<SeriesIndex, 'uid' | 'number' | 'modality' | 'description'>,
  pictures: readonly Known[],
): SeriesIndex {
  const instances = scrollOrder(pictures).map((i) => pictures[i]!)
  const [first] = instances
  // Frames without places: that is why, and not that there are too few.
  const film = instances.length === 1 && first!.frames > 1 && !first!.planes && first!.samples === 1
  const volume = film ? { problem: 'frames' as const } : volumeOf(instances.length === 1 ? framesOf(first!) : instances)
  const sum = (key: keyof SeriesBytes): number => instances.reduce((total, { bytes }) => total + bytes[key], 0)
  const mixed = instances.length > 1 && instances.some(({ frames }) => frames > 1)
  return {
    ...series,
    instances: instances.map(({ picture: _p, bytes: _b, ...rest }): InstanceIndex => rest),
    ...('problem' in volume
      ? { novolume: volume.problem }
      : mixed
        ? { novolume: 'frames' as const }
        : { gap: round(volume.gap) }),
    bytes: { b64: sum('b64'), b128: sum('b128'), b256: sum('b256'), full: sum('full'), lossy: sum('lossy') },
  }
}

const round = (n: number): number => Math.round(n * 1e4) / 1e4

/** Frames of an enhanced object as images of their own, for the check of its geometry. */
function framesOf(one: Known): Pick<Known, 'rows' | 'columns' | 'samples' | 'position' | 'orientation' | 'spacing'>[] {
  const { planes, perFrame } = one
  return planes ? planes.map((position, i) => ({ ...one, ...perFrame?.[i], position })) : [one]
}
