import {
  asciiValue,
  charsetIn,
  type DicomElement,
  type DicomFile,
  findElement,
  numbersOf,
  textOf,
} from '#src/lib/dicom/index.ts'
import { MOST_LUTS } from '../view.ts'
import { type LookupTable, readTable, type TableFault } from './table.ts'

export interface NamedTable extends LookupTable {
  /** LUT Explanation (0028,3003), at most 32 characters; '' when it says nothing. */
  readonly name: string
}

/** The tables of one frame, those that can be applied. */
export interface Tables {
  /** From stored values to those of the modality; then rescale slope and intercept say nothing. */
  readonly modality: LookupTable | null
  /** Modality LUT Type (0028,3004): HU, OD, US (unspecified), … as written; '' without a table. */
  readonly type: string
  /** From values of the modality to grey levels, in the order of the file. */
  readonly voi: readonly NamedTable[]
  /** What stands in the file and is not applied. */
  readonly faults: readonly { readonly stage: 'modality' | 'voi'; readonly fault: TableFault }[]
}

const MODALITY = 0x00283000
const VOI = 0x00283010
const FRAME_VOI = 0x00289132

/**
 * Reads Modality LUT Sequence (0028,3000) and VOI LUT Sequence (0028,3010) of a frame (from 0); of VOI LUTs those in the
 * functional groups of the frame, else in the shared ones, else in the data set (PS3.3 C.7.6.16.2.10b). The first input of
 * a table is signed where stored values are, that of a VOI LUT also where the rescale can give negative values.
 */
export function tablesOf(file: DicomFile, frame = 0): Tables {
  const { bytes, elements } = file
  const number = (tag: number): number => numbersOf(bytes, elements, tag)[0] ?? 0
  const signed = number(0x00280103) === 1
  const faults: { stage: 'modality' | 'voi'; fault: TableFault }[] = []
  const read = (stage: 'modality' | 'voi', item: readonly DicomElement[], below: boolean): LookupTable | null => {
    const table = tableIn(file, item, below)
    if (typeof table !== 'string') return table
    faults.push({ stage, fault: table })
    return null
  }
  const [item] = findElement(elements, MODALITY)?.items ?? []
  const modality = item ? read('modality', item.elements, signed) : null
  const below = modality ? false : signed || number(0x00281052) < 0 || number(0x00281053) < 0
  const voi: NamedTable[] = []
  for (const one of voiItems(file, frame).slice(0, MOST_LUTS)) {
    const table = read('voi', one.elements, below)
    if (table) voi.push({ ...table, name: nameOf(file, one.elements) })
  }
  const type = item && modality ? findElement(item.elements, 0x00283004) : undefined
  return { modality, type: type ? asciiValue(bytes, type) : '', voi, faults }
}

function voiItems({ elements }: DicomFile, frame: number) {
  const own = findElement(elements, 0x52009230)?.items?.[frame]
  const shared = findElement(elements, 0x52009229)?.items?.[0]
  for (const group of [own, shared]) {
    const macro = group && findElement(group.elements, FRAME_VOI)?.items?.[0]
    if (macro) return findElement(macro.elements, VOI)?.items ?? []
  }
  return findElement(elements, VOI)?.items ?? []
}

function tableIn({ bytes }: DicomFile, item: readonly DicomElement[], below: boolean): LookupTable | TableFault {
  const descriptor = findElement(item, 0x00283002)
  const data = findElement(item, 0x00283006)
  if (!descriptor || !data) return 'descriptor'
  return readTable({
    // Some write it as SS, some leave the VR unknown: two bytes each in every case.
    descriptor: numbersOf(bytes, [{ ...descriptor, vr: 'US' }], 0x00283002),
    signed: below || descriptor.vr === 'SS',
    data: bytes.subarray(data.value, data.valueEnd),
    bigEndian: data.encoding.bigEndian,
    single: data.vr === 'OB',
  })
}

function nameOf({ bytes, elements }: DicomFile, item: readonly DicomElement[]): string {
  const name = textOf(bytes, item, 0x00283003, charsetIn(bytes, elements)).trim()
  // What de-identification leaves where it takes a text away.
  return name === 'REMOVED' ? '' : [...name].slice(0, 32).join('')
}
