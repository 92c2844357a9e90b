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

/** Numbers that tables of the VOI may be long together; four times what three tables of 65,536 entries in disorder take. */
const MOST_STEPS = 1_500_000

/** Reads the tables of every frame; those that are the same are the same object. */
export function fileTablesOf(file: DicomFile, mostSteps = MOST_STEPS): FileTables {
  const frames = findElement(file.elements, 0x52009230)?.items ?? []
  const differ = frames.some(({ elements }) => findElement(elements, 0x00289132) !== undefined)
  const distinct = new Map<string, NamedPacked>()
  let [modality, type, room] = [null as PackedTable | null, '', mostSteps]
  let faults: FileTables['faults'] = []
  const luts: NamedPacked[][] = []
  for (let frame = 0; frame < (differ ? frames.length : 1); frame += 1) {
    if (room < 0) {
      // No room: none, rather than those of the first frame.
      luts.push([])
      continue
    }
    const found = tablesOf(file, frame)
    if (frame === 0) {
      modality = found.modality && packTable(found.modality)
      type = found.type
    }
    if (faults.length === 0) faults = found.faults
    const own: NamedPacked[] = []
    for (const table of found.voi) {
      const packed = { ...packTable(toScreen(table)), name: table.name }
      const text = JSON.stringify(packed)
      const known = distinct.get(text)
      if (!known) room -= packed.steps.length
      // Numbers of tables have to stay those of the file: what comes behind the one too many goes too.
      if (room < 0) {
        faults = [...faults, { stage: 'voi', fault: 'many' }]
        break
      }
      if (!known) distinct.set(text, packed)
      own.push(known ?? packed)
    }
    luts.push(own)
  }
  return { modality, type, luts, faults }
}
