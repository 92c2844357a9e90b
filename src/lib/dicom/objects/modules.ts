import { type Dataset, type Element, limited } from './build.ts'
import { implementationVersion } from '../meta.ts'

/** What an object made here has in common with the images that it speaks of; all after de-identification. */
export interface StudyModule {
  readonly studyUid: string
  readonly studyDate: string
  readonly studyTime: string
  readonly studyId: string
  readonly accession: string
  readonly description: string
  readonly patientName: string
  readonly patientId: string
  readonly patientSex: string
  readonly patientBirthDate: string
}

export interface SeriesModule {
  readonly seriesUid: string
  readonly number: number
  readonly description: string
  readonly modality: 'SEG' | 'SR' | 'PR'
}

/** Moment of making as DICOM writes it. */
export interface Moment {
  /** YYYYMMDD */
  readonly date: string
  /** HHMMSS */
  readonly time: string
}

/** Moment of an instant in UTC. */
export function momentOf(epoch: number): Moment {
  const text = new Date(epoch).toISOString()
  return { date: text.slice(0, 10).replaceAll('-', ''), time: text.slice(11, 19).replaceAll(':', '') }
}

const DATE = /^\d{8}$/
const orEmpty = (text: string, pattern: RegExp): string => (pattern.test(text) ? text : '')

/** Patient, General Study, General Series and Equipment modules (PS3.3 C.7.1.1, C.7.2.1, C.7.3.1, C.7.5.1, C.7.5.2). */
export function commonModules(study: StudyModule, series: SeriesModule, at: Moment): Element[] {
  return [
    [0x00080020, orEmpty(study.studyDate, DATE)],
    [0x00080030, orEmpty(study.studyTime, /^\d{2,6}(?:\.\d{1,6})?$/)],
    [0x00080050, limited(study.accession, 16)],
    [0x00080090, ''],
    [0x00081030, limited(study.description, 64)],
    [0x00100010, limited(study.patientName, 64)],
    [0x00100020, limited(study.patientId, 64)],
    [0x00100030, orEmpty(study.patientBirthDate, DATE)],
    [0x00100040, orEmpty(study.patientSex, /^[MFO]$/)],
    [0x0020000d, study.studyUid],
    [0x00200010, limited(study.studyId, 16)],
    [0x00080060, series.modality],
    [0x0020000e, series.seriesUid],
    [0x00200011, String(series.number)],
    [0x0008103e, limited(series.description, 64)],
    [0x00080021, at.date],
    [0x00080031, at.time],
    [0x00080070, 'Hoi'],
    [0x00081090, 'Hoi'],
    [0x00181000, '1'],
    [0x00181020, implementationVersion],
    // What is derived from a de-identified study holds no identity either (PS3.15 E.1.1).
    [0x00120062, 'YES'],
    [0x00120063, 'Made from de-identified images'],
  ]
}

/** One object that is referred to. */
export interface ObjectRef {
  readonly seriesUid: string
  readonly sopClass: string
  readonly sopUid: string
}

export const sopReference = (
  ref: Pick<ObjectRef, 'sopClass' | 'sopUid'>,
  frames: readonly number[] = [],
): Element[] => [
  [0x00081150, ref.sopClass],
  [0x00081155, ref.sopUid],
  ...(frames.length > 0 ? [[0x00081160, frames.map(String)] satisfies Element] : []),
]

/** Each object once, by series, in the order in which they come: items of a sequence `tag` in items with the Series UID. */
export function bySeries(refs: readonly ObjectRef[], tag: number): Dataset[] {
  const series = new Map<string, Map<string, ObjectRef>>()
  for (const ref of refs) {
    const objects = series.get(ref.seriesUid) ?? new Map<string, ObjectRef>()
    series.set(ref.seriesUid, objects.set(ref.sopUid, ref))
  }
  return [...series].map(([uid, objects]): Dataset => [
    [0x0020000e, uid],
    [tag, [...objects.values()].map((ref) => sopReference(ref))],
  ])
}
