import { parsed, textOf } from '../json.ts'
import type { CaseView } from '../queries/case.ts'
import type { Context } from '#src/platform/context.ts'
import type { AnyDb } from '#src/platform/db/types.ts'
import { publicPeople } from '#src/domains/people/index.ts'
import type { Given, QuizOption, QuizQuestion, QuizTarget } from './model.ts'
import { quizWords } from './messages.ts'
import { LANGS } from '#src/lib/text/multilingual.ts'

/** What is asked where its author has asked nothing: the diagnosis, in the reader's own words. */
const usual = (caseId: string): QuizQuestion => ({
  id: `usual-${caseId}`,
  kind: 'text',
  prompt: Object.fromEntries(LANGS.map((lang) => [lang, quizWords(lang)('usual')])),
  options: [],
  view: '',
  target: null,
  explanation: {},
})

/** The author's own questions, in order. One statement. */
export async function ownQuestions(db: AnyDb, caseId: string): Promise<QuizQuestion[]> {
  const rows = await db
    .selectFrom('case_quiz_question')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    prompt: textOf(row.prompt),
    options: parsed<QuizOption[]>(row.options),
    view: row.view,
    target: row.target === '' ? null : parsed<QuizTarget>(row.target),
    explanation: textOf(row.explanation),
  }))
}

export async function questionsOf(db: AnyDb, caseId: string): Promise<QuizQuestion[]> {
  const own = await ownQuestions(db, caseId)
  return own.length > 0 ? own : [usual(caseId)]
}

/** A question as one who has not answered gets it: nothing in it tells what is right. */
export interface AskedQuestion {
  readonly id: string
  readonly kind: QuizQuestion['kind']
  readonly prompt: QuizQuestion['prompt']
  readonly options: readonly QuizOption['text'][]
  readonly view: string
}

export const asked = ({ id, kind, prompt, options, view }: QuizQuestion): AskedQuestion => ({
  id,
  kind,
  prompt,
  options: options.map((option) => option.text),
  view,
})

/** How a question was answered by all, and by one. */
export interface Compared {
  readonly question: QuizQuestion
  readonly own: Given | null
  readonly score: number | null
  readonly answers: number
  readonly unknown: number
  /** By option. */
  readonly chosen: readonly number[]
  /** Mean of the scores, 0 to 1; null where none is scored. */
  readonly mean: number | null
  /** Where others put the arrow; at most 40. */
  readonly points: readonly (readonly [number, number])[]
  /** What members wrote, without their names; at most 20. */
  readonly texts: readonly string[]
}

/** Everybody's answers beside one reader's. Two statements. Only for who has answered, or wrote the case. */
export async function comparedAnswers(ctx: Context, found: CaseView, reader: string): Promise<Compared[]> {
  const questions = await questionsOf(ctx.db, found.id)
  const rows = await ctx.db
    .selectFrom('case_quiz_answer')
    .select(['question_id', 'reader', 'given', 'score'])
    .where('case_id', '=', found.id)
    .orderBy('at', 'desc')
    .limit(20_000)
    .execute()
  return questions.map((question) => {
    const all = rows.filter((row) => row.question_id === question.id)
    const given = all.map((row) => ({ ...row, given: parsed<Given>(row.given) }))
    const own = given.find((row) => row.reader === reader)
    const scores = all.flatMap((row) => row.score ?? [])
    return {
      question,
      own: own?.given ?? null,
      score: own?.score ?? null,
      answers: all.length,
      unknown: given.filter((row) => row.given.kind === 'unknown').length,
      chosen: question.options.map(
        (_, i) => given.filter((row) => row.given.kind === 'choice' && row.given.options.includes(i)).length,
      ),
      mean: scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
      points: given
        .flatMap((row) => (row.given.kind === 'point' && row.reader !== reader ? [row.given.point] : []))
        .slice(0, 40),
      texts: given
        .flatMap((row) =>
          row.given.kind === 'text' && row.reader !== reader && row.reader.startsWith('p:') ? [row.given.text] : [],
        )
        .slice(0, 20),
    }
  })
}

export interface ReaderResult {
  readonly name: string
  readonly at: number
  readonly score: number
  readonly most: number
}

/** Who answered and how well, for those who write the case; browsers without an account have no name. Two statements. */
export async function resultsOf(ctx: Context, found: CaseView): Promise<ReaderResult[]> {
  if (!found.can.edit) return []
  const rows = await ctx.db
    .selectFrom('case_quiz_reader')
    .selectAll()
    .where('case_id', '=', found.id)
    .orderBy('done_at', 'desc')
    .limit(1_000)
    .execute()
  const people = new Map(
    (
      await publicPeople(
        ctx,
        rows.flatMap((row) => row.person_id ?? []),
      )
    ).map((person) => [person.id, person.name]),
  )
  return rows.map((row) => ({
    name: row.person_id === null ? '' : (people.get(row.person_id) ?? ''),
    at: row.done_at,
    score: row.score,
    most: row.most,
  }))
}
