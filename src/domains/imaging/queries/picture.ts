import type { Mask, View, Window } from '#src/lib/imaging/view.ts'
import { windowQuery } from '#src/lib/imaging/window-query.ts'
import { cropOf, viewSvg } from '#src/lib/imaging/view-svg.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { shownObjects } from '../marks/withheld.ts'
import { visibleStudies } from '../policy.ts'
import { onImagesWithdrawn } from '../withdraw/heard.ts'
import { quickPool } from '../worker/pool.ts'

/** What is asked of an image that somebody points at. */
export interface KnownImage {
  readonly caseId: string
  readonly studyUid: string
  readonly seriesUid: string
  readonly sopUid: string
  readonly blob: string
  readonly columns: number
  readonly rows: number
  readonly frames: number
}

/** Those of the objects that the actor may see and that have pixels, by SOP Instance UID. One statement. */
export async function knownImages(
  ctx: Context,
  actor: Actor,
  sopUids: readonly string[],
): Promise<ReadonlyMap<string, KnownImage>> {
  if (sopUids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['case_id', 'study_uid', 'series_uid', 'sop_uid', 'blob', 'rows', 'columns', 'frames'])
    .where('imaging_instance.sop_uid', 'in', [...new Set(sopUids)])
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(shownObjects(ctx, actor))
    .execute()
  return new Map(
    rows
      .filter((row) => (row.rows ?? 0) > 0 && (row.columns ?? 0) > 0)
      .map((row) => [
        row.sop_uid,
        {
          caseId: row.case_id,
          studyUid: row.study_uid,
          seriesUid: row.series_uid,
          sopUid: row.sop_uid,
          blob: row.blob,
          columns: row.columns!,
          rows: row.rows!,
          frames: row.frames ?? 1,
        },
      ]),
  )
}

/** The image of a view, if it is there as the view says; null else. */
export function imageOfView(known: ReadonlyMap<string, KnownImage>, view: View): KnownImage | null {
  const image = known.get(view.instance)
  if (!image || image.studyUid !== view.study || image.seriesUid !== view.series) return null
  return view.frame <= image.frames ? image : null
}

export interface SeriesOfCase {
  readonly studyUid: string
  readonly seriesUid: string
  readonly modality: string
  readonly number: number | null
  readonly description: string
  readonly images: number
}

/** Series with pixels of an imaging case that the actor may see, in the order of their numbers. One statement. */
export async function seriesOfCase(ctx: Context, actor: Actor, caseId: string): Promise<SeriesOfCase[]> {
  const rows = await ctx.db
    .selectFrom('imaging_series')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_series.study_id')
    .innerJoin('imaging_instance', 'imaging_instance.series_id', 'imaging_series.id')
    .select(['study_uid', 'series_uid', 'modality', 'imaging_series.number', 'imaging_series.description'])
    .select((eb) => eb.fn.sum<number>(eb.fn.coalesce('imaging_instance.frames', eb.lit(1))).as('images'))
    .where('imaging_study.case_id', '=', caseId)
    .where('imaging_instance.rows', '>', 0)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(shownObjects(ctx, actor))
    .groupBy(['imaging_series.id', 'study_uid', 'series_uid', 'modality', 'imaging_series.number'])
    .groupBy(['imaging_series.description', 'imaging_study.study_date'])
    .orderBy('imaging_study.study_date')
    .orderBy('imaging_series.number')
    .orderBy('imaging_series.id')
    .execute()
  return rows.map((row) => ({
    studyUid: row.study_uid,
    seriesUid: row.series_uid,
    modality: row.modality,
    number: row.number,
    description: row.description,
    images: Number(row.images),
  }))
}

/** The image at a place (from 1) of a series as people leaf through it: by instance number, frames one by one. One statement. */
export async function imageAt(
  ctx: Context,
  actor: Actor,
  seriesUid: string,
  place: number,
): Promise<{ image: KnownImage; frame: number } | null> {
  const rows = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['case_id', 'study_uid', 'series_uid', 'sop_uid', 'blob', 'rows', 'columns', 'frames'])
    .where('series_uid', '=', seriesUid)
    .where('imaging_instance.rows', '>', 0)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(shownObjects(ctx, actor))
    .orderBy('imaging_instance.number')
    .orderBy('imaging_instance.id')
    .limit(20_000)
    .execute()
  let before = 0
  for (const row of rows) {
    const frames = row.frames ?? 1
    if (place <= before + frames) {
      const { rows: height, columns: width, sop_uid: sopUid, blob } = row
      const ids = { caseId: row.case_id, studyUid: row.study_uid, seriesUid: row.series_uid, sopUid, blob }
      return { image: { ...ids, columns: width ?? 1, rows: height ?? 1, frames }, frame: place - before }
    }
    before += frames
  }
  return null
}

export interface Drawing {
  readonly window?: Window
  readonly mask?: Mask
  /** Longer side in pixels; never larger than the image. */
  readonly side: number
  readonly format?: 'webp' | 'jpeg' | 'png'
}

/** Rendered frames of this process by what they are made of; what is in them never changes. */
const kept = new Map<string, Uint8Array>()
const MOST_BYTES = 24_000_000
let keptBytes = 0
/** Goes up with each forgetting: what was begun before is not kept after. */
let forgotten = 0

/**
 * A frame (from 1) of an image that the caller has found for its reader, as a picture; null where it cannot be drawn.
 * Kept by content, so permission must have been asked before, every time.
 */
export async function framePicture(
  ctx: Context,
  { blob }: Pick<KnownImage, 'blob'>,
  frame: number,
  { window, mask, side, format = 'webp' }: Drawing,
): Promise<Uint8Array | null> {
  onImagesWithdrawn(ctx, forgetPictures)
  const key = [blob, frame, window ? windowQuery(window) : '', mask?.shift, mask?.frames, side, format].join(' ')
  const before = kept.get(key)
  if (before) {
    kept.delete(key)
    kept.set(key, before)
    return before
  }
  const began = forgotten
  const file = await ctx.blobs.asFile(blob)
  if (!file) return null
  try {
    const input = {
      path: file.path,
      frame: frame - 1,
      format,
      width: side,
      height: side,
      ...(window ? { window } : {}),
      ...(mask ? { mask } : {}),
    }
    const made = await quickPool().run('render', input, { timeoutMs: 60_000 })
    if (!made.ok) return null
    if (began !== forgotten) return made.bytes
    kept.set(key, made.bytes)
    keptBytes += made.bytes.length
    for (const [oldest, bytes] of kept) {
      if (keptBytes <= MOST_BYTES) break
      kept.delete(oldest)
      keptBytes -= bytes.length
    }
    return made.bytes
  } finally {
    await file.done()
  }
}

/** What a withdrawn image leaves in memory goes at once. */
export function forgetPictures(): void {
  kept.clear()
  keptBytes = 0
  forgotten++
}

/**
 * A view as one SVG file with its frame inside: cropped, windowed, with all that is drawn. `side` in screen pixels.
 * null where it cannot be drawn. About 15-40 kB at 480.
 */
export async function viewPicture(ctx: Context, image: KnownImage, view: View, side = 480): Promise<string | null> {
  const crop = cropOf(view, image)
  // Steps of 128, so that views of one frame that differ a little share a picture.
  const wanted = (side * Math.max(image.columns, image.rows)) / Math.max(crop.width, crop.height)
  const frameSide = Math.min(2_048, Math.ceil(wanted / 128) * 128)
  const bytes = await framePicture(ctx, image, view.frame, { window: view.window, mask: view.mask, side: frameSide })
  if (!bytes) return null
  return viewSvg(view, image, `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`, side).svg
}
