import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { visibleCases } from '../policy.ts'
import { toAnswer } from './gate.ts'

/**
 * Cases of the archive whose marks, segments and reports would give away the answer of a quiz. Whoever sees the images
 * otherwise than through the case has nothing to answer there.
 */
export const withholds = ({ db, clock }: Context, actor: Actor) =>
  db
    .selectFrom('case_record')
    .select('case_record.imaging_case_id')
    .where('case_record.imaging_case_id', 'is not', null)
    .where('case_record.id', 'in', toAnswer(db, actor))
    .where('case_record.id', 'in', visibleCases(db, actor, clock.now()))
