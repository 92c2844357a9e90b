import { asciiValue, charsetIn, type DicomFile, findElement, numbersOf, textOf } from '#src/lib/dicom/index.ts'

/** The attributes of one object that are searched for, as text; numbers are null where they are absent. */
export interface Summary {
  readonly studyUid: string
  readonly seriesUid: string
  readonly sopUid: string
  readonly sopClass: string
  readonly study: {
    readonly study_date: string
    readonly study_time: string
    readonly study_id: string
    readonly accession: string
    readonly description: string
    readonly patient_id: string
    readonly patient_name: string
    readonly patient_sex: string
    readonly patient_birth_date: string
    readonly referring: string
  }
  readonly series: {
    readonly modality: string
    readonly number: number | null
    readonly description: string
    readonly body_part: string
    readonly series_date: string
    readonly series_time: string
  }
  readonly instance: {
    readonly number: number | null
    readonly rows: number | null
    readonly columns: number | null
    readonly frames: number | null
    readonly bits: number | null
  }
}

/** Whole numbers that both databases can hold; anything else counts as absent. */
const whole = (value: number | undefined): number | null =>
  value !== undefined && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null

/** Reads the attributes of a header; every text is cut at a length that no honest value reaches. */
export function summaryOf(file: DicomFile): Summary {
  const charset = charsetIn(file.bytes, file.elements)
  const text = (tag: number, most = 128): string =>
    textOf(file.bytes, file.elements, tag, charset).replaceAll('\0', '').slice(0, most)
  const number = (tag: number): number | null => whole(numbersOf(file.bytes, file.elements, tag)[0])
  const uid = (tag: number): string => (/^[0-9.]{1,64}$/.test(text(tag)) ? text(tag) : '')
  return {
    studyUid: uid(0x0020000d),
    seriesUid: uid(0x0020000e),
    sopUid: uid(0x00080018),
    sopClass: uid(0x00080016) || metaUid(file, 0x00020002),
    study: {
      study_date: text(0x00080020, 8),
      study_time: text(0x00080030, 16),
      study_id: text(0x00200010, 16),
      accession: text(0x00080050, 16),
      description: text(0x00081030),
      patient_id: text(0x00100020),
      patient_name: text(0x00100010),
      patient_sex: text(0x00100040, 16),
      patient_birth_date: text(0x00100030, 8),
      referring: text(0x00080090),
    },
    series: {
      modality: text(0x00080060, 16),
      number: number(0x00200011),
      description: text(0x0008103e),
      body_part: text(0x00180015, 16),
      series_date: text(0x00080021, 8),
      series_time: text(0x00080031, 16),
    },
    instance: {
      number: number(0x00200013),
      rows: number(0x00280010),
      columns: number(0x00280011),
      frames: number(0x00280008),
      bits: number(0x00280100),
    },
  }
}

/** An identifier of the File Meta Information, for files whose data set leaves it empty; '' when it is none. */
export function metaUid(file: DicomFile, tag: number): string {
  const found = findElement(file.meta, tag)
  const value = found ? asciiValue(file.source, found) : ''
  return /^[0-9.]{1,64}$/.test(value) ? value : ''
}
