import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { visibleStudies } from '../policy.ts'

/**
 * Storage classes of what somebody said about images: presentation states, segmentations and registrations, value maps,
 * reports and key objects, encapsulated documents, structures and plans, parametric maps (PS3.4 annex B.5). Secondary
 * captures are not among them: a photograph of a film is one too.
 */
const SAID = ['11.%', '30', '66', '66.%', '67', '68.%', '88.%', '104.%', '481.%'].map(
  (end) => `1.2.840.10008.5.1.4.1.1.${end}`,
)

/** Modalities of those classes, as a study names them. */
export const SAID_MODALITIES: ReadonlySet<string> = new Set([
  'PR',
  'SEG',
  'REG',
  'RWV',
  'SR',
  'KO',
  'DOC',
  'M3D',
  'FID',
  'RTSTRUCT',
  'RTPLAN',
  'RTDOSE',
  'RTRECORD',
])

/** Whether an object is of such a class; `column` holds its SOP class. */
export const isSaid = (column: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(
    SAID.map((pattern) => sql`${sql.ref(column)} like ${pattern}`),
    sql` or `,
  )})`

/**
 * Whether what others said of the joined `imaging_study` is kept from this reader for now (a quiz that they are still to
 * answer); never from its owner. null: no domain keeps anything back.
 */
export function withheldStudy(ctx: Context, actor: Actor): RawBuilder<SqlBool> | null {
  const cases = ctx.domains.flatMap(({ withholds }) => (withholds ? [withholds(ctx, actor)] : []))
  if (cases.length === 0) return null
  const among = sql.join(
    cases.map((ids) => sql`imaging_study.case_id in (${ids})`),
    sql` or `,
  )
  return sql<SqlBool>`(imaging_study.owner_id <> ${actor.personId ?? ''} and (${among}))`
}

/**
 * The objects of studies that the reader may see which are there for them: condition on the joined `imaging_study` and
 * `imaging_instance`. Every query that hands out objects carries it beside `visibleStudies`.
 */
export function shownObjects(ctx: Context, actor: Actor): RawBuilder<SqlBool> {
  const withheld = withheldStudy(ctx, actor)
  return withheld ? sql<SqlBool>`not (${withheld} and ${isSaid('imaging_instance.sop_class')})` : sql<SqlBool>`1 = 1`
}

/** Whether what others drew on a study that the reader may see is kept from them. At most one statement. */
export async function withheld(ctx: Context, actor: Actor, studyUid: string): Promise<boolean> {
  const condition = withheldStudy(ctx, actor)
  if (!condition) return false
  const found = await ctx.db
    .selectFrom('imaging_study')
    .select('imaging_study.id')
    .where('study_uid', '=', studyUid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .where(condition)
    .executeTakeFirst()
  return found !== undefined
}
