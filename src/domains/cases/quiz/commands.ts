import { imageOfView, knownImages } from '#src/domains/imaging/index.ts'
import type { Actor } from '#src/platform/authz.ts'
import type { Context } from '#src/platform/context.ts'
import { fail, invalid, ok, type Outcome } from '#src/platform/outcome.ts'
import { write, type Tx } from '#src/platform/write.ts'
import { readPin } from '../discussion/pin.ts'
import { indexCase } from '../indexing.ts'
import type { CaseView } from '../queries/case.ts'
import { checkQuestion, LIMITS, scoreOf, type Given, type QuizQuestion } from './model.ts'
import { questionsOf } from './queries.ts'

/** Turns the quiz of a case on or off; what a search finds of the case changes with it. */
export function setQuiz(ctx: Context, actor: Actor, found: CaseView, on: boolean): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!found.can.edit) return fail('not-found')
    await tx.db
      .updateTable('case_record')
      .set((eb) => ({ quiz: on ? 1 : 0, revision: eb('revision', '+', 1), updated_at: tx.now }))
      .where('id', '=', found.id)
      .execute()
    await indexCase(tx, found.id)
    await tx.audit({ action: 'case.quiz', entity: 'case', id: found.id, after: { on } })
    return ok()
  })
}

/** Adds a question at the end. An arrow's target must lie on an image of this case that the author sees. */
export async function addQuestion(
  ctx: Context,
  actor: Actor,
  found: CaseView,
  question: Omit<QuizQuestion, 'id'>,
): Promise<Outcome<{ id: string }>> {
  if (!found.can.edit) return fail('not-found')
  const wrong = checkQuestion(question)
  if (Object.keys(wrong).length > 0) return invalid(wrong)
  if (question.view !== '') {
    const view = readPin(question.view)
    const image = view && imageOfView(await knownImages(ctx, actor, [view.instance]), view)
    if (!image || image.caseId !== found.imagingCaseId) return invalid({ target: 'invalid' })
  }
  return write(ctx, actor, async (tx) => {
    const rows = await tx.db
      .selectFrom('case_quiz_question')
      .select('position')
      .where('case_id', '=', found.id)
      .execute()
    if (rows.length >= LIMITS.questions) return invalid({ '': 'too-many' })
    const id = ctx.ids.id()
    await tx.db
      .insertInto('case_quiz_question')
      .values({
        id,
        case_id: found.id,
        position: Math.max(0, ...rows.map((row) => row.position)) + 1,
        kind: question.kind,
        prompt: JSON.stringify(question.prompt),
        options: JSON.stringify(question.options),
        view: question.view,
        target: question.target ? JSON.stringify(question.target) : '',
        explanation: JSON.stringify(question.explanation),
      })
      .execute()
    await tx.audit({ action: 'case.quiz.add', entity: 'case', id: found.id, after: { question: id } })
    return ok({ id })
  })
}

/** Takes a question away with all answers to it; who has answered the quiz has answered it. */
export function removeQuestion(ctx: Context, actor: Actor, found: CaseView, id: string): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!found.can.edit) return fail('not-found')
    const gone = await tx.db
      .deleteFrom('case_quiz_question')
      .where('id', '=', id)
      .where('case_id', '=', found.id)
      .returning('id')
      .execute()
    if (gone.length === 0) return fail('not-found')
    await tx.db.deleteFrom('case_quiz_answer').where('case_id', '=', found.id).where('question_id', '=', id).execute()
    await tx.audit({ action: 'case.quiz.remove', entity: 'case', id: found.id, after: { question: id } })
    return ok()
  })
}

/**
 * Takes the answers of a reader, all at once; the first ones count, and from then on nothing is hidden from them. Each
 * question must be answered, if only by "I do not know"; which are not is named by field.
 */
export function answerQuiz(
  ctx: Context,
  actor: Actor,
  found: CaseView,
  reader: string,
  given: ReadonlyMap<string, Given>,
): Promise<Outcome> {
  return write(ctx, actor, async (tx) => {
    if (!found.quiz || found.can.edit || found.can.review) return fail('not-found')
    const questions = await questionsOf(tx.db, found.id)
    const missing = questions.filter((question) => !given.has(question.id))
    if (missing.length > 0) return invalid(Object.fromEntries(missing.map(({ id }) => [`q-${id}`, 'answer'])))
    const scores = questions.map((question) => scoreOf(question, given.get(question.id)!))
    const first = await tx.db
      .insertInto('case_quiz_reader')
      .values({
        case_id: found.id,
        reader,
        person_id: actor.personId,
        done_at: tx.now,
        score: scores.reduce<number>((sum, score) => sum + (score ?? 0), 0),
        most: scores.filter((score) => score !== null).length,
      })
      .onConflict((oc) => oc.doNothing())
      .returning('reader')
      .execute()
    if (first.length === 0) return ok()
    await keepAnswers(tx, found.id, reader, questions, given, scores)
    return ok()
  })
}

async function keepAnswers(
  tx: Tx,
  caseId: string,
  reader: string,
  questions: readonly QuizQuestion[],
  given: ReadonlyMap<string, Given>,
  scores: readonly (number | null)[],
): Promise<void> {
  await tx.db
    .insertInto('case_quiz_answer')
    .values(
      questions.map((question, i) => ({
        case_id: caseId,
        question_id: question.id,
        reader,
        given: JSON.stringify(given.get(question.id)),
        score: scores[i] ?? null,
        at: tx.now,
      })),
    )
    .execute()
}
