import { publicPeople } from '#src/domains/people/index.ts'
import type { Measured } from '#src/lib/imaging/measure/shape.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { visibleStudies } from '../policy.ts'
import { visibleMark } from './commands.ts'
import type { Mark, MarkState } from '#src/lib/imaging/mark.ts'
import { mayChangeMark, mayRemoveMark } from './policy.ts'
import type { MarkTable } from './tables.ts'

export interface MarksOfStudy {
  readonly studyId: string
  readonly ownerId: string
  readonly marks: readonly Mark[]
}

/** Marks of a study that the actor may see: their own, and those that were shared. null: no such study for them. Three statements. */
export async function marksOf(ctx: Context, actor: Actor, studyUid: string): Promise<MarksOfStudy | null> {
  const study = await ctx.db
    .selectFrom('imaging_study')
    .select(['id', 'owner_id'])
    .where('study_uid', '=', studyUid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .executeTakeFirst()
  if (!study) return null
  const rows = await ctx.db
    .selectFrom('imaging_mark')
    .selectAll()
    .where('study_id', '=', study.id)
    .where('deleted_at', 'is', null)
    .where((eb) =>
      actor.personId === null
        ? eb('shared', '=', 1)
        : eb.or([eb('shared', '=', 1), eb('author_id', '=', actor.personId)]),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const names = await namesOf(ctx, rows)
  const marks = rows.map((row) => markJson(actor, row, studyUid, study.owner_id, names))
  return { studyId: study.id, ownerId: study.owner_id, marks }
}

/** One mark for its answer; one statement for the name. */
export async function markView(ctx: Context, actor: Actor, row: MarkTable): Promise<Mark> {
  const study = await ctx.db
    .selectFrom('imaging_study')
    .select(['study_uid', 'owner_id'])
    .where('id', '=', row.study_id)
    .executeTakeFirstOrThrow()
  return markJson(actor, row, study.study_uid, study.owner_id, await namesOf(ctx, [row]))
}

async function namesOf(ctx: Context, rows: readonly MarkTable[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ author_id }) => (author_id === null ? [] : [author_id])))]
  const people = await publicPeople(ctx, ids)
  return new Map(people.map(({ id, name }) => [id, name]))
}

function markJson(
  actor: Actor,
  row: MarkTable,
  study: string,
  studyOwnerId: string,
  names: ReadonlyMap<string, string>,
): Mark {
  const rights = { authorId: row.author_id, shared: row.shared === 1, studyOwnerId }
  return {
    ...(JSON.parse(row.state) as MarkState),
    id: row.id,
    study,
    series: row.series_uid,
    instance: row.sop_uid,
    frame: row.frame,
    shared: rights.shared,
    version: row.version,
    measured: row.measured === '' ? null : (JSON.parse(row.measured) as Measured),
    author: row.author_id === null ? null : { id: row.author_id, name: names.get(row.author_id) ?? '' },
    mine: mayChangeMark(actor, rights),
    mayRemove: mayRemoveMark(actor, rights),
    at: row.updated_at,
    ...(row.deleted_at === null ? {} : { deleted: true as const }),
  }
}

export interface MarkVersion {
  readonly version: number
  readonly at: number
  readonly shared: boolean
  readonly deleted: boolean
  readonly state: MarkState
  readonly measured: Measured | null
}

/** Every state that a mark has had, for its author alone: others see only what was shared. Two statements. */
export async function versionsOf(ctx: Context, actor: Actor, id: string): Promise<MarkVersion[] | null> {
  const mark = await visibleMark(ctx, actor, id)
  if (!mark || !mayChangeMark(actor, { authorId: mark.author_id })) return null
  const rows = await ctx.db
    .selectFrom('imaging_mark_version')
    .selectAll()
    .where('mark_id', '=', id)
    .orderBy('version')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    at: row.at,
    shared: row.shared === 1,
    deleted: row.deleted === 1,
    state: JSON.parse(row.state) as MarkState,
    measured: row.measured === '' ? null : (JSON.parse(row.measured) as Measured),
  }))
}
