import type { AnyDb } from '#src/platform/db/types.ts'

export interface CaseSeries {
  readonly id: string
  readonly uid: string
  readonly modality: string
  readonly description: string
  readonly bodyPart: string
  readonly number: number | null
  readonly images: number
}

export interface CaseStudy {
  readonly id: string
  readonly uid: string
  readonly ownerId: string
  readonly description: string
  readonly modalities: readonly string[]
  readonly images: number
  readonly lookedAt: number | null
  readonly series: readonly CaseSeries[]
}

/**
 * All studies of one patient's case with their series, in the order of their dates, whoever asks: the domain that owns
 * the case decides what it shows of them. Two statements, however many there are.
 */
export async function studiesOfCase(db: AnyDb, imagingCaseId: string): Promise<CaseStudy[]> {
  const studies = await db
    .selectFrom('imaging_study')
    .select(['id', 'study_uid', 'owner_id', 'description', 'modalities', 'instance_count', 'looked_at'])
    .where('case_id', '=', imagingCaseId)
    .orderBy('study_date')
    .orderBy('study_time')
    .orderBy('id')
    .execute()
  const series = await db
    .selectFrom('imaging_series')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_series.study_id')
    .select([
      'imaging_series.id',
      'imaging_series.study_id',
      'imaging_series.series_uid as uid',
      'imaging_series.modality',
      'imaging_series.description',
      'imaging_series.body_part as bodyPart',
      'imaging_series.number',
      'imaging_series.instance_count as images',
    ])
    .where('imaging_study.case_id', '=', imagingCaseId)
    .orderBy('imaging_series.number')
    .orderBy('imaging_series.id')
    .execute()
  return studies.map((study) => ({
    id: study.id,
    uid: study.study_uid,
    ownerId: study.owner_id,
    description: study.description,
    modalities: study.modalities.split('\\').filter(Boolean),
    images: study.instance_count,
    lookedAt: study.looked_at,
    series: series.flatMap(({ study_id, ...one }) => (study_id === study.id ? [one] : [])),
  }))
}
