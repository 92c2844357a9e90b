import { studiesOfCase } from '#src/domains/imaging/index.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { completeness } from '../completeness.ts'
import type { Facts } from '../preconditions.ts'
import { unconfirmed, warningsOf } from '../warnings.ts'
import type { CaseView } from './case.ts'

/** Everything that the way to sharing asks about a case. Three statements. */
export async function factsOf(ctx: Context, found: CaseView, db: AnyDb = ctx.db): Promise<Facts> {
  const studies = found.imagingCaseId === null ? [] : await studiesOfCase(db, found.imagingCaseId)
  const { pictures } = await db
    .selectFrom('case_picture')
    .select((eb) => eb.fn.countAll<number>().as('pictures'))
    .where('case_id', '=', found.id)
    .executeTakeFirstOrThrow()
  return {
    synthetic: found.synthetic,
    studies,
    consent: found.consent,
    licence: found.licence,
    completeness: completeness({
      ...found,
      images: studies.reduce((sum, study) => sum + study.images, 0),
      keyImages: Number(pictures),
    }),
    cleared:
      found.cleared !== '' && unconfirmed(ctx, warningsOf(found.title, found.content), found.cleared).length === 0,
  }
}
