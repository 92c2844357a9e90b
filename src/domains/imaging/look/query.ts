import type { Box } from '#src/lib/dicom/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { attachmentsOf } from '../intake/attachments.ts'
import { mayManageStudy } from '../policy.ts'
import { quickPool } from '../worker/pool.ts'

/** Pictures on a page; those of one object stay together. */
export const A_PAGE = 24
/** Frames of a run that stand for it: first, last and between. */
const SAMPLED = 6
/** What a page waits for hints; the rest has them when it is opened again. */
const PATIENCE = 2_500

export interface LookImage {
  readonly id: string
  readonly kind: 'image' | 'video' | 'other'
  readonly seriesUid: string
  readonly sopUid: string
  readonly series: number | null
  readonly modality: string
  readonly number: number | null
  readonly rows: number
  readonly columns: number
  readonly frames: number
  readonly syntax: string
  readonly risk: string
  readonly seen: boolean
  readonly reasons: readonly string[]
  /** Proposed by the header. */
  readonly boxes: readonly Box[]
  /** Looks like letters. */
  readonly text: readonly Box[]
  readonly blanking: 'waiting' | 'failed' | 'done' | null
  readonly trouble: string
  /** Frames shown on this page, from 1. */
  readonly shown: readonly number[]
}

export interface LookPage {
  readonly id: string
  readonly studyUid: string
  readonly caseId: string
  readonly lookedAt: number | null
  readonly images: readonly LookImage[]
  readonly page: number
  readonly pages: number
  readonly total: number
  readonly seen: number
  readonly waiting: number
}

/** Frames that stand for a run. */
export function sampleFrames(frames: number): number[] {
  if (frames <= SAMPLED) return Array.from({ length: Math.max(1, frames) }, (_, i) => i + 1)
  return [...new Set(Array.from({ length: SAMPLED }, (_, i) => 1 + Math.round((i * (frames - 1)) / (SAMPLED - 1))))]
}

/** Splits a study into pages of about `A_PAGE` pictures, objects kept whole; answers indices. */
export function pagesOf(frames: readonly number[]): number[][] {
  const pages: number[][] = []
  let room = 0
  for (const [i, count] of frames.entries()) {
    const wanted = sampleFrames(count).length
    if (room < wanted && (room <= 0 || pages.length === 0 || wanted <= A_PAGE)) {
      pages.push([])
      room = A_PAGE
    }
    pages.at(-1)!.push(i)
    room -= wanted
  }
  return pages
}

/** One page of one's own study (by number, the one with that image, or 0: the first with something that was not seen yet), to be looked through; null for anybody else. Seven statements, and the hints of new images. */
export async function lookPage(
  ctx: Context,
  actor: Actor,
  studyUid: string,
  asked: number | { readonly image: string },
): Promise<LookPage | null> {
  const study = await ctx.db
    .selectFrom('imaging_study')
    .select(['id', 'case_id', 'owner_id', 'looked_at'])
    .where('study_uid', '=', studyUid)
    .executeTakeFirst()
  if (!study || !mayManageStudy(actor, { ownerId: study.owner_id })) return null
  const rows = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .select([
      'imaging_instance.id',
      'imaging_instance.blob',
      'series_uid',
      'sop_uid',
      'imaging_series.number as series',
      'modality',
      'imaging_instance.number',
      'rows',
      'columns',
      'frames',
      'syntax',
      'burned_in',
      'trouble',
    ])
    .where('imaging_instance.study_id', '=', study.id)
    .orderBy('imaging_series.number')
    .orderBy('imaging_series.id')
    .orderBy('imaging_instance.number')
    .orderBy('imaging_instance.id')
    .execute()
  const videos = await attachmentsOf(ctx, actor, [study.id])
  const seen = await ctx.db.selectFrom('imaging_seen').select('image_id').where('study_id', '=', study.id).execute()
  const seenIds = new Set(seen.map((row) => row.image_id))
  const frames = [...rows.map((row) => row.frames ?? 1), ...videos.map(() => 1)]
  const pages = pagesOf(frames)
  const isNew = (i: number): boolean => !seenIds.has((rows[i] ?? videos[i - rows.length])?.id ?? '')
  const wanted =
    typeof asked === 'number'
      ? asked || 1 + pages.findIndex((indices) => indices.some(isNew))
      : 1 + pages.findIndex((indices) => indices.some((i) => (rows[i] ?? videos[i - rows.length])?.id === asked.image))
  const page = Math.min(Math.max(1, wanted), Math.max(1, pages.length))
  const here = pages[page - 1] ?? []
  const own = here.flatMap((i) => (rows[i] ? [rows[i]] : []))
  const known = await assessments(ctx, own)
  const blanks = await ctx.db
    .selectFrom('imaging_blank')
    .select(['instance_id', 'state'])
    .where('study_id', '=', study.id)
    .orderBy('id')
    .execute()
  const state = new Map(blanks.map((row) => [row.instance_id, row.state]))
  const images: LookImage[] = own.map((row) => ({
    id: row.id,
    kind: row.rows === null || row.trouble === 'no-pixels' ? 'other' : 'image',
    seriesUid: row.series_uid,
    sopUid: row.sop_uid,
    series: row.series,
    modality: row.modality,
    number: row.number,
    rows: row.rows ?? 0,
    columns: row.columns ?? 0,
    frames: row.frames ?? 1,
    syntax: row.syntax,
    risk: row.burned_in,
    seen: seenIds.has(row.id),
    reasons: known.get(row.id)?.reasons ?? [],
    boxes: known.get(row.id)?.boxes ?? [],
    text: known.get(row.id)?.text ?? [],
    blanking: state.get(row.id) ?? null,
    trouble: row.trouble,
    shown: sampleFrames(row.frames ?? 1),
  }))
  for (const i of here) {
    const video = videos[i - rows.length]
    if (!video) continue
    images.push({ ...NOTHING, id: video.id, seen: seenIds.has(video.id) })
  }
  return {
    id: study.id,
    studyUid,
    caseId: study.case_id,
    lookedAt: study.looked_at,
    images,
    page,
    pages: Math.max(1, pages.length),
    total: rows.length + videos.length,
    seen: seen.length,
    waiting: blanks.filter((row) => row.state === 'waiting').length,
  }
}

const NOTHING: Omit<LookImage, 'id' | 'seen'> = {
  kind: 'video',
  seriesUid: '',
  sopUid: '',
  series: null,
  modality: 'MP4',
  number: null,
  rows: 0,
  columns: 0,
  frames: 1,
  syntax: '',
  risk: 'look',
  reasons: ['video'],
  boxes: [],
  text: [],
  blanking: null,
  trouble: '',
  shown: [1],
}

interface Known {
  readonly reasons: readonly string[]
  readonly boxes: readonly Box[]
  readonly text: readonly Box[]
}

/** Hints of images, kept once they are made. */
async function assessments(
  ctx: Context,
  images: readonly { id: string; blob: string }[],
): Promise<ReadonlyMap<string, Known>> {
  if (images.length === 0) return new Map()
  const kept = await ctx.db
    .selectFrom('imaging_assessment')
    .selectAll()
    .where(
      'instance_id',
      'in',
      images.map(({ id }) => id),
    )
    .execute()
  const known = new Map<string, Known>(
    kept.map(({ instance_id, reasons, proposals }) => [
      instance_id,
      { reasons: JSON.parse(reasons) as string[], ...(JSON.parse(proposals) as { boxes: Box[]; text: Box[] }) },
    ]),
  )
  const until = performance.now() + PATIENCE
  for (const { id, blob } of images) {
    if (known.has(id) || performance.now() > until) continue
    const made = await assess(ctx, blob)
    if (!made) continue
    known.set(id, made)
    const { reasons, boxes, text } = made
    await ctx.db
      .insertInto('imaging_assessment')
      .values({ instance_id: id, reasons: JSON.stringify(reasons), proposals: JSON.stringify({ boxes, text }) })
      .onConflict((oc) => oc.column('instance_id').doNothing())
      .execute()
  }
  return known
}

async function assess(ctx: Context, blob: string): Promise<Known | null> {
  const file = await ctx.blobs.asFile(blob)
  if (!file) return null
  try {
    const made = await quickPool().run('assess', { path: file.path }, { timeoutMs: 20_000 })
    return made.ok ? made : null
  } catch {
    // A picture that cannot be read has no hints; the person still looks.
    return null
  } finally {
    await file.done()
  }
}
