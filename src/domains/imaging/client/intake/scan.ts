import { assessBurnedIn } from '#src/lib/dicom/burned-in.ts'
import { type DicomFile, readDicom } from '#src/lib/dicom/reader.ts'
import type { DicomError } from '#src/lib/dicom/result.ts'
import { type Summary, summaryOf } from '../../header/summary.ts'
import type { Source } from './sources.ts'

/** What the header of one file says. */
export interface Scanned {
  readonly ok: true
  readonly patient: string
  readonly study: string
  readonly series: string
  readonly summary: Summary
  readonly risk: boolean
}

/** Most headers of images end before this. */
const HEAD = 96 * 1024
const LONG_HEAD = 2 * 1024 * 1024
const PIXELS = 0x7fe00010

/** Reads the header of a source, from its beginning where that is enough. */
export async function scanSource(source: Source): Promise<Scanned | { ok: false; code: string; head?: Uint8Array }> {
  let last: Uint8Array | undefined
  for (const most of [HEAD, LONG_HEAD, Infinity]) {
    const read = await source.read(most)
    if (!read.ok) return read
    last = read.bytes
    const file = readDicom(read.bytes, { untilTag: PIXELS })
    if (file.ok) return describe(file)
    // Cut off where we stopped, or where the file does.
    const cut = read.bytes.length < source.bytes && mayBeCut(file)
    if (!cut) return { ok: false, code: file.code, head: read.bytes.subarray(0, 64) }
  }
  return { ok: false, code: 'truncated', ...(last ? { head: last.subarray(0, 64) } : {}) }
}

const mayBeCut = (error: DicomError): boolean => /^(truncated|bad-length|bad-sequence|deflate)$/.test(error.code)

function describe(file: DicomFile): Scanned | { ok: false; code: string } {
  const summary = summaryOf(file)
  if (!summary.sopClass) return { ok: false, code: 'no-uids' }
  const { study, series } = summary
  const studyKey = summary.studyUid || ['study', study.study_date, study.study_id, study.accession].join('\\')
  const seriesKey =
    summary.seriesUid ||
    [studyKey, 'series', series.number, series.modality, series.description, series.series_time].join('\\')
  return {
    ok: true,
    patient: study.patient_id.trim() || study.patient_name.trim() || studyKey,
    study: studyKey,
    series: seriesKey,
    summary,
    risk: assessBurnedIn(file).risk !== 'none',
  }
}
