import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { CaseContent, TextField } from '../model.ts'
import type { Abilities } from '../policy.ts'

/** Text fields that give the answer away. */
export const ANSWER_FIELDS = [
  'findings',
  'outcome',
  'followUp',
  'differential',
  'diagnosis',
  'teaching',
] as const satisfies readonly TextField[]

interface Asked {
  readonly id: string
  readonly quiz: boolean
  readonly can: Abilities
}

/**
 * Whether a reader is still to answer, so that nothing of the answer may reach them: not on the page, not in JSON, not in
 * an export, not what others wrote. Who writes or reviews the case and invited experts see all. At most one statement, none
 * for a case without a quiz.
 */
export async function hidesAnswers(ctx: Context, actor: Actor, reader: string | null, found: Asked): Promise<boolean> {
  if (!found.quiz || found.can.edit || found.can.review) return false
  const row = await ctx.db
    .selectFrom('case_record')
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('case_quiz_reader')
            .select('reader')
            .where('case_id', '=', found.id)
            .where('reader', '=', reader ?? ''),
        )
        .as('answered'),
      eb
        .exists(
          eb
            .selectFrom('case_expert')
            .select('person_id')
            .where('case_id', '=', found.id)
            .where('person_id', '=', actor.personId ?? ''),
        )
        .as('expert'),
      eb
        .exists(
          eb
            .selectFrom('consultation_expert')
            .innerJoin('consultation', 'consultation.id', 'consultation_expert.consultation_id')
            .select('consultation_expert.person_id')
            .where('consultation.case_id', '=', found.id)
            .where('consultation_expert.state', 'in', ['asked', 'accepted', 'answered'])
            .where('consultation_expert.person_id', '=', actor.personId ?? ''),
        )
        .as('consulted'),
    ])
    .where('case_record.id', '=', found.id)
    .executeTakeFirst()
  return !row || !(row.answered || row.expert || row.consulted)
}

/** What is told of a case without what gives the answer away. */
export const withoutAnswers = (content: CaseContent): CaseContent => ({
  ...content,
  ...Object.fromEntries(ANSWER_FIELDS.map((field) => [field, {}])),
  steps: [],
  devices: [],
  complications: [],
  certainty: '',
  basis: [],
  references: [],
})
