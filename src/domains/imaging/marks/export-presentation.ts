import type { ExportMark, PresentationInput } from '#src/lib/dicom/objects/index.ts'
import { type FileTables, type NamedPacked, stretchOf, unpackTable } from '#src/lib/imaging/lut/index.ts'
import type { Mark } from '#src/lib/imaging/mark.ts'
import type { Window } from '#src/lib/imaging/view.ts'
import { curveOf, fileWindow, isInverse } from '#src/lib/imaging/window.ts'
import type { Context } from '#src/platform/context.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import { first, inside, text } from '../viewing/read-json.ts'
import { namesTables, storedTables } from '../viewing/tables-of.ts'
import { groupsOf, planeOf, rescaleOf } from './image.ts'

/** An image that is marked: its header, and where its bytes are. */
export interface ShownSource {
  readonly header: DicomJson
  readonly blob: string
}

/**
 * How the images of a presentation state are shown: each as the view of its last mark shows it, by a table of the file where
 * the view goes by one, else by its window, else by what the file says first. A presentation state has one modality
 * transformation and one polarity: where images of a series differ in the first (PET), it shows stored values and no window.
 */
export async function presentation(
  ctx: Pick<Context, 'blobs'>,
  marks: readonly { readonly mark: Mark; readonly ready: ExportMark }[],
  sources: ReadonlyMap<string, ShownSource>,
): Promise<Pick<PresentationInput, 'rescale' | 'modality' | 'spacing' | 'inverse' | 'marks'>> {
  const tables = new Map<string, FileTables | null>()
  for (const [uid, { header, blob }] of sources) if (namesTables(header)) tables.set(uid, await storedTables(ctx, blob))
  const ways = marks.map(({ mark }) => {
    const header = sources.get(mark.instance)?.header ?? {}
    const { modality, type } = tables.get(mark.instance) ?? { modality: null, type: '' }
    return { rescale: rescaleOf(header, mark.frame), modality: modality && { ...modality, type } }
  })
  const alike = new Set(ways.map((way) => JSON.stringify(way))).size === 1
  const { rescale = null, modality = null } = (alike && ways[0]) || {}
  const [one] = marks
  const header = (one && sources.get(one.mark.instance)?.header) ?? {}
  const [row, column] = (one && planeOf(header, one.mark.frame).spacing) ?? []
  const known = rescale !== null || modality !== null
  return {
    rescale,
    modality: modality && { table: unpackTable(modality), type: modality.type },
    spacing: row && column ? ([row, column] as const) : null,
    inverse: isInverse(text(header, '00280004'), text(header, '20500020')) !== marks.some(({ ready }) => ready.invert),
    // Windows are of values of the modality: they would be others on stored ones.
    marks: marks.map(({ mark, ready }) => ({
      ...ready,
      window: undefined,
      ...(known ? shown(mark, sources.get(mark.instance)?.header ?? {}, tables.get(mark.instance)) : {}),
    })),
  }
}

/** What a view goes by; nothing where it subtracts: presentation states of ours do not, and a window of differences would say nothing. */
function shown(
  { view, frame }: Mark,
  header: DicomJson,
  tables: FileTables | null | undefined,
): Pick<ExportMark, 'window' | 'table'> {
  if (view.mask) return {}
  const luts: readonly NamedPacked[] = tables?.luts[frame - 1] ?? tables?.luts[0] ?? []
  const window = view.window ?? firstOf(header, frame, luts)
  if (!window) return {}
  const packed = window.lut ? luts[window.lut - 1] : undefined
  return { window, ...(packed ? { table: { ...unpackTable(packed), name: packed.name } } : {}) }
}

/** What the file says first: tables before windows, as the viewer has it. */
function firstOf(header: DicomJson, frame: number, [lut]: readonly NamedPacked[]): Window | null {
  if (lut) return { ...stretchOf(unpackTable(lut)), lut: 1 }
  const group = inside(groupsOf(header, frame), '00289132')
  return fileWindow(first(group, '00281050'), first(group, '00281051'), curveOf(text(group, '00281056')))
}
