import { imageAt, imageOfView, knownImages, seriesOfCase, type KnownImage } from '#src/domains/imaging/index.ts'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Shape, View } from '#src/lib/imaging/view.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { parsed, textOf } from '../json.ts'

/** A key picture as its reader may see it. */
export interface KeyPicture {
  /** Part of its address: of the row, `k-` and the key mark's, or `a-` and the series' place for what was not chosen. */
  readonly id: string
  readonly view: View
  readonly caption: Text
  readonly image: KnownImage
  readonly from: 'hand' | 'mark' | 'middle'
}

interface Asked {
  readonly id: string
  readonly imagingCaseId: string | null
}

/** Pictures from the middles of this many series, where nothing was chosen. */
const MIDDLES = 3

/**
 * What a case shows of its images: what its authors chose; else the frames flagged as key images with the marks that
 * were shared on them; else the middle images of its first series. Only what the actor may see through DICOMweb.
 * At most four statements and one for each middle.
 */
export async function keyPictures(ctx: Context, actor: Actor, found: Asked): Promise<KeyPicture[]> {
  if (found.imagingCaseId === null) return []
  const chosen = await ctx.db
    .selectFrom('case_picture')
    .select(['id', 'view', 'caption'])
    .where('case_id', '=', found.id)
    .orderBy('position')
    .orderBy('id')
    .execute()
  if (chosen.length > 0)
    return await known(
      ctx,
      actor,
      found.imagingCaseId,
      chosen.map((row) => ({ id: row.id, view: parsed<View>(row.view), caption: textOf(row.caption), from: 'hand' })),
    )
  const marked = await known(ctx, actor, found.imagingCaseId, await markedFrames(ctx, found.imagingCaseId))
  return marked.length > 0 ? marked : await middles(ctx, actor, found.imagingCaseId)
}

type Wanted = Omit<KeyPicture, 'image'>

async function known(
  ctx: Context,
  actor: Actor,
  imagingCaseId: string,
  wanted: readonly Wanted[],
): Promise<KeyPicture[]> {
  const images = await knownImages(
    ctx,
    actor,
    wanted.map((one) => one.view.instance),
  )
  return wanted.flatMap((one) => {
    const image = imageOfView(images, one.view)
    return image && image.caseId === imagingCaseId ? [{ ...one, image }] : []
  })
}

interface StoredMark {
  readonly kind: string
  readonly points: Shape['points']
  readonly text: string
  readonly view: Pick<View, 'window' | 'invert' | 'zoom' | 'center' | 'turns'>
}

const MOST_MARKED = 12

/** Frames that somebody flagged as key images for all to see, each with the shared marks on it. Two statements. */
export async function markedFrames(ctx: Context, imagingCaseId: string): Promise<Wanted[]> {
  const shared = ctx.db
    .selectFrom('imaging_mark')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_mark.study_id')
    .select([
      'imaging_mark.id',
      'imaging_study.study_uid',
      'imaging_mark.series_uid',
      'imaging_mark.sop_uid',
      'imaging_mark.frame',
      'imaging_mark.state',
    ])
    .where('imaging_study.case_id', '=', imagingCaseId)
    .where('imaging_mark.shared', '=', 1)
    .where('imaging_mark.deleted_at', 'is', null)
    .orderBy('imaging_mark.id')
  const keys = await shared.where('imaging_mark.kind', '=', 'key').limit(MOST_MARKED).execute()
  if (keys.length === 0) return []
  const drawn = await shared
    .where('imaging_mark.kind', '<>', 'key')
    .where(
      'imaging_mark.sop_uid',
      'in',
      keys.map((key) => key.sop_uid),
    )
    .limit(300)
    .execute()
  return keys.map((key) => {
    const state = parsed<StoredMark>(key.state)
    const shapes = drawn
      .filter((mark) => mark.sop_uid === key.sop_uid && mark.frame === key.frame)
      .map((mark) => shapeOf(parsed<StoredMark>(mark.state)))
    return {
      id: `k-${key.id}`,
      from: 'mark' as const,
      caption: (state.text ? { und: state.text } : {}) as Text,
      view: {
        study: key.study_uid,
        series: key.series_uid,
        instance: key.sop_uid,
        frame: key.frame,
        ...state.view,
        ...(shapes.length > 0 ? { shapes } : {}),
      },
    }
  })
}

const shapeOf = (mark: StoredMark): Shape => ({
  kind: mark.kind as Shape['kind'],
  points: mark.points,
  ...(mark.text ? { text: mark.text } : {}),
})

async function middles(ctx: Context, actor: Actor, imagingCaseId: string): Promise<KeyPicture[]> {
  const all = await seriesOfCase(ctx, actor, imagingCaseId)
  // A mask by itself is no picture of a patient.
  const series = all.filter((one) => one.images > 0 && one.modality !== 'SEG')
  // A localiser of two images says less than the run that it was made for.
  const chosen = series.length > MIDDLES ? series.toSorted((a, b) => b.images - a.images).slice(0, MIDDLES) : series
  const out: KeyPicture[] = []
  for (const [n, one] of chosen.entries()) {
    const at = await imageAt(ctx, actor, one.seriesUid, Math.ceil(one.images / 2))
    if (!at) continue
    const { image, frame } = at
    const view = { study: image.studyUid, series: image.seriesUid, instance: image.sopUid, frame }
    out.push({ id: `a-${n}`, view, caption: {}, image, from: 'middle' })
  }
  return out
}
