import { type DicomFile, findElement } from '#src/lib/dicom/index.ts'
import { type NamedPacked, type PackedTable, packTable, toScreen } from './pack.ts'
import { type Tables, tablesOf } from './read.ts'

/** The tables of all frames of a file, as they are kept and sent: exact those of the modality, for a screen those of the VOI. */
export interface FileTables {
  readonly modality: PackedTable | null
  readonly type: string
  /** Of each frame; of one for all of them where no frame has its own. */
  readonly luts: readonly (readonly NamedPacked[])[]
  /** Stages with a table that is not applied because it is damaged. */
  readonly faults: Tables['faults']
}

export function fileTablesOf(file: DicomFile): FileTables {
  const frames = findElement(file.elements, 0x52009230)?.items ?? []
  const differ = frames.some(({ elements }) => findElement(elements, 0x00289132) !== undefined)
  const all = Array.from({ length: differ ? frames.length : 1 }, (_, frame) => tablesOf(file, frame))
  const [first] = all
  const { modality, type } = first!
  return {
    modality: modality ? packTable(modality) : null,
    type,
    luts: all.map(({ voi }) => voi.map((table) => ({ ...packTable(toScreen(table)), name: table.name }))),
    faults: all.find(({ faults }) => faults.length > 0)?.faults ?? [],
  }
}
