import {
  type ExportMark,
  type MarkedImage,
  momentOf,
  SITES,
  type Rgb,
  type StudyModule,
  TISSUE,
  uidFrom,
  writePresentation,
  writeReport,
  writeSegmentation,
  isReported,
  isSite,
  type SegmentInfo,
} from '#src/lib/dicom/objects/index.ts'
import { isRegion, regionRuns } from '#src/lib/imaging/measure/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { DicomJson } from '../header/dicom-json.ts'
import { visibleStudies } from '../policy.ts'
import { presentation, type ShownSource } from './export-presentation.ts'
import { planeOf } from './image.ts'
import { type ExportKind, type ExportLink, type Mark, shapeOf } from '#src/lib/imaging/mark.ts'
import { marksOf } from './queries.ts'

export const EXPORT_KINDS: readonly ExportKind[] = ['sr', 'pr', 'seg']

const kindsOf = (mark: Pick<Mark, 'kind' | 'points'>): ExportKind[] => {
  if (mark.kind === 'key') return []
  const shape = { kind: mark.kind, points: mark.points }
  return [...(isReported({ shape }) ? (['sr'] as const) : []), 'pr', ...(isRegion(shape) ? (['seg'] as const) : [])]
}

export function exportsOf(study: string, marks: readonly Mark[]): ExportLink[] {
  const counts = new Map<string, ExportLink>()
  for (const mark of marks) {
    for (const kind of kindsOf(mark)) {
      const href = `/imaging/studies/${study}/marks.${kind}.dcm${kind === 'sr' ? '' : `?series=${mark.series}`}`
      counts.set(href, { kind, href, count: (counts.get(href)?.count ?? 0) + 1 })
    }
  }
  return [...counts.values()].toSorted((a, b) => EXPORT_KINDS.indexOf(a.kind) - EXPORT_KINDS.indexOf(b.kind))
}

interface Source extends ShownSource {
  readonly image: Omit<MarkedImage, 'frame'>
}

/**
 * The visible marks of a study as one DICOM object; null where the actor sees no study or there is nothing of the kind.
 * The same marks give the same object: its identifiers derive from what is in it. Five statements.
 */
export async function exportMarks(
  ctx: Context,
  actor: Actor,
  studyUid: string,
  kind: ExportKind,
  series: string,
): Promise<Uint8Array | null> {
  const found = await marksOf(ctx, actor, studyUid)
  if (!found) return null
  const wanted = found.marks.filter((mark) => kindsOf(mark).includes(kind))
  const place = kind === 'sr' ? '' : series || mostMarked(wanted)
  const marks = wanted.filter((mark) => place === '' || mark.series === place)
  if (marks.length === 0) return null
  const study = await studyModule(ctx, actor, studyUid)
  const sources = await sourcesOf(ctx, found.studyId, marks)
  if (!study) return null
  const ready = marks.flatMap((mark) => {
    const source = sources.get(mark.instance)
    return source ? [exportMark(mark, source)] : []
  })
  if (ready.length === 0) return null
  const sopUid = uidFrom(kind, WRITERS[kind], studyUid, JSON.stringify(ready))
  const input = {
    study,
    series: {
      uid: uidFrom(kind, studyUid, place, 'series'),
      number: 9000 + EXPORT_KINDS.indexOf(kind),
      description: TITLES[kind],
    },
    sopUid,
    at: momentOf(Math.max(...marks.map(({ at }) => at))),
  }
  if (kind === 'sr') return writeReport({ ...input, marks: ready })
  if (kind === 'pr') {
    const drawn = marks.flatMap((mark) => {
      const one = ready.find(({ id }) => id === mark.id)
      return one ? [{ mark, ready: one }] : []
    })
    return writePresentation({ ...input, ...(await presentation(ctx, drawn, sources)) })
  }
  return segmentation(input, ready, sources)
}

/** Goes up when the same marks give another object. */
const WRITERS: Readonly<Record<ExportKind, string>> = { sr: '', pr: '2', seg: '' }

const TITLES: Readonly<Record<ExportKind, string>> = {
  sr: 'Measurements',
  pr: 'Marks',
  seg: 'Regions',
}

function mostMarked(marks: readonly Mark[]): string {
  const counts = new Map<string, number>()
  for (const { series } of marks) counts.set(series, (counts.get(series) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

async function studyModule(ctx: Context, actor: Actor, studyUid: string): Promise<StudyModule | null> {
  const row = await ctx.db
    .selectFrom('imaging_study')
    .select(['study_uid as studyUid', 'study_date as studyDate', 'study_time as studyTime', 'study_id as studyId'])
    .select(['accession', 'description', 'patient_name as patientName', 'patient_id as patientId'])
    .select(['patient_sex as patientSex', 'patient_birth_date as patientBirthDate'])
    .where('study_uid', '=', studyUid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .executeTakeFirst()
  return row ?? null
}

async function sourcesOf(ctx: Context, studyId: string, marks: readonly Mark[]): Promise<ReadonlyMap<string, Source>> {
  const rows = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_header', 'imaging_header.instance_id', 'imaging_instance.id')
    .select(['sop_uid', 'sop_class', 'rows', 'columns', 'frames', 'series_uid', 'modality', 'metadata', 'blob'])
    .where('imaging_instance.study_id', '=', studyId)
    .where('sop_uid', 'in', [...new Set(marks.map(({ instance }) => instance))])
    .execute()
  return new Map(
    rows.map((row) => [
      row.sop_uid,
      {
        image: {
          seriesUid: row.series_uid,
          sopClass: row.sop_class,
          sopUid: row.sop_uid,
          modality: row.modality,
          rows: row.rows ?? 1,
          columns: row.columns ?? 1,
          frames: row.frames ?? 1,
        },
        blob: row.blob,
        header: JSON.parse(row.metadata) as DicomJson,
      },
    ]),
  )
}

function exportMark(mark: Mark, { image }: Source): ExportMark {
  return {
    id: mark.id,
    shape: shapeOf(mark)!,
    measured: mark.measured,
    author: mark.author?.name ?? '',
    ...(isSite(mark.site) ? { site: SITES[mark.site] } : {}),
    image: { ...image, frame: mark.frame },
    // Presentation states of ours do not subtract; a window of differences would say nothing.
    ...(mark.view.window && !mark.view.mask ? { window: mark.view.window } : {}),
    ...(mark.view.invert ? { invert: true } : {}),
  }
}

const COLOURS: readonly Rgb[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
]

/** Every region a segment of its own; those on images of another size or direction than most stay out: a segmentation has one grid. */
function segmentation(
  input: Pick<Parameters<typeof writeSegmentation>[0], 'study' | 'series' | 'sopUid' | 'at'>,
  marks: readonly ExportMark[],
  sources: ReadonlyMap<string, Source>,
): Uint8Array | null {
  const planes = marks.map(({ image }) => ({
    plane: planeOf(sources.get(image.sopUid)!.header, image.frame),
    size: `${image.rows} ${image.columns}`,
  }))
  const keys = planes.map(({ plane, size }) => `${size} ${plane.orientation?.map((n) => n.toFixed(3)).join(' ')}`)
  const usual = keys.toSorted((a, b) => keys.filter((k) => k === b).length - keys.filter((k) => k === a).length)[0]
  const kept = marks.flatMap((mark, i) => (keys[i] === usual ? [{ mark, plane: planes[i]!.plane }] : []))
  const drawn = kept
    .map(({ mark, plane }) => ({ mark, plane, runs: regionRuns(mark.shape, mark.image.columns, mark.image.rows) }))
    .filter(({ runs }) => runs.length > 0)
  const [one] = drawn
  if (!one) return null
  const { plane } = one
  const [row, column] = plane.spacing ?? []
  const segments = drawn.map(({ mark }, i): SegmentInfo => ({
    label: mark.shape.text || `${i + 1}`,
    category: TISSUE,
    type: TISSUE,
    ...(mark.site ? { anatomy: mark.site } : {}),
    algorithm: 'MANUAL',
    rgb: COLOURS[i % COLOURS.length]!,
    tracking: { id: mark.shape.text || mark.id, uid: uidFrom('mark', mark.id) },
  }))
  return writeSegmentation({
    ...input,
    rows: one.mark.image.rows,
    columns: one.mark.image.columns,
    ...(plane.orientation ? { orientation: plane.orientation } : {}),
    ...(row && column ? { spacing: [row, column] as const } : {}),
    ...(plane.thickness ? { thickness: plane.thickness } : {}),
    ...(plane.frameOfReference ? { frameOfReference: plane.frameOfReference } : {}),
    segments,
    frames: drawn.map(({ mark: { image }, plane: own, runs }, i) => ({
      segment: i + 1,
      source: {
        seriesUid: image.seriesUid,
        sopClass: image.sopClass,
        sopUid: image.sopUid,
        ...(image.frames > 1 ? { frame: image.frame } : {}),
      },
      ...(own.position ? { position: own.position } : {}),
      runs,
    })),
  })
}
