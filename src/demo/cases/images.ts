import type { View } from '#src/lib/imaging/view.ts'
import type { Context } from '#src/platform/context.ts'
import { SMALL } from '../images/wanted.ts'
import type { Place } from './plan.ts'

/** From a place of the plan to the view of the archived image. */
export type Images = (place: Place) => View

/** Images of a study as the archive names them; `small`: places are those of the full ones all the same. */
export async function imagesOf(ctx: Context, studyId: string, small: boolean): Promise<Images> {
  const rows = await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .innerJoin('imaging_study', 'imaging_study.id', 'imaging_instance.study_id')
    .select(['study_uid', 'series_uid', 'sop_uid', 'imaging_series.number as series', 'imaging_instance.number'])
    .where('imaging_instance.study_id', '=', studyId)
    .execute()
  return ({ series, instance, frame, mask, window, zoom, center, shapes }) => {
    const of = rows.filter((row) => row.series === series)
    const number = small && of.length > 1 ? Math.round((instance - 1) / SMALL.slices) + 1 : instance
    const row = of.toSorted((a, b) => Math.abs((a.number ?? 0) - number) - Math.abs((b.number ?? 0) - number))[0]!
    const scale = small ? SMALL.pixels : 1
    const scaled = ([x, y]: readonly [number, number]) => [x / scale, y / scale] as const
    return {
      study: row.study_uid,
      series: row.series_uid,
      instance: row.sop_uid,
      frame,
      ...(mask ? { mask: { frames: mask.frames, shift: scaled(mask.shift) } } : {}),
      ...(window ? { window } : {}),
      ...(zoom ? { zoom } : {}),
      ...(center ? { center: scaled(center) } : {}),
      ...(shapes ? { shapes: shapes.map((s) => ({ ...s, points: s.points.map(scaled) })) } : {}),
    }
  }
}
