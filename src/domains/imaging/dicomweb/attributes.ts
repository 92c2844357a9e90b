/** An attribute that QIDO-RS searches and returns (PS3.18 tables 10.6.1-5 and 10.6.3-3 to 5), and the column that holds it. */
export interface Attribute {
  readonly tag: string
  readonly keyword: string
  readonly vr: 'UI' | 'DA' | 'TM' | 'SH' | 'LO' | 'PN' | 'CS' | 'IS' | 'US'
  readonly level: Level
  readonly column: string
  readonly match: 'exact' | 'uids' | 'range' | 'text' | 'number' | 'modalities'
}

export type Level = 'study' | 'series' | 'instance'

const of = (
  level: Level,
  rows: readonly [string, string, Attribute['vr'], string, Attribute['match']][],
): Attribute[] => rows.map(([tag, keyword, vr, column, match]) => ({ tag, keyword, vr, level, column, match }))

export const ATTRIBUTES: readonly Attribute[] = [
  ...of('study', [
    ['00080020', 'StudyDate', 'DA', 'imaging_study.study_date', 'range'],
    ['00080030', 'StudyTime', 'TM', 'imaging_study.study_time', 'range'],
    ['00080050', 'AccessionNumber', 'SH', 'imaging_study.accession', 'text'],
    ['00080061', 'ModalitiesInStudy', 'CS', 'imaging_study.modalities', 'modalities'],
    ['00080090', 'ReferringPhysicianName', 'PN', 'imaging_study.referring', 'text'],
    ['00081030', 'StudyDescription', 'LO', 'imaging_study.description', 'text'],
    ['00100010', 'PatientName', 'PN', 'imaging_study.patient_name', 'text'],
    ['00100020', 'PatientID', 'LO', 'imaging_study.patient_id', 'text'],
    ['00100030', 'PatientBirthDate', 'DA', 'imaging_study.patient_birth_date', 'range'],
    ['00100040', 'PatientSex', 'CS', 'imaging_study.patient_sex', 'exact'],
    ['0020000D', 'StudyInstanceUID', 'UI', 'imaging_study.study_uid', 'uids'],
    ['00200010', 'StudyID', 'SH', 'imaging_study.study_id', 'text'],
    ['00201206', 'NumberOfStudyRelatedSeries', 'IS', 'imaging_study.series_count', 'number'],
    ['00201208', 'NumberOfStudyRelatedInstances', 'IS', 'imaging_study.instance_count', 'number'],
  ]),
  ...of('series', [
    ['00080021', 'SeriesDate', 'DA', 'imaging_series.series_date', 'range'],
    ['00080031', 'SeriesTime', 'TM', 'imaging_series.series_time', 'range'],
    ['00080060', 'Modality', 'CS', 'imaging_series.modality', 'exact'],
    ['0008103E', 'SeriesDescription', 'LO', 'imaging_series.description', 'text'],
    ['00180015', 'BodyPartExamined', 'CS', 'imaging_series.body_part', 'text'],
    ['0020000E', 'SeriesInstanceUID', 'UI', 'imaging_series.series_uid', 'uids'],
    ['00200011', 'SeriesNumber', 'IS', 'imaging_series.number', 'number'],
    ['00201209', 'NumberOfSeriesRelatedInstances', 'IS', 'imaging_series.instance_count', 'number'],
  ]),
  ...of('instance', [
    ['00080016', 'SOPClassUID', 'UI', 'imaging_instance.sop_class', 'uids'],
    ['00080018', 'SOPInstanceUID', 'UI', 'imaging_instance.sop_uid', 'uids'],
    ['00200013', 'InstanceNumber', 'IS', 'imaging_instance.number', 'number'],
    ['00280008', 'NumberOfFrames', 'IS', 'imaging_instance.frames', 'number'],
    ['00280010', 'Rows', 'US', 'imaging_instance.rows', 'number'],
    ['00280011', 'Columns', 'US', 'imaging_instance.columns', 'number'],
    ['00280100', 'BitsAllocated', 'US', 'imaging_instance.bits', 'number'],
  ]),
]

const byName = new Map(ATTRIBUTES.flatMap((a) => [[a.tag, a] as const, [a.keyword.toLowerCase(), a] as const]))

/** By tag (eight hexadecimal digits) or keyword. */
export const attributeOf = (name: string): Attribute | undefined =>
  byName.get(/^[0-9a-f]{8}$/i.test(name) ? name.toUpperCase() : name.toLowerCase())

export const LEVELS: readonly Level[] = ['study', 'series', 'instance']
/** Whether objects of `level` belong to one of `other`, so that its attributes apply to them. */
export const applies = (level: Level, other: Level): boolean => LEVELS.indexOf(other) <= LEVELS.indexOf(level)
