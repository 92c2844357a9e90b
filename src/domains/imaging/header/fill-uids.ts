import { asciiValue, type CaseKey, type DicomElement, type DicomFile, findElement } from '#src/lib/dicom/index.ts'
import { concat, encodeElement } from '#src/lib/dicom/encode.ts'
import type { Summary } from './summary.ts'

/**
 * Some exports leave identifiers empty. They are filled with UIDs of the case, derived from what the header says of the
 * study (date, number) and series (number, modality, description) and, for the object, from its bytes: the same file
 * gives the same identifiers again, and files of one series stay together. An empty class comes from the File Meta; its
 * instance UID is not believed, since writers copy it from file to file. `digest`: SHA-256 of the file, hex. null when
 * the file is deflated or has no class.
 */
export function fillUids(file: DicomFile, summary: Summary, key: CaseKey, digest: string): Uint8Array | null {
  if (file.syntax.deflated || !summary.sopClass) return null
  const { study, series } = summary
  const studySeed = summary.studyUid || ['study', study.study_date, study.study_id, study.accession].join('\\')
  const seriesSeed =
    summary.seriesUid ||
    [studySeed, 'series', series.number, series.modality, series.description, series.series_time].join('\\')
  const wanted: [number, string][] = []
  const named = findElement(file.elements, 0x00080016)
  if (!named || asciiValue(file.bytes, named) === '') wanted.push([0x00080016, summary.sopClass])
  if (!summary.sopUid) wanted.push([0x00080018, key.remapUid(`object\\${digest}`)])
  if (!summary.studyUid) wanted.push([0x0020000d, key.remapUid(studySeed)])
  if (!summary.seriesUid) wanted.push([0x0020000e, key.remapUid(seriesSeed)])
  const parts: Uint8Array[] = []
  let from = 0
  for (const [tag, value] of wanted) {
    const { start, end } = placeOf(file, tag)
    parts.push(file.bytes.subarray(from, start), encodeElement(tag, 'UI', value, file.syntax))
    from = end
  }
  parts.push(file.bytes.subarray(from))
  return concat(parts)
}

/** Where the element stands, or where it belongs. */
function placeOf({ elements, datasetEnd }: DicomFile, tag: number): { start: number; end: number } {
  const found: DicomElement | undefined = elements.find((element) => element.tag === tag)
  if (found) return found
  const next = elements.find((element) => element.tag > tag)?.start ?? datasetEnd
  return { start: next, end: next }
}
