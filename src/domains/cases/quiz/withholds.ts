import type { Ctx } from '#src/platform/http/env.ts'
import { caseById } from '../queries/case.ts'
import { hidesAnswers } from './gate.ts'
import { readerOf } from './reader.ts'

/** Whether others' marks and segments on these images would give away the answer of a quiz. One statement without a quiz. */
export async function withholds(c: Ctx, imagingCaseId: string): Promise<boolean> {
  const { ctx, actor } = c.var
  const quizzes = await ctx.db
    .selectFrom('case_record')
    .select('id')
    .where('imaging_case_id', '=', imagingCaseId)
    .where('quiz', '=', 1)
    .execute()
  for (const { id } of quizzes) {
    const found = await caseById(ctx, actor, id)
    // Whoever sees the images otherwise than through the case has nothing to answer there.
    if (found && (await hidesAnswers(ctx, actor, readerOf(c), found))) return true
  }
  return false
}
