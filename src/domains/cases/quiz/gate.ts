import { managesSociety, type Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import type { CaseContent, TextField } from '../model.ts'
import { authoredBy, type Abilities } from '../policy.ts'
import { readerOf } from './reader.ts'

/** Text fields that give the answer away. */
export const ANSWER_FIELDS = [
  'findings',
  'outcome',
  'followUp',
  'differential',
  'diagnosis',
  'teaching',
] as const satisfies readonly TextField[]

/**
 * Ids of the quizzes that a reader is still to answer: the one rule of what is hidden. Who writes or reviews the case and
 * invited experts see all.
 */
export function toAnswer(db: AnyDb, actor: Actor) {
  const { personId } = actor
  const all = db
    .selectFrom('case_record')
    .select('case_record.id')
    .where('case_record.quiz', '=', 1)
    .where('case_record.id', 'not in', (eb) =>
      eb
        .selectFrom('case_quiz_reader')
        .select('case_quiz_reader.case_id')
        .where('case_quiz_reader.reader', '=', readerOf(actor)),
    )
  if (personId === null) return all
  const reviewers = db.selectFrom('case_reviewer').select('case_reviewer.person_id').where('person_id', '=', personId)
  const experts = db.selectFrom('case_expert').select('case_expert.case_id').where('person_id', '=', personId)
  const consulted = db
    .selectFrom('consultation_expert')
    .innerJoin('consultation', 'consultation.id', 'consultation_expert.consultation_id')
    .select('consultation.case_id')
    .where('consultation_expert.state', 'in', ['asked', 'accepted', 'answered'])
    .where('consultation_expert.person_id', '=', personId)
  return all
    .where('case_record.owner_id', '<>', personId)
    .where('case_record.id', 'not in', authoredBy(db, personId))
    .where('case_record.id', 'not in', experts)
    .where('case_record.id', 'not in', consulted)
    .where((eb) =>
      eb.not(
        eb.and([
          eb('case_record.submitted_at', 'is not', null),
          eb('case_record.state', 'in', ['de-identified', 'reviewed']),
          managesSociety(actor) ? eb.lit(true) : eb.exists(reviewers),
        ]),
      ),
    )
}

/**
 * Whether nothing of the answer may reach a reader of this case: not on the page, not in JSON, not in an export, not what
 * others wrote. One statement, none for a case without a quiz and for those who write or review it.
 */
export async function hidesAnswers(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  found: { readonly id: string; readonly quiz: boolean; readonly can: Abilities },
): Promise<boolean> {
  if (!found.quiz || found.can.edit || found.can.review) return false
  return (await toAnswer(db, actor).where('case_record.id', '=', found.id).executeTakeFirst()) !== undefined
}

/** What is told of a case without what gives the answer away: what was done and where, says what it was. */
export const withoutAnswers = (content: CaseContent): CaseContent => ({
  ...content,
  ...Object.fromEntries(ANSWER_FIELDS.map((field) => [field, {}])),
  region: {},
  techniques: [],
  organs: [],
  steps: [],
  devices: [],
  complications: [],
  certainty: '',
  basis: [],
  references: [],
})
