import type { Ctx } from '#src/platform/http/env.ts'
import { visibleStudies } from '../policy.ts'

/**
 * Whether what others drew on a study is kept from this reader for now (a quiz that they have not answered). Its owner
 * is never asked. One statement, and those of the domains that have a say.
 */
export async function withheld(c: Ctx, studyUid: string): Promise<boolean> {
  const { ctx, actor } = c.var
  const asked = ctx.domains.flatMap(({ withholds }) => (withholds ? [withholds] : []))
  if (asked.length === 0) return false
  const studies = await ctx.db
    .selectFrom('imaging_study')
    .select(['case_id', 'owner_id'])
    .where('study_uid', '=', studyUid)
    .where('imaging_study.id', 'in', visibleStudies(ctx.db, actor))
    .execute()
  for (const { case_id, owner_id } of studies) {
    if (owner_id === actor.personId) continue
    for (const withholds of asked) if (await withholds(c, case_id)) return true
  }
  return false
}
